namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>A date format such as "dd/MM/yyyy HH:mm", read once and then applied to many fields without making anything.</summary>
internal sealed class DatePattern
{
    private readonly (char Kind, int Most)[] parts;

    private DatePattern((char Kind, int Most)[] parts)
    {
        this.parts = parts;
        HasTime = parts.Any(part => part.Kind == 'H');
    }

    /// <value>False when the format has a day only.</value>
    public bool HasTime { get; }

    /// <returns>Null when the format has other letters than d, M, y, H, m, s (and a literal T).</returns>
    public static DatePattern? TryCreate(string format)
    {
        var parts = new List<(char, int)>();
        for (var i = 0; i < format.Length;)
        {
            var letter = format[i];
            var run = 1;
            while (i + run < format.Length && format[i + run] == letter) run++;
            if (letter is 'd' or 'M' or 'H' or 'm' or 's' && run <= 2) parts.Add((letter, 2));
            else if (letter is 'y' && run == 4) parts.Add(('y', 4));
            else if (char.IsAsciiLetter(letter) && letter != 'T') return null;
            else for (var k = 0; k < run; k++) parts.Add((letter == 'T' ? 't' : letter, 0));
            i += run;
        }

        return parts.Any(p => p.Item1 == 'y') && parts.Any(p => p.Item1 == 'M') && parts.Any(p => p.Item1 == 'd') ? new DatePattern([.. parts]) : null;
    }

    public bool TryRead(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, at = 0;
        foreach (var (kind, most) in parts)
        {
            if (most == 0)
            {
                if (at == text.Length || text[at] != (kind == 't' ? 'T' : kind)) return false;
                at++;
                continue;
            }

            int number = 0, digits = 0;
            while (digits < most && at < text.Length && (uint)(text[at] - '0') <= 9)
            {
                number = (10 * number) + text[at++] - '0';
                digits++;
            }

            if (digits == 0 || (kind == 'y' && digits != 4)) return false;
            switch (kind)
            {
                case 'y': year = number; break;
                case 'M': month = number; break;
                case 'd': day = number; break;
                case 'H': hour = number; break;
                case 'm': minute = number; break;
                default: second = number; break;
            }
        }

        if (at != text.Length || year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        date = new DateTime(year, month, day, hour, minute, second);
        return true;
    }
}
