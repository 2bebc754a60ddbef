using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>Fifty people press the same button: one wins, and the others are told who it was.</summary>
public sealed class FiftyAtOnceTests(TestCluster cluster)
{
    private const int People = 50;

    [Theory]
    [InlineData("Done")]
    [InlineData("Yes,No")]
    public async Task Of_fifty_people_who_complete_one_task_at_once_exactly_one_wins(string outcomes)
    {
        await using var world = await World.CreateAsync(cluster);
        var names = await AddClerksAsync(world);
        var possible = outcomes.Split(',');
        var flow = new Flow("w").Task("together", "clerk", ("outcomes", outcomes)).Task("next", "head");
        foreach (var outcome in possible) flow.Go("together", outcome, "next");
        await world.PublishAsync(flow);
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("together");

        var answers = await Task.WhenAll(names.Keys.Select((user, index) => world.CompleteAsync(user, task.Id, possible[index % possible.Length])));

        answers.Count(answer => answer.IsDone).ShouldBe(1);
        var done = await world.ReadAsync(db => db.UserTasks.AsNoTracking().SingleAsync(t => t.Id == task.Id));
        var winner = names.Values.Single(person => person.Id == done.CompletedBy).FullName;
        var told = answers.Where(answer => !answer.IsDone).Select(answer => answer.ShouldBeRefused("QMS301").Message).ToList();
        told.Count.ShouldBe(People - 1);
        told.Distinct().ShouldBe([$"Việc này đã được {winner} hoàn thành lúc 09:00 22/04/2024."]);
        possible.ShouldContain(done.Outcome);
        var entry = await world.ReadAsync(db => db.TrailEntries.AsNoTracking().SingleAsync(e => e.Action == "task.completed"));
        entry.ActorName.ShouldBe(winner);
        (await world.ReadAsync(db => db.WorkflowEvents.CountAsync(e => e.Kind == "WaitCompleted"))).ShouldBe(1);
        (await world.TasksAsync("next")).ShouldHaveSingleItem().State.ShouldBe(WorkState.Open);
    }

    private static async Task<Dictionary<string, Person>> AddClerksAsync(World world)
    {
        var clerks = Enumerable.Range(1, People).Select(number => new Person
        {
            Id = Guid.CreateVersion7(),
            AgencyId = world.AgencyId,
            FullName = $"Văn Thư Số {number}",
            UserName = $"vanthu{number}",
            JobTitle = "Văn thư",
            PasswordHash = "",
            SecurityStamp = "s",
            FailedSignIns = 0,
            IsActive = true,
        }).ToDictionary(person => person.UserName);
        await world.WriteAsync(db =>
        {
            db.People.AddRange(clerks.Values);
            db.RoleAssignments.AddRange(clerks.Values.Select(person => new RoleAssignment
            {
                Id = Guid.CreateVersion7(),
                AgencyId = world.AgencyId,
                PersonId = person.Id,
                Role = Role.Clerk,
                ValidFrom = new DateOnly(2020, 1, 1),
            }));
            return Task.CompletedTask;
        });
        return clerks;
    }
}
