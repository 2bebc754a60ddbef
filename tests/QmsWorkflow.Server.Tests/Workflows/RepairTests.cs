using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Workflows;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>An incident in one branch: the other goes on, and a person corrects the value that was wrong.</summary>
public sealed class RepairTests(TestCluster cluster)
{
    /// <summary>One branch divides by a variable that is 0, the other waits for the clerk.</summary>
    private static readonly string Dividing = new JsonObject
    {
        ["definitionId"] = "dividing",
        ["name"] = "Chia",
        ["version"] = 1,
        ["options"] = new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" },
        ["variables"] = new JsonArray(Variable("Parts", "Int32", "0"), Variable("Share", "Object", null)),
        ["root"] = JsonNode.Parse(new Flow("x")
            .Step("fork", "Elsa.FlowFork", ("branches", new JsonArray("A", "B")))
            .Step("divide", "Elsa.RunJavaScript", ("script", "if (getParts() === 0) throw new Error('chia cho 0'); setVariable('Share', 100 / getParts())"))
            .Task("other", "clerk").Task("after", "clerk")
            .Go("fork", "A", "divide").Go("fork", "B", "other").Go("divide", "Done", "after").Json)!["root"]!.DeepClone(),
    }.ToJsonString();

    private static JsonObject Variable(string name, string type, string? value) => new() { ["id"] = name, ["name"] = name, ["typeName"] = type, ["value"] = value };

    private static async Task<(World World, Guid Instance)> AtTheIncidentAsync(TestCluster cluster)
    {
        var world = await World.CreateAsync(cluster, services => services.AddScoped<IncidentActs>().AddWorkflows());
        await world.PublishAsync(("dividing.json", Dividing));
        return (world, await world.StartAsync("dividing"));
    }

    private static Task<Outcome> RepairAsync(World world, Guid instance, string value, string by = "thuky", string reason = "nhập sai", string variable = "Parts") =>
        world.ActAsync<RepairVariable>(by, (verb, actor) => verb.ExecuteAsync(new RepairInput(instance, variable, value, reason), actor, default));

    private static async Task<Outcome> RetryAsync(World world)
    {
        var incident = await world.ReadAsync(db => db.Incidents.Where(i => i.ResolvedAt == null).Select(i => i.Id).SingleAsync());
        return await world.ActAsync<IncidentActs>("thuky", (verb, actor) => verb.RetryAsync(incident, actor, default));
    }

    [Fact]
    public async Task A_failing_branch_leaves_the_other_running()
    {
        var (world, instance) = await AtTheIncidentAsync(cluster);
        await using var _ = world;

        (await world.ReadAsync(db => db.Incidents.SingleAsync())).Message.ShouldContain("chia cho 0");
        (await world.CompleteAsync("vanthu", "other")).ShouldBeDone();

        (await world.InstanceAsync(instance)).Status.ShouldBe(InstanceStatus.Running);
        (await world.TasksAsync("after")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repaired_variable_lets_the_failed_step_succeed_and_both_acts_are_trailed()
    {
        var (world, instance) = await AtTheIncidentAsync(cluster);
        await using var _ = world;

        (await RepairAsync(world, instance, "4")).ShouldBeDone();
        (await RetryAsync(world)).ShouldBeDone();

        (await world.OpenTaskAsync("after")).InstanceId.ShouldBe(instance);
        InstanceState.FromJson((await world.InstanceAsync(instance)).State).Variables["Share"]!.ToJsonString().ShouldBe("25");
        var entry = await world.ReadAsync(db => db.TrailEntries.SingleAsync(e => e.Action == "instance.repaired"));
        entry.Summary.ShouldContain("nhập sai");
        entry.Before!.ShouldContain("0");
        entry.After!.ShouldContain("4");
        (await world.ReadAsync(db => db.WorkflowEvents.Where(e => e.InstanceId == instance).OrderBy(e => e.Sequence).Select(e => e.Kind).ToListAsync()))
            .ShouldBe(["Started", "VariableRepaired", "IncidentRetried"]);
    }

    [Fact]
    public async Task A_repair_is_refused_with_what_is_wrong_and_changes_nothing()
    {
        var (world, instance) = await AtTheIncidentAsync(cluster);
        await using var _ = world;

        (await RepairAsync(world, instance, "4", by: "vanthu")).ShouldBeRefused("QMS302");
        (await RepairAsync(world, instance, "4", reason: " ")).ShouldBeRefused("QMS719");
        (await RepairAsync(world, instance, "bốn")).ShouldBeRefused("QMS720").Message.ShouldContain("Int32");
        (await RepairAsync(world, instance, "4", variable: "Nope")).ShouldBeRefused("QMS305");
        (await RepairAsync(world, instance, "0")).ShouldBeRefused("QMS754");
        (await RepairAsync(world, Guid.CreateVersion7(), "4")).ShouldBeRefused("QMS305");

        (await world.InstanceAsync(instance)).StateVersion.ShouldBe(1);
        (await RepairAsync(world, instance, "4")).ShouldBeDone();
        (await RetryAsync(world)).ShouldBeDone();
        (await RepairAsync(world, instance, "5")).ShouldBeRefused("QMS716");
    }

    [Fact]
    public async Task The_page_of_the_instance_offers_the_repair_to_those_who_may()
    {
        var (world, instance) = await AtTheIncidentAsync(cluster);
        await using var _ = world;
        await using (var head = await Pages.OpenAsync(world, "giamdoc"))
        {
            (await head.GetAsync($"/instances/{instance}")).QuerySelector("#repair").ShouldBeNull();
        }

        // Only those who sign have a password in this world.
        await world.WriteAsync(db => Task.FromResult(db.RoleAssignments.Add(new()
        {
            Id = Guid.CreateVersion7(),
            AgencyId = world.AgencyId,
            PersonId = world.Id("giamdoc"),
            Role = Data.Role.Admin,
            ValidFrom = new DateOnly(2020, 1, 1),
        })));
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var page = await pages.GetAsync($"/instances/{instance}");

        var refused = await pages.SubmitAsync(page, "#repair", null, ("Variable", "Parts"), ("Value", "bốn"), ("Reason", "nhập sai"));
        refused.QuerySelector("#repair")!.TextContent.ShouldContain("“bốn”");
        var done = await pages.SubmitAsync(refused, "#repair", null, ("Variable", "Parts"), ("Value", "4"), ("Reason", "nhập sai"));

        done.Body!.TextContent.ShouldContain("Đã sửa biến Parts");
        done.QuerySelector("#events")!.TextContent.ShouldContain("Sửa giá trị của biến");
    }
}
