using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>What the steering committee may change is in the files: another file, another behaviour, no code.</summary>
public sealed class DefinitionChangeTests(TestCluster cluster)
{
    private static Flow Plan(string approver = "head", string due = "5 working days after task.opened") => new Flow("plan")
        .Task("draft", "iso-secretary", ("due", due)).Approval("ok", approver).Task("publish", "clerk")
        .Go("draft", "Done", "ok").Go("ok", "Returned", "draft").Go("ok", "Approved", "publish");

    [Fact]
    public async Task Another_approver_in_the_file_decides()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(Plan());
        await world.PublishAsync(Plan(approver: "deputy"));
        await world.StartAsync("plan");

        (await world.CompleteAsync("thuky", "draft")).ShouldBeDone();

        (await world.OpenTaskAsync("ok")).AssigneeRole.ShouldBe(Role.Deputy);
    }

    [Fact]
    public async Task Another_deadline_in_the_file_counts()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(Plan());
        await world.PublishAsync(Plan(due: "10 working days after task.opened"));

        await world.StartAsync("plan");

        (await world.OpenTaskAsync("draft")).DueOn.ShouldBe(new DateOnly(2024, 5, 8));
    }

    [Fact]
    public async Task An_added_step_is_done_and_running_instances_keep_their_version()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(Plan());
        var old = await world.StartAsync("plan");
        await world.PublishAsync(new Flow("plan").Task("draft", "iso-secretary").Task("check", "clerk").Approval("ok", "head")
            .Go("draft", "Done", "check").Go("check", "Done", "ok"));
        var changed = await world.StartAsync("plan");
        var drafts = await world.TasksAsync("draft");

        foreach (var draft in drafts) (await world.CompleteAsync("thuky", draft.Id)).ShouldBeDone();

        (await world.OpenTaskAsync("check")).InstanceId.ShouldBe(changed);
        (await world.OpenTaskAsync("ok")).InstanceId.ShouldBe(old);
        (await world.InstanceAsync(changed)).DefinitionVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Publishing_the_same_file_again_makes_no_new_version()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(Plan());

        await world.PublishAsync(Plan());

        (await world.ReadAsync(db => db.Set<DefinitionRow>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_its_place_and_nothing_of_the_folder_is_published()
    {
        await using var world = await World.CreateAsync(cluster);
        var wrong = new Flow("bad").Task("a", "sếp", ("due", "10 ngày"), ("evidence", "maybe"), ("form", "khong-co")).Step("b", "Qms.Aproval");

        var problems = await world.InAsync(scope => scope.GetRequiredService<WorkflowPublisher>().PublishAsync([("good.json", Plan().Json), ("bad.json", wrong.Json)], default));

        problems.ShouldAllBe(problem => problem.Source == "bad.json" && problem.Path.StartsWith("$.root.activities["));
        problems.ShouldContain(problem => problem.Path.Contains("assignee") && problem.Message.Contains("sếp"));
        problems.ShouldContain(problem => problem.Path.Contains("due"));
        problems.ShouldContain(problem => problem.Path.Contains("evidence") && problem.Message.Contains("maybe"));
        problems.ShouldContain(problem => problem.Path.Contains("form") && problem.Message.Contains("khong-co"));
        problems.ShouldContain(problem => problem.Message.Contains("Qms.Aproval"));
        (await world.ReadAsync(db => db.Set<DefinitionRow>().CountAsync())).ShouldBe(0);
    }
}
