namespace QmsWorkflow.Server.Runtime;

/// <summary>Jobs keep real time, not the product's date, which may be moved: they are work of now.</summary>
internal sealed record JobTime(TimeProvider Provider)
{
    public DateTimeOffset Now => Provider.GetUtcNow();
}
