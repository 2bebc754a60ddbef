using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>Results of objectives; expected values are counted by hand or by plain SQL.</summary>
public sealed class EvaluatorTests(TestCluster cluster)
{
    private static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);
    private static readonly ReportPeriod Year = new(ReportKind.Year, 1, 2024);

    [Fact]
    public async Task A_rate_that_is_shown_as_the_target_is_missed_all_the_same()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(25_000, late: 1_251, new DateOnly(2024, 2, 1)));

        await world.EvaluateAsync(FirstQuarter);

        var cell = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        (cell.Numerator, cell.Denominator, cell.Shown, cell.Outcome).ShouldBe((23_749m, 25_000m, "95,00%", ResultOutcome.Missed));
        cell.Value.ShouldBe(new Fraction(94_996, 1000));
        cell.Verdict.ShouldBe("94,996% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%).");
        (await world.CardAsync(FirstQuarter)).Cell(objective.Id, world.Planning)!.Outcome.ShouldBe(ResultOutcome.NotArisen);
    }

    [Fact]
    public async Task The_same_figures_give_what_plain_SQL_counts_in_every_period_and_window()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 90);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        for (var day = new DateOnly(2023, 12, 1); day < new DateOnly(2025, 1, 10); day = day.AddDays(3))
        {
            await world.AddCasesAsync(day.Day % 2 == 0 ? world.Labour : world.Planning, CaseRows.Finished(7, late: day.Day % 4, day));
        }

        await world.EvaluateAsync([.. Periods.OfYear(2024)]);

        foreach (var cutOff in Periods.CutOffs)
        {
            foreach (var period in Periods.OfYear(2024))
            {
                var (from, to) = period.Window(cutOff);
                var next = to.AddDays(1);
                var card = await world.CardAsync(period, cutOff);
                foreach (var unit in (Guid?[])[null, world.Labour, world.Planning])
                {
                    var expected = await world.ReadAsync(db => db.Database.SqlQuery<Pair>(
                        $"select count(*) filter (where finished_at <= due_at) as \"Above\", count(*) as \"Below\" from cases where finished_at >= {from} and finished_at < {next} and ({unit}::uuid is null or unit_id = {unit})").SingleAsync());
                    var cell = card.Cell(objective.Id, unit)!;
                    (cell.Numerator, cell.Denominator).ShouldBe((expected.Above, expected.Below), $"{period.ToVietnamese()} {cutOff} {unit}");
                    cell.Outcome.ShouldBe(expected.Above * 10 >= expected.Below * 9 ? ResultOutcome.Met : ResultOutcome.Missed);
                }
            }
        }
    }

    [Fact]
    public async Task Both_windows_stand_side_by_side_with_the_reason_they_differ()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "=", 100);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        // Finished on 18 December and 18 March: each in one window only.
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(3, late: 1, new DateOnly(2023, 12, 16)));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(5, late: 0, new DateOnly(2024, 3, 16)));

        await world.EvaluateAsync(FirstQuarter);

        var both = await world.InAsync(scope => scope.GetRequiredService<EvaluationQueries>().BothWindowsAsync(objective.Id, null, FirstQuarter, default));
        (both.Calendar.Cell!.Numerator, both.Calendar.Cell.Denominator, both.Calendar.Cell.Outcome).ShouldBe((5m, 5m, ResultOutcome.Met));
        (both.Fifteenth.Cell!.Numerator, both.Fifteenth.Cell.Denominator, both.Fifteenth.Cell.Outcome).ShouldBe((2m, 3m, ResultOutcome.Missed));
        both.ReasonVi.ShouldContain("15/12/2023");
        both.ReasonVi.ShouldContain("Mẫu số khác nhau: 5 và 3");
    }

    [Fact]
    public async Task Each_unit_is_judged_by_its_own_target_and_the_agency_by_all_of_them()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "per-unit");
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"), ObjectiveRows.Target(objective, world.Labour, "≥", 98), ObjectiveRows.Target(objective, world.Planning, "=", 100));
        await world.AddCasesAsync(world.Labour, [.. CaseRows.Finished(60, late: 2, new DateOnly(2024, 1, 10), "Người có công"), .. CaseRows.Finished(40, late: 0, new DateOnly(2024, 1, 10), "Việc làm")]);
        await world.AddCasesAsync(world.Planning, CaseRows.Finished(200, late: 1, new DateOnly(2024, 1, 10)));

        await world.EvaluateAsync(FirstQuarter);

        var card = await world.CardAsync(FirstQuarter);
        var labour = card.Cell(objective.Id, world.Labour)!;
        (labour.Shown, labour.Outcome).ShouldBe(("98,00%", ResultOutcome.Met));
        labour.Fields.Select(f => (f.Field, f.Numerator, f.Denominator, f.Outcome)).ShouldBe([("Người có công", 58m, 60m, ResultOutcome.Missed), ("Việc làm", 40m, 40m, ResultOutcome.Met)]);
        card.Cell(objective.Id, world.Planning)!.Outcome.ShouldBe(ResultOutcome.Missed);
        var agency = card.Cell(objective.Id, null)!;
        (agency.Numerator, agency.Denominator, agency.Target, agency.Outcome).ShouldBe((297m, 300m, null, ResultOutcome.Missed));
    }

    [Fact]
    public async Task A_revised_target_holds_from_its_day_and_the_old_one_for_the_periods_before()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 90);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"), Measured.Revision(world, objective, "≥", 97, new DateOnly(2024, 7, 1)));
        foreach (var day in (DateOnly[])[new(2024, 2, 1), new(2024, 8, 1)]) await world.AddCasesAsync(world.Labour, CaseRows.Finished(100, late: 5, day));
        var third = new ReportPeriod(ReportKind.Quarter, 3, 2024);

        await world.EvaluateAsync(FirstQuarter, third);

        var before = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        var after = (await world.CardAsync(third)).Cell(objective.Id, null)!;
        (before.Target!.ToString(), before.Outcome).ShouldBe(("≥ 90%", ResultOutcome.Met));
        (after.Target!.ToString(), after.Outcome).ShouldBe(("≥ 97%", ResultOutcome.Missed));
    }

    [Fact]
    public async Task A_yearly_average_weighs_months_alike_and_leaves_out_those_without_cases()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 90);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han", Aggregation.AverageOfPeriods));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(1000, late: 0, new DateOnly(2024, 2, 1)));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(3, late: 1, new DateOnly(2024, 5, 6)));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(7, late: 3, new DateOnly(2024, 9, 9)));

        await world.EvaluateAsync(Year);

        // (1 + 2/3 + 4/7) / 3 = 47/63; the sum of counts would be 1006/1010, met.
        var cell = (await world.CardAsync(Year)).Cell(objective.Id, null)!;
        (cell.Value, cell.Outcome).ShouldBe((new Fraction(4700, 63), ResultOutcome.Missed));
    }

    [Fact]
    public async Task Without_figures_of_the_period_there_is_no_data_rather_than_nothing_arisen()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 90);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(10, late: 0, new DateOnly(2024, 2, 1)));
        var fourth = new ReportPeriod(ReportKind.Quarter, 4, 2024);

        await world.EvaluateAsync(FirstQuarter, fourth);

        (await world.CardAsync(fourth)).Cell(objective.Id, null)!.Outcome.ShouldBe(ResultOutcome.NoData);
        (await world.CardAsync(FirstQuarter)).Cell(objective.Id, world.Planning)!.Outcome.ShouldBe(ResultOutcome.NotArisen);
    }

    private sealed record Pair(long Above, long Below);
}
