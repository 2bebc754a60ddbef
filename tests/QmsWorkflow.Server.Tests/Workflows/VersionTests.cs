using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Workflows;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>Versions of a workflow: numbered, drafted, published, taken back, deleted only when nothing needs them.</summary>
public sealed class VersionTests(TestCluster cluster)
{
    private static Flow One => new Flow("w").Task("a", "clerk");
    private static Flow Two => new Flow("w").Task("a", "clerk").Task("b", "head");

    private static Task<World> WorldAsync(TestCluster cluster) => World.CreateAsync(cluster, services => services.AddWorkflows());

    private static Task<Outcome> SaveAsync(World world, string json, string? replaces = null, string by = "thuky", string? id = "w") =>
        world.ActAsync<DraftActs>(by, (verb, actor) => verb.SaveAsync(new DraftInput(id, "w.json", json, replaces), actor, default));

    private static Task<Outcome> PublishAsync(World world, string json, string by = "thuky") =>
        world.ActAsync<DraftActs>(by, (verb, actor) => verb.PublishAsync("w", VersionWriter.HashOf(json), actor, default));

    private static Task<Outcome> DeleteAsync(World world, int version, string id = "w", string by = "thuky") =>
        world.ActAsync<VersionActs>(by, (verb, actor) => verb.DeleteAsync(id, version, actor, default));

    private static async Task<string> VersionsAsync(World world, string id = "w") => string.Join(" ", await world.ReadAsync(db => db.WorkflowDefinitions.AsNoTracking()
        .Where(d => d.DefinitionId == id).OrderBy(d => d.Version).Select(d => d.Version + (d.IsCurrent ? "*" : "")).ToListAsync()));

    [Fact]
    public async Task The_stored_text_and_the_script_function_tell_the_version_the_store_gave()
    {
        await using var world = await WorldAsync(cluster);
        var telling = JsonNode.Parse(new Flow("w").Task("a", "clerk", ("instructions", new Flow.Script("'bản ' + getWorkflowDefinitionVersion()"))).Json)!;
        await world.PublishAsync(("w.json", One.Json));
        await world.PublishAsync(("w.json", telling.ToJsonString()));

        var instance = await world.StartAsync("w");

        (await world.OpenTaskAsync("a")).Instructions.ShouldBe("bản 2");
        InstanceState.FromJson((await world.InstanceAsync(instance)).State).DefinitionVersion.ShouldBe(2);
        var row = await world.ReadAsync(db => db.WorkflowDefinitions.AsNoTracking().SingleAsync(d => d.Version == 2));
        ((int)JsonNode.Parse(row.Json)!["version"]!).ShouldBe(2);
        row.Sha256.ShouldBe(VersionWriter.HashOf(telling.ToJsonString()));
    }

    [Fact]
    public async Task A_draft_is_published_as_the_next_version_and_what_runs_keeps_its_own()
    {
        await using var world = await WorldAsync(cluster);
        await world.PublishAsync(One);
        var old = await world.StartAsync("w");

        (await SaveAsync(world, Two.Json)).ShouldBeDone();
        (await VersionsAsync(world)).ShouldBe("1*");
        (await PublishAsync(world, Two.Json)).ShouldBeDone();

        (await VersionsAsync(world)).ShouldBe("1 2*");
        (await world.InstanceAsync(old)).DefinitionVersion.ShouldBe(1);
        (await world.InstanceAsync(await world.StartAsync("w"))).DefinitionVersion.ShouldBe(2);
        (await world.ReadAsync(db => db.WorkflowDrafts.CountAsync())).ShouldBe(0);
        var published = await world.ReadAsync(db => db.TrailEntries.AsNoTracking().SingleAsync(e => e.Action == "workflow.published"));
        (published.ActorId, published.SubjectId).ShouldBe((world.Id("thuky"), "w"));
    }

    [Fact]
    public async Task A_faulty_draft_is_kept_but_not_published_and_all_its_faults_are_told_with_their_places()
    {
        await using var world = await WorldAsync(cluster);
        await world.PublishAsync(One);
        var wrong = new Flow("w").Task("a", "sếp").Step("c", "Qms.Nope").Json;

        (await SaveAsync(world, wrong)).ShouldBeDone();
        var refused = (await PublishAsync(world, wrong)).ShouldBeRefused("QMS766");

        refused.Fields.Select(f => f.Message).ShouldContain(m => m.Contains("$.root.activities[0].assignee"));
        refused.Fields.Select(f => f.Message).ShouldContain(m => m.Contains("QMS104") && m.Contains("Qms.Nope"));
        (await VersionsAsync(world)).ShouldBe("1*");
        (await world.ReadAsync(db => db.WorkflowDrafts.SingleAsync())).Json.ShouldBe(wrong);
    }

    [Fact]
    public async Task A_draft_is_refused_when_it_cannot_be_one_or_would_push_away_another()
    {
        await using var world = await WorldAsync(cluster);
        await world.PublishAsync(One);

        (await SaveAsync(world, "{ \"definitionId\": ")).ShouldBeRefused("QMS760").Fields.Single().Message.ShouldContain("dòng 1");
        (await SaveAsync(world, "")).ShouldBeRefused("QMS764");
        (await SaveAsync(world, new Flow("x").Task("a", "clerk").Json)).ShouldBeRefused("QMS761");
        (await SaveAsync(world, new Flow("a/b").Task("a", "clerk").Json, id: null)).ShouldBeRefused("QMS762");
        (await SaveAsync(world, Two.Json, by: "vanthu")).ShouldBeRefused("QMS302");
        (await SaveAsync(world, Two.Json)).ShouldBeDone();
        (await SaveAsync(world, One.Json)).ShouldBeRefused("QMS763");
        (await SaveAsync(world, One.Json, replaces: VersionWriter.HashOf(Two.Json))).ShouldBeDone();
        (await PublishAsync(world, Two.Json)).ShouldBeRefused("QMS765");

        var saved = await world.ReadAsync(db => db.TrailEntries.AsNoTracking().Where(e => e.Action == "workflow.draft-saved").OrderBy(e => e.Sequence).ToListAsync());
        saved[1].Before.ShouldBe(Two.Json, "what was replaced is not lost");
        (await world.ActAsync<DraftActs>("quantri", (verb, actor) => verb.DiscardAsync("w", VersionWriter.HashOf(One.Json), actor, default))).ShouldBeDone();
        (await world.ReadAsync(db => db.TrailEntries.AsNoTracking().SingleAsync(e => e.Action == "workflow.draft-discarded"))).Before.ShouldBe(One.Json);
        (await VersionsAsync(world)).ShouldBe("1*");
    }

    [Fact]
    public async Task An_unchanged_file_does_not_come_back_over_what_people_published_and_a_changed_one_waits_beside_it()
    {
        await using var world = await WorldAsync(cluster);
        await world.PublishAsync(("w.json", One.Json));
        (await SaveAsync(world, Two.Json)).ShouldBeDone();
        (await PublishAsync(world, Two.Json)).ShouldBeDone();

        await world.PublishAsync(("w.json", One.Json));
        (await VersionsAsync(world)).ShouldBe("1 2*");
        await world.PublishAsync(("w.json", new Flow("w").Task("c", "clerk").Json));
        await world.PublishAsync(("w.json", new Flow("w").Task("c", "clerk").Json));

        (await VersionsAsync(world)).ShouldBe("1 2* 3");
        (await world.ActAsync<VersionActs>("thuky", (verb, actor) => verb.PublishAgainAsync("w", 3, actor, default))).ShouldBeDone();
        (await VersionsAsync(world)).ShouldBe("1 2 3 4*");
        await world.StartAsync("w");
        (await world.TasksAsync("c")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_a_version_that_nothing_refers_to_is_deleted_and_its_number_is_not_given_again()
    {
        await using var world = await WorldAsync(cluster);
        await world.PublishAsync(One);
        var running = await world.StartAsync("w");
        await world.PublishAsync(Two);
        await world.PublishAsync(("w.json", new Flow("w").Task("c", "clerk").Json));

        (await DeleteAsync(world, 3)).ShouldBeRefused("QMS767");
        (await DeleteAsync(world, 1)).ShouldBeRefused("QMS768").Message.ShouldContain("1 lần");
        (await DeleteAsync(world, 9)).ShouldBeRefused("QMS771");
        (await DeleteAsync(world, 2, by: "vanthu")).ShouldBeRefused("QMS302");
        var text = (await world.ReadAsync(db => db.WorkflowDefinitions.AsNoTracking().SingleAsync(d => d.Version == 2))).Json;
        (await DeleteAsync(world, 2)).ShouldBeDone();

        (await VersionsAsync(world)).ShouldBe("1 3*");
        (await world.ReadAsync(db => db.TrailEntries.AsNoTracking().SingleAsync(e => e.Action == "workflow.version-deleted"))).Before.ShouldBe(text);
        (await world.CompleteAsync("vanthu", "a")).ShouldBeDone();
        (await DeleteAsync(world, 1)).ShouldBeRefused("QMS768");
        (await world.InstanceAsync(running)).Status.ShouldBe(InstanceStatus.Finished);
        (await SaveAsync(world, Two.Json)).ShouldBeDone();
        (await PublishAsync(world, Two.Json)).ShouldBeDone();
        (await VersionsAsync(world)).ShouldBe("1 3 4*");
    }

    [Fact]
    public async Task A_version_that_another_workflow_uses_as_a_step_is_not_deleted_and_comes_back_with_it()
    {
        await using var world = await WorldAsync(cluster);
        static string Part(string step)
        {
            var part = JsonNode.Parse(new Flow("part").Task(step, "clerk").Json)!;
            (part["name"], part["usableAsActivity"]) = ("Part", true);
            return part.ToJsonString();
        }

        await world.PublishAsync(("part.json", Part("old")), ("w.json", new Flow("w").Step("use", "Part").Json));
        await world.PublishAsync(("part.json", Part("new")));
        await world.PublishAsync(("w.json", Two.Json));

        (await DeleteAsync(world, 1, "part")).ShouldBeRefused("QMS769").Message.ShouldContain("w (1)");
        (await world.ActAsync<VersionActs>("thuky", (verb, actor) => verb.PublishAgainAsync("w", 1, actor, default))).ShouldBeDone();
        await world.StartAsync("w");

        (await world.TasksAsync("old")).Count.ShouldBe(1, "a version that comes back uses what it used");
        (await DeleteAsync(world, 1)).ShouldBeDone();
        (await DeleteAsync(world, 1, "part")).ShouldBeRefused("QMS769");
    }

    [Fact]
    public async Task Two_servers_that_start_together_publish_a_file_once()
    {
        await using var world = await WorldAsync(cluster);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.PublishAsync(("w.json", One.Json))));

        (await VersionsAsync(world)).ShouldBe("1*");
    }

    [Fact]
    public async Task Another_agency_is_told_that_its_process_changed_but_not_by_whom()
    {
        await using var world = await WorldAsync(cluster);
        await world.PublishAsync(One);
        var other = Guid.CreateVersion7();
        await world.WriteAsync(async db =>
        {
            var agency = await db.Agencies.AsNoTracking().SingleAsync();
            (agency.Id, agency.Code) = (other, "khac");
            db.Agencies.Add(agency);
        });

        (await SaveAsync(world, Two.Json)).ShouldBeDone();
        (await PublishAsync(world, Two.Json)).ShouldBeDone();

        (await world.InOtherAgencyAsync<QmsDb>(other, async db =>
        {
            var entry = await db.TrailEntries.AsNoTracking().SingleAsync();
            (entry.Action, entry.ActorId, entry.ActorName).ShouldBe(("workflow.published", null, Actor.System(other).Name));
            return Outcome.Success;
        })).ShouldBeDone();
        (await world.InOtherAgencyAsync<VersionQueries>(other, async queries =>
        {
            (await queries.VersionsAsync("w", default))[0].By.ShouldBe("", "agencies do not learn each other's names");
            return Outcome.Success;
        })).ShouldBeDone();
    }
}
