using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

public sealed class CompletingTests(TestCluster cluster)
{
    [Fact]
    public async Task Targets_of_single_units_are_enough_for_a_per_unit_objective_without_a_common_one()
    {
        await using var world = await DraftingAsync();
        var objective = ObjectiveRows.Agency(world, 1, "per-unit");
        await world.AddAsync(objective);

        var refused = (await world.CompleteAsync("thuky", "draft")).ShouldBeRefused("QMS740");
        refused.Fields.ShouldHaveSingleItem().Message.ShouldContain("chưa có chỉ tiêu để đo lường");

        await world.AddAsync(ObjectiveRows.Target(objective, world.Labour, "≥", 99));
        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();
    }

    [Fact]
    public async Task Fields_with_targets_of_their_own_are_enough_for_a_per_field_objective()
    {
        await using var world = await DraftingAsync();
        var objective = ObjectiveRows.Agency(world, 1, "per-field");
        await world.AddAsync(objective);
        (await world.CompleteAsync("thuky", "draft")).ShouldBeRefused("QMS740");

        await world.AddAsync(ObjectiveRows.PartOf(objective, ObjectiveRows.Agency(world, 2, "percent", "≥", 98)));

        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();
    }

    [Theory]
    [InlineData("per-unit")]
    [InlineData("per-field")]
    public async Task A_per_unit_or_per_field_objective_can_be_saved_before_its_grid_is_filled_in(string kind)
    {
        await using var world = await DraftingAsync();

        var input = new ObjectiveInput { CycleId = world.CycleId, Number = "1.", Kind = kind, Statement = "Tỷ lệ giải quyết hồ sơ đúng hạn trong từng lĩnh vực" };

        (await world.SaveAsync("thuky", input)).ShouldBeDone();
        input.Kind = "percent";
        (await world.SaveAsync("thuky", input)).ShouldBeRefused("QMS701").Fields.ShouldHaveSingleItem().Field.ShouldBe("target");
    }

    [Fact]
    public async Task Each_error_stands_beside_its_objective_and_warnings_do_not_block()
    {
        await using var world = await DraftingAsync();
        var (nobody, tooMuch, warned) = (ObjectiveRows.Agency(world, 1, "percent", "≥", 95), ObjectiveRows.Agency(world, 2, "percent", "≥", 105), ObjectiveRows.Agency(world, 3, "percent", "≥", 90));
        nobody.Responsible = "";
        (warned.Method, warned.Source, warned.ReportPeriod) = ("", "", "");
        await world.AddAsync(nobody, tooMuch, warned);

        var refused = (await world.CompleteAsync("thuky", "draft")).ShouldBeRefused("QMS740");

        refused.Fields.Select(f => f.Field).ShouldBe([$"objective-{nobody.Id}", $"objective-{tooMuch.Id}"]);
        refused.Fields[0].Message.ShouldBe("Mục tiêu 1.: Chưa phân công người theo dõi, đánh giá tiến độ. (Quyết định số …/QĐ-LĐTĐ&XH năm 2024, Sở LĐTBXH Bắc Giang, Điều 2 điểm b)");
        refused.Fields[1].Message.ShouldContain("vượt quá 100%");
        (await LinesAsync(world, null)).Single(line => line.Row.Id == warned.Id).Findings.ShouldContain(f => f.Code == "smart.frequency");

        await world.WriteAsync(async db =>
        {
            (await db.Objectives.SingleAsync(o => o.Id == nobody.Id)).Responsible = "Văn phòng Sở";
            (await db.Objectives.SingleAsync(o => o.Id == tooMuch.Id)).TargetValue = 99;
        });
        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();
    }

    [Fact]
    public async Task All_kinds_of_the_seeds_are_judged_as_what_they_are()
    {
        await using var world = await DraftingAsync();
        var composite = ObjectiveRows.Agency(world, 1, "composite");
        var (onTime, early) = (ObjectiveRows.Agency(world, 1, "percent", "=", 100), ObjectiveRows.Agency(world, 2, "nested", "≥", 80));
        var (qualitative, perUnit, orphan, count) = (ObjectiveRows.Agency(world, 2, "qualitative"), ObjectiveRows.Agency(world, 3, "per-unit"), ObjectiveRows.Agency(world, 4, "nested", "≥", 80), ObjectiveRows.Agency(world, 5, "number", "≥", 2));
        (qualitative.Criteria, count.TargetUnit) = ("Biên bản đánh giá nội bộ", "lần");
        await world.AddAsync(composite, qualitative, perUnit, orphan, count);
        await world.AddAsync(ObjectiveRows.PartOf(composite, onTime), ObjectiveRows.PartOf(composite, early), ObjectiveRows.Target(perUnit, world.Labour, "≥", 99));

        var errors = (await LinesAsync(world, null)).ToDictionary(line => line.Row.Id, line => line.Findings.Where(f => f.Severity == Domain.FindingSeverity.Error).Select(f => f.Code).ToList());

        errors[orphan.Id].ShouldBe(["smart.nested"]);
        errors.Where(pair => pair.Key != orphan.Id).SelectMany(pair => pair.Value).ShouldBeEmpty();
        (await LinesAsync(world, null)).ShouldAllBe(line => line.Findings.All(f => f.Code != "smart.frequency"));
    }

    [Fact]
    public async Task A_unit_cannot_submit_without_plan_and_monitor()
    {
        await using var world = await OpenAsync();
        await world.PublishAsync(new Flow("unit").Task("draft", "unit-head", ("form", "unit-objectives"), ("unit", world.Labour.ToString())));
        await world.AddAsync(ObjectiveRows.Agency(world, 1, "percent", "≥", 95));
        await world.StartAsync("unit", world.Labour, inCycle: true);
        (await world.InheritAsync("truong2", world.Labour)).ShouldBeDone();

        var refused = (await world.CompleteAsync("truong2", "draft")).ShouldBeRefused("QMS740");
        refused.Fields.ShouldHaveSingleItem().Message.ShouldContain("Chưa có kế hoạch thực hiện mục tiêu.");

        var own = await world.ReadAsync(db => db.Objectives.SingleAsync(o => o.UnitId == world.Labour));
        await world.AddAsync(new ObjectiveAction { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, ObjectiveId = own.Id, Ordinal = 1, Content = "Rà soát hằng tuần", Lead = "Trưởng phòng", Cooperation = "Công chức", Timing = "Thường xuyên" });
        (await world.CompleteAsync("truong2", "draft")).ShouldBeDone();
    }

    [Fact]
    public async Task What_is_under_approval_cannot_be_edited_until_it_is_returned()
    {
        await using var world = await DraftingAsync();
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective);
        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();

        var input = await world.ReadAsync(async db => ObjectiveInput.Of(await db.Objectives.AsNoTracking().SingleAsync(), [], []));
        input.Target = "96";
        var refused = (await world.SaveAsync("thuky", input)).ShouldBeRefused("QMS742");
        refused.Message.ShouldContain("Trần Giám Đốc");
        refused.Message.ShouldContain("Trả lại");
        (await world.ActAsync<UnitObjectiveActs>("thuky", (verb, actor) => verb.RemoveAsync(objective.Id, actor, default))).ShouldBeRefused("QMS742");
        (await world.ActAsync<SaveMatrix>("thuky", (verb, actor) => verb.ExecuteAsync(world.CycleId, new Dictionary<(Guid, Guid), MatrixCell> { [(objective.Id, world.Labour)] = new("≥ 99", "") }, actor, default))).ShouldBeRefused("QMS742");

        (await world.DecideAsync("giamdoc", new DecideInput { TaskId = (await world.OpenTaskAsync("sign")).Id, Verdict = Verdict.Return, Reasons = ["Nâng chỉ tiêu"] })).ShouldBeDone();
        (await world.SaveAsync("thuky", input)).ShouldBeDone();
        (await world.ReadAsync(db => db.ObjectiveSets.SingleAsync())).State.ShouldBe(ObjectiveSetState.Draft);
    }

    [Fact]
    public async Task Objectives_are_posted_when_the_work_on_the_posting_sheet_is_done_and_the_unit_page_knows_the_day()
    {
        await using var world = await OpenAsync();
        var (sheet, other) = (Sheet(world, "posting-sheet"), Sheet(world, "unit-objectives"));
        await world.AddAsync(sheet, other, new ObjectiveSet { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, CycleId = world.CycleId, UnitId = world.Labour, State = ObjectiveSetState.Submitted, Version = 1 });
        await world.PublishAsync(new Flow("posting").Task("read", "unit-head", ("unit", world.Labour.ToString())).Task("post", "unit-head", ("unit", world.Labour.ToString())).Go("read", "Done", "post"));
        await world.StartAsync("posting", world.Labour, inCycle: true);
        await OnDocumentAsync(world, "read", other.Id);

        (await world.CompleteAsync("truong2", "read")).ShouldBeDone();
        (await world.ReadAsync(db => db.ObjectiveSets.AsNoTracking().SingleAsync())).State.ShouldBe(ObjectiveSetState.Submitted);
        await OnDocumentAsync(world, "post", sheet.Id);
        (await world.CompleteAsync("truong2", "post")).ShouldBeDone();

        var set = await world.ReadAsync(db => db.ObjectiveSets.AsNoTracking().SingleAsync());
        (set.State, set.PostedAt).ShouldBe((ObjectiveSetState.Posted, world.Clock.GetUtcNow()));
        var posted = await world.InAsync(scope => scope.GetRequiredService<ObjectiveQueries>().PostedAsync(world.CycleId, default));
        posted.ShouldHaveSingleItem().Key.ShouldBe(world.Labour);
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "objectives.posted"))).ShouldBe(1);
    }

    private static Document Sheet(World world, string kind) => ObjectiveRows.Document(world.AgencyId, world.CycleId, kind, DocumentState.Draft, world.Labour);

    private static async Task OnDocumentAsync(World world, string activity, Guid document)
    {
        var task = await world.OpenTaskAsync(activity);
        await world.WriteAsync(async db => (await db.UserTasks.SingleAsync(t => t.Id == task.Id)).DocumentId = document);
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());

    /// <summary>The secretary drafts, the head approves or returns.</summary>
    private async Task<World> DraftingAsync()
    {
        var world = await OpenAsync();
        await world.PublishAsync(new Flow("agency").Task("draft", "iso-secretary", ("form", "agency-objectives")).Approval("sign", "head").Task("after", "clerk")
            .Go("draft", "Done", "sign").Go("sign", "Approved", "after").Go("sign", "Returned", "draft"));
        await world.StartAsync("agency", inCycle: true);
        return world;
    }

    private static Task<IReadOnlyList<ObjectiveLine>> LinesAsync(World world, Guid? unitId) => world.InAsync(async scope =>
    {
        var queries = scope.GetRequiredService<ObjectiveQueries>();
        return await queries.ListAsync((await queries.CycleAsync(world.CycleId, default))!, unitId, default);
    });
}
