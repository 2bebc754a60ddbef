using System.Collections.Immutable;
using System.Text.Json;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>The shipped columns and rules of monthly tables.</summary>
internal sealed record FigureData(ImmutableArray<FigureColumn> Columns, ImmutableArray<FigureRule> Rules)
{
    public static FigureData Shipped { get; } = Read();

    private static FigureData Read()
    {
        using var stream = typeof(FigureData).Assembly.GetManifestResourceStream("figures.json")
            ?? throw new InvalidOperationException("The shipped columns of figures are missing from the assembly.");
        return JsonSerializer.Deserialize<FigureData>(stream, JsonSerializerOptions.Web)!;
    }
}
