using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The kinds of calendar span rules speak of.</summary>
public enum SpanKind
{
    /// <summary>A whole year.</summary>
    Year,

    /// <summary>Half a year, 1 or 2.</summary>
    Half,

    /// <summary>A quarter, 1 to 4.</summary>
    Quarter,

    /// <summary>One month or a run of months, 1 to 12.</summary>
    Months,
}

/// <summary>A year, half, quarter or run of months of some year.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="First">The number of the half, quarter or first month; 1 for a year.</param>
/// <param name="Last">The last month of a run; the same as <paramref name="First"/> for others.</param>
public sealed record CalendarSpan(SpanKind Kind, int First, int Last)
{
    internal static readonly string[] MonthNames =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The whole year.</summary>
    public static CalendarSpan Year { get; } = new(SpanKind.Year, 1, 1);

    /// <summary>A quarter.</summary>
    public static CalendarSpan Quarter(int number) => new(SpanKind.Quarter, number, number);

    /// <summary>Half a year.</summary>
    public static CalendarSpan Half(int number) => new(SpanKind.Half, number, number);

    /// <summary>A run of months; one month when both are the same.</summary>
    public static CalendarSpan Months(int first, int last) => new(SpanKind.Months, first, last);

    /// <summary>The first and last day in a year.</summary>
    public (DateOnly From, DateOnly To) In(int year)
    {
        var (first, last) = Kind switch
        {
            SpanKind.Year => (1, 12),
            SpanKind.Half => ((First * 6) - 5, First * 6),
            SpanKind.Quarter => ((First * 3) - 2, First * 3),
            _ => (First, Last),
        };
        return (new(year, first, 1), new DateOnly(year, last, 1).AddMonths(1).AddDays(-1));
    }

    /// <summary>"Quý I", "tháng 7–8", "6 tháng đầu năm", "năm".</summary>
    public string ToVietnamese() => Kind switch
    {
        SpanKind.Year => "năm",
        SpanKind.Half => First == 1 ? "6 tháng đầu năm" : "6 tháng cuối năm",
        SpanKind.Quarter => VietnameseDates.Quarter(First),
        _ when First == Last => Text($"tháng {First}"),
        _ => Text($"tháng {First}–{Last}"),
    };

    /// <summary>The words of the grammar: "quarter 1", "august", "months 7-8", "half 1", "year".</summary>
    public string ToGrammar() => Kind switch
    {
        SpanKind.Year => "year",
        SpanKind.Half => Text($"half {First}"),
        SpanKind.Quarter => Text($"quarter {First}"),
        _ when First == Last => MonthNames[First - 1],
        _ => Text($"months {First}-{Last}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
