namespace QmsWorkflow.Server.Features.FormChecks;

/// <summary>Names the texts of this slice (<c>FormChecksText.resx</c>).</summary>
internal sealed class FormChecksText;
