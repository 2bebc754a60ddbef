using System.Collections.Frozen;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The two lunar days the law needs, by year, from a shipped table of Vietnamese (UTC+7) dates.</summary>
/// <remarks>.NET's ChineseLunisolarCalendar follows China (UTC+8) and is wrong for 1985, 2007, 2030 and 2053. Unknown years are null, never guessed.</remarks>
public static class LunarTable
{
    private static readonly FrozenDictionary<int, (DateOnly? Tet, DateOnly? HungKings)> Years = Read();

    /// <summary>Mùng 1 Tết of the year, or null when the table does not know it.</summary>
    public static DateOnly? Tet(int year) => Years.TryGetValue(year, out var days) ? days.Tet : null;

    /// <summary>Giỗ Tổ Hùng Vương (10/3 lunar) of the year, or null when the table does not know it.</summary>
    public static DateOnly? HungKings(int year) => Years.TryGetValue(year, out var days) ? days.HungKings : null;

    private static FrozenDictionary<int, (DateOnly? Tet, DateOnly? HungKings)> Read()
    {
        using var stream = typeof(LunarTable).Assembly.GetManifestResourceStream("lunar-days.csv")
            ?? throw new InvalidOperationException("The shipped lunar table is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToFrozenDictionary(
                cells => int.Parse(cells[0], CultureInfo.InvariantCulture),
                cells => (Date(cells[1]), Date(cells[2])));
    }

    private static DateOnly? Date(string cell)
    {
        var text = cell.Trim();
        return text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
