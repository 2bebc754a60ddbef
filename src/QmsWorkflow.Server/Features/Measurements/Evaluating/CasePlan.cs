using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>
/// The counts of several operands over several windows, read from one pass over the cases. The bounds of all windows cut time into stretches;
/// the database counts the cases of each unit (and field) by the stretch in which they were received, finished and due. Every window is made
/// of whole stretches, so which cases it counts is known for each such group (<see cref="CaseState"/>), and only what the row itself answers
/// is a column of the query.
/// </summary>
internal sealed class CasePlan
{
    private readonly Dictionary<AskedColumn, int> columns = [];
    private readonly int[][] columnOf;
    private readonly (int Start, int End)[] windows;

    public CasePlan(IReadOnlyList<Operand> operands, IReadOnlyList<IndicatorWindow> windows)
    {
        Operands = operands;
        Bounds = [.. windows.SelectMany(window => (DateTime[])[window.Start, window.End]).Distinct().Order()];
        this.windows = [.. windows.Select(window => (Array.BinarySearch(Bounds, window.Start), Array.BinarySearch(Bounds, window.End)))];
        columnOf = [.. operands.Select(Columns)];
        NeedsAll = columnOf.Any(of => CaseState.All.Where(state => (state.Received, state.Finished) is (Side.Before, Side.Before) or (Side.After, Side.After)).Any(state => of[state.Index] >= 0));
        NeedsDue = columnOf.Any(of => CaseState.All.Any(state => of[state.Index] != of[(state with { IsDuePassed = !state.IsDuePassed }).Index]));
        IsAsked = [.. Enumerable.Range(0, CaseState.Count).Select(state => columnOf.Any(of => of[state] >= 0))];
    }

    public IReadOnlyList<Operand> Operands { get; }

    /// <summary>In order of time.</summary>
    public DateTime[] Bounds { get; }

    public int Windows => windows.Length;

    /// <summary>Whether some operand counts cases that no window touches.</summary>
    public bool NeedsAll { get; }

    public bool NeedsDue { get; }

    /// <summary>What the query counts (a null condition: all) or sums, in the order of its columns.</summary>
    public IReadOnlyList<AskedColumn> Asked => [.. columns.OrderBy(column => column.Value).Select(column => column.Key)];

    private bool[] IsAsked { get; }

    /// <summary>Adds a group of cases to the counts of one unit.</summary>
    /// <param name="received">The stretch: 0 before the first bound.</param>
    /// <param name="finished">The stretch; beyond the last while unfinished.</param>
    /// <param name="due">The stretch; beyond the last where it does not matter.</param>
    /// <param name="values">The columns of the group.</param>
    /// <param name="counts">Windows × operands.</param>
    public void Add(int received, int finished, int due, ReadOnlySpan<long> values, long[,] counts)
    {
        for (var window = 0; window < windows.Length; window++)
        {
            var (start, end) = windows[window];
            var state = new CaseState(SideOf(received, start, end), SideOf(finished, start, end), due <= end).Index;
            if (!IsAsked[state]) continue;

            for (var operand = 0; operand < columnOf.Length; operand++)
            {
                var column = columnOf[operand][state];
                if (column >= 0) counts[window, operand] = checked(counts[window, operand] + values[column]);
            }
        }
    }

    /// <summary>Marks the windows in which cases of these stretches were received or finished.</summary>
    public void Touch(int received, int finished, long[] touched)
    {
        for (var window = 0; window < windows.Length; window++)
        {
            var (start, end) = windows[window];
            if (SideOf(received, start, end) == Side.In || SideOf(finished, start, end) == Side.In) touched[window]++;
        }
    }

    private static Side SideOf(int stretch, int start, int end) => stretch <= start ? Side.Before : stretch <= end ? Side.In : Side.After;

    /// <summary>The column of the query that answers the operand in each state; -1 for none.</summary>
    private int[] Columns(Operand operand)
    {
        var found = new int[CaseState.Count];
        var (where, sum) = operand switch
        {
            Operand.Count count => (count.Where, (string?)null),
            Operand.Sum of => (of.Where, of.Column),
            _ => throw new ArgumentException($"\"{operand}\" is not counted over cases.", nameof(operand)),
        };
        foreach (var state in CaseState.All)
        {
            var rest = where is null ? Residual.Always : Residual.Of(where, state);
            found[state.Index] = rest.Constant is false ? -1 : Column(new AskedColumn(rest.Rest, sum));
        }

        return found;
    }

    private int Column(AskedColumn wanted)
    {
        if (!columns.TryGetValue(wanted, out var at)) columns[wanted] = at = columns.Count;
        return at;
    }
}

/// <summary>A column of the query.</summary>
/// <param name="Where">What the row answers; null for all rows.</param>
/// <param name="Sum">The column that is summed; null to count.</param>
internal sealed record AskedColumn(Condition? Where, string? Sum);
