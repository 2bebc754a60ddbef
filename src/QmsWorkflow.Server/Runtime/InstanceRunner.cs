using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// The only caller of the engine. From one wait to the next: lock the instance row, advance, write state, history, waits, timers, tasks
/// and whatever the steps write, all in the transaction that is open (ADR 0003).
/// </summary>
internal sealed class InstanceRunner(
    QmsDb db, InstanceStore store, DefinitionLibrary library, IServiceProvider services, JobQueue jobs, TrailLog trail, TimeProvider clock, ILogger<InstanceRunner> log)
{
    private readonly Queue<(HeldInstance Instance, WorkflowEvent Event)> burst = new();
    private readonly Queue<Func<(HeldInstance Instance, WorkflowEvent Event)>> atRest = new();

    /// <summary>Starts an instance of the current version.</summary>
    /// <exception cref="StepFailedException">No published definition has that id.</exception>
    public async Task<InstanceRow> StartAsync(StartInstance start, Actor actor, CancellationToken ct)
    {
        Begin();
        var instance = await CreateAsync(start, actor, ct);
        await RunBurstAsync(actor, ct);
        return instance.Row;
    }

    /// <summary>Raises an event on an instance.</summary>
    /// <returns>False when it changed nothing: the wait is closed already, or the instance is over.</returns>
    public async Task<bool> RaiseAsync(Guid instanceId, WorkflowEvent occurrence, Actor actor, CancellationToken ct)
    {
        Begin();
        if (await store.LockAsync(instanceId, ct) is not { } instance) return false;

        var before = instance.Row.StateVersion;
        burst.Enqueue((instance, occurrence));
        await RunBurstAsync(actor, ct);
        return instance.Row.StateVersion != before;
    }

    /// <summary>Locks the instance row until the transaction ends. Two people acting at the same moment are serialised here.</summary>
    public async Task<InstanceRow?> LockAsync(Guid instanceId, CancellationToken ct) => (await store.LockAsync(instanceId, ct))?.Row;

    /// <summary>What a failed burst of this scope left behind is not part of the next.</summary>
    private void Begin()
    {
        burst.Clear();
        atRest.Clear();
    }

    /// <summary>Ties a locked instance to another version; <see cref="InstanceMigration"/> has decided that it may.</summary>
    internal async Task<bool> MigrateAsync(InstanceRow row, DefinitionRow target, WorkflowEvent.Migrated occurrence, Actor actor, CancellationToken ct)
    {
        store.Find(row.Id)!.Definition = await library.LoadAsync(db, target.Id, ct);
        (row.DefinitionRowId, row.DefinitionVersion) = (target.Id, target.Version);
        return await RaiseAsync(row.Id, occurrence, actor, ct);
    }

    private async Task<HeldInstance> CreateAsync(StartInstance start, Actor actor, CancellationToken ct)
    {
        var current = await library.CurrentAsync(db, start.DefinitionId, ct)
            ?? throw new StepFailedException(Unpublished(start.DefinitionId));
        var now = clock.GetUtcNow();
        var row = new InstanceRow
        {
            Id = start.InstanceId ?? Guid.CreateVersion7(),
            AgencyId = actor.AgencyId,
            DefinitionRowId = current.Row.Id,
            DefinitionId = current.Row.DefinitionId,
            DefinitionVersion = current.Row.Version,
            Name = current.Row.Name,
            CorrelationId = start.CorrelationId,
            Status = InstanceStatus.Running,
            SubStatus = SubStatus.Pending,
            State = "",
            StateVersion = 0,
            ParentId = start.ParentId,
            ChildGroupId = start.ChildGroupId,
            CycleId = start.CycleId ?? IdIn(start.Input, "CycleId"),
            UnitId = start.UnitId ?? IdIn(start.Input, "UnitId"),
            CreatedAt = now,
            UpdatedAt = now,
        };
        var instance = store.Add(row, current.Definition);
        burst.Enqueue((instance, new WorkflowEvent.Started(
            now, actor.Name, row.Id.ToString(), start.Input, start.CorrelationId, start.ParentId?.ToString())));
        trail.Record(actor, "instance.started", "instance", row.Id, $"Bắt đầu quy trình {row.Name}", after: new { row.DefinitionId, row.DefinitionVersion, start.Input });
        return instance;
    }

    private async Task RunBurstAsync(Actor actor, CancellationToken ct)
    {
        while (burst.Count > 0 || atRest.Count > 0)
        {
            if (burst.TryDequeue(out var next))
            {
                await AdvanceAsync(next.Instance, next.Event, actor, ct);
                continue;
            }

            burst.Enqueue(atRest.Dequeue()());
        }
    }

    private async Task AdvanceAsync(HeldInstance own, WorkflowEvent occurrence, Actor actor, CancellationToken ct)
    {
        var (row, before) = (own.Row, own.State);
        var transition = WorkflowEngine.Advance(own.Definition, before, occurrence);
        if (ReferenceEquals(transition.State, before)) return;

        own.State = transition.State;
        own.IsChanged = true;
        if (before.Status == InstanceStatus.Finished && transition.State.Status == InstanceStatus.Running) await ReopenAsync(row, before.SubStatus, ct);
        row.StateVersion++;
        row.Status = transition.State.Status;
        row.SubStatus = transition.State.SubStatus;
        row.CorrelationId = transition.State.CorrelationId;
        row.Name = transition.State.Name ?? row.Name;
        row.UpdatedAt = occurrence.At;
        store.Add(new EventRow
        {
            InstanceId = row.Id,
            Sequence = row.StateVersion,
            AgencyId = row.AgencyId,
            At = occurrence.At,
            Actor = occurrence.Actor,
            Kind = occurrence.GetType().Name,
            Body = JsonSerializer.Serialize(occurrence, occurrence.GetType()),
        });
        var open = transition.State.OpenWaits.Select(wait => wait.Id).ToHashSet(StringComparer.Ordinal);
        store.Close(row.Id, before.OpenWaits.Select(wait => wait.Id).Where(id => !open.Contains(id)));

        foreach (var effect in transition.Effects)
        {
            await ApplyAsync(own, effect, actor, occurrence.At, ct);
        }
    }

    private async Task ApplyAsync(HeldInstance own, Effect effect, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var row = own.Row;
        switch (effect)
        {
            case Effect.WaitOpened(var wait):
                await OpenAsync(own, wait, actor, now, ct);
                break;
            case Effect.WaitCancelled(var wait):
                if (Handler(wait.Type) is { } closing) await closing.CancelAsync(new StepContext(row, wait, actor, now), ct);
                break;
            case Effect.ChildrenStarted children:
                await StartChildrenAsync(own, children, actor, now, ct);
                break;
            case Effect.EventPublished published:
                await jobs.EnqueueAsync(row.AgencyId, EventPublisher.JobKind, $"event:{row.Id}:{row.StateVersion}:{published.Name}",
                    new PublishedEvent(published.Name, published.CorrelationId, published.IsLocal ? row.Id : null, published.Payload?.ToJsonString()), ct);
                break;
            case Effect.LineWritten(var text):
                InstanceLog.Line(log, row.Id, text);
                break;
            case Effect.IncidentRaised incident:
                Raise(row, incident, now);
                break;
            case Effect.IncidentResolved(var key):
                await ResolveAsync(row, key, actor, now, ct);
                break;
            case Effect.InstanceEnded ended:
                await EndAsync(row, ended, actor, now, ct);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task OpenAsync(HeldInstance own, Wait wait, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var row = own.Row;
        if (wait.DueAt is { } dueAt)
        {
            store.Add(new TimerRow
            {
                Id = Guid.CreateVersion7(),
                AgencyId = row.AgencyId,
                Kind = TimerSweep.WaitKind,
                InstanceId = row.Id,
                WaitId = wait.Id,
                DueAt = dueAt,
                Payload = "{}",
                Attempts = 0,
            });
        }

        if (Handler(wait.Type) is not { } handler)
        {
            Remember(row, wait, now);
            return;
        }

        StepResult? result;
        try
        {
            result = await handler.BeginAsync(new StepContext(row, wait, actor, now), ct);
        }
        catch (StepFailedException failure)
        {
            burst.Enqueue((own, new WorkflowEvent.WaitFailed(now, actor.Name, wait.Id, failure.Message)));
            return;
        }

        if (result is null)
        {
            Remember(row, wait, now);
        }
        else
        {
            burst.Enqueue((own, new WorkflowEvent.WaitCompleted(now, actor.Name, wait.Id, result.Result, result.Outcomes)));
        }
    }

    private void Remember(InstanceRow row, Wait wait, DateTimeOffset now) => store.Add(new WaitRow
    {
        InstanceId = row.Id,
        WaitId = wait.Id,
        AgencyId = row.AgencyId,
        ActivityId = wait.ActivityId,
        Type = wait.Type,
        Name = wait.Name,
        CorrelationId = row.CorrelationId,
        OpenedAt = now,
    });

    /// <summary>One child starts in this burst; many start by jobs, so that a fan-out to hundreds of units is not one giant transaction.</summary>
    private async Task StartChildrenAsync(HeldInstance own, Effect.ChildrenStarted effect, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var parent = own.Row;
        // The file may have been taken away since: an incident of the step, or of the job when nobody waits; whoever acts is not stopped by it.
        var isPublished = await library.CurrentAsync(db, effect.DefinitionId, ct) is not null;
        if (!isPublished && effect.WaitId is { } waitId)
        {
            burst.Enqueue((own, new WorkflowEvent.WaitFailed(now, actor.Name, waitId, Unpublished(effect.DefinitionId))));
            return;
        }

        var group = new ChildGroup
        {
            Id = Guid.CreateVersion7(),
            AgencyId = parent.AgencyId,
            ParentId = parent.Id,
            WaitId = effect.IsAnsweredAtRest ? null : effect.WaitId,
            IsBulk = effect.IsBulk,
            Total = effect.Children.Length,
            Remaining = effect.Children.Length,
            Finished = 0,
            Faulted = 0,
            Cancelled = 0,
            Outputs = "[]",
        };
        db.ChildGroups.Add(group);
        for (var index = 0; index < effect.Children.Length; index++)
        {
            var child = effect.Children[index];
            var start = new StartInstance(effect.DefinitionId, (JsonObject)child.Input.DeepClone())
            {
                InstanceId = Guid.CreateVersion7(),
                CorrelationId = child.CorrelationId ?? parent.CorrelationId,
                ParentId = parent.Id,
                ChildGroupId = group.Id,
                CycleId = IdIn(child.Input, "CycleId") ?? parent.CycleId,
                UnitId = IdIn(child.Input, "UnitId") ?? parent.UnitId,
            };
            if (effect.IsBulk || !isPublished)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"child:{group.Id}:{index}");
                await jobs.EnqueueAsync(parent.AgencyId, ChildStarter.JobKind, key, ChildStarter.Payload(start), ct);
            }
            else
            {
                var started = await CreateAsync(start, actor, ct);
                if (effect.IsAnsweredAtRest)
                {
                    atRest.Enqueue(() => (own, new WorkflowEvent.WaitCompleted(
                        now, actor.Name, effect.WaitId!, ParentResumer.Result(started.Row, started.Row.SubStatus, started.State.Outputs), [])));
                }
            }
        }
    }

    private static string Unpublished(string definitionId) => $"Không có quy trình đã phát hành với mã \"{definitionId}\".";

    private void Raise(InstanceRow row, Effect.IncidentRaised incident, DateTimeOffset now)
    {
        db.Incidents.Add(new Incident
        {
            Id = Guid.CreateVersion7(),
            AgencyId = row.AgencyId,
            InstanceId = row.Id,
            IncidentKey = incident.IncidentId,
            ActivityId = incident.ActivityId,
            Message = incident.Message,
            RaisedAt = now,
        });
        trail.Record(Actor.System(row.AgencyId), "incident.raised", "instance", row.Id, $"Sự cố tại bước {incident.ActivityId}: {incident.Message}");
    }

    private async Task ResolveAsync(InstanceRow row, string key, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var incident in await db.Incidents.Where(i => i.InstanceId == row.Id && i.IncidentKey == key && i.ResolvedAt == null).ToListAsync(ct))
        {
            incident.ResolvedAt = now;
            incident.ResolvedBy = actor.Name;
        }

        trail.Record(actor, "incident.resolved", "instance", row.Id, $"Xử lý sự cố {key}");
    }

    private async Task EndAsync(InstanceRow row, Effect.InstanceEnded ended, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        row.EndedAt = now;
        trail.Record(actor, "instance.ended", "instance", row.Id, $"Kết thúc quy trình {row.Name} ({ended.SubStatus})", after: ended.Outputs);
        if (row.ChildGroupId is not { } groupId) return;

        var group = await ChildGroup.LockAsync(db, groupId, ct);
        group.Count(ended.SubStatus, 1);
        if (!group.IsBulk) group.Outputs = ParentResumer.Result(row, ended.SubStatus, ended.Outputs).ToJsonString();
        if (group.Remaining > 0 || group.WaitId is null) return;

        if (store.Find(group.ParentId) is { } parent)
        {
            burst.Enqueue((parent, ParentResumer.Completion(group, now)));
        }
        else
        {
            // The parent is told by a job: one transaction never waits for two instance rows.
            await jobs.EnqueueAsync(row.AgencyId, ParentResumer.JobKind, $"parent:{group.Id}", new { GroupId = group.Id }, ct);
        }
    }

    /// <summary>A faulted instance goes on after a repair: it is no ended child any more, and will be counted when it ends.</summary>
    private async Task ReopenAsync(InstanceRow row, SubStatus before, CancellationToken ct)
    {
        row.EndedAt = null;
        if (row.ChildGroupId is { } groupId) (await ChildGroup.LockAsync(db, groupId, ct)).Count(before, -1);
    }

    private IStepHandler? Handler(string type) => type.StartsWith("Qms.", StringComparison.Ordinal)
        ? services.GetServices<IStepHandler>().FirstOrDefault(h => h.Descriptor.Type == type)
        : null;

    private static Guid? IdIn(JsonObject input, string name) =>
        input.TryGetPropertyValue(name, out var value) && Guid.TryParse(value?.ToString(), out var id) ? id : null;
}

/// <summary>What to start, and for whom.</summary>
internal sealed record StartInstance(string DefinitionId, JsonObject Input)
{
    public Guid? InstanceId { get; init; }
    public string? CorrelationId { get; init; }
    public Guid? ParentId { get; init; }
    public Guid? ChildGroupId { get; init; }
    public Guid? CycleId { get; init; }
    public Guid? UnitId { get; init; }
}

internal static partial class InstanceLog
{
    [LoggerMessage(1, LogLevel.Information, "Instance {InstanceId} wrote: {Text}")]
    public static partial void Line(ILogger log, Guid instanceId, string text);

    [LoggerMessage(2, LogLevel.Error, "Job {JobId} ({Kind}) failed, attempt {Attempt}")]
    public static partial void JobFailed(ILogger log, Exception failure, Guid jobId, string kind, int attempt);

    [LoggerMessage(3, LogLevel.Error, "Timer {TimerId} ({Kind}) failed, attempt {Attempt}")]
    public static partial void TimerFailed(ILogger log, Exception failure, Guid timerId, string kind, int attempt);

    [LoggerMessage(4, LogLevel.Error, "The job worker lost the database; it tries again")]
    public static partial void WorkerFailed(ILogger log, Exception failure);

    [LoggerMessage(5, LogLevel.Error, "The timer sweep lost the database; it tries again")]
    public static partial void SweepFailed(ILogger log, Exception failure);
}
