namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>Names the texts of entries (EntriesText.resx, EntriesText.en.resx).</summary>
internal sealed class EntriesText;
