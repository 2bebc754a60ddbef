namespace QmsWorkflow.Server.Web;

/// <summary>One step of the path above a page.</summary>
public sealed record Crumb(string Url, string Text);
