using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>What a leader must know and do now.</summary>
internal sealed record DashboardView
{
    public required ScorecardView Card { get; init; }
    public required IReadOnlyList<DashboardLine> Missed { get; init; }
    public required IReadOnlyList<DashboardLine> AtRisk { get; init; }
    public required IReadOnlyList<DashboardLine> NoData { get; init; }
    public required IReadOnlyList<ReportDue> Reports { get; init; }

    public int WithoutCause => Missed.Count(line => !line.HasCause);
}

/// <param name="Unit">Null for the whole agency.</param>
/// <param name="Left">How many more cases may fail before the target is missed; for what is at risk.</param>
internal sealed record DashboardLine(Guid? Unit, string UnitName, ScoredObjective Objective, ScoreCell? Cell, long Left)
{
    public bool HasCause => Cell?.Cause is { Cause.Length: > 0 };
}

/// <summary>The next report of a period, by either cut-off.</summary>
internal sealed record ReportDue(ReportPeriod Period, DateOnly CutOff, DateOnly Due, DateOnly CalendarCutOff, DateOnly CalendarDue);

/// <summary>Gathers the leader's dashboard from the scorecard of a period.</summary>
internal sealed class DashboardDesk(ScorecardDesk scorecards, ObjectiveQueries objectives, AgencyCalendar calendars, TimeProvider clock)
{
    /// <summary>As QĐ 01/2023/QĐ-UBND Khánh Hòa has it; NĐ 09/2019 Điều 12.4 asks for one at least.</summary>
    public const int WorkingDaysToReport = 2;

    private const int MostReports = 5;

    /// <summary>A target is at risk when not more than one case in a hundred may still fail, and some have failed already.</summary>
    private const int RiskOneIn = 100;

    public async Task<DashboardView?> FindAsync(Guid? cycle, string? period, string? windows, Actor actor, CancellationToken ct)
    {
        if (await scorecards.FindAsync(new ScorecardQuery(cycle, period, windows, null, null, null), actor, ct) is not { } card) return null;

        DashboardLine[] lines = [.. card.Rows.SelectMany(row => row.Cells.Zip(card.Objectives, (cell, objective) => new DashboardLine(row.UnitId, row.Name, objective, cell.Result, LeftOf(cell.Result))))];
        return new DashboardView
        {
            Card = card,
            Missed = [.. lines.Where(line => line.Cell?.Outcome == ResultOutcome.Missed).OrderBy(line => line.HasCause)],
            AtRisk = [.. lines.Where(line => line.Left >= 0).OrderBy(line => line.Left)],
            // An objective of which not even the agency as a whole has a result is one line, not one per unit.
            NoData = [.. lines.Where(line => line.Unit is null && (line.Cell?.Outcome ?? ResultOutcome.NoData) == ResultOutcome.NoData)],
            Reports = await ReportsAsync(card, actor, ct),
        };
    }

    /// <returns>Less than zero when the target is not at risk.</returns>
    public static long LeftOf(ScoreCell? cell)
    {
        if (cell is not { Outcome: ResultOutcome.Met, Target: { IsPercent: true } target, Numerator: { } above, Denominator: > 0 and { } below }) return -1;
        if (target.Comparator.IsUpperBound() || above >= below || decimal.Truncate(below) != below || below > long.MaxValue) return -1;

        var failed = (long)(below - above);
        var left = (Feasibility.MostFailures(target, (long)below) ?? 0) - failed;
        return left >= 0 && left * RiskOneIn <= (long)below ? left : -1;
    }

    private async Task<IReadOnlyList<ReportDue>> ReportsAsync(ScorecardView card, Actor actor, CancellationToken ct)
    {
        var wordings = (await objectives.ListAsync(card.Cycle, null, ct)).Select(line => line.Row.ReportPeriod).Distinct(StringComparer.Ordinal).ToList();
        var calendar = await calendars.LoadAsync(actor.AgencyId, ct);
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        return
        [
            .. MeasureChoice.PeriodsOf(card.Cycle.Year).Where(period => IsReported(period.Kind, wordings))
                .Select(period => new ReportDue(
                    period, period.Window(CutOff.Fifteenth).To, period.Due(CutOff.Fifteenth, WorkingDaysToReport, calendar),
                    period.Window(CutOff.Calendar).To, period.Due(CutOff.Calendar, WorkingDaysToReport, calendar)))
                .Where(due => due.CalendarDue >= today).OrderBy(due => due.CalendarCutOff).ThenByDescending(due => due.Period.Kind).Take(MostReports),
        ];
    }

    /// <summary>Whether any objective of the table is reported for such a period; by quarter where no table says anything (S-148, S-189).</summary>
    private static bool IsReported(ReportKind kind, List<string> wordings)
    {
        var said = wordings.Select(wording => (Wording: wording, Frequency: ReportWording.Read(wording))).Where(x => x.Frequency is not null).ToList();
        return kind switch
        {
            ReportKind.Year => true,
            ReportKind.Month => said.Exists(x => x.Frequency == Frequency.Monthly),
            ReportKind.Quarter => said.Count == 0 || said.Exists(x => x.Frequency == Frequency.Quarterly),
            ReportKind.SixMonths => said.Exists(x => x.Frequency == Frequency.HalfYearly || x.Wording.Contains("6 tháng", StringComparison.OrdinalIgnoreCase)),
            _ => said.Exists(x => x.Wording.Contains("9 tháng", StringComparison.OrdinalIgnoreCase)),
        };
    }
}
