namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>What is wrong with one field of a file.</summary>
/// <param name="Column">The header in the file.</param>
/// <param name="Rule">"required", "date", "unit", "duplicate"…; docs/how-to/import-figures.md lists them.</param>
/// <param name="Message">In Vietnamese, with the fix.</param>
internal sealed record Fault(long Row, string Column, string Value, string Rule, string Message);

/// <summary>Keeps the first faults of a file and counts all faulty rows: a file with a wrong column has as many as rows.</summary>
internal sealed class FaultList(long rowsFaulty, int kept)
{
    /// <summary>So many are kept to be shown.</summary>
    public const int Most = 1000;

    private const int LongestValue = 200;

    /// <summary>One kind of fault in one column, and one unknown unit, must not crowd out the others.</summary>
    private const int MostOfKind = 300;
    private const int MostOfValue = 20;

    private readonly List<Fault> fresh = [];
    private readonly Dictionary<(string, string, string), int> kinds = [];
    private int kept = kept;
    private long lastRow;

    public long RowsFaulty { get; private set; } = rowsFaulty;

    /// <value>Not yet written.</value>
    public IReadOnlyList<Fault> Fresh => fresh;

    public void Written() => fresh.Clear();

    public void Add(long row, string column, ReadOnlySpan<char> value, string rule, string message)
    {
        if (row != lastRow)
        {
            lastRow = row;
            RowsFaulty++;
        }

        if (kept >= Most) return;
        var kind = (column, rule, rule == "unit" ? value.ToString() : "");
        var seen = kinds.GetValueOrDefault(kind);
        if (seen >= (rule == "unit" ? MostOfValue : MostOfKind)) return;
        kinds[kind] = seen + 1;
        kept++;
        var shown = value.Length > LongestValue ? string.Concat(value[..LongestValue], "…") : value.ToString();
        // PostgreSQL keeps no zero characters.
        fresh.Add(new Fault(row, column, shown.Replace('\0', '?'), rule, message));
    }
}
