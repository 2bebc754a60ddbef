using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Definitions;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>An agency that uses an earlier shipped definition; its database stands as that product left it.</summary>
public sealed class ShippedUpgradesTests(TestCluster cluster)
{
    [Fact]
    public async Task A_shipped_indicator_that_counts_otherwise_now_waits_for_approval_and_then_counts()
    {
        await using var world = await OpenAsync(code: "dung-han", member: "denominator", was: "count(completed) + count(pending_late)");

        (await EnsureAsync(world)).ShouldBe(1);
        (await EnsureAsync(world)).ShouldBe(0);

        (await VersionsAsync(world, "dung-han")).ShouldBe(["1 Approved count(completed) + count(pending_late)", "2 Draft count(completed)"]);
        (await world.ReadAsync(db => db.TrailEntries.Where(e => e.Action == "measures.upgraded").Select(e => e.After).SingleAsync())).ShouldNotBeNull().ShouldContain("dung-han");
        var draft = await world.ReadAsync(db => db.Indicators.Where(i => i.State == IndicatorState.Draft).Select(i => i.Id).SingleAsync());
        (await world.ActAsync<ApproveDefinition>("giamdoc", (verb, actor) => verb.ExecuteAsync(draft, actor, default))).ShouldSucceed();
        (await VersionsAsync(world, "dung-han")).ShouldBe(["1 Retired count(completed) + count(pending_late)", "2 Approved count(completed)"]);
        (await EnsureAsync(world)).ShouldBe(0);
    }

    [Fact]
    public async Task New_words_of_a_shipped_indicator_are_a_new_version_in_force_at_once()
    {
        await using var world = await OpenAsync(code: "dung-han", member: "name", was: "Hồ sơ đúng hạn");

        (await EnsureAsync(world)).ShouldBe(1);
        (await EnsureAsync(world)).ShouldBe(0);

        var rows = await world.ReadAsync(db => db.Indicators.AsNoTracking().Where(i => i.Code == "dung-han").OrderBy(i => i.Version).ToListAsync());
        rows.Select(i => (i.Version, i.State, IndicatorDefinition.Parse(i.Definition).OrThrow().Name)).ShouldBe([(1, IndicatorState.Retired, "Hồ sơ đúng hạn"), (2, IndicatorState.Approved, "Tỷ lệ hồ sơ giải quyết đúng hạn")]);
    }

    [Fact]
    public async Task What_an_agency_threw_away_does_not_come_again()
    {
        await using var world = await OpenAsync(code: "dung-han", member: "denominator", was: "count(completed) + count(pending_late)");
        (await EnsureAsync(world)).ShouldBe(1);
        var draft = await world.ReadAsync(db => db.Indicators.Where(i => i.State == IndicatorState.Draft).Select(i => i.Id).SingleAsync());

        (await world.ActAsync<DraftDefinition>("thuky", (verb, actor) => verb.DiscardAsync(draft, actor, default))).ShouldSucceed();

        (await EnsureAsync(world)).ShouldBe(0);
        (await VersionsAsync(world, "dung-han")).ShouldBe(["1 Approved count(completed) + count(pending_late)"]);
    }

    [Fact]
    public async Task A_version_or_draft_of_the_agencys_own_is_left_alone()
    {
        await using var world = await OpenAsync(code: "dung-han", member: "denominator", was: "count(completed) + count(pending_late)");
        await world.WriteAsync(async db => (await db.Indicators.SingleAsync(i => i.Code == "truoc-han")).MadeBy = world.Id("thuky"));
        await ChangeAsync(world, "truoc-han", "denominator", "count(received)");
        var own = ShippedIndicators.Find("dung-han-bao-gom-qua-han")!.ToJson().Replace("\"code\": \"dung-han-bao-gom-qua-han\"", "\"code\": \"dung-han\"", StringComparison.Ordinal);
        (await world.ActAsync<DraftDefinition>("thuky", async (verb, actor) => (await verb.ExecuteAsync(own, actor, default)).Outcome)).ShouldSucceed();

        (await EnsureAsync(world)).ShouldBe(0);

        (await VersionsAsync(world, "truoc-han")).ShouldBe(["1 Approved count(received)"]);
        (await VersionsAsync(world, "dung-han")).ShouldBe(["1 Approved count(completed) + count(pending_late)", "2 Draft count(completed) + count(pending_late)"]);
    }

    [Fact]
    public async Task What_is_stored_as_it_is_shipped_needs_no_new_version()
    {
        await using var world = await OpenAsync();

        (await EnsureAsync(world)).ShouldBe(0);
        (await world.ReadAsync(db => db.Indicators.CountAsync())).ShouldBe(ShippedIndicators.All.Length);
    }

    /// <summary>With all shipped indicators and sources, of which one stands as it once was.</summary>
    private async Task<World> OpenAsync(string? code = null, string member = "", string was = "")
    {
        var world = await World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks().AddEvaluating().AddDefinitions());
        await EnsureAsync(world);
        if (code is not null) await ChangeAsync(world, code, member, was);
        return world;
    }

    private static Task ChangeAsync(World world, string code, string member, string value) => world.WriteAsync(async db =>
    {
        var row = await db.Indicators.SingleAsync(i => i.Code == code);
        var definition = JsonNode.Parse(row.Definition)!.AsObject();
        definition[member] = value;
        row.Definition = definition.ToJsonString();
    });

    private static Task<int> EnsureAsync(World world) => world.InAsync(services => services.GetRequiredService<UsualMeasures>().EnsureAllAsync(default));

    private static async Task<List<string>> VersionsAsync(World world, string code) =>
        [.. (await world.ReadAsync(db => db.Indicators.AsNoTracking().Where(i => i.Code == code).OrderBy(i => i.Version).ToListAsync()))
            .Select(i => $"{i.Version} {i.State} {IndicatorDefinition.Parse(i.Definition).OrThrow().Denominator}")];
}
