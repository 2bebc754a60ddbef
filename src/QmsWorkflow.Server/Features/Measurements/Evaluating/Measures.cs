using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>The values of indicators for a unit or a group of units, from what was counted, imported and entered.</summary>
internal sealed class Measures
{
    private readonly Dictionary<Operand, int> operands = [];
    private readonly Dictionary<(ReportPeriod Period, CutOff CutOff), int> windows = [];
    private readonly EntryBook entries;
    private CaseCounts? cases;
    private FigureTable figures = new();

    public Measures(IEnumerable<MeasuredBy> links, IEnumerable<(ReportPeriod Period, CutOff CutOff)> wanted, EntryBook entries)
    {
        this.entries = entries;
        var asked = links.ToList();
        foreach (var operand in asked.SelectMany(link => link.CaseOperands)) operands.TryAdd(operand, operands.Count);
        var needsMonths = asked.Exists(link => link.Aggregation is Aggregation.AverageOfPeriods or Aggregation.LastValue);
        foreach (var (period, cutOff) in wanted)
        {
            windows.TryAdd((period, cutOff), windows.Count);
            if (!needsMonths) continue;
            foreach (var month in Periods.Months(period)) windows.TryAdd((month, cutOff), windows.Count);
        }

        Plan = new CasePlan([.. operands.OrderBy(o => o.Value).Select(o => o.Key)], [.. windows.OrderBy(w => w.Value).Select(w => WindowOf(w.Key.Period, w.Key.CutOff))]);
    }

    /// <summary>What is to be counted over cases; nothing where no link reads them.</summary>
    public CasePlan Plan { get; }

    public bool ReadsCases => operands.Count > 0;

    public static IndicatorWindow WindowOf(ReportPeriod period, CutOff cutOff)
    {
        var (from, to) = period.Window(cutOff);
        return new IndicatorWindow(from, to);
    }

    public void Take(CaseCounts? counted, FigureTable table) => (cases, figures) = (counted, table);

    /// <summary>The units that the indicator's source knows.</summary>
    public IEnumerable<Guid> UnitsOf(MeasuredBy link, Guid objectiveId) => (link.Definition.Reads switch
    {
        IndicatorReads.Cases => cases?.Units ?? [],
        IndicatorReads.Figures => figures.Units,
        _ => [],
    }).Concat(entries.Units(objectiveId, link.Definition.Code));

    public IEnumerable<string> FieldsOf(MeasuredBy link, Guid unit)
    {
        var known = link.Definition.Reads switch
        {
            IndicatorReads.Cases => cases?.Fields(unit) ?? [],
            IndicatorReads.Figures => figures.Fields(unit),
            _ => (IReadOnlyCollection<string>)[],
        };
        return link.Filter.Fields.Count == 0 ? known : known.Where(field => link.Filter.Fields.Contains(field, StringComparer.Ordinal));
    }

    /// <summary>The value for some units together; what was entered counts where the source has nothing.</summary>
    /// <param name="units">Whose counts are added.</param>
    /// <param name="entered">Whose entry counts: a unit, or null for the agency.</param>
    public IndicatorValue Of(MeasuredBy link, Objective objective, IReadOnlyCollection<Guid> units, Guid? entered, string field, ReportPeriod period, CutOff cutOff, string unit)
    {
        var counted = link.Definition.Reads == IndicatorReads.Entries ? IndicatorValue.NoData : Counted(link, units, field, period, cutOff, unit);
        if (counted.Outcome != ValueOutcome.NoData) return counted;

        return entries.Of(objective, link.Definition.Code, units, entered, field, period, link.Aggregation, unit);
    }

    public IndicatorValue Counted(MeasuredBy link, IReadOnlyCollection<Guid> units, string field, ReportPeriod period, CutOff cutOff, string unit)
    {
        if (link.Aggregation is Aggregation.SumOfCounts or Aggregation.WorstUnit || period.Kind == ReportKind.Month) return Once(link, units, field, period, cutOff, unit);

        return Aggregator.Combine(link.Aggregation, Periods.Months(period).Select(month => Once(link, units, field, month, cutOff, unit)), null, unit);
    }

    private IndicatorValue Once(MeasuredBy link, IReadOnlyCollection<Guid> units, string field, ReportPeriod period, CutOff cutOff, string unit)
    {
        if (link.Definition.Reads == IndicatorReads.Cases)
        {
            var window = windows[(period, cutOff)];
            if (cases is null || !cases.HasData(window)) return IndicatorValue.NoData;
            return IndicatorValue.OfCounts(Cases(link.Numerator, units, field, window), Cases(link.Denominator, units, field, window), unit);
        }

        var (above, below, isThere) = (0L, 0L, false);
        foreach (var one in units)
        {
            var days = WindowOf(period, cutOff);
            if (figures.Total(link.Numerator, one, field, link.Filter.Fields, days, cutOff) is not { } numerator
                || figures.Total(link.Denominator, one, field, link.Filter.Fields, days, cutOff) is not { } denominator) continue;
            (above, below, isThere) = (checked(above + numerator), checked(below + denominator), true);
        }

        return isThere ? IndicatorValue.OfCounts(above, below, unit) : IndicatorValue.NoData;
    }

    private long Cases(Formula formula, IReadOnlyCollection<Guid> units, string field, int window)
    {
        var total = 0L;
        foreach (var term in formula.Terms)
        {
            // A whole number stands for itself, however many units are added.
            var value = term.Operand is Operand.Constant constant ? constant.Value : Sum(operands[term.Operand], units, field, window);
            total = checked(total + (term.Sign * value));
        }

        return total;
    }

    private long Sum(int operand, IReadOnlyCollection<Guid> units, string field, int window)
    {
        var total = 0L;
        foreach (var unit in units) total += cases!.Of(unit, field, window, operand);
        return total;
    }
}
