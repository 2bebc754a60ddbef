namespace QmsWorkflow.Server.Features.Compose;

/// <summary>Names the texts of this slice (<c>ComposeText.resx</c>).</summary>
internal sealed class ComposeText;
