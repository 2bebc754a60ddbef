using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Definitions;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>An agency writes its own versions of indicators: own test cases run, somebody else approves, the old version stays.</summary>
public sealed class DefinitionTests(TestCluster cluster)
{
    private static readonly string Shipped = ShippedIndicators.Find("dung-han")!.ToJson();
    private static readonly string Changed = ShippedIndicators.Find("dung-han-bao-gom-qua-han")!.ToJson().Replace("\"code\": \"dung-han-bao-gom-qua-han\"", "\"code\": \"dung-han\"", StringComparison.Ordinal);

    [Fact]
    public async Task A_new_version_counts_once_somebody_else_has_approved_it_and_the_old_one_stays()
    {
        await using var world = await OpenAsync();
        await ApprovedAsync(world, Shipped);
        (await DraftAsync(world, "thuky", Changed)).ShouldSucceed();
        (await DraftAsync(world, "thuky", Changed)).ShouldSucceed();
        (await VersionsAsync(world)).ShouldBe(["1 Approved", "2 Draft"]);
        var draft = await DraftIdAsync(world);

        (await ApproveAsync(world, "can2", draft)).ShouldRefuse("QMS302");
        (await ApproveAsync(world, "thuky", draft)).ShouldRefuse("QMS728");
        (await ApproveAsync(world, "giamdoc", draft)).ShouldSucceed();

        (await VersionsAsync(world)).ShouldBe(["1 Retired", "2 Approved"]);
        (await ApproveAsync(world, "giamdoc", draft)).ShouldRefuse("QMS305");
        var inForce = await world.ReadAsync(db => db.Indicators.AsNoTracking().SingleAsync(i => i.State == IndicatorState.Approved));
        IndicatorDefinition.Parse(inForce.Definition).OrThrow().Denominator.ToString().ShouldBe("count(completed) + count(pending_late)");
    }

    [Fact]
    public async Task A_version_whose_own_test_cases_fail_is_not_approved()
    {
        await using var world = await OpenAsync();
        (await DraftAsync(world, "thuky", Shipped.Replace("count(completed and not late)", "count(late)", StringComparison.Ordinal))).ShouldSucceed();

        (await ApproveAsync(world, "giamdoc", await DraftIdAsync(world))).ShouldRefuse("QMS759");
        (await VersionsAsync(world)).ShouldBe(["1 Draft"]);
    }

    [Fact]
    public async Task A_version_without_test_cases_is_not_approved()
    {
        await using var world = await OpenAsync();
        (await DraftAsync(world, "thuky", """{ "code": "moi", "family": "moi", "name": "Mới", "reads": "entries", "numerator": "sum(numerator)", "denominator": "sum(denominator)", "variant": "mới", "source": "quy chế" }""")).ShouldSucceed();

        (await ApproveAsync(world, "giamdoc", await DraftIdAsync(world))).ShouldRefuse("QMS759");
    }

    [Fact]
    public async Task A_mistake_in_a_formula_is_shown_with_its_place()
    {
        await using var world = await OpenAsync();

        var refused = (await DraftAsync(world, "thuky", Shipped.Replace("count(completed and not late)", "count(completed and not lat)", StringComparison.Ordinal))).ShouldRefuse("QMS758");

        refused.Fields.ShouldHaveSingleItem().Message.ShouldContain("$.numerator: Ký tự 25: không hiểu “lat”; sửa thành “late”");
        (await VersionsAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_that_is_a_word_of_the_addresses_is_refused_beside_the_definition()
    {
        await using var world = await OpenAsync();

        var refused = (await DraftAsync(world, "thuky", Shipped.Replace("\"code\": \"dung-han\"", "\"code\": \"new\"", StringComparison.Ordinal))).ShouldRefuse("QMS758");

        var said = refused.Fields.ShouldHaveSingleItem();
        (said.Field, said.Message.StartsWith("$.code: Mã “new” là từ dành riêng", StringComparison.Ordinal)).ShouldBe(("Json", true));
        (await VersionsAsync(world)).ShouldBeEmpty();
        (await DraftAsync(world, "thuky", Shipped.Replace("\"code\": \"dung-han\"", "\"code\": \"new-1\"", StringComparison.Ordinal))).ShouldSucceed();
    }

    [Fact]
    public async Task A_draft_may_be_thrown_away_but_no_version_in_force()
    {
        await using var world = await OpenAsync();
        await ApprovedAsync(world, Shipped);
        var inForce = await world.ReadAsync(db => db.Indicators.Select(i => i.Id).SingleAsync());
        (await DraftAsync(world, "thuky", Changed)).ShouldSucceed();

        (await DiscardAsync(world, "thuky", inForce)).ShouldRefuse("QMS305");
        (await DiscardAsync(world, "thuky", await DraftIdAsync(world))).ShouldSucceed();
        (await VersionsAsync(world)).ShouldBe(["1 Approved"]);
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddDefinitions());

    private static async Task ApprovedAsync(World world, string json)
    {
        (await DraftAsync(world, "thuky", json)).ShouldSucceed();
        (await ApproveAsync(world, "giamdoc", await DraftIdAsync(world))).ShouldSucceed();
    }

    private static Task<Outcome> DraftAsync(World world, string userName, string json) => world.ActAsync<DraftDefinition>(userName, async (verb, actor) => (await verb.ExecuteAsync(json, actor, default)).Outcome);

    private static Task<Outcome> DiscardAsync(World world, string userName, Guid id) => world.ActAsync<DraftDefinition>(userName, (verb, actor) => verb.DiscardAsync(id, actor, default));

    private static Task<Outcome> ApproveAsync(World world, string userName, Guid id) => world.ActAsync<ApproveDefinition>(userName, (verb, actor) => verb.ExecuteAsync(id, actor, default));

    private static Task<Guid> DraftIdAsync(World world) => world.ReadAsync((QmsDb db) => db.Indicators.Where(i => i.State == IndicatorState.Draft).Select(i => i.Id).SingleAsync());

    private static async Task<List<string>> VersionsAsync(World world) =>
        [.. (await world.ReadAsync(db => db.Indicators.AsNoTracking().OrderBy(i => i.Version).ToListAsync())).Select(i => $"{i.Version} {i.State}")];
}
