using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>What people decided about the objectives of a cycle: links, targets, revisions, confirmed entries, units in scope.</summary>
internal sealed record EvaluationFacts
{
    public required Guid CycleId { get; init; }
    public required IReadOnlyList<Objective> Objectives { get; init; }
    public required ILookup<Guid, MeasuredBy> Links { get; init; }
    public required ILookup<Guid, ObjectiveTarget> Targets { get; init; }
    public required ILookup<Guid, ObjectiveRevision> Revisions { get; init; }
    public required ILookup<Guid, Measurement> Entries { get; init; }

    /// <summary>In the order of the agency; those that the system applies to in the cycle's year.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    public IEnumerable<Objective> PartsOf(Objective whole) => Objectives.Where(part => part.ParentId == whole.Id && part.UnitId == whole.UnitId);

    /// <summary>Its own links, or for a unit's objective without any those of the one it serves.</summary>
    public IReadOnlyList<MeasuredBy> LinksOf(Objective objective) =>
        Links[objective.Id].ToList() is { Count: > 0 } own ? own
        : objective is { UnitId: not null, ParentId: { } parent } && Objectives.FirstOrDefault(o => o.Id == parent) is { } above ? LinksOf(above)
        : [];

    /// <summary>The target in force on a day (S-114).</summary>
    public Domain.Objectives.Target? TargetOf(Objective objective, Guid? unitId, DateOnly day)
    {
        var own = unitId is { } unit && objective.UnitId is null ? Targets[objective.Id].FirstOrDefault(t => t.UnitId == unit) : null;
        var found = TargetTimeline.At(day, objective, objective.UnitId is null ? unitId : null, own, [.. Revisions[objective.Id]]);
        return found is null ? null : ObjectiveRules.TargetOf(found.Comparator, found.Value, objective.TargetUnit);
    }
}

/// <summary>Reads <see cref="EvaluationFacts"/>.</summary>
internal sealed class EvaluationFactsReader(QmsDb db)
{
    public async Task<EvaluationFacts> ReadAsync(Guid cycleId, int year, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId).OrderBy(o => o.Ordinal).ToListAsync(ct);
        var ids = objectives.ConvertAll(o => o.Id);
        var day = new DateOnly(year, 1, 1);
        var last = new DateOnly(year, 12, 31);
        return new EvaluationFacts
        {
            CycleId = cycleId,
            Objectives = objectives,
            Links = await LinksAsync(ids, ct),
            Targets = (await db.ObjectiveTargets.AsNoTracking().Where(t => ids.Contains(t.ObjectiveId)).ToListAsync(ct)).ToLookup(t => t.ObjectiveId),
            Revisions = (await db.ObjectiveRevisions.AsNoTracking().Where(r => ids.Contains(r.ObjectiveId) && r.State == RevisionState.Approved).ToListAsync(ct)).ToLookup(r => r.ObjectiveId),
            Entries = (await db.Measurements.AsNoTracking().Where(m => ids.Contains(m.ObjectiveId) && m.State == MeasurementState.Confirmed).ToListAsync(ct)).ToLookup(m => m.ObjectiveId),
            Units = await db.Units.AsNoTracking().Where(u => u.InScope && u.ValidFrom <= last && (u.ValidTo == null || u.ValidTo >= day)).OrderBy(u => u.SortOrder).ToListAsync(ct),
        };
    }

    /// <summary>The approved definitions of the agency; of every code the version in force.</summary>
    public async Task<Dictionary<string, (Guid Id, IndicatorDefinition Definition)>> DefinitionsAsync(CancellationToken ct) =>
        (await db.Indicators.AsNoTracking().Where(i => i.State == IndicatorState.Approved).ToListAsync(ct))
        .ToDictionary(row => row.Code, row => (row.Id, IndicatorDefinition.Parse(row.Definition).OrThrow()), StringComparer.Ordinal);

    public async Task<ILookup<Guid, MeasuredBy>> LinksAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var definitions = await DefinitionsAsync(ct);
        var rows = await db.ObjectiveIndicators.AsNoTracking().Where(l => ids.Contains(l.ObjectiveId)).OrderBy(l => l.Ordinal).ToListAsync(ct);
        return rows.Where(row => definitions.ContainsKey(row.IndicatorCode)).ToLookup(row => row.ObjectiveId, row =>
        {
            var (id, definition) = definitions[row.IndicatorCode];
            return MeasuredBy.Of(row.Ordinal, id, definition, row.Aggregation, IndicatorFilter.Parse(row.Filter));
        });
    }
}

/// <summary>The periods of reports.</summary>
internal static class Periods
{
    /// <summary>Months, quarters, 6 months, 9 months, year.</summary>
    public static IReadOnlyList<ReportPeriod> OfYear(int year) =>
    [
        .. Enumerable.Range(1, 12).Select(month => new ReportPeriod(ReportKind.Month, month, year)),
        .. Enumerable.Range(1, 4).Select(quarter => new ReportPeriod(ReportKind.Quarter, quarter, year)),
        new(ReportKind.SixMonths, 1, year), new(ReportKind.NineMonths, 1, year), new(ReportKind.Year, 1, year),
    ];

    public static IReadOnlyList<CutOff> CutOffs { get; } = [CutOff.Calendar, CutOff.Fifteenth];

    /// <summary>The months of a period.</summary>
    public static IReadOnlyList<ReportPeriod> Months(ReportPeriod period)
    {
        var (from, to) = period.Window(CutOff.Calendar);
        return [.. Enumerable.Range(from.Month, to.Month - from.Month + 1).Select(month => new ReportPeriod(ReportKind.Month, month, period.Year))];
    }

    /// <summary>"Q1", "M03", "6M", "9M", "Y"; null when it is none of them.</summary>
    public static ReportPeriod? Parse(string text, int year) => text.Trim().ToUpperInvariant() switch
    {
        ['Q', >= '1' and <= '4' and var quarter] => new(ReportKind.Quarter, quarter - '0', year),
        ['M', var tens, var ones] when int.TryParse([tens, ones], out var month) && month is >= 1 and <= 12 => new(ReportKind.Month, month, year),
        "6M" => new(ReportKind.SixMonths, 1, year),
        "9M" => new(ReportKind.NineMonths, 1, year),
        "Y" => new(ReportKind.Year, 1, year),
        _ => null,
    };

    public static string Code(ReportPeriod period) => period.Kind switch
    {
        ReportKind.Month => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"M{period.Number:00}"),
        ReportKind.Quarter => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Q{period.Number}"),
        ReportKind.SixMonths => "6M",
        ReportKind.NineMonths => "9M",
        _ => "Y",
    };
}
