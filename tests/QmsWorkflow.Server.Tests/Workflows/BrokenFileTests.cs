using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>Broken or unknown workflow files: the server says which and where, and publishes nothing by halves.</summary>
public sealed class BrokenFileTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{ \"definitionId\": \"annual-plan\", ", "annual-plan.json")]
    [InlineData("[]", "annual-plan.json")]
    public async Task A_file_that_is_no_workflow_stops_the_start_by_name(string text, string named)
    {
        var failure = await Should.ThrowAsync<StartException>(() => ProductApp.CreateAsync(cluster, content: Shipped.ContentWith("annual-plan", text)));

        failure.Message.ShouldContain(named);
    }

    [Fact]
    public async Task A_wrong_value_stops_the_start_with_its_place_what_was_found_and_what_is_allowed()
    {
        var content = Shipped.ContentWith("annual-plan", plan =>
        {
            plan.Step("draft").Set("assignee", "iso-secretery");
            plan.Step("sign").Set("mode", "at-once");
            plan.Step("review")["type"] = "Qms.Aproval";
        });

        var failure = await Should.ThrowAsync<StartException>(() => ProductApp.CreateAsync(cluster, content: content));

        failure.Message.ShouldContain("annual-plan.json");
        foreach (var said in new[] { "$.root.activities[1].assignee", "iso-secretery", "iso-secretary", "at-once", "sequential", "Qms.Aproval" }) failure.Message.ShouldContain(said);
    }

    [Fact]
    public async Task A_year_without_its_workflow_is_refused_and_stays_prepared()
    {
        await using var app = await ProductApp.CreateAsync(cluster, content: Shipped.ContentWith("annual-cycle", (string?)null));
        var secretary = await app.ActorAsync("hai-duong", "hd.thuky");
        var cycle = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Cycles.Select(c => c.Id).SingleAsync(Ct));

        var refused = (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<StartCycle>().ExecuteAsync(cycle, secretary, Ct))).ShouldBeOfType<Outcome.Refused>();

        refused.Code.ShouldBe("QMS713");
        refused.Message.ShouldContain("annual-cycle");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Cycles.Select(c => c.State).SingleAsync(Ct))).ShouldBe(CycleState.Preparing);
    }

    [Fact]
    public async Task A_part_that_is_missing_later_on_is_an_incident_and_goes_on_when_it_is_there()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "head").Step("child", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Computed("part")), ("waitForCompletion", true)).Task("b", "clerk"));
        var instance = await world.StartAsync("w");
        (await world.CompleteAsync("giamdoc", "a")).ShouldBeDone();
        var incident = await world.ReadAsync(db => db.Incidents.AsNoTracking().SingleAsync(i => i.InstanceId == instance));
        incident.Message.ShouldContain("\"part\"");

        await world.PublishAsync(new Flow("part").Task("p", "head"));
        await world.RaiseAsync(instance, new WorkflowEvent.IncidentRetried(world.Clock.GetUtcNow(), "test", incident.IncidentKey));
        (await world.CompleteAsync("giamdoc", "p")).ShouldBeDone();
        await world.DrainJobsAsync();

        (await world.TasksAsync("b")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_part_that_nobody_waits_for_stops_nobody()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "head").Step("child", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Computed("part"))).Task("b", "clerk"));
        await world.StartAsync("w");

        (await world.CompleteAsync("giamdoc", "a")).ShouldBeDone();

        (await world.TasksAsync("b")).Count.ShouldBe(1);
        (await world.ReadAsync(db => db.Set<JobRow>().CountAsync(j => j.Kind == ChildStarter.JobKind))).ShouldBe(1);
    }

    [Fact]
    public async Task A_part_that_is_named_by_its_id_and_missing_is_a_problem_before_anything_runs()
    {
        await using var world = await World.CreateAsync(cluster);
        var starting = new Flow("w").Step("child", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "partt")).Json;
        async Task<IReadOnlyList<Engine.Definitions.DefinitionProblem>> PublishAsync(params (string, string)[] files) =>
            await world.InAsync(scope => scope.GetRequiredService<WorkflowPublisher>().PublishAsync(files, default));

        var problem = (await PublishAsync(("w.json", starting), ("part.json", new Flow("part").Task("p", "head").Json))).Single();

        (problem.Code, problem.Path, problem.Expected).ShouldBe(("QMS122", "$.root.activities[0].workflowDefinitionId", "part"));
        (await PublishAsync(("w.json", starting.Replace("partt", "part", StringComparison.Ordinal)), ("part.json", new Flow("part").Task("p", "head").Json))).ShouldBeEmpty();
    }

    /// <summary>An id that only a running instance knows: a literal one is checked when it is published.</summary>
    private static Flow.Script Computed(string id) => new($"'{id}'");
}
