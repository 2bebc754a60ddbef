using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>A unit's own objective is judged for that unit alone: by its own target, and by its own indicators or those of what it serves.</summary>
public sealed class UnitObjectiveResultsTests(TestCluster cluster)
{
    private static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);

    [Fact]
    public async Task It_counts_the_units_cases_against_the_units_target_in_every_period()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var agency = ObjectiveRows.Agency(world, 1, "percent", "≥", 80);
        var own = OwnOf(world, agency, 97);
        await world.AddAsync(agency, Measured.Link(agency, "dung-han"));
        await world.AddAsync(own);
        for (var day = new DateOnly(2024, 1, 3); day < new DateOnly(2024, 12, 20); day = day.AddDays(9))
        {
            await world.AddCasesAsync(world.Labour, CaseRows.Finished(30, late: day.Day % 3, day));
            await world.AddCasesAsync(world.Planning, CaseRows.Finished(10, late: 4, day));
        }

        await world.EvaluateAsync([.. Periods.OfYear(2024)]);

        var outcomes = new HashSet<ResultOutcome>();
        foreach (var period in Periods.OfYear(2024))
        {
            var (from, to) = period.Window(CutOff.Calendar);
            var next = to.AddDays(1);
            var expected = await world.ReadAsync(db => db.Database.SqlQuery<Pair>(
                $"select count(*) filter (where finished_at <= due_at) as \"Above\", count(*) as \"Below\" from cases where unit_id = {world.Labour} and finished_at >= {from} and finished_at < {next}").SingleAsync());
            var row = (await RowsAsync(world, own, period)).ShouldHaveSingleItem();
            (row.UnitId, row.Numerator, row.Denominator, row.TargetValue).ShouldBe((world.Labour, expected.Above, expected.Below, 97m), period.ToVietnamese());
            row.Outcome.ShouldBe(100 * expected.Above >= 97 * expected.Below ? ResultOutcome.Met : ResultOutcome.Missed, period.ToVietnamese());
            outcomes.Add(row.Outcome);
        }

        outcomes.ShouldBe([ResultOutcome.Met, ResultOutcome.Missed], ignoreOrder: true);
    }

    [Fact]
    public async Task Its_own_indicator_counts_in_place_of_the_agencys()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var agency = ObjectiveRows.Agency(world, 1, "percent", "≥", 80);
        var own = OwnOf(world, agency, 50);
        await world.AddAsync(agency, Measured.Link(agency, "dung-han"));
        await world.AddAsync(own, Measured.Link(own, "so-hoa-ho-so"));
        await world.AddCasesAsync(world.Labour, [.. CaseRows.Finished(9, late: 0, new DateOnly(2024, 2, 1)).Select((row, at) => row with { DossierDigitised = at < 4 })]);

        await world.EvaluateAsync(FirstQuarter);

        var row = (await RowsAsync(world, own, FirstQuarter)).ShouldHaveSingleItem();
        (row.Numerator, row.Denominator, row.Outcome).ShouldBe((4m, 9m, ResultOutcome.Missed));
        (await world.CardAsync(FirstQuarter)).Cell(agency.Id, world.Labour)!.Outcome.ShouldBe(ResultOutcome.Met);
    }

    [Fact]
    public async Task One_that_serves_nothing_is_judged_by_what_the_unit_entered()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var own = OwnOf(world, null, 100);
        await world.AddAsync(own, Measured.Link(own, "nhiem-vu"));
        await world.AddAsync(Measured.Entry(world, own, "nhiem-vu", new ReportPeriod(ReportKind.Month, 1, 2024), 12, 12, world.Labour), Measured.Entry(world, own, "nhiem-vu", new ReportPeriod(ReportKind.Month, 3, 2024), 7, 8, world.Labour));

        await world.EvaluateAsync(FirstQuarter, new ReportPeriod(ReportKind.Month, 1, 2024));

        var quarter = (await RowsAsync(world, own, FirstQuarter)).ShouldHaveSingleItem();
        (quarter.Numerator, quarter.Denominator, quarter.Outcome).ShouldBe((19m, 20m, ResultOutcome.Missed));
        (await RowsAsync(world, own, new ReportPeriod(ReportKind.Month, 1, 2024))).ShouldHaveSingleItem().Outcome.ShouldBe(ResultOutcome.Met);
    }

    private static Objective OwnOf(World world, Objective? parent, decimal target)
    {
        var own = ObjectiveRows.Agency(world, 1, "percent", "≥", target);
        (own.UnitId, own.ParentId, own.Relation) = (world.Labour, parent?.Id, parent is null ? ObjectiveRelation.Adds : ObjectiveRelation.Tightens);
        return own;
    }

    private static Task<List<Evaluation>> RowsAsync(World world, Objective objective, ReportPeriod period) => world.ReadAsync(db => db.Evaluations.AsNoTracking()
        .Where(e => e.ObjectiveId == objective.Id && e.PeriodKind == period.Kind && e.PeriodNumber == period.Number && e.CutOff == CutOff.Calendar).ToListAsync());

    private sealed record Pair(long Above, long Below);
}
