using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
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
        field.Message.ShouldStartWith("Dòng 2, cột “Thời gian triển khai”: không hiểu “lúc nào rảnh”.");
        field.Message.ShouldContain("Quý I/2022");
        field.Message.ShouldContain("6 tháng đầu năm");
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

    [Theory]
    [InlineData("", "Quý I", "BCĐ ISO", "content-0", "Dòng 1, cột “Nội dung”")]
    [InlineData("  ", "Quý I", "BCĐ ISO", "content-0", "Dòng 1, cột “Nội dung”")]
    [InlineData("Đánh giá", " ", "BCĐ ISO", "timing-0", "Dòng 1, cột “Thời gian triển khai”: chưa ghi thời gian. Ghi được: Quý I/2022; Tháng 7-8/2022")]
    [InlineData("Đánh giá", "Quý I", "\t", "responsible-0", "Dòng 1, cột “Đơn vị thực hiện”")]
    public async Task A_blank_cell_is_named_by_row_and_column(string content, string timing, string responsible, string field, string begin)
    {
        await using var world = await OpenAsync();

        var refused = (await SaveAsync(world, "thuky", PlanTable.Version([]), new PlanRow { Content = content, Timing = timing, Responsible = responsible })).ShouldBeRefused("QMS722");

        refused.Fields.ShouldHaveSingleItem().Field.ShouldBe(field);
        refused.Fields[0].Message.ShouldStartWith(begin);
    }

    [Fact]
    public async Task Rows_added_removed_and_moved_keep_their_notes()
    {
        await using var world = await OpenAsync();
        (await SaveAsync(world, "thuky", PlanTable.Version([]), Row("Quý I/2024"), Row("Quý II/2024"), Row("Quý III/2024"))).ShouldBeDone();
        await world.WriteAsync(async db => (await db.PlanItems.SingleAsync(i => i.Ordinal == 3)).Note = "Theo công văn 15");

        var items = await ItemsAsync(world);
        (await SaveAsync(world, "thuky", PlanTable.Version(items), PlanRow.Of(items[2]), Row("Quý IV/2024"), PlanRow.Of(items[0]))).ShouldBeDone();

        (await ItemsAsync(world)).Select(i => (i.Timing, i.Note)).ShouldBe([("Quý III/2024", "Theo công văn 15"), ("Quý IV/2024", ""), ("Quý I/2024", "")]);
    }

    [Fact]
    public void A_plan_without_management_review_is_warned_of()
    {
        PlanTable.Findings([Row("Quý I/2024")], 2024).ShouldContain(f => f.Kind == PlanStepKind.ManagementReview && f.Severity == FindingSeverity.Error);
        PlanTable.Findings([Row("Quý I/2024"), PlanTable.ManagementReview(2024)], 2024).ShouldNotContain(f => f.Kind == PlanStepKind.ManagementReview);
    }

    [Fact]
    public void A_step_whose_timing_cannot_be_read_yet_is_not_called_missing() =>
        PlanTable.Findings([Row("lúc nào rảnh")], 2024).ShouldNotContain(f => f.Code == "plan.missing-step" && f.Kind == PlanStepKind.InternalAudit);

    [Fact]
    public async Task An_empty_plan_begins_with_last_years_rows_moved_on_or_with_the_template()
    {
        await using var world = await OpenAsync();
        (await TemplateAsync(world, 2025)).ShouldContain(row => row.Kind == nameof(PlanStepKind.ManagementReview) && row.Timing == "Quý IV/2025");
        (await TemplateAsync(world, 2025)).ShouldAllBe(row => PlanTable.TimingProblem(row, 1) == null);

        var own = Row("Tháng 7-8/2024");
        own.Content = "Đánh giá nội bộ năm 2024";
        (await SaveAsync(world, "thuky", PlanTable.Version([]), own)).ShouldBeDone();

        var row = (await TemplateAsync(world, 2025)).ShouldHaveSingleItem();
        (row.Content, row.Timing, row.Id).ShouldBe(("Đánh giá nội bộ năm 2025", "Tháng 7-8/2025", null));
    }

    [Fact]
    public async Task A_plan_under_approval_cannot_be_edited_until_it_is_returned()
    {
        await using var world = await OpenAsync();
        var document = await world.AddDocumentAsync();
        await world.PublishAsync(new Flow("plan").Approval("sign", "head", ("document", document.ToString())));
        await world.StartAsync("plan", inCycle: true);

        (await SaveAsync(world, "thuky", PlanTable.Version([]), Row("Quý I/2024"))).ShouldBeRefused("QMS752").Message.ShouldContain("Trần Giám Đốc");

        (await world.DecideAsync("giamdoc", new DecideInput { TaskId = (await world.OpenTaskAsync("sign")).Id, Verdict = Verdict.Return, Reasons = ["Thiếu một dòng"], SubjectVersion = 1, SubjectSha256 = new string('a', 64) })).ShouldBeDone();
        (await SaveAsync(world, "thuky", PlanTable.Version([]), Row("Quý I/2024"))).ShouldBeDone();
    }

    private static Task<List<PlanItem>> ItemsAsync(World world) => world.ReadAsync(db => db.PlanItems.AsNoTracking().OrderBy(i => i.Ordinal).ToListAsync());

    private static Task<List<PlanRow>> TemplateAsync(World world, int year) => world.InAsync(async scope =>
    {
        var cycle = await scope.GetRequiredService<QmsDb>().Cycles.AsNoTracking().SingleAsync(c => c.Id == world.CycleId);
        cycle.Year = year;
        return await scope.GetRequiredService<PlanTemplate>().RowsAsync(cycle, default);
    });

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddPlans());

    private static Task<Outcome> SaveAsync(World world, string userName, string version, params PlanRow[] rows) =>
        world.ActAsync<SavePlan>(userName, (verb, actor) => verb.ExecuteAsync(world.CycleId, rows, version, actor, default));

    private static PlanRow Row(string timing) => new() { Content = "Đánh giá nội bộ", Timing = timing, Responsible = "BCĐ ISO", Kind = "InternalAudit" };
}
