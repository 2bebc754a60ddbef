using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Links;

/// <summary>The links between objectives and indicators, in <c>objective_indicators</c>.</summary>
internal sealed class IndicatorLinks(QmsDb db) : IIndicatorLinks
{
    public async Task<IReadOnlyList<IndicatorChoice>> ChoicesAsync(CancellationToken ct)
    {
        var rows = await db.Indicators.AsNoTracking().Where(i => i.State == IndicatorState.Approved).OrderBy(i => i.Family).ThenBy(i => i.Code).ToListAsync(ct);
        return [.. rows.Select(Choice)];
    }

    public async Task<ILookup<Guid, IndicatorLink>> OfAsync(IReadOnlyCollection<Guid> objectiveIds, CancellationToken ct)
    {
        var rows = await db.ObjectiveIndicators.AsNoTracking().Where(i => objectiveIds.Contains(i.ObjectiveId)).OrderBy(i => i.Ordinal).ToListAsync(ct);
        return rows.ToLookup(row => row.ObjectiveId, row => new IndicatorLink(row.IndicatorCode, row.Aggregation, row.CutOff, IndicatorFilter.Parse(row.Filter)));
    }

    public async Task ReplaceAsync(Guid agencyId, Guid objectiveId, IReadOnlyList<IndicatorLink> links, CancellationToken ct)
    {
        // Rows keep their place: inserting the same ordinal before the old row is gone would break the unique key.
        var rows = await db.ObjectiveIndicators.Where(i => i.ObjectiveId == objectiveId).OrderBy(i => i.Ordinal).ToListAsync(ct);
        for (var at = 0; at < links.Count; at++)
        {
            if (at >= rows.Count) db.ObjectiveIndicators.Add(New(agencyId, objectiveId, at + 1, links[at]));
            else Write(rows[at], links[at]);
        }

        db.ObjectiveIndicators.RemoveRange(rows.Skip(links.Count));
    }

    public async Task<bool> HasResultsAsync(Guid objectiveId, CancellationToken ct) =>
        await db.ReportedValues.AnyAsync(r => r.ObjectiveId == objectiveId, ct)
        || await db.Measurements.AnyAsync(m => m.ObjectiveId == objectiveId, ct)
        || await db.MissCauses.AnyAsync(c => c.ObjectiveId == objectiveId, ct);

    public async Task RemoveAsync(Guid objectiveId, CancellationToken ct)
    {
        db.Evaluations.RemoveRange(await db.Evaluations.Where(e => e.ObjectiveId == objectiveId).ToListAsync(ct));
        db.ObjectiveIndicators.RemoveRange(await db.ObjectiveIndicators.Where(i => i.ObjectiveId == objectiveId).ToListAsync(ct));
    }

    public static ObjectiveIndicator New(Guid agencyId, Guid objectiveId, int ordinal, IndicatorLink link) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        ObjectiveId = objectiveId,
        Ordinal = ordinal,
        IndicatorCode = link.Code,
        Aggregation = link.Aggregation,
        Filter = link.Filter.ToJson(),
        CutOff = link.CutOff,
    };

    private static void Write(ObjectiveIndicator row, IndicatorLink link) =>
        (row.IndicatorCode, row.Aggregation, row.Filter, row.CutOff) = (link.Code, link.Aggregation, link.Filter.ToJson(), link.CutOff);

    private static IndicatorChoice Choice(Indicator row)
    {
        using var definition = JsonDocument.Parse(row.Definition);
        string Text(string name) => definition.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return new IndicatorChoice(row.Code, row.Name, row.Family, row.Version, $"{Text("numerator")} / {Text("denominator")}", Text("variant"), Text("source"), row.Reads,
            Enum.TryParse<Aggregation>(Text("aggregation"), ignoreCase: true, out var usual) ? usual : Aggregation.SumOfCounts);
    }
}
