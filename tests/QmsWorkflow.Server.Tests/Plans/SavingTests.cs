using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Plans;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Plans;

public sealed class SavingTests(TestCluster cluster)
{
    [Fact]
    public async Task A_row_with_unreadable_timing_is_refused_with_its_number()
    {
        await using var world = await OpenAsync();

        var refused = (await SaveAsync(world, "thuky", PlanTable.Version([]), Row("Quý I/2024"), Row("lúc nào rảnh"))).ShouldBeOfType<Outcome.Refused>();

        var field = refused.Fields.ShouldHaveSingleItem();
        field.Field.ShouldBe("timing-1");
        field.Message.ShouldStartWith("Dòng 2:");
        (await world.ReadAsync(db => db.PlanItems.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_people_who_opened_the_same_plan_the_second_is_told_and_nothing_is_lost()
    {
        await using var world = await OpenAsync();
        var opened = PlanTable.Version([]);

        (await SaveAsync(world, "thuky", opened, Row("Quý I/2024"))).IsDone.ShouldBeTrue();
        (await SaveAsync(world, "thuky", opened, Row("Quý IV/2024"))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS300");

        (await world.ReadAsync(db => db.PlanItems.SingleAsync())).Timing.ShouldBe("Quý I/2024");
    }

    [Fact]
    public async Task A_member_of_staff_may_not_change_the_plan()
    {
        await using var world = await OpenAsync();

        (await SaveAsync(world, "can2", PlanTable.Version([]), Row("Quý I/2024"))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS302");
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddPlans());

    private static Task<Outcome> SaveAsync(World world, string userName, string version, params PlanRow[] rows) =>
        world.ActAsync<SavePlan>(userName, (verb, actor) => verb.ExecuteAsync(world.CycleId, rows, version, actor, default));

    private static PlanRow Row(string timing) => new() { Content = "Đánh giá nội bộ", Timing = timing, Responsible = "BCĐ ISO", Kind = "InternalAudit" };
}
