using System.Globalization;
using System.Text.Json;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>What the browser sends of a source.</summary>
public sealed class SourceForm
{
    private static readonly JsonSerializerOptions Lines = new(SourceMapping.Json) { WriteIndented = true };

    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Kind { get; set; } = "cases";
    public string? Topic { get; set; } = "one-stop";
    public string? Rank { get; set; } = "100";
    public string? Mapping { get; set; }
    public bool IsActive { get; set; }

    internal static SourceForm Of(DataSource? source) => source is null
        ? new SourceForm { IsActive = true }
        : new SourceForm
        {
            Code = source.Code,
            Name = source.Name,
            Kind = source.Kind,
            Topic = source.Topic,
            Rank = source.Rank.ToString(CultureInfo.InvariantCulture),
            Mapping = source.Mapping == "{}" ? "" : JsonSerializer.Serialize(SourceMapping.Parse(source.Mapping), Lines),
            IsActive = source.IsActive,
        };

    internal SourceInput ToInput(DataSource? source) => new(
        source?.Code ?? Code ?? "", Name ?? "", source?.Kind ?? Kind ?? "", Topic ?? "", int.TryParse(Rank, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 0, IsActive, Mapping ?? "");
}
