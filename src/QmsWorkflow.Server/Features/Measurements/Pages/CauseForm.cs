namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>The form on the page of a missed objective, as the browser sends it.</summary>
public sealed class CauseForm
{
    public string? Cause { get; set; }
    public string? RootCause { get; set; }
    public string? Action { get; set; }
    public string? ActionDue { get; set; }
}
