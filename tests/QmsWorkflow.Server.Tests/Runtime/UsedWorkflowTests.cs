using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>One published file used as a step of another.</summary>
public sealed class UsedWorkflowTests(TestCluster cluster)
{
    private static (string, string) Checking(params string[] steps)
    {
        var flow = new Flow("checking");
        foreach (var step in steps) flow.Task(step, "clerk");
        var document = JsonNode.Parse(flow.Json)!;
        document["name"] = "Double check";
        document["options"] = new JsonObject { ["usableAsActivity"] = true };
        return ("checking.json", document.ToJsonString());
    }

    private static (string, string) User(string title = "w") => ("user.json", new Flow(title).Step("check", "DoubleCheck").Task("after", "clerk").Json);

    [Fact]
    public async Task A_file_is_a_step_of_another_in_the_same_instance()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(User(), Checking("first", "second"));
        var id = await world.StartAsync("w");

        (await world.CompleteAsync("vanthu", "first")).ShouldBeDone();
        (await world.CompleteAsync("vanthu", "second")).ShouldBeDone();

        (await world.OpenTaskAsync("after")).InstanceId.ShouldBe(id);
        (await world.ReadAsync(db => db.WorkflowInstances.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_user_keeps_the_version_it_was_published_with()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(Checking("first"), User());
        await world.PublishAsync(Checking("other"));
        var old = await world.StartAsync("w");

        (await world.OpenTaskAsync("first")).InstanceId.ShouldBe(old);
        await world.PublishAsync(User("x"));
        var renewed = await world.StartAsync("x");

        (await world.OpenTaskAsync("other")).InstanceId.ShouldBe(renewed);
        (await world.CompleteAsync("vanthu", "first")).ShouldBeDone();
        (await world.OpenTaskAsync("after")).InstanceId.ShouldBe(old);
    }

    [Fact]
    public async Task Publishing_both_again_unchanged_makes_no_new_version()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(Checking("first"), User());

        await world.PublishAsync(User(), Checking("first"));

        (await world.ReadAsync(db => db.WorkflowDefinitions.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task A_step_that_is_no_published_file_is_refused_before_anything_is_written()
    {
        await using var world = await World.CreateAsync(cluster);

        var problems = await world.InAsync(scope => scope.GetRequiredService<WorkflowPublisher>().PublishAsync([User()], default));

        problems.Single().Path.ShouldBe("$.root.activities[0].type");
        problems.Single().Message.ShouldContain("DoubleCheck");
    }
}
