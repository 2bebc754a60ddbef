using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Confirmed entries, by what and when they are of. An entry of a longer period counts before those of its parts.</summary>
internal sealed class EntryBook(IEnumerable<Measurement> confirmed)
{
    private readonly Dictionary<(Guid Objective, string Indicator, Guid? Unit, string Field, ReportPeriod Period), Measurement> entries = confirmed
        .ToDictionary(m => (m.ObjectiveId, m.IndicatorCode, m.UnitId, m.Field, new ReportPeriod(m.PeriodKind, m.PeriodNumber, m.PeriodYear)));

    private readonly ILookup<(Guid Objective, string Indicator), Guid> units = confirmed.Where(m => m.UnitId is not null).ToLookup(m => (m.ObjectiveId, m.IndicatorCode), m => m.UnitId!.Value);

    public IEnumerable<Guid> Units(Guid objectiveId, string indicator) => units[(objectiveId, indicator)].Distinct();

    /// <summary>The value that was entered for the unit or the agency; for an agency without an entry of its own that of its units together.</summary>
    public IndicatorValue Of(Objective objective, string indicator, IReadOnlyCollection<Guid> among, Guid? unit, string field, ReportPeriod period, Aggregation aggregation, string valueUnit)
    {
        var own = Parts(objective.Id, indicator, unit, field, period);
        if (own.Count > 0 || unit is not null) return Combine(own, aggregation, valueUnit);

        // Over units counts are added; over time the objective's own way holds.
        var byUnit = among.SelectMany(one => Parts(objective.Id, indicator, one, field, period))
            .GroupBy(m => (m.PeriodKind, m.PeriodNumber)).OrderBy(group => Periods.Months(Of(group.First()))[0].Number)
            .Select(group => Aggregator.Combine(Aggregation.SumOfCounts, group.Select(m => Value(m, valueUnit)), null, valueUnit)).ToList();
        return byUnit.Count == 0 ? IndicatorValue.NoData : byUnit.Count == 1 ? byUnit[0] : Aggregator.Combine(OverTime(aggregation), byUnit, null, valueUnit);
    }

    /// <summary>Whether the criteria were found to hold; null without an entry. All entries of the period's parts must say so.</summary>
    public bool? Fulfilled(Guid objectiveId, Guid? unit, ReportPeriod period) =>
        Parts(objectiveId, "", unit, "", period).Where(m => m.IsFulfilled is not null).ToList() is { Count: > 0 } parts ? parts.TrueForAll(m => m.IsFulfilled is true) : null;

    private static IndicatorValue Combine(List<Measurement> parts, Aggregation aggregation, string valueUnit) => parts.Count switch
    {
        0 => IndicatorValue.NoData,
        1 => Value(parts[0], valueUnit),
        _ => Aggregator.Combine(OverTime(aggregation), parts.Select(m => Value(m, valueUnit)), null, valueUnit),
    };

    private static Aggregation OverTime(Aggregation aggregation) => aggregation == Aggregation.WorstUnit ? Aggregation.SumOfCounts : aggregation;

    private static IndicatorValue Value(Measurement entry, string unit) => IndicatorValue.OfCounts(entry.Numerator, entry.Denominator, unit);

    private static ReportPeriod Of(Measurement entry) => new(entry.PeriodKind, entry.PeriodNumber, entry.PeriodYear);

    /// <summary>The entry of the period itself, else of the fewest shorter periods that lie in it: no month counts twice.</summary>
    private List<Measurement> Parts(Guid objective, string indicator, Guid? unit, string field, ReportPeriod period)
    {
        if (entries.TryGetValue((objective, indicator, unit, field, period), out var own)) return [own];

        return period.Kind switch
        {
            ReportKind.Month => [],
            ReportKind.Quarter => [.. Periods.Months(period).SelectMany(Within)],
            ReportKind.SixMonths => [.. Quarters(1, 2).SelectMany(Within)],
            ReportKind.NineMonths => [.. Within(new ReportPeriod(ReportKind.SixMonths, 1, period.Year)), .. Quarters(3, 3).SelectMany(Within)],
            _ => [.. Within(new ReportPeriod(ReportKind.NineMonths, 1, period.Year)), .. Quarters(4, 4).SelectMany(Within)],
        };

        List<Measurement> Within(ReportPeriod part) => Parts(objective, indicator, unit, field, part);

        IEnumerable<ReportPeriod> Quarters(int first, int last) => Enumerable.Range(first, last - first + 1).Select(quarter => new ReportPeriod(ReportKind.Quarter, quarter, period.Year));
    }
}
