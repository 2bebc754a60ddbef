using System.Text.Json;
using QmsWorkflow.Server.Cli;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Finds the <c>figures.json</c> of an agency among the samples.</summary>
internal static class SampleFolder
{
    /// <returns>Null when no sample has that code and figures.</returns>
    /// <exception cref="CannotRunException">The file is broken.</exception>
    public static SampleFigures? Find(string samples, string agency)
    {
        foreach (var folder in Directory.EnumerateDirectories(samples).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, "figures.json");
            if (File.Exists(file) && CodeOf(folder) == agency) return Read(file);
        }

        return null;
    }

    public static SampleFigures Read(string file)
    {
        try
        {
            return SampleFigures.Parse(File.ReadAllText(file));
        }
        catch (JsonException broken)
        {
            throw new CannotRunException($"{file}: {broken.Message}", "The sample's figures are broken.");
        }
    }

    private static string? CodeOf(string folder)
    {
        using var agency = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "agency.json")));
        return agency.RootElement.GetProperty("code").GetString();
    }
}
