using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

public sealed class SavingTests(TestCluster cluster)
{
    [Fact]
    public async Task An_objective_without_a_target_is_refused_beside_its_field()
    {
        await using var world = await OpenAsync();

        var refused = (await SaveAsync(world, "thuky", Agency(world, "", ""))).ShouldBeOfType<Outcome.Refused>();

        refused.Code.ShouldBe("QMS701");
        refused.Fields.ShouldHaveSingleItem().Field.ShouldBe("target");
        (await world.ReadAsync(db => db.Objectives.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_member_of_staff_may_not_write_the_agencys_objectives()
    {
        await using var world = await OpenAsync();

        (await SaveAsync(world, "can2", Agency(world, "≥", "95"))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS302");
    }

    [Fact]
    public async Task A_target_weaker_than_the_agencys_needs_a_reason_even_when_the_form_leaves_the_parent_out()
    {
        await using var world = await OpenAsync();
        (await SaveAsync(world, "thuky", Agency(world, "≥", "95"))).IsDone.ShouldBeTrue();
        (await world.ActAsync<UnitObjectiveActs>("truong2", (verb, actor) => verb.InheritAsync(world.CycleId, world.Labour, actor, default))).IsDone.ShouldBeTrue();
        var own = await OwnAsync(world);
        (own.Target, own.ParentId) = ("90", null);

        var refused = (await SaveAsync(world, "truong2", own)).ShouldBeOfType<Outcome.Refused>();
        var said = refused.Fields.ShouldHaveSingleItem();
        said.Field.ShouldBe("weaker");
        said.Message.ShouldContain("90");
        said.Message.ShouldContain("95");

        own.WeakerReason = "Đơn vị mới nhận thêm lĩnh vực";
        (await SaveAsync(world, "truong2", own)).IsDone.ShouldBeTrue();
        (await OwnAsync(world)).Target.ShouldBe("90");
    }

    [Fact]
    public async Task Of_two_people_who_change_only_the_action_plan_the_second_is_told()
    {
        await using var world = await OpenAsync();
        (await SaveAsync(world, "thuky", Agency(world, "≥", "95"))).IsDone.ShouldBeTrue();
        (await world.ActAsync<UnitObjectiveActs>("truong2", (verb, actor) => verb.InheritAsync(world.CycleId, world.Labour, actor, default))).IsDone.ShouldBeTrue();
        var (first, second) = (await OwnAsync(world), await OwnAsync(world));
        first.Actions = [new ActionInput { Content = "Theo dõi hồ sơ hằng tuần" }];
        second.Actions = [new ActionInput { Content = "Việc khác" }];

        (await SaveAsync(world, "truong2", first)).IsDone.ShouldBeTrue();
        (await SaveAsync(world, "truong2", second)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS300");
        (await OwnAsync(world)).Actions.ShouldHaveSingleItem().Content.ShouldBe("Theo dõi hồ sơ hằng tuần");
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());

    private static Task<Outcome> SaveAsync(World world, string userName, ObjectiveInput input) =>
        world.ActAsync<SaveObjective>(userName, (verb, actor) => verb.ExecuteAsync(input, actor, default));

    private static ObjectiveInput Agency(World world, string comparator, string target) => new()
    {
        CycleId = world.CycleId,
        Number = "1.",
        Statement = "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn",
        Comparator = comparator,
        Target = target,
    };

    private static Task<ObjectiveInput> OwnAsync(World world) => world.ReadAsync(async db =>
    {
        var row = await db.Objectives.AsNoTracking().SingleAsync(o => o.UnitId == world.Labour);
        return ObjectiveInput.Of(row, await db.ObjectiveActions.AsNoTracking().Where(a => a.ObjectiveId == row.Id).ToListAsync(), []);
    });
}
