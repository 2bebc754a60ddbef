namespace QmsWorkflow.Server.Features.Templates;

/// <summary>Names the texts of this slice (<c>TemplatesText.resx</c>).</summary>
internal sealed class TemplatesText;
