using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Which period a report is about, as its own text says: the fields "Kỳ báo cáo" and "Thời gian chốt số liệu", else its title.</summary>
internal sealed record ReportSubject(ReportPeriod Period, CutOff CutOff)
{
    /// <summary>The kinds of document that report results.</summary>
    public static readonly string[] Kinds = ["periodic-report", "review-report", "ad-hoc-report"];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Null where neither field nor title names a period.</summary>
    public static ReportSubject? Of(Document document)
    {
        var content = JsonNode.Parse(document.Content) as JsonObject;
        var (period, cutOff) = (Text(content, "period"), Text(content, "cutOff"));
        var found = Read(period) ?? Read(document.Title) ?? Between(cutOff);
        return found is null ? null : new ReportSubject(found, CutOffOf(cutOff));
    }

    /// <summary>"Quý I/2024", "quý 3 năm 2024", "6 tháng đầu năm 2024", "9 tháng năm 2024", "tháng 3/2024", "năm 2024".</summary>
    public static ReportPeriod? Read(string text)
    {
        if (Match(text, @"quý\s+(IV|III|II|I|[1-4])\s*(?:/|năm|,|-)?\s*(?:năm\s*)?(\d{4})") is { } quarter) return new(ReportKind.Quarter, Quarter(quarter[1].Value), Year(quarter[2]));
        if (Match(text, @"(?:6|sáu|06)\s+tháng(?:\s+đầu)?(?:\s+năm)?\s*/?\s*(\d{4})") is { } half) return new(ReportKind.SixMonths, 1, Year(half[1]));
        if (Match(text, @"(?:9|chín|09)\s+tháng(?:\s+đầu)?(?:\s+năm)?\s*/?\s*(\d{4})") is { } nine) return new(ReportKind.NineMonths, 1, Year(nine[1]));
        if (Match(text, @"tháng\s+(0?[1-9]|1[0-2])\s*(?:/|năm|-)\s*(\d{4})") is { } month) return new(ReportKind.Month, int.Parse(month[1].Value, CultureInfo.InvariantCulture), Year(month[2]));
        return Match(text, @"năm\s+(\d{4})") is { } year ? new(ReportKind.Year, 1, Year(year[1])) : null;
    }

    /// <summary>"từ ngày 15/3/2024 đến ngày 14/6/2024": the period that has just this window.</summary>
    private static ReportPeriod? Between(string text)
    {
        if (Days(text) is not [var from, var to, ..]) return null;

        return Periods.OfYear(to.Year).FirstOrDefault(period => Periods.CutOffs.Any(cutOff => period.Window(cutOff) == (from, to)));
    }

    private static CutOff CutOffOf(string text) => Days(text) is [{ Day: 15 }, ..] ? CutOff.Fifteenth : CutOff.Calendar;

    private static DateOnly[] Days(string text) =>
    [
        .. Regex.Matches(text, @"\d{1,2}/\d{1,2}/\d{4}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Longest)
            .Select(day => DateOnly.TryParseExact(day.Value, "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateOnly?)null).OfType<DateOnly>(),
    ];

    private static string Text(JsonObject? content, string field) => content?[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text.Normalize() : "";

    private static GroupCollection? Match(string text, string pattern) =>
        Regex.Match(text.Normalize(), pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Longest) is { Success: true } match ? match.Groups : null;

    private static int Year(Group year) => int.Parse(year.Value, CultureInfo.InvariantCulture);

    private static int Quarter(string text) => text.ToUpperInvariant() switch
    {
        "I" or "1" => 1,
        "II" or "2" => 2,
        "III" or "3" => 3,
        _ => 4,
    };
}
