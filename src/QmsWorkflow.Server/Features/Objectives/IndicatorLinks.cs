using System.Text.Json;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>By which indicator an objective is measured, as chosen on its page.</summary>
internal sealed record IndicatorLink(string Code, Aggregation Aggregation, CutOff CutOff, IndicatorFilter Filter);

/// <summary>Which rows count; an empty list means all (S-064: one field; S-183: one question of the survey).</summary>
internal sealed record IndicatorFilter(IReadOnlyList<string> Fields, IReadOnlyList<string> Procedures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IndicatorFilter None { get; } = new([], []);

    public bool IsEmpty => Fields.Count == 0 && Procedures.Count == 0;

    /// <summary>The stored form: <c>{"fields":["Đất đai"],"procedures":[]}</c>; <c>{}</c> filters nothing.</summary>
    public static IndicatorFilter Parse(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, Json);
        return new IndicatorFilter(stored?.Fields ?? [], stored?.Procedures ?? []);
    }

    public string ToJson() => IsEmpty ? "{}" : JsonSerializer.Serialize(new Stored(Fields, Procedures), Json);

    private sealed record Stored(IReadOnlyList<string>? Fields, IReadOnlyList<string>? Procedures);
}

/// <summary>An approved indicator of the agency that an objective may be measured by.</summary>
/// <param name="Formula">Numerator / denominator as the definition writes them.</param>
/// <param name="Reads">cases, figures or entries.</param>
/// <param name="Aggregation">How its parts usually make a whole.</param>
internal sealed record IndicatorChoice(string Code, string Name, string Family, int Version, string Formula, string Variant, string Source, string Reads, Aggregation Aggregation = Aggregation.SumOfCounts);

/// <summary>Keeps the links between objectives and indicators; the slice that measures implements it.</summary>
internal interface IIndicatorLinks
{
    /// <summary>The approved indicators of the agency, in the order of their families.</summary>
    Task<IReadOnlyList<IndicatorChoice>> ChoicesAsync(CancellationToken ct);

    Task<ILookup<Guid, IndicatorLink>> OfAsync(IReadOnlyCollection<Guid> objectiveIds, CancellationToken ct);

    /// <summary>Writes the links of one objective in place of its former ones, within the running transaction.</summary>
    Task ReplaceAsync(Guid agencyId, Guid objectiveId, IReadOnlyList<IndicatorLink> links, CancellationToken ct);

    /// <summary>Whether people's work rests on the objective already: reported values, entered results, causes.</summary>
    Task<bool> HasResultsAsync(Guid objectiveId, CancellationToken ct);

    /// <summary>Takes away the links and what was computed from them, within the running transaction.</summary>
    Task RemoveAsync(Guid objectiveId, CancellationToken ct);
}
