using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>An objective that is new, linked otherwise or has another target is judged anew without anybody asking; another wording changes nothing.</summary>
public sealed class ChangedObjectivesTests(TestCluster cluster)
{
    private static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);

    [Fact]
    public async Task A_new_objective_has_its_results_once_the_jobs_have_run()
    {
        await using var world = await OpenAsync();

        (await world.SaveAsync("thuky", Input(world, "≥", "95", "dung-han"))).ShouldSucceed();
        await world.DrainJobsAsync();

        // 19 of 20 cases in time.
        (await CellAsync(world)).ShouldBe((19m, 20m, ResultOutcome.Met));
    }

    [Fact]
    public async Task Another_target_is_judged_and_another_indicator_counted_without_asking()
    {
        await using var world = await OpenAsync();
        (await world.SaveAsync("thuky", Input(world, "≥", "95", "dung-han"))).ShouldSucceed();
        await world.DrainJobsAsync();

        (await ChangeAsync(world, input => input.Target = "95,1")).ShouldSucceed();
        await world.DrainJobsAsync();
        (await CellAsync(world)).ShouldBe((19m, 20m, ResultOutcome.Missed));

        (await ChangeAsync(world, input => input.Indicators = [new IndicatorInput { Code = "so-hoa-ho-so" }])).ShouldSucceed();
        await world.DrainJobsAsync();
        var digitised = await world.ReadAsync(db => db.Database.SqlQuery<long>($"select count(*) as \"Value\" from cases where dossier_digitised").SingleAsync());
        (await CellAsync(world)).ShouldBe((digitised, 20m, ResultOutcome.Missed));
    }

    [Fact]
    public async Task Another_wording_or_action_plan_asks_for_nothing()
    {
        await using var world = await OpenAsync();
        (await world.SaveAsync("thuky", Input(world, "≥", "95", "dung-han"))).ShouldSucceed();
        var asked = await AskedAsync(world);

        (await ChangeAsync(world, input =>
        {
            input.Statement = "Tỷ lệ hồ sơ giải quyết đúng hạn trong năm";
            input.Actions = [new ActionInput { Content = "Theo dõi hằng tuần" }];
            input.Target = "95,00";
        })).ShouldSucceed();

        asked.ShouldBe(1);
        (await AskedAsync(world)).ShouldBe(1);
    }

    [Fact]
    public async Task A_units_target_in_the_grid_is_judged_and_only_its_reason_is_not()
    {
        await using var world = await OpenAsync();
        (await world.SaveAsync("thuky", Input(world, "≥", "95", "dung-han"))).ShouldSucceed();
        await world.DrainJobsAsync();
        var id = await IdAsync(world);

        (await MatrixAsync(world, id, new MatrixCell("≥ 90", "", "Đơn vị mới"))).ShouldSucceed();
        var asked = await AskedAsync(world);
        (await MatrixAsync(world, id, new MatrixCell("≥ 90", "≥ 90", "Đơn vị mới nhận thêm việc"))).ShouldSucceed();
        (await AskedAsync(world)).ShouldBe(asked);
        await world.DrainJobsAsync();

        asked.ShouldBe(2);
        (await world.CardAsync(FirstQuarter)).Cell(id, world.Labour)!.Target!.ToString().ShouldBe("≥ 90%");
    }

    [Fact]
    public async Task What_a_unit_takes_over_is_judged_for_the_unit_and_what_it_drops_is_gone()
    {
        await using var world = await OpenAsync();
        (await world.SaveAsync("thuky", Input(world, "≥", "95", "dung-han"))).ShouldSucceed();
        (await world.InheritAsync("truong2", world.Labour)).ShouldSucceed();
        await world.DrainJobsAsync();
        var own = await world.ReadAsync(db => db.Objectives.Where(o => o.UnitId == world.Labour).Select(o => o.Id).SingleAsync());

        var results = await world.ReadAsync(db => db.Evaluations.AsNoTracking().Where(e => e.ObjectiveId == own && e.PeriodKind == ReportKind.Quarter && e.PeriodNumber == 1 && e.CutOff == CutOff.Calendar).ToListAsync());
        results.Select(e => (e.UnitId, e.Numerator, e.Denominator, e.Outcome)).ShouldBe([(world.Labour, 19m, 20m, ResultOutcome.Met)]);

        var asked = await AskedAsync(world);
        (await world.ActAsync<UnitObjectiveActs>("truong2", (verb, actor) => verb.RemoveAsync(own, actor, default))).ShouldSucceed();
        (await AskedAsync(world)).ShouldBe(asked + 1);
        await world.DrainJobsAsync();
        (await world.ReadAsync(db => db.Evaluations.CountAsync(e => e.ObjectiveId == own))).ShouldBe(0);
    }

    [Fact]
    public async Task A_change_in_one_year_leaves_the_results_of_other_years_alone()
    {
        await using var world = await OpenAsync();
        var later = Guid.CreateVersion7();
        await world.WriteAsync(db => db.Database.ExecuteSqlAsync(
            $"insert into cycles (id, agency_id, year, name, standard_edition, state, wording, created_at) select {later}, agency_id, 2025, name, standard_edition, state, wording, created_at from cycles where year = 2024"));
        var next = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        next.CycleId = later;
        await world.AddAsync(next, Measured.Link(next, "dung-han"));

        (await world.SaveAsync("thuky", Input(world, "≥", "95", "dung-han"))).ShouldSucceed();
        await world.DrainJobsAsync();

        (await world.ReadAsync(db => db.Evaluations.Select(e => e.PeriodYear).Distinct().ToListAsync())).ShouldBe([2024]);
    }

    /// <summary>20 cases of the first quarter, one of them late, eight with a digitised dossier.</summary>
    private async Task<World> OpenAsync()
    {
        var world = await Measured.WorldAsync(cluster);
        await world.AddCasesAsync(world.Labour, [.. CaseRows.Finished(20, late: 1, new DateOnly(2024, 2, 1)).Select((row, at) => row with { DossierDigitised = at < 8 })]);
        return world;
    }

    private static ObjectiveInput Input(World world, string comparator, string target, string indicator) => new()
    {
        CycleId = world.CycleId,
        Number = "1.",
        Statement = "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn",
        Comparator = comparator,
        Target = target,
        Indicators = [new IndicatorInput { Code = indicator }],
    };

    private static async Task<Outcome> ChangeAsync(World world, Action<ObjectiveInput> change)
    {
        var id = await IdAsync(world);
        var stored = await world.InAsync(async services => (await ((ObjectiveQueries)services.GetService(typeof(ObjectiveQueries))!).InputAsync(id, default))!);
        change(stored);
        return await world.SaveAsync("thuky", stored);
    }

    private static Task<Outcome> MatrixAsync(World world, Guid objective, MatrixCell cell) => world.ActAsync<SaveMatrix>(
        "thuky", (verb, actor) => verb.ExecuteAsync(world.CycleId, new Dictionary<(Guid, Guid), MatrixCell> { [(objective, world.Labour)] = cell }, actor, default));

    private static Task<Guid> IdAsync(World world) => world.ReadAsync(db => db.Objectives.Where(o => o.UnitId == null).Select(o => o.Id).SingleAsync());

    private static Task<int> AskedAsync(World world) => world.ReadAsync(db => db.Jobs.CountAsync(job => job.Kind == EvaluationJob.JobKind));

    private static async Task<(decimal?, decimal?, ResultOutcome)> CellAsync(World world)
    {
        var cell = (await world.CardAsync(FirstQuarter)).Cell(await IdAsync(world), null)!;
        return (cell.Numerator, cell.Denominator, cell.Outcome);
    }
}
