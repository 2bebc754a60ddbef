using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Numbering;

/// <summary>The date a document is issued on, as NĐ 30/2020 writes it (Phụ lục I, I.4).</summary>
public static partial class IssueDate
{
    private const string Blank = "    ";

    /// <summary>"ngày 08 tháng 5 năm 2024": days below 10 and months 1 and 2 get a leading zero.</summary>
    public static string Words(DateOnly date) => $"ngày {Day(date.Day)} tháng {Month(date.Month)} năm {Text(date.Year)}";

    /// <summary>A draft's date with room for the day, and for the month when it is not known: "ngày     tháng 3 năm 2022".</summary>
    /// <param name="month">1 to 12, or null.</param>
    public static string DraftWords(int year, int? month = null) =>
        $"ngày {Blank}tháng {(month is { } known ? Month(known) + " " : Blank)}năm {Text(year)}";

    /// <summary>"Bàu Bàng, ngày 28 tháng 3 năm 2024".</summary>
    /// <param name="place">The official name of the place.</param>
    public static string Line(string place, DateOnly date) => $"{place}, {Words(date)}";

    /// <summary>"Hải Dương, ngày     tháng 3 năm 2022".</summary>
    public static string DraftLine(string place, int year, int? month = null) => $"{place}, {DraftWords(year, month)}";

    /// <summary>A draft's date in a reference, with room for what is not known: "ngày     /01/2024".</summary>
    /// <param name="month">1 to 12, or null.</param>
    public static string DraftDigits(int year, int? month = null) => $"ngày {Blank}/{(month is { } known ? Month(known) : Blank)}/{Text(year)}";

    /// <summary>Finds a date in words or in digits: "ngày 28 tháng 03 năm 2024", "28/3/2024"; null when there is none.</summary>
    public static DateOnly? Find(string text)
    {
        text = ComposedText.Of(text);
        var match = InWords().Match(text);
        if (!match.Success) { match = InDigits().Match(text); }
        return match.Success && TryDate(match, out var date) ? date : null;
    }

    /// <summary>What NĐ 30/2020 writes otherwise in a date line, in Vietnamese; empty when it is right (S-043, S-175).</summary>
    public static ImmutableArray<string> Deviations(string text)
    {
        if (Find(text) is not { } date) { return []; }
        var right = Words(date);
        if (text.Contains(right, StringComparison.Ordinal)) { return []; }
        return [$"Ngày tháng viết “{right}” (ngày nhỏ hơn 10 và tháng 1, 2 thêm số 0 phía trước; NĐ 30/2020, Phụ lục I, I.4b)."];
    }

    /// <summary>A warning in Vietnamese when a document would be dated on a day off; null on working days (S-191).</summary>
    public static string? WarnIfDayOff(DateOnly date, WorkingCalendar calendar) => calendar.Classify(date) switch
    {
        { IsWorking: true } => null,
        var status => $"{VietnameseDates.Long(date)} là ngày nghỉ ({status.ReasonVi}); kiểm tra lại ngày ban hành.",
    };

    /// <summary>The last day to give a signed paper document its number and date: the next working day (NĐ 30/2020 Đ15.2).</summary>
    public static DateOnly LatestNumbering(DateOnly signed, WorkingCalendar calendar) => calendar.AddWorkingDays(signed, 1);

    private static bool TryDate(Match match, out DateOnly date)
    {
        var (day, month, year) = (Number(match, "d"), Number(match, "m"), Number(match, "y"));
        var valid = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = valid ? new(year, month, day) : default;
        return valid;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string Day(int day) => day.ToString("00", CultureInfo.InvariantCulture);

    private static string Month(int month) => month.ToString(month <= 2 ? "00" : "0", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"ngày\s+(?<d>[0-9]{1,2})\s+tháng\s+(?<m>[0-9]{1,2})\s+năm\s+(?<y>[0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InWords();

    [GeneratedRegex(@"\b(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})/(?<y>[0-9]{4})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InDigits();
}
