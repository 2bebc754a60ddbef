using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QmsWorkflow.Engine.Execution;

/// <summary>
/// A cron expression of six fields (second minute hour day month weekday) or five (without seconds), in UTC.
/// Knows <c>*</c>, <c>?</c>, lists, ranges, steps, names of months and weekdays, <c>L</c> and <c>n#k</c>, <c>nL</c>.
/// When day and weekday are both given, both must hold.
/// </summary>
internal sealed class CronExpression
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private ulong seconds, minutes, hours, days, months, weekdays;
    private bool isLastDay;
    private int lastWeekday = -1;
    private int nthWeekday = -1;
    private int nth;

    private CronExpression() { }

    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? cron, out string problem)
    {
        cron = null;
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 5)
        {
            fields = ["0", .. fields];
        }

        if (fields.Length != 6)
        {
            problem = "cần 6 trường (giây phút giờ ngày tháng thứ)";
            return false;
        }

        try
        {
            cron = Parse(fields);
            problem = "";
            return true;
        }
        catch (FormatException wrong)
        {
            problem = wrong.Message;
            return false;
        }
    }

    private static CronExpression Parse(string[] fields)
    {
        var cron = new CronExpression
        {
            seconds = Field(fields[0], 0, 59, "giây", null),
            minutes = Field(fields[1], 0, 59, "phút", null),
            hours = Field(fields[2], 0, 23, "giờ", null),
            months = Field(fields[4], 1, 12, "tháng", Months),
        };
        if (fields[3].Equals("L", StringComparison.OrdinalIgnoreCase)) { cron.isLastDay = true; } else { cron.days = Field(fields[3], 1, 31, "ngày", null); }

        var weekday = fields[5].ToUpperInvariant();
        var hash = weekday.IndexOf('#', StringComparison.Ordinal);
        if (hash > 0)
        {
            cron.nthWeekday = Number(weekday[..hash], 0, 7, "thứ", Days) % 7;
            cron.nth = Number(weekday[(hash + 1)..], 1, 5, "thứ", null);
        }
        else if (weekday.Length > 1 && weekday.EndsWith('L'))
        {
            cron.lastWeekday = Number(weekday[..^1], 0, 7, "thứ", Days) % 7;
        }
        else
        {
            var bits = Field(weekday, 0, 7, "thứ", Days);
            cron.weekdays = (bits | (bits >> 7)) & 0x7F;
        }

        return cron;
    }

    private static ulong Field(string text, int min, int max, string fieldName, string[]? names)
    {
        ulong bits = 0;
        foreach (var part in text.Split(','))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            var step = slash < 0 ? 1 : Number(part[(slash + 1)..], 1, max, fieldName, null);
            var range = slash < 0 ? part : part[..slash];
            int from, to;
            if (range is "*" or "?")
            {
                (from, to) = (min, max == 7 ? 6 : max);
            }
            else
            {
                var dash = range.IndexOf('-', StringComparison.Ordinal);
                from = Number(dash < 0 ? range : range[..dash], min, max, fieldName, names);
                to = dash > 0 ? Number(range[(dash + 1)..], min, max, fieldName, names) : slash < 0 ? from : max;
            }

            if (from <= to)
            {
                for (var i = from; i <= to; i += step) { bits |= 1UL << i; }
            }
            else
            {
                for (var i = from; i <= max + (to - min) + 1; i += step) { bits |= 1UL << (i <= max ? i : i - max - 1 + min); }
            }
        }

        return bits;
    }

    private static int Number(string text, int min, int max, string fieldName, string[]? names)
    {
        var named = names is null ? -1 : Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
        {
            return names!.Length == 12 ? named + 1 : named;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new FormatException($"\"{text}\" không hợp lệ ở trường {fieldName} ({min}–{max})");
    }

    /// <summary>The first instant after the given one; null when there is none within a century.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        var time = new DateTime(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second, DateTimeKind.Utc).AddSeconds(1);
        var limit = Math.Min(9999, utc.Year + 100);
        while (time.Year < limit)
        {
            if (!Has(months, time.Month))
            {
                time = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            }
            else if (!IsDay(time))
            {
                time = time.Date.AddDays(1);
            }
            else if (!Has(hours, time.Hour))
            {
                time = time.Date.AddHours(time.Hour + 1);
            }
            else if (!Has(minutes, time.Minute))
            {
                time = time.Date.AddHours(time.Hour).AddMinutes(time.Minute + 1);
            }
            else if (!Has(seconds, time.Second))
            {
                time = time.AddSeconds(1);
            }
            else
            {
                return new DateTimeOffset(time, TimeSpan.Zero);
            }
        }

        return null;
    }

    private bool IsDay(DateTime date)
    {
        var last = DateTime.DaysInMonth(date.Year, date.Month);
        var dayMatches = isLastDay ? date.Day == last : Has(days, date.Day);
        var weekday = (int)date.DayOfWeek;
        var weekdayMatches = nthWeekday >= 0 ? weekday == nthWeekday && (date.Day - 1) / 7 + 1 == nth
            : lastWeekday >= 0 ? weekday == lastWeekday && date.Day + 7 > last
            : Has(weekdays, weekday);
        return dayMatches && weekdayMatches;
    }

    private static bool Has(ulong bits, int value) => (bits & (1UL << value)) != 0;
}
