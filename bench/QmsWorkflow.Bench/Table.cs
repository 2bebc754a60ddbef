using System.Globalization;

namespace QmsWorkflow.Bench;

/// <summary>The result: one line per figure, with the aim beside it, as a Markdown table.</summary>
internal sealed class Table
{
    private readonly List<string[]> rows = [["Measure", "Figure", "Aim", "Met"]];

    public void Add(string measure, string figure) => Put([measure, figure, "", ""]);

    public void AtLeast(string measure, double value, double aim, string unit) => Put([measure, Text(value, unit), "≥ " + Text(aim, unit), value >= aim ? "yes" : "NO"]);

    public void AtMost(string measure, double value, double aim, string unit) => Put([measure, Text(value, unit), "≤ " + Text(aim, unit), value <= aim ? "yes" : "NO"]);

    public static string Text(double value, string unit)
    {
        var format = Math.Abs(value) >= 1000 ? "#,0" : "0.##";
        return unit == "%" ? value.ToString("0.#", CultureInfo.InvariantCulture) + " %" : (value.ToString(format, CultureInfo.InvariantCulture) + " " + unit).TrimEnd();
    }

    public void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var index = 0; index < rows.Count; index++)
        {
            output.WriteLine("| " + string.Join(" | ", rows[index].Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (index == 0) output.WriteLine("|" + string.Join('|', widths.Select(width => new string('-', width + 2))) + "|");
        }
    }

    /// <summary>The exponent k of y = c·x^k that fits best (least squares of the logarithms).</summary>
    public static double Exponent(IReadOnlyList<(double X, double Y)> points)
    {
        var logs = points.Select(point => (X: Math.Log(point.X), Y: Math.Log(Math.Max(point.Y, 1e-9)))).ToList();
        double x = logs.Average(point => point.X), y = logs.Average(point => point.Y);
        return logs.Sum(point => (point.X - x) * (point.Y - y)) / logs.Sum(point => (point.X - x) * (point.X - x));
    }

    private void Put(string[] row)
    {
        rows.Add(row);
        Console.Error.WriteLine(string.Join("  ", row));
    }
}
