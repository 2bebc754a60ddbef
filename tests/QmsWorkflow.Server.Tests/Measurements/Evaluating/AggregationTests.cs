using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>The last value, the worst unit, and objectives of units' own; expected values are counted by plain SQL or by hand.</summary>
public sealed class AggregationTests(TestCluster cluster)
{
    private static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);
    private static readonly ReportPeriod Year = new(ReportKind.Year, 1, 2024);

    [Fact]
    public async Task The_last_month_in_which_cases_were_finished_stands_for_every_period_and_window()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 80);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han", Aggregation.LastValue));
        // No cases from June to August; the two units stop in different months.
        for (var day = new DateOnly(2023, 11, 20); day < new DateOnly(2024, 11, 20); day = day.AddDays(4))
        {
            if (day.Month is 6 or 7 or 8) continue;
            var unit = day.Day % 2 == 0 && day.Month < 10 ? world.Labour : world.Planning;
            await world.AddCasesAsync(unit, CaseRows.Finished(3 + (day.DayNumber % 5), late: day.DayNumber % 3, day));
        }

        await world.EvaluateAsync([.. Periods.OfYear(2024)]);

        foreach (var cutOff in Periods.CutOffs)
        {
            foreach (var period in Periods.OfYear(2024))
            {
                var (from, to) = period.Window(cutOff);
                var next = to.AddDays(1);
                var shift = cutOff == CutOff.Calendar ? 0 : 14;
                var card = await world.CardAsync(period, cutOff);
                foreach (var unit in (Guid?[])[null, world.Labour, world.Planning])
                {
                    // Days of the month before belong to a month that ends on the 14th: moved back by 14 days they lie in one calendar month.
                    var expected = await world.ReadAsync(db => db.Database.SqlQuery<Pair>(
                        $"""
                        with mine as (select date_trunc('month', finished_at - make_interval(days => {shift})) as month, finished_at <= due_at as in_time
                          from cases where finished_at >= {from} and finished_at < {next} and ({unit}::uuid is null or unit_id = {unit}))
                        select count(*) filter (where in_time) as "Above", count(*) as "Below" from mine where month = (select max(month) from mine)
                        """).SingleAsync());
                    var cell = card.Cell(objective.Id, unit);
                    var name = $"{period.ToVietnamese()} {cutOff} {unit}";
                    if (expected.Below == 0)
                    {
                        (cell?.Outcome ?? ResultOutcome.NoData).ShouldBeOneOf(ResultOutcome.NoData, ResultOutcome.NotArisen);
                        continue;
                    }

                    (cell!.Numerator, cell.Denominator).ShouldBe((expected.Above, expected.Below), name);
                    cell.Value.ShouldBe(new Fraction(100 * expected.Above, expected.Below), name);
                    cell.Outcome.ShouldBe(expected.Above * 10 >= expected.Below * 8 ? ResultOutcome.Met : ResultOutcome.Missed, name);
                }
            }
        }
    }

    [Fact]
    public async Task The_last_value_meets_a_target_that_the_sum_of_counts_would_miss()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var last = ObjectiveRows.Agency(world, 1, "percent", "=", 100);
        var sum = ObjectiveRows.Agency(world, 2, "percent", "=", 100);
        await world.AddAsync(last, sum, Measured.Link(last, "dung-han", Aggregation.LastValue), Measured.Link(sum, "dung-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(100, late: 20, new DateOnly(2024, 2, 1)));
        await world.AddCasesAsync(world.Planning, CaseRows.Finished(10, late: 0, new DateOnly(2024, 9, 2)));

        await world.EvaluateAsync(Year);

        var card = await world.CardAsync(Year);
        (card.Cell(last.Id, null)!.Numerator, card.Cell(last.Id, null)!.Denominator, card.Cell(last.Id, null)!.Outcome).ShouldBe((10m, 10m, ResultOutcome.Met));
        (card.Cell(sum.Id, null)!.Numerator, card.Cell(sum.Id, null)!.Denominator, card.Cell(sum.Id, null)!.Outcome).ShouldBe((90m, 110m, ResultOutcome.Missed));
        // Labour has nothing in September: its own last month is February.
        (card.Cell(last.Id, world.Labour)!.Numerator, card.Cell(last.Id, world.Labour)!.Denominator).ShouldBe((80m, 100m));
    }

    [Fact]
    public async Task The_last_of_the_entries_stands_for_the_year()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "=", 100);
        await world.AddAsync(objective, Measured.Link(objective, "quy-trinh-ap-dung", Aggregation.LastValue));
        await world.AddAsync(
            Measured.Entry(world, objective, "quy-trinh-ap-dung", FirstQuarter, 118, 126),
            Measured.Entry(world, objective, "quy-trinh-ap-dung", new ReportPeriod(ReportKind.Quarter, 3, 2024), 126, 126));

        await world.EvaluateAsync(FirstQuarter, Year);

        var year = (await world.CardAsync(Year)).Cell(objective.Id, null)!;
        (year.Numerator, year.Denominator, year.Outcome).ShouldBe((126m, 126m, ResultOutcome.Met));
        (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!.Outcome.ShouldBe(ResultOutcome.Missed);
    }

    [Fact]
    public async Task The_worst_unit_stands_for_the_agency_in_every_period_and_one_without_cases_does_not()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var floor = ObjectiveRows.Agency(world, 1, "percent", "≥", 90);
        var ceiling = ObjectiveRows.Agency(world, 2, "percent", "≤", 10);
        await world.AddAsync(floor, ceiling, Measured.Link(floor, "dung-han", Aggregation.WorstUnit), Measured.Link(ceiling, "so-hoa-ket-qua", Aggregation.WorstUnit));
        for (var month = 1; month <= 11; month++)
        {
            await world.AddCasesAsync(world.Labour, [.. CaseRows.Finished(20 + month, late: month % 4, new DateOnly(2024, month, 3)).Select((row, at) => row with { ResultDigitised = at < month })]);
            if (month % 3 > 0) await world.AddCasesAsync(world.Planning, [.. CaseRows.Finished(7, late: month % 2, new DateOnly(2024, month, 5)).Select(row => row with { ResultDigitised = month == 8 })]);
        }

        await world.EvaluateAsync([.. Periods.OfYear(2024)]);

        foreach (var period in Periods.OfYear(2024).Where(period => period != new ReportPeriod(ReportKind.Month, 12, 2024)))
        {
            var (from, to) = period.Window(CutOff.Calendar);
            var next = to.AddDays(1);
            var units = await world.ReadAsync(db => db.Database.SqlQuery<Counts>(
                $"select count(*) filter (where finished_at <= due_at) as \"InTime\", count(*) filter (where result_digitised) as \"Digitised\", count(*) as \"Below\" from cases where finished_at >= {from} and finished_at < {next} group by unit_id").ToListAsync());
            var card = await world.CardAsync(period);
            var (least, most) = (units.MinBy(u => (decimal)u.InTime / u.Below)!, units.MaxBy(u => (decimal)u.Digitised / u.Below)!);
            var (low, high) = (card.Cell(floor.Id, null)!, card.Cell(ceiling.Id, null)!);
            low.Value.ShouldBe(new Fraction(100 * least.InTime, least.Below), period.ToVietnamese());
            low.Outcome.ShouldBe(10 * least.InTime >= 9 * least.Below ? ResultOutcome.Met : ResultOutcome.Missed, period.ToVietnamese());
            high.Value.ShouldBe(new Fraction(100 * most.Digitised, most.Below), period.ToVietnamese());
            high.Outcome.ShouldBe(10 * most.Digitised <= most.Below ? ResultOutcome.Met : ResultOutcome.Missed, period.ToVietnamese());
        }
    }

    private sealed record Pair(long Above, long Below);

    private sealed record Counts(long InTime, long Digitised, long Below);
}
