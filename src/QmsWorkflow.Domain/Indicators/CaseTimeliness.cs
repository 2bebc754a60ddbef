namespace QmsWorkflow.Domain.Indicators;

/// <summary>Whether a case was finished in time; the numbers stand in the table of cases.</summary>
public static class CaseTimeliness
{
    /// <summary>Not finished.</summary>
    public const int NotFinished = 0;

    /// <summary>Finished on a day before the due day.</summary>
    public const int Early = 1;

    /// <summary>Finished on the due day, not after the due time; also a case without a deadline, which cannot be late.</summary>
    public const int OnTime = 2;

    /// <summary>Finished after the due time.</summary>
    public const int Late = 3;

    /// <summary>The timeliness of a case.</summary>
    /// <param name="dueAt">When the result was due; null when no deadline is known.</param>
    /// <param name="finishedAt">When it was finished; null while it is not.</param>
    public static int Of(DateTime? dueAt, DateTime? finishedAt) => (dueAt, finishedAt) switch
    {
        (_, null) => NotFinished,
        (null, _) => OnTime,
        var (due, finished) when finished > due => Late,
        var (due, finished) when finished.Value.Date < due.Value.Date => Early,
        _ => OnTime,
    };
}
