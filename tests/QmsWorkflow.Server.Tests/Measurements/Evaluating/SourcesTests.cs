using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>Figures, entries, parts and several indicators.</summary>
public sealed class SourcesTests(TestCluster cluster)
{
    private static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);
    private static readonly ReportPeriod Year = new(ReportKind.Year, 1, 2024);

    [Fact]
    public async Task Of_two_sources_with_the_same_figure_the_one_with_the_smaller_rank_counts()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective, Measured.Link(objective, "hai-long-phieu"));
        var (slips, web) = (Source(world, "phieu", 10), Source(world, "web", 20));
        await world.AddAsync(slips, web);
        await FigureAsync(world, slips.Id, world.Labour, 1, "satisfied_answers", 19);
        await FigureAsync(world, slips.Id, world.Labour, 1, "answers", 20);
        await FigureAsync(world, web.Id, world.Labour, 1, "satisfied_answers", 100);
        await FigureAsync(world, web.Id, world.Labour, 1, "answers", 400);
        await FigureAsync(world, web.Id, world.Planning, 3, "satisfied_answers", 9);
        await FigureAsync(world, web.Id, world.Planning, 3, "answers", 10);

        await world.EvaluateAsync(FirstQuarter);

        var card = await world.CardAsync(FirstQuarter);
        (card.Cell(objective.Id, null)!.Numerator, card.Cell(objective.Id, null)!.Denominator).ShouldBe((28m, 30m));
        card.Cell(objective.Id, world.Labour)!.Outcome.ShouldBe(ResultOutcome.Met);
        card.Cell(objective.Id, world.Planning)!.Outcome.ShouldBe(ResultOutcome.Missed);
        (await world.CardAsync(FirstQuarter, CutOff.Fifteenth)).Cell(objective.Id, null)!.Outcome.ShouldBe(ResultOutcome.NoData);
    }

    [Fact]
    public async Task Entries_of_months_and_quarters_make_the_year_without_counting_a_month_twice()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 90);
        await world.AddAsync(objective, Measured.Link(objective, "hai-long-nhap", Aggregation.AverageOfPeriods));
        await world.AddAsync(
            Measured.Entry(world, objective, "hai-long-nhap", FirstQuarter, 9, 10),
            Measured.Entry(world, objective, "hai-long-nhap", new ReportPeriod(ReportKind.Month, 1, 2024), 1, 10),
            Measured.Entry(world, objective, "hai-long-nhap", new ReportPeriod(ReportKind.Quarter, 2, 2024), 30, 30),
            Measured.Entry(world, objective, "hai-long-nhap", new ReportPeriod(ReportKind.Quarter, 4, 2024), 3, 4));

        await world.EvaluateAsync(Year, FirstQuarter);

        // (9/10 + 1 + 3/4) / 3 = 53/60.
        var year = (await world.CardAsync(Year)).Cell(objective.Id, null)!;
        (year.Value, year.Outcome).ShouldBe((new Fraction(5300, 60), ResultOutcome.Missed));
        (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!.Outcome.ShouldBe(ResultOutcome.Met);
        (await world.CardAsync(Year, CutOff.Fifteenth)).Cell(objective.Id, null)!.Value.ShouldBe(year.Value);
    }

    [Fact]
    public async Task A_composite_is_met_when_all_its_parts_are_and_open_while_one_has_no_data()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var whole = ObjectiveRows.Agency(world, 1, "composite");
        var inTime = ObjectiveRows.PartOf(whole, ObjectiveRows.Agency(world, 2, "percent", "=", 100));
        var early = ObjectiveRows.PartOf(inTime, ObjectiveRows.Agency(world, 3, "nested", "≥", 80));
        var manners = ObjectiveRows.PartOf(whole, ObjectiveRows.Agency(world, 4, "qualitative"));
        await world.AddAsync(whole, inTime, manners, Measured.Link(inTime, "dung-han"));
        await world.AddAsync(early, Measured.Link(early, "truoc-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(20, late: 0, new DateOnly(2024, 1, 10)));
        async Task<ResultOutcome> OutcomeAsync()
        {
            await world.EvaluateAsync(FirstQuarter);
            return (await world.CardAsync(FirstQuarter)).Cell(whole.Id, null)!.Outcome;
        }

        (await OutcomeAsync()).ShouldBe(ResultOutcome.NoData);

        await world.AddAsync(Measured.Entry(world, manners, "", FirstQuarter, 0, 0, isFulfilled: true));
        (await OutcomeAsync()).ShouldBe(ResultOutcome.Met);

        await world.AddCasesAsync(world.Planning, CaseRows.Finished(1, late: 1, new DateOnly(2024, 3, 1)));
        (await OutcomeAsync()).ShouldBe(ResultOutcome.Missed);
        var card = await world.CardAsync(FirstQuarter);
        (card.Cell(early.Id, null)!.Numerator, card.Cell(early.Id, null)!.Denominator, card.Cell(early.Id, null)!.Outcome).ShouldBe((20m, 21m, ResultOutcome.Met));
        card.Cell(whole.Id, world.Labour)!.Outcome.ShouldBe(ResultOutcome.Met);
        card.Cell(whole.Id, world.Planning)!.Outcome.ShouldBe(ResultOutcome.Missed);
    }

    [Fact]
    public async Task An_objective_with_two_numerators_is_met_when_both_are()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "=", 100);
        await world.AddAsync(objective, Measured.Link(objective, "so-hoa-ho-so"), Measured.Link(objective, "so-hoa-ket-qua", ordinal: 2));
        CaseRow[] rows = [.. CaseRows.Finished(4, 0, new DateOnly(2024, 2, 1)).Select((row, at) => row with { DossierDigitised = true, ResultDigitised = at > 0 })];
        await world.AddCasesAsync(world.Labour, rows);

        await world.EvaluateAsync(FirstQuarter);

        var cell = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        cell.Outcome.ShouldBe(ResultOutcome.Missed);
        cell.Parts.Select(part => (part.Numerator, part.Denominator, part.Outcome)).ShouldBe([(4m, 4m, ResultOutcome.Met), (3m, 4m, ResultOutcome.Missed)]);
    }

    [Fact]
    public async Task A_target_for_each_field_is_met_when_every_field_meets_it()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "per-field", "≥", 95);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        await world.AddCasesAsync(world.Labour, [.. CaseRows.Finished(1000, 0, new DateOnly(2024, 2, 1), "Hộ tịch"), .. CaseRows.Finished(10, 1, new DateOnly(2024, 2, 1), "Chứng thực")]);

        await world.EvaluateAsync(FirstQuarter);

        var cell = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        (cell.Numerator, cell.Denominator, cell.Outcome).ShouldBe((1009m, 1010m, ResultOutcome.Missed));
        cell.Fields.Select(field => (field.Field, field.Outcome)).ShouldBe([("Chứng thực", ResultOutcome.Missed), ("Hộ tịch", ResultOutcome.Met)]);
    }

    [Fact]
    public async Task An_objective_of_some_fields_counts_only_these_and_shows_only_these_behind_its_number()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han", filter: """{"fields":["Hộ tịch"],"procedures":[]}"""));
        await world.AddCasesAsync(world.Labour, [.. CaseRows.Finished(60, 2, new DateOnly(2024, 2, 1), "Hộ tịch"), .. CaseRows.Finished(30, 9, new DateOnly(2024, 2, 1), "Chứng thực")]);

        await world.EvaluateAsync(FirstQuarter);
        var second = await world.InAsync(scope => scope.GetRequiredService<EvaluationQueries>().BehindAsync(objective.Id, null, world.Labour, "", FirstQuarter, CutOff.Calendar, RatioSide.Numerator, 2, default));

        var cell = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        (cell.Numerator, cell.Denominator).ShouldBe((58m, 60m));
        (second.Total, second.Pages, second.Rows.Count).ShouldBe((58, 2, 8));
        second.Rows.ShouldAllBe(row => row.Field == "Hộ tịch" && row.Timeliness != CaseTimeliness.Late);
    }

    [Fact]
    public async Task Changed_figures_are_evaluated_by_a_job_that_may_run_twice()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(20, 0, new DateOnly(2024, 2, 1)));
        for (var time = 0; time < 2; time++)
        {
            await world.InAsync(async scope =>
            {
                await scope.GetRequiredService<IFiguresObserver>().ChangedAsync(world.AgencyId, new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 3), default);
                return true;
            });
            await world.DrainJobsAsync();
        }

        (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!.Outcome.ShouldBe(ResultOutcome.Met);
        (await world.CardAsync(new ReportPeriod(ReportKind.Month, 1, 2024), CutOff.Fifteenth)).Cells.ShouldBeEmpty();
        (await world.ReadAsync(db => db.Evaluations.CountAsync(e => e.PeriodKind == ReportKind.Year && e.UnitId == null && e.CutOff == CutOff.Calendar))).ShouldBe(1);
    }

    [Fact]
    public async Task Requests_that_wait_together_are_answered_by_one_computation_from_the_first_changed_day()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(20, 0, new DateOnly(2024, 2, 1)));
        foreach (var month in (int[])[5, 2, 8])
        {
            await world.InAsync(async scope =>
            {
                await scope.GetRequiredService<IFiguresObserver>().ChangedAsync(world.AgencyId, new DateOnly(2024, month, 1), new DateOnly(2024, month, 3), default);
                return true;
            });
        }

        await world.DrainJobsAsync();

        var jobs = await world.ReadAsync(db => db.Jobs.Where(job => job.Kind == EvaluationJob.JobKind).Select(job => new { job.State, job.Attempts }).ToListAsync());
        jobs.ShouldAllBe(job => job.State == JobState.Done);
        jobs.Select(job => job.Attempts).Order().ShouldBe([0, 0, 1]);
        (await world.CardAsync(new ReportPeriod(ReportKind.Month, 2, 2024))).Cell(objective.Id, null)!.Outcome.ShouldBe(ResultOutcome.Met);
    }

    private static DataSource Source(World world, string code, int rank) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        Code = code,
        Name = code,
        Kind = "figures",
        Topic = "survey",
        Rank = rank,
        Mapping = "{}",
        IsActive = true,
    };

    private static Task FigureAsync(World world, Guid source, Guid unit, int month, string column, long value) => world.WriteAsync(db => db.Database.ExecuteSqlAsync(
        $"insert into figures (agency_id, source_id, unit_id, year, month, cut_off, column_name, value) values ({world.AgencyId}, {source}, {unit}, 2024, {month}, 'Calendar', {column}, {value})"));
}
