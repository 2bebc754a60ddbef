namespace QmsWorkflow.Server.Runtime;

/// <summary>Jobs keep real time, not the product's date, which may be moved: they are work of now.</summary>
internal sealed record JobTime(TimeProvider Provider)
{
    public DateTimeOffset Now => Provider.GetUtcNow();

    /// <value>Claims go by the clock of the database, which all servers share; a test's clock is so far ahead of it.</value>
    public TimeSpan Ahead => Provider == TimeProvider.System ? TimeSpan.Zero : Now - TimeProvider.System.GetUtcNow();
}
