using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Domain.Numbering;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What a document gets only when it is signed and issued: number, date, signature block, and the reference in its appendix (S-024).</summary>
internal static class DocumentStamp
{
    /// <summary>A number below 10 has a leading zero (NĐ 30/2020, Phụ lục I, I.3).</summary>
    public static string Number(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>How the document is called in other texts: its number, or its title when it has none.</summary>
    public static string Name(Document document) => document.Number is { } number ? $"{Number(number)}/{document.Symbol}" : document.Title;

    /// <summary>Writes the stamp into the data of the template; what is not known yet stays blank, as on a paper draft.</summary>
    public static void Apply(JsonObject data, Document document)
    {
        var place = data["place"]!.GetValue<string>();
        var month = data["draftMonth"]?.GetValue<int>();
        var year = document.Year ?? data["year"]!.GetValue<int>();
        var symbol = document.Symbol;
        data["numberLine"] = symbol.Length == 0 ? "" : document.Number is { } number ? $"Số: {Number(number)}/{symbol}" : $"Số:        /{symbol}";
        data["placeDate"] = document.IssuedOn is { } issued ? IssueDate.Line(place, issued) : IssueDate.DraftLine(place, year, month);
        data["signer"] = document.SignerName ?? data["expectedSigner"]?.GetValue<string>() ?? "";
        if (data["appendix"] is JsonObject appendix) appendix["reference"] = Reference(appendix, document, month, year);
    }

    private static string Reference(JsonObject appendix, Document document, int? month, int year)
    {
        var number = document.Number is { } known ? Number(known) : "      ";
        var date = document.IssuedOn is { } issued
            ? IssueDate.Words(issued)
            : $"ngày     /{(month is { } draft ? draft.ToString(CultureInfo.InvariantCulture) : "  ")}/{year.ToString(CultureInfo.InvariantCulture)}";
        return $"({appendix["attached"]!.GetValue<string>()} Quyết định số {number}/{document.Symbol} {date} {appendix["by"]!.GetValue<string>()})";
    }
}
