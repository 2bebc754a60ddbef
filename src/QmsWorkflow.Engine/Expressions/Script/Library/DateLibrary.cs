using System.Globalization;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Date; the local zone is UTC, and now is the host's instant.</summary>
internal static class DateLibrary
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static void Install(Dictionary<string, object?> into)
    {
        into["Date"] = new NativeFunction("Date", 7, (run, _, _) => Long(Now(run)), Make, Prototypes.Date)
            .With("now", 0, (run, _, _) => Now(run))
            .With("parse", 1, (run, _, args) => DateParser.Parse(Operations.ToKey(run, args.At(0))))
            .With("UTC", 7, (run, _, args) => FromParts(run, args));
        Prototypes.Date
            .With("getTime", 0, (run, self, _) => This(run, self).Time)
            .With("valueOf", 0, (run, self, _) => This(run, self).Time)
            .With("getTimezoneOffset", 0, (run, self, _) => double.IsNaN(This(run, self).Time) ? double.NaN : 0.0)
            .With("setTime", 1, (run, self, args) => This(run, self).Time = DateMath.Clip(Operations.ToNumber(run, args.At(0))))
            .With("toISOString", 0, (run, self, _) => double.IsNaN(This(run, self).Time) ? throw run.RangeError("Ngày không hợp lệ.") : Iso(This(run, self).Time))
            .With("toJSON", 1, (run, self, _) => double.IsNaN(This(run, self).Time) ? JsNull.Value : Iso(This(run, self).Time))
            .With("toString", 0, (run, self, _) => Long(This(run, self).Time))
            .With("toDateString", 0, (run, self, _) => Shown(This(run, self).Time, Day))
            .With("toTimeString", 0, (run, self, _) => Shown(This(run, self).Time, t => $"{Clock(t)} GMT+0000 (Coordinated Universal Time)"))
            .With("toUTCString", 0, (run, self, _) => Shown(This(run, self).Time, Utc));
        foreach (var zone in new[] { "", "UTC" })
        {
            for (var i = 0; i < DateMath.Parts.Length; i++)
            {
                var part = i;
                Prototypes.Date
                    .With($"get{zone}{DateMath.Parts[i]}", 0, (run, self, _) => DateMath.Split(This(run, self).Time)[part])
                    .With($"set{zone}{DateMath.Parts[i]}", 1, (run, self, args) => SetParts(run, This(run, self), part, args));
            }

            Prototypes.Date.With($"get{zone}Day", 0, (run, self, _) => DateMath.WeekDay(This(run, self).Time));
        }
    }

    private static double Now(Run run) => run.Host.Now.ToUnixTimeMilliseconds();

    public static JsDate This(Run run, object? self) => self as JsDate ?? throw run.TypeError("Hàm của Date được gọi cho giá trị không phải Date.");

    private static object? Make(Run run, object? self, object?[] args)
    {
        run.Allocate(8);
        if (args.Length == 0)
            return new JsDate(Now(run));
        if (args.Length > 1)
            return new JsDate(FromParts(run, args));
        if (args[0] is JsDate same)
            return new JsDate(same.Time);
        var value = Operations.ToPrimitive(run, args[0]);
        return new JsDate(value is string text ? DateParser.Parse(Operations.ToKey(run, text)) : DateMath.Clip(Operations.ToNumber(run, value)));
    }

    private static double FromParts(Run run, object?[] args)
    {
        double[] parts = [double.NaN, 0, 1, 0, 0, 0, 0];
        for (var i = 0; i < Math.Min(7, args.Length); i++)
            parts[i] = Operations.ToNumber(run, args[i]);
        if (Math.Truncate(parts[0]) is >= 0 and <= 99)
            parts[0] = 1900 + Math.Truncate(parts[0]);
        return DateMath.Clip(DateMath.Join(parts));
    }

    private static object? SetParts(Run run, JsDate date, int first, object?[] args)
    {
        var parts = DateMath.Split(double.IsNaN(date.Time) && first == 0 ? 0 : date.Time);
        var last = first switch { 0 or 1 or 2 => 2, _ => 6 };
        last = first == 2 ? 2 : last;
        for (var i = 0; i < Math.Max(1, args.Length) && first + i <= last; i++)
            parts[first + i] = Operations.ToNumber(run, args.At(i));
        return date.Time = DateMath.Clip(DateMath.Join(parts));
    }

    private static string Shown(double time, Func<double, string> show) => double.IsNaN(time) ? "Invalid Date" : show(time);

    private static string Pad(double value, int width) => Math.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static string Year(double year) => (year < 0 ? "-" : "") + Pad(year, 4);

    private static string Iso(double time)
    {
        var p = DateMath.Split(time);
        var year = p[0] is >= 0 and <= 9999 ? Pad(p[0], 4) : (p[0] < 0 ? "-" : "+") + Pad(p[0], 6);
        return $"{year}-{Pad(p[1] + 1, 2)}-{Pad(p[2], 2)}T{Clock(time)}.{Pad(p[6], 3)}Z";
    }

    private static string Clock(double time)
    {
        var p = DateMath.Split(time);
        return $"{Pad(p[3], 2)}:{Pad(p[4], 2)}:{Pad(p[5], 2)}";
    }

    private static string Day(double time)
    {
        var p = DateMath.Split(time);
        return $"{Days[(int)DateMath.WeekDay(time)]} {Months[(int)p[1]]} {Pad(p[2], 2)} {Year(p[0])}";
    }

    private static string Utc(double time)
    {
        var p = DateMath.Split(time);
        return $"{Days[(int)DateMath.WeekDay(time)]}, {Pad(p[2], 2)} {Months[(int)p[1]]} {Year(p[0])} {Clock(time)} GMT";
    }

    private static string Long(double time) => Shown(time, t => $"{Day(t)} {Clock(t)} GMT+0000 (Coordinated Universal Time)");
}

/// <summary>The calendar arithmetic of ECMAScript.</summary>
internal static class DateMath
{
    private const double DayLength = 86_400_000;

    /// <summary>The parts in the order of <see cref="Split"/>.</summary>
    public static readonly string[] Parts = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];

    public static double Clip(double time) => Math.Abs(time) <= 8.64e15 ? Math.Truncate(time) + 0.0 : double.NaN;

    public static double WeekDay(double time) => double.IsNaN(time) ? double.NaN : Modulo(Math.Floor(time / DayLength) + 4, 7);

    private static double Modulo(double a, double b) => a - (b * Math.Floor(a / b));

    /// <summary>Days since 1970 of a proleptic Gregorian date (month from 0).</summary>
    private static double DaysOf(double year, double month, double day)
    {
        year += Math.Floor(month / 12);
        month = Modulo(month, 12);
        var y = month < 2 ? year - 1 : year;
        var era = Math.Floor(y / 400);
        var yearOfEra = y - (era * 400);
        var dayOfYear = Math.Floor(((153 * ((month + 10) % 12)) + 2) / 5);
        var dayOfEra = (yearOfEra * 365) + Math.Floor(yearOfEra / 4) - Math.Floor(yearOfEra / 100) + dayOfYear;
        return (era * 146097) + dayOfEra - 719468 + day - 1;
    }

    public static double Join(double[] parts)
    {
        if (Array.Exists(parts, p => !double.IsFinite(p)))
            return double.NaN;
        var p = Array.ConvertAll(parts, Math.Truncate);
        if (Math.Abs(p[0]) > 400_000 || Math.Abs(p[1]) > 5_000_000)
            return double.NaN;
        return (DaysOf(p[0], p[1], p[2]) * DayLength) + (p[3] * 3_600_000) + (p[4] * 60_000) + (p[5] * 1000) + p[6];
    }

    /// <summary>Year, month (from 0), day, hour, minute, second, millisecond; all NaN for an invalid date.</summary>
    public static double[] Split(double time)
    {
        if (double.IsNaN(time))
            return [.. Enumerable.Repeat(double.NaN, 7)];
        var days = Math.Floor(time / DayLength);
        var rest = time - (days * DayLength);
        var shifted = days + 719468;
        var era = Math.Floor(shifted / 146097);
        var dayOfEra = shifted - (era * 146097);
        var yearOfEra = Math.Floor((dayOfEra - Math.Floor(dayOfEra / 1460) + Math.Floor(dayOfEra / 36524) - Math.Floor(dayOfEra / 146096)) / 365);
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + Math.Floor(yearOfEra / 4) - Math.Floor(yearOfEra / 100));
        var shiftedMonth = Math.Floor(((5 * dayOfYear) + 2) / 153);
        var day = dayOfYear - Math.Floor(((153 * shiftedMonth) + 2) / 5) + 1;
        var month = shiftedMonth < 10 ? shiftedMonth + 2 : shiftedMonth - 10;
        var year = yearOfEra + (era * 400) + (month < 2 ? 1 : 0);
        return [year, month, day, Math.Floor(rest / 3_600_000), Math.Floor(rest / 60_000) % 60, Math.Floor(rest / 1000) % 60, rest % 1000];
    }
}

/// <summary>Reads the ISO forms of dates.</summary>
internal static class DateParser
{
    public static double Parse(string text)
    {
        var at = 0;
        double[] parts = [0, 0, 1, 0, 0, 0, 0];
        text = text.Trim();
        if (text.Split(' ')[0].Split('-') is { Length: 3 } loose && loose[0].Length == 4 && (loose[1].Length == 1 || loose[2].Length == 1))
            return Written(text.Replace('-', '/'));
        if (!Year(text, ref at, out parts[0]))
            return Written(text);
        var offset = 0.0;
        if (Sign(text, ref at, '-'))
        {
            if (!Number(text, ref at, 2, 1, 12, out parts[1]) || (Sign(text, ref at, '-') && !Number(text, ref at, 2, 1, 31, out parts[2])))
                return double.NaN;
            parts[1]--;
        }

        if (at < text.Length && text[at] == '/')
            return Written(text);
        if (at < text.Length && text[at] is 'T' or 't' or ' ')
        {
            at++;
            if (!Time(text, ref at, parts) || !Zone(text, ref at, out offset))
                return double.NaN;
        }

        return at == text.Length ? DateMath.Clip(DateMath.Join(parts) - offset) : double.NaN;
    }

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The other forms people write: <c>2026/03/05</c>, <c>3/5/2026</c> (month first), <c>5 March 2026</c>, <c>Mar 5, 2026</c>, each perhaps with a time.</summary>
    private static double Written(string text)
    {
        double[] parts = [double.NaN, double.NaN, double.NaN, 0, 0, 0, 0];
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var offset = 0.0;
        foreach (var word in words)
        {
            var at = 0;
            var month = Array.FindIndex(Months, m => word.Length >= 3 && word.StartsWith(m, StringComparison.OrdinalIgnoreCase));
            if (word.Contains(':', StringComparison.Ordinal))
            {
                if (!Time(word, ref at, parts) || !Zone(word, ref at, out offset) || at != word.Length)
                    return double.NaN;
            }
            else if (word.Contains('/', StringComparison.Ordinal))
            {
                var numbers = Array.ConvertAll(word.Split('/'), Whole);
                if (numbers.Length != 3 || !double.IsNaN(parts[0]))
                    return double.NaN;
                (parts[0], parts[1], parts[2]) = numbers[0] > 31 ? (numbers[0], numbers[1] - 1, numbers[2]) : (numbers[2], numbers[0] - 1, numbers[1]);
            }
            else if (month >= 0 && double.IsNaN(parts[1]))
            {
                parts[1] = month;
            }
            else if (Whole(word) is var number && !double.IsNaN(number))
            {
                var place = double.IsNaN(parts[2]) && number is >= 1 and <= 31 ? 2 : 0;
                if (!double.IsNaN(parts[place]))
                    return double.NaN;
                parts[place] = number;
            }
            else if (word is not ("Z" or "GMT" or "UTC"))
            {
                return double.NaN;
            }
        }

        return Array.Exists(parts, double.IsNaN) || parts[0] < 100 || parts[1] is < 0 or > 11 || parts[2] is < 1 or > 31 ? double.NaN : DateMath.Clip(DateMath.Join(parts) - offset);
    }

    private static double Whole(string text) => text.Length is > 0 and < 7 && text.All(char.IsAsciiDigit) ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : double.NaN;

    private static bool Year(string text, ref int at, out double year)
    {
        if (at < text.Length && text[at] is '+' or '-')
        {
            var negative = text[at++] == '-';
            if (!Number(text, ref at, 6, 0, 999_999, out year) || (negative && year == 0))
                return false;
            year = negative ? -year : year;
            return true;
        }

        return Number(text, ref at, 4, 0, 9999, out year);
    }

    private static bool Sign(string text, ref int at, char sign)
    {
        if (at >= text.Length || text[at] != sign)
            return false;
        at++;
        return true;
    }

    private static bool Number(string text, ref int at, int digits, int least, int most, out double value)
    {
        value = 0;
        if (at + digits > text.Length)
            return false;
        for (var i = 0; i < digits; i++, at++)
        {
            if (!char.IsAsciiDigit(text[at]))
                return false;
            value = (value * 10) + (text[at] - '0');
        }

        return value >= least && value <= most;
    }

    private static bool Time(string text, ref int at, double[] parts)
    {
        if (!Number(text, ref at, 2, 0, 24, out parts[3]) || !Sign(text, ref at, ':') || !Number(text, ref at, 2, 0, 59, out parts[4]))
            return false;
        if (Sign(text, ref at, ':'))
        {
            if (!Number(text, ref at, 2, 0, 59, out parts[5]))
                return false;
            if (at < text.Length && text[at] is '.' or ',')
            {
                var start = ++at;
                var scale = 100.0;
                for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, scale /= 10)
                    parts[6] += scale >= 1 ? (text[at] - '0') * scale : 0;
                if (at == start)
                    return false;
            }
        }

        return parts[3] < 24 || parts[4] + parts[5] + parts[6] == 0;
    }

    private static bool Zone(string text, ref int at, out double offset)
    {
        offset = 0;
        if (at == text.Length)
            return true;
        if (text[at] is 'Z' or 'z')
        {
            at++;
            return true;
        }

        if (text[at] is not ('+' or '-'))
            return false;
        var sign = text[at++] == '-' ? -1 : 1;
        if (!Number(text, ref at, 2, 0, 23, out var hours))
            return false;
        Sign(text, ref at, ':');
        if (!Number(text, ref at, 2, 0, 59, out var minutes))
            return false;
        offset = sign * ((hours * 60) + minutes) * 60_000;
        return true;
    }
}
