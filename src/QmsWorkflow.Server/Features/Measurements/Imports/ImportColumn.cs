using System.Text.Json;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Something a source may tell, and by what headers files usually call it.</summary>
public sealed record ImportColumn
{
    public required string Name { get; init; }
    public required string Vi { get; init; }
    public required string En { get; init; }
    public bool IsRequired { get; init; }
    public IReadOnlyList<string> Headers { get; init; } = [];
}

/// <summary>What the product knows of the columns of one-stop systems (Data/columns.json): data, so that a new system needs no code.</summary>
internal sealed record ImportColumns
{
    private static readonly Lazy<ImportColumns> Loaded = new(Load);

    public required IReadOnlyList<ImportColumn> Cases { get; init; }
    public required IReadOnlyList<ImportColumn> Figures { get; init; }
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; }
    public required IReadOnlyList<string> DateFormats { get; init; }

    public static ImportColumns Shipped => Loaded.Value;

    public IReadOnlyList<ImportColumn> Of(string kind) => kind == "cases" ? Cases : Figures;

    private static ImportColumns Load()
    {
        using var stream = typeof(ImportColumns).Assembly.GetManifestResourceStream("Imports/columns.json")!;
        var read = JsonSerializer.Deserialize<ImportColumns>(stream, SourceMapping.Json)!;
        return read with { Figures = [.. read.Figures, .. FigureNames()] };
    }

    private static IEnumerable<ImportColumn> FigureNames() => FigureColumns.Shipped
        .Select(column => new ImportColumn { Name = column.Code, Vi = Capital(column.NameVi), En = Capital(column.NameEn), Headers = [column.Code, column.NameVi] });

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
