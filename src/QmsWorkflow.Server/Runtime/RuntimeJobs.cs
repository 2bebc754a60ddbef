using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Starts one child of a bulk dispatch. The instance id is fixed beforehand, so a repeated job finds it started.</summary>
internal sealed class ChildStarter(QmsDb db, Transactor transactor, InstanceRunner runner) : IJobHandler
{
    public const string JobKind = "start-child";

    public string Kind => JobKind;

    public static string Payload(StartInstance start) => JsonSerializer.Serialize(start);

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var start = JsonSerializer.Deserialize<StartInstance>(job.Payload)!;
        if (await db.WorkflowInstances.AnyAsync(i => i.Id == start.InstanceId, ct)) return;

        (await transactor.RunAsync(() => runner.StartAsync(start, Actor.System(job.AgencyId), ct), ct)).OrThrow();
    }
}

/// <summary>Tells a parent, once, that its last child has ended.</summary>
internal sealed class ParentResumer(QmsDb db, Transactor transactor, InstanceRunner runner, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "resume-parent";

    public string Kind => JobKind;

    /// <summary>What one child gives its parent.</summary>
    public static JsonObject Result(InstanceRow child, SubStatus subStatus, JsonObject outputs) => new()
    {
        ["workflowInstanceId"] = child.Id.ToString(),
        ["status"] = child.Status.ToString(),
        ["subStatus"] = subStatus.ToString(),
        ["output"] = outputs.DeepClone(),
    };

    public static WorkflowEvent Completion(ChildGroup group, DateTimeOffset now)
    {
        JsonNode? result = group.IsBulk
            ? new JsonObject { ["total"] = group.Total, ["finished"] = group.Finished, ["faulted"] = group.Faulted, ["cancelled"] = group.Cancelled }
            : JsonNode.Parse(group.Outputs);
        return new WorkflowEvent.WaitCompleted(now, null, group.WaitId!, result, []);
    }

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var groupId = JsonNode.Parse(job.Payload)!["GroupId"]!.GetValue<Guid>();
        var group = await db.ChildGroups.AsNoTracking().SingleAsync(g => g.Id == groupId, ct);
        (await transactor.RunAsync(
            () => runner.RaiseAsync(group.ParentId, Completion(group, clock.GetUtcNow()), Actor.System(job.AgencyId), ct), ct)).OrThrow();
    }
}

/// <summary>Brings a published event to every instance of the agency that waits for it.</summary>
internal sealed class EventPublisher(QmsDb db, Transactor transactor, InstanceRunner runner, TimeProvider clock, JobTime time) : IJobHandler
{
    public const string JobKind = "publish-event";

    public string Kind => JobKind;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var published = JsonSerializer.Deserialize<PublishedEvent>(job.Payload)!;
        var waiting = await db.WorkflowWaits.AsNoTracking()
            .Where(w => w.Type == "Elsa.Event" && w.Name == published.Name)
            .Where(w => published.InstanceId == null || w.InstanceId == published.InstanceId)
            .Where(w => published.CorrelationId == null || w.CorrelationId == published.CorrelationId)
            .Select(w => w.InstanceId).Distinct().ToListAsync(ct);
        foreach (var instanceId in waiting)
        {
            var payload = published.Payload is null ? null : JsonNode.Parse(published.Payload);
            var occurrence = new WorkflowEvent.EventReceived(clock.GetUtcNow(), null, published.Name, payload);
            (await transactor.RunAsync(
                async () =>
                {
                    if (await IsFirstAsync(job, instanceId, ct)) await runner.RaiseAsync(instanceId, occurrence, Actor.System(job.AgencyId), ct);
                },
                ct)).OrThrow();
        }
    }

    /// <summary>
    /// A receipt in the transaction of the delivery: when the job is repeated after a crash, an instance that meanwhile waits for
    /// the next event of the same name does not get this one twice.
    /// </summary>
    private async Task<bool> IsFirstAsync(JobRow job, Guid instanceId, CancellationToken ct)
    {
        var now = time.Now;
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into jobs (id, agency_id, kind, key, payload, state, attempts, run_after, created_at, ended_at)
            values ({Guid.CreateVersion7()}, {job.AgencyId}, 'event-receipt', {$"receipt:{job.Key}:{instanceId}"}, '', 'Done', 0, {now}, {now}, {now})
            on conflict (key) do nothing
            """,
            ct) == 1;
    }
}

internal sealed record PublishedEvent(string Name, string? CorrelationId, Guid? InstanceId, string? Payload);
