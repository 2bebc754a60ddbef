using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Domain.Numbering;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What a document gets only when it is signed and issued: number, date, signer, and the reference in its appendices (S-024).</summary>
/// <param name="Symbol">The symbol behind the number; empty for records that get no number.</param>
internal sealed record DocumentStamp(string Symbol, int? Number, int? Year, DateOnly? IssuedOn, string? SignerName)
{
    private static readonly (int Value, string Sign)[] Roman = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

    /// <summary>The letter behind a late number.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The QR code that opens the register entry, as a picture of the data; empty for none.</summary>
    public string Qr { get; init; } = "";

    public static DocumentStamp Of(Document document) =>
        new(document.Symbol, document.Number, document.Year, document.IssuedOn, document.SignerName) { Suffix = document.NumberSuffix };

    /// <summary>A number below 10 has a leading zero (NĐ 30/2020, Phụ lục I, I.3).</summary>
    public static string Text(int number, string suffix = "") => number.ToString("00", CultureInfo.InvariantCulture) + suffix;

    /// <summary>How the document is called in other texts: its number, or its title when it has none.</summary>
    public static string Name(Document document) => document.Number is { } number ? $"{Text(number, document.NumberSuffix)}/{document.Symbol}" : document.Title;

    /// <summary>
    /// Writes the stamp into the data of the template; what is not known yet stays blank, as on a paper draft. A date without a place is not
    /// written: the template then names the missing field.
    /// </summary>
    public void Apply(JsonObject data)
    {
        var month = data["draftMonth"] is JsonValue known && known.TryGetValue<int>(out var drafted) ? drafted : (int?)null;
        var year = Year ?? data["year"]?.GetValue<int>();
        data["numberLine"] = Symbol.Length == 0 ? "" : Number is { } number ? $"Số: {Text(number, Suffix)}/{Symbol}" : $"Số:        /{Symbol}";
        // A composed text may have a place of its own: where a meeting is held.
        var issuedAt = Words(data, "issuePlace");
        if ((issuedAt.Length > 0 ? issuedAt : Words(data, "place")) is { Length: > 0 } place && year is { } of)
        {
            data["placeDate"] = IssuedOn is { } issued ? IssueDate.Line(place, issued) : IssueDate.DraftLine(place, of, month);
        }

        if (Qr.Length > 0) data["qr"] = Qr;
        // The signer's office in the agency stands above the name when they sign for a committee (NĐ 30/2020, Phụ lục I, II.7c and II.7đ).
        var name = SignerName ?? Words(data, "expectedSigner");
        data["signer"] = Words(data, "signerOffice") is { Length: > 0 } office && name.Length > 0 ? $"{office}\n{name}" : name;
        if (year is not { } day) return;

        if (data["appendix"] is JsonObject single) single["reference"] = Reference(data, single, day, month);
        if (data["appendices"] is not JsonArray several) return;

        for (var index = 0; index < several.Count; index++)
        {
            if (several[index] is not JsonObject appendix) continue;

            if (Words(appendix, "label").Length == 0) appendix["label"] = several.Count == 1 ? "Phụ lục" : $"Phụ lục {Numeral(index + 1)}";
            appendix["reference"] = Reference(data, appendix, day, month);
        }
    }

    /// <summary>From two appendices on they have Roman numerals (NĐ 30/2020, Phụ lục I, III.1a).</summary>
    public static string Numeral(int number)
    {
        var text = "";
        foreach (var (value, sign) in Roman)
        {
            for (; number >= value; number -= value) text += sign;
        }

        return text;
    }

    /// <summary>Which document the appendix belongs to: kind, number, date and agency (NĐ 30/2020, Phụ lục I, III.1c).</summary>
    private string Reference(JsonObject data, JsonObject appendix, int year, int? month)
    {
        var number = Number is { } known ? Text(known, Suffix) : "      ";
        var date = IssuedOn is { } issued ? IssueDate.Words(issued) : IssueDate.DraftDigits(year, month);
        var attached = Words(appendix, "attached") is { Length: > 0 } own ? own : "Kèm theo";
        var by = Words(appendix, "by") is { Length: > 0 } name ? name : Words(data, "agencyName") is { Length: > 0 } agency ? $"của {agency}" : "";
        var document = $"({attached} {Kind(data)} số {number}/{Symbol} {date}";
        // A long one is broken before the agency, not inside its name.
        var separator = document.Length + by.Length > 75 ? "\n" : " ";
        return (by.Length > 0 ? document + separator + by : document) + ")";
    }

    /// <summary>The kind as it stands inside a sentence; a letter (công văn) prints none.</summary>
    private static string Kind(JsonObject data) => Words(data, "kindName") is { Length: > 0 } kind ? kind[..1] + kind[1..].ToLower(CultureInfo.InvariantCulture) : "Công văn";

    private static string Words(JsonObject data, string name) => data[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : "";
}
