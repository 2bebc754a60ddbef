namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>Names the texts of indicators' definitions (DefinitionsText.resx, DefinitionsText.en.resx).</summary>
internal sealed class DefinitionsText;
