using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.People;

/// <summary>Which unit goes on from a merged or renamed one.</summary>
public sealed class SuccessorTests(TestCluster cluster)
{
    private static readonly DateOnly July = new(2024, 7, 1);

    [Fact]
    public async Task The_administrator_notes_a_merger_and_both_units_tell_of_it()
    {
        await using var world = await World.CreateAsync(cluster);

        (await AddAsync(world, new SuccessorInput(world.Labour, world.Planning, July, " Nghị quyết 12/NQ-HĐND "))).IsDone.ShouldBeTrue();

        (await LinesAsync(world, world.Labour)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Name.ShouldBe("Phòng Kế hoạch"), line => line.IsLater.ShouldBeTrue(), line => line.Since.ShouldBe(July), line => line.Source.ShouldBe("Nghị quyết 12/NQ-HĐND"));
        var other = (await LinesAsync(world, world.Planning)).ShouldHaveSingleItem();
        (other.Name, other.IsLater).ShouldBe(("Phòng Lao động", false));
        (await world.ReadAsync(db => db.TrailEntries.AsNoTracking().Where(e => e.Action == "unit.succeeded").Select(e => e.Summary).SingleAsync())).ShouldBe("Phòng Lao động thành Phòng Kế hoạch từ 01/07/2024");
    }

    [Fact]
    public async Task A_unit_never_becomes_itself_or_one_that_became_it()
    {
        await using var world = await World.CreateAsync(cluster);
        (await AddAsync(world, new SuccessorInput(world.Labour, world.Planning, July, ""))).IsDone.ShouldBeTrue();

        Field(await AddAsync(world, new SuccessorInput(world.Planning, world.Labour, July, ""))).ShouldBe("SuccessorId");
        Field(await AddAsync(world, new SuccessorInput(world.Planning, world.Planning, July, ""))).ShouldBe("SuccessorId");
        Field(await AddAsync(world, new SuccessorInput(world.Labour, world.Planning, July, ""))).ShouldBe("SuccessorId");
        Field(await AddAsync(world, new SuccessorInput(world.Planning, Guid.CreateVersion7(), July, ""))).ShouldBe("SuccessorId");
        (await world.ReadAsync(db => db.UnitSuccessors.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_day_is_needed_and_lies_not_before_the_unit()
    {
        await using var world = await World.CreateAsync(cluster);

        Field(await AddAsync(world, new SuccessorInput(world.Labour, world.Planning, null, ""))).ShouldBe("Since");
        Field(await AddAsync(world, new SuccessorInput(world.Labour, world.Planning, new DateOnly(2019, 12, 31), ""))).ShouldBe("Since");
    }

    [Fact]
    public async Task A_note_made_by_mistake_is_removed_with_an_entry_in_the_trail()
    {
        await using var world = await World.CreateAsync(cluster);
        (await AddAsync(world, new SuccessorInput(world.Labour, world.Planning, July, ""))).IsDone.ShouldBeTrue();
        var line = (await LinesAsync(world, world.Labour)).Single();

        (await world.ActAsync<SaveSuccessor>("quantri", (verb, actor) => verb.RemoveAsync(line.Id, actor, default))).IsDone.ShouldBeTrue();

        (await LinesAsync(world, world.Labour)).ShouldBeEmpty();
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "unit.succession-removed"))).ShouldBe(1);
    }

    private static Task<Outcome> AddAsync(World world, SuccessorInput input) => world.ActAsync<SaveSuccessor>("quantri", (verb, actor) => verb.AddAsync(input, actor, default));

    private static Task<IReadOnlyList<SuccessionLine>> LinesAsync(World world, Guid unitId) => world.InAsync(services => ((UnitQueries)services.GetService(typeof(UnitQueries))!).SuccessionAsync(unitId, default));

    private static string Field(Outcome outcome) => outcome.ShouldBeOfType<Outcome.Refused>().Fields.ShouldHaveSingleItem().Field;
}
