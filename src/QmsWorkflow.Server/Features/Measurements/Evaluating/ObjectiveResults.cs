using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Judges all objectives of a cycle in one period and window: units first, then the agency; parts before their whole.</summary>
internal sealed class ObjectiveResults(EvaluationFacts facts, Measures measures, EntryBook entries, ReportPeriod period, CutOff cutOff)
{
    private readonly Dictionary<Guid, IReadOnlyList<ResultRow>> done = [];
    private readonly HashSet<Guid> inScope = [.. facts.Units.Select(unit => unit.Id)];
    private readonly DateOnly end = period.Window(cutOff).To;

    public IReadOnlyList<ResultRow> All() => [.. facts.Objectives.SelectMany(RowsOf)];

    private IReadOnlyList<ResultRow> RowsOf(Objective objective)
    {
        if (done.TryGetValue(objective.Id, out var known)) return known;

        // An objective whose parents run in a circle would never end; saving refuses such, this keeps a bad import from hanging.
        done[objective.Id] = [];
        var links = facts.LinksOf(objective);
        return done[objective.Id] = links.Count > 0 ? Measured(objective, links) : IsWhole(objective) ? Composed(objective) : Entered(objective);
    }

    private bool IsWhole(Objective objective) => objective.Kind is "composite" or "per-field" && facts.PartsOf(objective).Any();

    /// <summary>Made of parts: all must be met (S-028). A part that a unit has nothing to do with does not bind it.</summary>
    private List<ResultRow> Composed(Objective objective)
    {
        var parts = Below(objective).ToList();
        var rows = parts.SelectMany(part => RowsOf(part).Where(row => row is { Part: 0, Field: "" }).Select(row => (part.Id, row))).ToList();
        var units = rows.Select(found => found.row.UnitId).OfType<Guid>().Distinct().Select(unit => (Guid?)unit);
        var whole = parts.Where(part => !IsWhole(part)).ToList();
        return [.. units.Concat(objective.UnitId is null ? [null] : []).Select(unit => Row(objective, unit) with
        {
            Outcome = ResultOutcomes.All(unit is null
                ? whole.Select(part => rows.Find(found => found.Id == part.Id && found.row.UnitId is null).row?.Outcome ?? ResultOutcome.NoData)
                : rows.Where(found => found.row.UnitId == unit).Select(found => found.row.Outcome)),
        })];
    }

    private IEnumerable<Objective> Below(Objective objective) => facts.PartsOf(objective).SelectMany(part => Below(part).Prepend(part));

    /// <summary>Judged by what people found and confirmed.</summary>
    private List<ResultRow> Entered(Objective objective)
    {
        var units = objective.UnitId is { } own ? [own] : facts.Entries[objective.Id].Select(m => m.UnitId).OfType<Guid>().Concat(facts.Targets[objective.Id].Select(t => t.UnitId)).Distinct();
        List<ResultRow> rows = [.. units.Select(unit => EnteredFor(objective, unit))];
        if (objective.UnitId is null) rows.Add(EnteredFor(objective, null) is { Outcome: not ResultOutcome.NoData } agency || rows.Count == 0 ? EnteredFor(objective, null) : Row(objective, null) with { Outcome = ResultOutcomes.All(rows.Select(row => row.Outcome)) });
        return rows;
    }

    private ResultRow EnteredFor(Objective objective, Guid? unit)
    {
        if (entries.Fulfilled(objective.Id, unit, period) is { } isFulfilled) return Row(objective, unit) with { Outcome = isFulfilled ? ResultOutcome.Met : ResultOutcome.Missed };

        var target = facts.TargetOf(objective, unit, end);
        var value = entries.Of(objective, "", [], unit, "", period, Aggregation.SumOfCounts, UnitOf(objective));
        return Row(objective, unit) with { Value = value, Target = target, Outcome = ResultOutcomes.Judge(value, target) ?? ResultOutcome.NoData };
    }

    private List<ResultRow> Measured(Objective objective, IReadOnlyList<MeasuredBy> links)
    {
        var units = UnitsOf(objective, links);
        var rows = units.SelectMany(unit => RowsFor(objective, links, unit, [unit])).ToList();
        if (objective.UnitId is null) rows.AddRange(AgencyRows(objective, links, units, rows));
        return rows;
    }

    /// <summary>A unit's own objective is that unit's; targets by unit name the units (S-125); else all that the source knows, and for cases all in scope.</summary>
    private List<Guid> UnitsOf(Objective objective, IReadOnlyList<MeasuredBy> links)
    {
        if (objective.UnitId is { } own) return [own];

        var targeted = facts.Targets[objective.Id].Select(t => t.UnitId).Concat(facts.Revisions[objective.Id].Select(r => r.UnitId).OfType<Guid>());
        if (objective.Kind == "per-unit" && facts.TargetOf(objective, null, end) is null) return [.. targeted.Distinct()];

        var known = links.SelectMany(link => measures.UnitsOf(link, objective.Id)).Where(inScope.Contains);
        var all = links.Any(link => link.Definition.Reads == IndicatorReads.Cases) && measures.ReadsCases ? facts.Units.Select(unit => unit.Id) : [];
        return [.. all.Concat(known).Concat(targeted).Distinct()];
    }

    private List<ResultRow> RowsFor(Objective objective, IReadOnlyList<MeasuredBy> links, Guid unit, IReadOnlyCollection<Guid> counted)
    {
        var target = facts.TargetOf(objective, unit, end);
        var parts = links.Select(link => Judged(objective, link, unit, counted, "", target)).ToList();
        var fields = Fields(objective, links, unit, counted, target);
        // A target for each field is met when every field meets it (S-140); a target for each unit is judged on the unit's whole.
        var decides = objective.Kind == "per-field" && fields.Count > 0 ? fields.Where(row => row.Part == 0) : parts;
        return [.. Together(objective, unit, parts, ResultOutcomes.All(decides.Select(row => row.Outcome)), target), .. fields];
    }

    private List<ResultRow> AgencyRows(Objective objective, IReadOnlyList<MeasuredBy> links, List<Guid> units, List<ResultRow> unitRows)
    {
        var target = facts.TargetOf(objective, null, end);
        IReadOnlyList<Guid> Counted(MeasuredBy link) => objective.Kind == "per-unit" && target is null ? units : [.. measures.UnitsOf(link, objective.Id).Distinct()];
        var parts = links.Select(link => link.Aggregation == Aggregation.WorstUnit
            ? Verdict(Row(objective, null) with { IndicatorId = link.IndicatorId, Value = Worst(objective, link, units, target), Target = target })
            : Judged(objective, link, null, Counted(link), "", target)).ToList();
        var heads = unitRows.Where(row => row is { Part: 0, Field: "" }).Select(row => row.Outcome);
        if (target is null) return Together(objective, null, [.. parts.Select(row => row with { Outcome = ResultOutcomes.All(heads) })], ResultOutcomes.All(heads), null);

        var fields = objective.Kind == "per-field" ? AgencyFields(objective, links, target) : [];
        var decides = fields.Count > 0 ? fields : parts;
        return [.. Together(objective, null, parts, ResultOutcomes.All(decides.Select(row => row.Outcome)), target), .. fields];
    }

    private IndicatorValue Worst(Objective objective, MeasuredBy link, List<Guid> units, Target? target) => Aggregator.Combine(
        Aggregation.WorstUnit, units.Select(unit => measures.Of(link, objective, [unit], unit, "", period, cutOff, UnitOf(objective))), target, UnitOf(objective));

    private List<ResultRow> Fields(Objective objective, IReadOnlyList<MeasuredBy> links, Guid unit, IReadOnlyCollection<Guid> counted, Target? target) =>
        objective.Kind is "per-field" or "per-unit" ? FieldRows(objective, links, unit, counted, link => measures.FieldsOf(link, unit), target) : [];

    private List<ResultRow> AgencyFields(Objective objective, IReadOnlyList<MeasuredBy> links, Target? target)
    {
        var units = links.SelectMany(link => measures.UnitsOf(link, objective.Id)).Distinct().ToList();
        return FieldRows(objective, links, null, units, link => units.SelectMany(unit => measures.FieldsOf(link, unit)).Distinct(StringComparer.Ordinal), target);
    }

    private List<ResultRow> FieldRows(Objective objective, IReadOnlyList<MeasuredBy> links, Guid? unit, IReadOnlyCollection<Guid> counted, Func<MeasuredBy, IEnumerable<string>> fieldsOf, Target? target)
    {
        var rows = new List<ResultRow>();
        foreach (var field in links.SelectMany(fieldsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var parts = links.Select(link => Judged(objective, link, unit, counted, field, target)).ToList();
            if (parts.TrueForAll(part => part.Value.Outcome == ValueOutcome.NoData)) continue;
            rows.AddRange(Together(objective, unit, parts, ResultOutcomes.All(parts.Select(part => part.Outcome)), target).Select(row => row with { Field = field }).Where(row => row.Part == 0));
        }

        return rows;
    }

    /// <summary>One indicator: its row stands for the objective. Several: one row for all of them, and each its own (S-033).</summary>
    private List<ResultRow> Together(Objective objective, Guid? unit, List<ResultRow> parts, ResultOutcome outcome, Target? target) => parts.Count == 1
        ? [parts[0] with { Outcome = outcome }]
        : [Row(objective, unit) with { Target = target, Outcome = outcome }, .. parts.Select((part, at) => part with { Part = at + 1 })];

    private ResultRow Judged(Objective objective, MeasuredBy link, Guid? unit, IReadOnlyCollection<Guid> counted, string field, Target? target) =>
        Verdict(Row(objective, unit) with
        {
            IndicatorId = link.IndicatorId,
            Value = measures.Of(link, objective, counted, unit, field, period, cutOff, UnitOf(objective)),
            Target = target,
        });

    private static ResultRow Verdict(ResultRow row) => row with { Outcome = ResultOutcomes.Judge(row.Value, row.Target) ?? ResultOutcome.NoData };

    private ResultRow Row(Objective objective, Guid? unit) => new() { ObjectiveId = objective.Id, UnitId = unit, Period = period, CutOff = cutOff, Unit = UnitOf(objective), Outcome = ResultOutcome.NoData };

    private static string UnitOf(Objective objective) => objective.TargetUnit.Length > 0 ? objective.TargetUnit : Target.Percent;
}
