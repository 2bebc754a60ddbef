namespace QmsWorkflow.Server.Web;

/// <summary>Names the texts of the layout, sign-in and error pages.</summary>
internal sealed class WebText;
