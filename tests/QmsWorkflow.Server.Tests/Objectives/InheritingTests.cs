using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

public sealed class InheritingTests(TestCluster cluster)
{
    [Fact]
    public async Task A_double_click_takes_the_objectives_over_once_with_the_head_as_monitor()
    {
        await using var world = await OpenAsync();
        await world.AddAsync(ObjectiveRows.Agency(world, 1, "percent", "≥", 95), ObjectiveRows.Agency(world, 2, "percent", "=", 100));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.InheritAsync("truong2", world.Labour)));

        outcomes.ShouldAllBe(outcome => outcome.IsDone);
        var own = await OwnAsync(world);
        own.Select(o => o.Ordinal).ShouldBe([1, 2]);
        own.ShouldAllBe(o => o.MonitorId == world.Id("truong2"));
    }

    [Fact]
    public async Task Parts_are_taken_over_in_the_order_of_the_table_and_their_heading_is_not()
    {
        await using var world = await OpenAsync();
        var (first, composite, last) = (ObjectiveRows.Agency(world, 1, "percent", "≥", 95), ObjectiveRows.Agency(world, 2, "composite"), ObjectiveRows.Agency(world, 3, "percent", "≥", 90));
        var part = ObjectiveRows.Agency(world, 1, "percent", "=", 100);
        await world.AddAsync(first, composite, last);
        await world.AddAsync(ObjectiveRows.PartOf(composite, part));

        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();

        (await OwnAsync(world)).Select(o => o.ParentId).ShouldBe([first.Id, part.Id, last.Id]);
    }

    [Fact]
    public async Task The_trail_tells_what_the_unit_had_before_and_has_after()
    {
        await using var world = await OpenAsync();
        await world.AddAsync(ObjectiveRows.Agency(world, 1, "percent", "≥", 95));
        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();
        await world.AddAsync(ObjectiveRows.Agency(world, 2, "percent", "=", 100));
        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();

        var last = await world.ReadAsync(db => db.TrailEntries.Where(e => e.Action == "objectives.inherited").OrderBy(e => e.Sequence).LastAsync());

        last.Before!.ShouldContain("95% trở lên");
        last.Before!.ShouldNotContain("100%");
        last.After!.ShouldContain("100%");
    }

    [Fact]
    public async Task A_unit_tightens_an_inherited_objective_and_adds_its_own()
    {
        await using var world = await OpenAsync();
        await world.AddAsync(ObjectiveRows.Agency(world, 1, "percent", "≥", 95));
        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();
        var tighter = ObjectiveInput.Of((await OwnAsync(world)).Single(), [], []);
        tighter.Target = "98";

        (await world.SaveAsync("truong2", tighter)).ShouldBeDone();
        (await world.SaveAsync("truong2", new ObjectiveInput { CycleId = world.CycleId, UnitId = world.Labour, Statement = "Số lớp tập huấn trong năm", Kind = "number", Comparator = "≥", Target = "2", TargetUnit = "lớp" })).ShouldBeDone();

        (await OwnAsync(world)).Select(o => (o.Relation, o.TargetValue)).ShouldBe([(ObjectiveRelation.Tightens, 98m), (ObjectiveRelation.Adds, 2m)]);
    }

    [Fact]
    public async Task An_objective_of_another_unit_is_nobodys_parent()
    {
        await using var world = await OpenAsync();
        await world.AddAsync(ObjectiveRows.Agency(world, 1, "percent", "≥", 95));
        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();
        var theirs = (await OwnAsync(world)).Single().Id;

        var refused = await world.SaveAsync("truong1", new ObjectiveInput { CycleId = world.CycleId, UnitId = world.Planning, ParentId = theirs, Statement = "Hồ sơ đúng hạn", Comparator = "≥", Target = "95" });

        refused.ShouldBeRefused("QMS701").Fields.ShouldHaveSingleItem().Field.ShouldBe("parent");
    }

    [Fact]
    public async Task An_agencys_objective_with_parts_cannot_become_a_part()
    {
        await using var world = await OpenAsync();
        var (whole, other) = (ObjectiveRows.Agency(world, 1, "composite"), ObjectiveRows.Agency(world, 2, "composite"));
        await world.AddAsync(whole, other);
        await world.AddAsync(ObjectiveRows.PartOf(whole, ObjectiveRows.Agency(world, 1, "percent", "=", 100)));
        var input = ObjectiveInput.Of(await world.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync(o => o.Id == whole.Id)), [], []);

        input.ParentId = other.Id;
        (await world.SaveAsync("thuky", input)).ShouldBeRefused("QMS701").Fields.ShouldHaveSingleItem().Field.ShouldBe("parent");
        input.ParentId = whole.Id;
        (await world.SaveAsync("thuky", input)).ShouldBeRefused("QMS701");
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());

    private static Task<List<Objective>> OwnAsync(World world) => world.ReadAsync(db => db.Objectives.AsNoTracking().Where(o => o.UnitId == world.Labour).OrderBy(o => o.Ordinal).ToListAsync());
}
