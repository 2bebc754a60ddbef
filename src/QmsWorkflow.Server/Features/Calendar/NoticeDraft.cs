using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>A notice as an administrator types it from the paper.</summary>
public sealed class NoticeDraft
{
    public string? Code { get; set; }
    public string? Title { get; set; }
    public string? IssuedBy { get; set; }
    public string? Source { get; set; }
    public string? Year { get; set; }
    public bool CoversWholeYear { get; set; }
    public bool IsProvisional { get; set; }

    /// <summary>One day off per line: the date and its name.</summary>
    public string? DaysOff { get; set; }

    /// <summary>One pair per line: the worked rest day and the day off it stands for.</summary>
    public string? Worked { get; set; }
}

/// <summary>Reads a typed notice; every problem names its field and line.</summary>
internal sealed partial class NoticeReader
{
    private static readonly ResourceManager Texts = new(typeof(CalendarText));

    private readonly List<FieldProblem> problems = [];
    private readonly List<CalendarDay> days = [];
    private int year;

    private NoticeReader()
    {
    }

    /// <returns>The notice, or null with what is wrong.</returns>
    public static (CalendarNotice? Notice, IReadOnlyList<FieldProblem> Problems) Read(NoticeDraft draft) => new NoticeReader().ReadAll(draft);

    private (CalendarNotice? Notice, IReadOnlyList<FieldProblem> Problems) ReadAll(NoticeDraft draft)
    {
        var code = Required(draft.Code, 100, "Code", "NeedCode");
        var title = Required(draft.Title, 300, "Title", "NeedTitle");
        var issuer = Required(draft.IssuedBy, 200, "IssuedBy", "NeedIssuer");
        if (!int.TryParse(draft.Year, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year is < 2000 or > 2100)
        {
            Add("Year", "NeedYear");
            return (null, problems);
        }

        foreach (var (number, line) in Lines(draft.DaysOff)) ReadDayOff(number, line);
        foreach (var (number, line) in Lines(draft.Worked)) ReadWorked(number, line);
        foreach (var twice in days.GroupBy(day => day.Date).Where(group => group.Count() > 1)) Add("DaysOff", "TwiceNamed", FormDate.Say(twice.Key));
        if (days.Count == 0 && problems.Count == 0) Add("DaysOff", "NeedDays");
        if (problems.Count > 0) return (null, problems);

        var notice = new CalendarNotice
        {
            Code = code,
            Title = title,
            IssuedBy = issuer,
            Source = draft.Source?.Trim() ?? "",
            Years = [year],
            Days = [.. days.OrderBy(day => day.Date)],
            CoversWholeYear = draft.CoversWholeYear,
            IsProvisional = draft.IsProvisional,
        };
        return (notice, []);
    }

    private void ReadDayOff(int number, string line)
    {
        var match = DayLine().Match(line);
        if (!match.Success || Date(match.Groups["day"].Value) is not { } date)
        {
            Add("DaysOff", "BadDayLine", number, line);
            return;
        }

        if (date.Year != year)
        {
            Add("DaysOff", "WrongYear", number, FormDate.Say(date), year);
            return;
        }

        var name = match.Groups["name"].Value.Trim();
        var kind = name.Contains("nghỉ bù", StringComparison.OrdinalIgnoreCase) ? DayKind.CompensatoryDayOff : DayKind.PublicHoliday;
        days.Add(new CalendarDay(date, kind, name));
    }

    private void ReadWorked(int number, string line)
    {
        var match = WorkedLine().Match(line);
        if (!match.Success || Date(match.Groups["worked"].Value) is not { } worked || Date(match.Groups["off"].Value) is not { } off)
        {
            Add("Worked", "BadWorkedLine", number, line);
            return;
        }

        if (!IsWeekend(worked)) Add("Worked", "NotRestDay", FormDate.Say(worked));
        if (IsWeekend(off)) Add("Worked", "NotWeekday", FormDate.Say(off));
        foreach (var date in new[] { worked, off }.Where(date => date.Year != year)) Add("Worked", "WrongYear", number, FormDate.Say(date), year);
        days.Add(new CalendarDay(worked, DayKind.WorkedRestDay, $"Làm bù cho ngày {FormDate.Say(off)}") { SwappedWith = off });
        days.Add(new CalendarDay(off, DayKind.SwappedDayOff, $"Nghỉ hoán đổi với ngày {FormDate.Say(worked)}") { SwappedWith = worked });
    }

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private string Required(string? text, int longest, string field, string problem)
    {
        var clean = text?.Trim() ?? "";
        if (clean.Length == 0 || clean.Length > longest) Add(field, problem);
        return clean;
    }

    private void Add(string field, string text, params object[] args) =>
        problems.Add(new FieldProblem(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args)));

    private static IEnumerable<(int Number, string Line)> Lines(string? text) =>
        (text ?? "").Split('\n').Select((line, index) => (index + 1, line.Trim())).Where(line => line.Item2.Length > 0);


    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, ["d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"^(?<day>[\d/-]+)[\s:,–-]+(?<name>\S.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex DayLine();

    [GeneratedRegex(@"^(?<worked>[\d/-]+)\s+(?:thay cho|thay|cho|for)\s+(?<off>[\d/-]+)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex WorkedLine();
}
