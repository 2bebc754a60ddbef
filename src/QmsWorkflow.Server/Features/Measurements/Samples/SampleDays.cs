using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>The working days around a year, counted through, and how much comes in on each.</summary>
internal sealed class SampleDays
{
    /// <summary>Office hours of the one-stop desks: 07:30–11:30 and 13:30–17:00.</summary>
    public static readonly TimeOnly Opening = new(7, 30), Closing = new(17, 0);
    private static readonly TimeOnly NoonFrom = new(11, 30), NoonTo = new(13, 30);

    /// <summary>Monday brings most, Friday least.</summary>
    private static readonly double[] ByWeekday = [0.4, 1.25, 1.1, 1.0, 0.95, 0.85, 0.4];

    /// <summary>Much before Tết, little in its month, much again after it; summer is school enrolment and holidays.</summary>
    private static readonly double[] ByMonth = [1.05, 0.7, 1.15, 1.1, 1.0, 1.0, 1.05, 1.05, 0.95, 1.0, 1.0, 1.1];
    private const int LongestDays = 420;

    private readonly List<DateOnly> days = [];
    private readonly List<double> reached = [];

    public SampleDays(int year, WorkingCalendar calendar)
    {
        var from = new DateOnly(year - 1, 12, 1);
        var to = new DateOnly(year, 12, 31);
        for (var date = from; date <= to.AddDays(LongestDays); date = date.AddDays(1))
        {
            if (!calendar.IsWorking(date)) continue;

            days.Add(date);
            if (date <= to) reached.Add((reached.Count == 0 ? 0 : reached[^1]) + (ByWeekday[(int)date.DayOfWeek] * ByMonth[date.Month - 1]));
        }
    }

    /// <summary>The days on which cases are received: December of the year before, and the year.</summary>
    public int Receiving => reached.Count;

    public DateOnly this[int index] => days[Math.Min(index, days.Count - 1)];

    /// <summary>How many of all rows were received before the day.</summary>
    public long Before(int day, long rows) => day == 0 ? 0 : (long)Math.Round(rows * (reached[day - 1] / reached[^1]));

    /// <summary>The moment within office hours.</summary>
    /// <param name="part">0 = opening, 1 = closing.</param>
    public static DateTime At(DateOnly date, double part)
    {
        var morning = NoonFrom - Opening;
        var open = (morning + (Closing - NoonTo)).TotalMinutes;
        var minutes = (int)(part * open);
        var time = minutes < morning.TotalMinutes ? Opening.AddMinutes(minutes) : NoonTo.AddMinutes(minutes - morning.TotalMinutes);
        return date.ToDateTime(time);
    }
}
