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

    /// <summary>Writes the stamp into the data of the template; what is not known yet stays blank, as on a paper draft. A date without a place is not written: the template then names the missing field.</summary>
    public static void Apply(JsonObject data, Document document)
    {
        var month = data["draftMonth"] is JsonValue known && known.TryGetValue<int>(out var drafted) ? drafted : (int?)null;
        var year = document.Year ?? data["year"]?.GetValue<int>();
        var symbol = document.Symbol;
        data["numberLine"] = symbol.Length == 0 ? "" : document.Number is { } number ? $"Số: {Number(number)}/{symbol}" : $"Số:        /{symbol}";
        if (Text(data, "place") is { Length: > 0 } place && year is { } of)
        {
            data["placeDate"] = document.IssuedOn is { } issued ? IssueDate.Line(place, issued) : IssueDate.DraftLine(place, of, month);
        }

        data["signer"] = document.SignerName ?? Text(data, "expectedSigner");
        if (data["appendix"] is JsonObject appendix && year is { } day) appendix["reference"] = Reference(appendix, document, day, month);
    }

    /// <summary>Which decision the appendix belongs to (NĐ 30/2020, Phụ lục I, III.1d).</summary>
    private static string Reference(JsonObject appendix, Document document, int year, int? month)
    {
        var number = document.Number is { } known ? Number(known) : "      ";
        var date = document.IssuedOn is { } issued ? IssueDate.Words(issued) : IssueDate.DraftDigits(year, month);
        return $"({Text(appendix, "attached")} Quyết định số {number}/{document.Symbol} {date} {Text(appendix, "by")})";
    }

    private static string Text(JsonObject data, string name) => data[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : "";
}
