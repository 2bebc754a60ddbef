using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

public sealed class MatrixTests(TestCluster cluster)
{
    [Fact]
    public async Task Of_two_people_in_one_cell_the_second_sees_what_the_first_one_wrote()
    {
        await using var world = await OpenAsync();
        var objective = await CommonAsync(world, "≥", 95);

        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("≥ 97", "")))).ShouldBeDone();
        var refused = (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("≥ 98", "")))).ShouldBeRefused("QMS750");

        var said = refused.Fields.ShouldHaveSingleItem();
        said.Field.ShouldBe(SaveMatrix.Field(objective.Id, world.Labour));
        said.Message.ShouldContain("≥ 97");
        said.Message.ShouldContain("≥ 98");
        (await StoredAsync(world)).TargetValue.ShouldBe(97);
        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("≥ 98", "≥ 97")))).ShouldBeDone();
        (await StoredAsync(world)).TargetValue.ShouldBe(98);
    }

    [Fact]
    public async Task Two_people_in_different_cells_do_not_undo_each_other()
    {
        await using var world = await OpenAsync();
        var objective = await CommonAsync(world, "≥", 95);

        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("≥ 97", "")), (objective.Id, world.Planning, new MatrixCell("", "")))).ShouldBeDone();
        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("", "")), (objective.Id, world.Planning, new MatrixCell("= 100", "")))).ShouldBeDone();

        (await world.ReadAsync(db => db.ObjectiveTargets.OrderBy(t => t.TargetValue).Select(t => t.TargetValue).ToListAsync())).ShouldBe([97, 100]);
    }

    [Fact]
    public async Task A_weaker_cell_needs_a_reason_and_the_unit_takes_it_over()
    {
        await using var world = await OpenAsync();
        var objective = await CommonAsync(world, "≥", 95);

        var refused = (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("90", "")))).ShouldBeRefused("QMS701");
        refused.Fields.ShouldHaveSingleItem().Message.ShouldContain("Phòng Lao động, mục tiêu 1.");

        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("90", "", "Mới nhận lĩnh vực")))).ShouldBeDone();
        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();
        var own = await world.ReadAsync(db => db.Objectives.SingleAsync(o => o.UnitId == world.Labour));
        (own.Comparator, own.TargetValue, own.WeakerReason, own.Relation).ShouldBe(("≥", 90m, "Mới nhận lĩnh vực", ObjectiveRelation.Tightens));
    }

    [Fact]
    public async Task A_bare_number_without_a_common_comparator_is_not_guessed()
    {
        await using var world = await OpenAsync();
        var objective = ObjectiveRows.Agency(world, 1, "per-unit");
        await world.AddAsync(objective);

        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("99", "")))).ShouldBeRefused("QMS701").Fields.ShouldHaveSingleItem().Message.ShouldContain("“≥ 99”");
        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("chín mươi", "")))).ShouldBeRefused("QMS701").Fields.ShouldHaveSingleItem().Message.ShouldContain("“chín mươi”");

        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell(">= 99,5%", "")))).ShouldBeDone();
        (await StoredAsync(world)).TargetValue.ShouldBe(99.5m);
    }

    [Fact]
    public async Task Only_units_in_scope_of_the_agency_can_be_given_a_target()
    {
        await using var world = await OpenAsync();
        var objective = await CommonAsync(world, "≥", 95);
        await world.WriteAsync(async db => (await db.Units.SingleAsync(u => u.Id == world.Labour)).InScope = false);

        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("≥ 97", "")))).ShouldBeRefused("QMS745").Message.ShouldContain("Phòng Lao động");
        (await SaveAsync(world, "thuky", (objective.Id, Guid.CreateVersion7(), new MatrixCell("≥ 97", "")))).ShouldBeRefused("QMS745");
        (await world.ReadAsync(db => db.ObjectiveTargets.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_unit_head_cannot_write_another_units_cell()
    {
        await using var world = await OpenAsync();
        var objective = await CommonAsync(world, "≥", 95);

        (await SaveAsync(world, "truong1", (objective.Id, world.Labour, new MatrixCell("≥ 97", "")))).ShouldBeRefused("QMS302");
    }

    [Fact]
    public async Task The_trail_tells_what_the_cell_was_and_is()
    {
        await using var world = await OpenAsync();
        var objective = await CommonAsync(world, "≥", 95);
        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("≥ 97", "")))).ShouldBeDone();
        (await SaveAsync(world, "thuky", (objective.Id, world.Labour, new MatrixCell("", "≥ 97")))).ShouldBeDone();

        var last = await world.ReadAsync(db => db.TrailEntries.Where(e => e.Action == "objectives.matrix-saved").OrderBy(e => e.Sequence).LastAsync());

        last.Before!.ShouldContain("97");
        last.After!.ShouldContain("Phòng Lao động");
        last.After!.ShouldNotContain("97");
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());

    private static async Task<Objective> CommonAsync(World world, string comparator, decimal value)
    {
        var objective = ObjectiveRows.Agency(world, 1, "percent", comparator, value);
        await world.AddAsync(objective);
        return objective;
    }

    private static Task<Outcome> SaveAsync(World world, string userName, params (Guid Objective, Guid Unit, MatrixCell Cell)[] cells) => world.ActAsync<SaveMatrix>(
        userName, (verb, actor) => verb.ExecuteAsync(world.CycleId, cells.ToDictionary(c => (c.Objective, c.Unit), c => c.Cell), actor, default));

    private static Task<ObjectiveTarget> StoredAsync(World world) => world.ReadAsync(db => db.ObjectiveTargets.AsNoTracking().SingleAsync());
}
