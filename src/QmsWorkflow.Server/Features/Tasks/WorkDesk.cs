using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>How every act on a piece of work begins and ends: lock, look again, check; write, go on.</summary>
internal sealed class WorkDesk(QmsDb db, InstanceRunner runner, WorkRights rights, TaskTimers timers, AgencyTime time, TrailLog trail, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Takes a task that the actor may work on and that is open. Two people at once are serialised by the instance's lock.</summary>
    public Task<Taken> TakeAsync(Guid taskId, Actor actor, CancellationToken ct) => TakeAsync(taskId, actor, WorkRights.MayAct, ct);

    public async Task<Taken> TakeAsync(Guid taskId, Actor actor, Func<UserTask, Actor, bool> mayAct, CancellationToken ct)
    {
        var instanceId = await db.UserTasks.Where(t => t.Id == taskId).Select(t => (Guid?)t.InstanceId).SingleOrDefaultAsync(ct);
        if (instanceId is null || await runner.LockAsync(instanceId.Value, ct) is null) return Taken.Refuse("QMS305");

        var task = await db.UserTasks.SingleAsync(t => t.Id == taskId, ct);
        // What was tracked before the lock may be stale.
        await db.Entry(task).ReloadAsync(ct);
        if (!mayAct(task, actor)) return Taken.Refuse("QMS302", await rights.SayWhoAsync(task, ct));

        return task.State switch
        {
            WorkState.Open => new Taken(task, Outcome.Success),
            WorkState.Waiting => Taken.Refuse("QMS312"),
            WorkState.Done => Taken.Refuse("QMS301", await NameOfAsync(task.CompletedBy, ct), await time.SayAsync(task.AgencyId, task.CompletedAt!.Value, ct)),
            _ => Taken.Refuse("QMS304"),
        };
    }

    /// <summary>Marks the work done by the actor, with its answer, and drops its timers.</summary>
    public async Task CloseAsync(UserTask task, string outcome, JsonObject? answer, Actor actor, string action, string summary, object? further, CancellationToken ct)
    {
        var before = new { task.State, task.Outcome, Answer = Node(task.Answer) };
        task.State = WorkState.Done;
        task.Outcome = outcome;
        task.Answer = answer?.ToJsonString(Json);
        task.CompletedBy = actor.PersonId;
        task.CompletedAt = clock.GetUtcNow();
        await timers.RemoveAsync(task.Id, ct);
        trail.Record(actor, action, "task", task.Id, summary, before, new { task.State, task.Outcome, Answer = Node(task.Answer), task.Comment, further });
    }

    /// <summary>Lets the workflow go on behind a wait.</summary>
    /// <returns>A refusal when the workflow no longer waits there.</returns>
    public async Task<Outcome> GoOnAsync(UserTask task, string outcome, JsonNode? result, Actor actor, CancellationToken ct)
    {
        var occurrence = new WorkflowEvent.WaitCompleted(clock.GetUtcNow(), actor.Name, task.WaitId, result, [outcome]);
        return await runner.RaiseAsync(task.InstanceId, occurrence, actor, ct) ? Outcome.Success : Outcome.Refuse("QMS304");
    }

    /// <summary>Lets the workflow go on when nobody is left to read; to be called with the changes saved.</summary>
    public async Task<Outcome> GoOnWhenAllHaveReadAsync(UserTask task, Actor actor, CancellationToken ct)
    {
        var readings = await db.UserTasks.Where(t => t.InstanceId == task.InstanceId && t.WaitId == task.WaitId)
            .GroupBy(t => t.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
        if (readings.Any(r => r.State is WorkState.Open or WorkState.Waiting)) return Outcome.Success;

        var count = readings.Where(r => r.State == WorkState.Done).Sum(r => r.Count);
        return await GoOnAsync(task, UserTaskStep.DefaultOutcome, AcknowledgeStep.Result(count).Result, actor, ct);
    }

    public async Task<string> TodayTextAsync(UserTask task, CancellationToken ct) =>
        (await time.TodayAsync(task.AgencyId, ct)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<string> NameOfAsync(Guid? personId, CancellationToken ct) =>
        await db.People.Where(p => p.Id == personId).Select(p => p.FullName).SingleOrDefaultAsync(ct) ?? "–";

    private static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}

/// <summary>A task taken for an act, or why not.</summary>
internal sealed record Taken(UserTask? Task, Outcome Outcome)
{
    public static Taken Refuse(string code, params object[] args) => new(null, Outcome.Refuse(code, args));
}
