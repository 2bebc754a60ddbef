using Npgsql;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using static QmsWorkflow.Server.Data.BatchCommands;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// The rows of instances in an act: locked and read in one round trip, written in one more just before the commit (ADR 0007). What is locked
/// counts only until the act is over.
/// </summary>
internal sealed class InstanceStore(QmsDb db, AgencyScope scope, DefinitionLibrary library, LateWrites late)
{
    private const string Lock =
        """
        select agency_id, definition_row_id, definition_id, definition_version, name, correlation_id, status, sub_status, state, state_version,
          parent_id, child_group_id, cycle_id, unit_id, created_at, updated_at, ended_at
        from workflow_instances where id = $1 and ($2 or agency_id = $3) for update
        """;

    private const string Insert =
        """
        insert into workflow_instances (id, agency_id, definition_row_id, definition_id, definition_version, name, correlation_id, status, sub_status, state,
          state_version, parent_id, child_group_id, cycle_id, unit_id, created_at, updated_at, ended_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """;

    private const string Update =
        """
        update workflow_instances set definition_row_id = $2, definition_version = $3, name = $4, correlation_id = $5, status = $6, sub_status = $7, state = $8,
          state_version = $9, updated_at = $10, ended_at = $11
        where id = $1
        """;

    private readonly Dictionary<Guid, HeldInstance> held = [];
    private readonly List<EventRow> events = [];
    private readonly List<WaitRow> waits = [];
    private readonly List<TimerRow> timers = [];
    private readonly Dictionary<Guid, HashSet<string>> closed = [];
    private int act = -1;

    /// <summary>Locks the instance row until the transaction ends. Two people acting at the same moment are serialised here.</summary>
    public async Task<HeldInstance?> LockAsync(Guid id, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A workflow advances only inside a transaction.");
        }

        Begin();
        if (held.TryGetValue(id, out var known)) return known;
        if (await ReadAsync(id, ct) is not { } row) return null;

        var instance = new HeldInstance(row, await library.LoadAsync(db, row.DefinitionRowId, ct), InstanceState.FromJson(row.State));
        held[id] = instance;
        return instance;
    }

    /// <summary>An instance that this act has locked or made; null for any other.</summary>
    public HeldInstance? Find(Guid id) => act == late.Act ? held.GetValueOrDefault(id) : null;

    public HeldInstance Add(InstanceRow row, WorkflowDefinition definition)
    {
        Begin();
        return held[row.Id] = new HeldInstance(row, definition, InstanceState.New) { IsNew = true, IsChanged = true };
    }

    public void Add(EventRow happened) => events.Add(happened);

    public void Add(WaitRow wait) => waits.Add(wait);

    public void Add(TimerRow timer) => timers.Add(timer);

    /// <summary>Forgets the rows and timers of waits that are over.</summary>
    public void Close(Guid instanceId, IEnumerable<string> waitIds)
    {
        if (!closed.TryGetValue(instanceId, out var known)) closed[instanceId] = known = [];
        foreach (var waitId in waitIds)
        {
            known.Add(waitId);
            waits.RemoveAll(w => w.InstanceId == instanceId && w.WaitId == waitId);
            timers.RemoveAll(t => t.InstanceId == instanceId && t.WaitId == waitId);
        }
    }

    private void Begin()
    {
        if (act == late.Act) return;

        act = late.Act;
        held.Clear();
        events.Clear();
        waits.Clear();
        timers.Clear();
        closed.Clear();
        late.Add(Write);
    }

    private async Task<InstanceRow?> ReadAsync(Guid id, CancellationToken ct)
    {
        await using var batch = late.Batch();
        batch.BatchCommands.Add(Command(Lock, Of(id), Of(scope.IsSystem), Of(scope.AgencyId)));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;

        return new InstanceRow
        {
            Id = id,
            AgencyId = reader.GetGuid(0),
            DefinitionRowId = reader.GetGuid(1),
            DefinitionId = reader.GetString(2),
            DefinitionVersion = reader.GetInt32(3),
            Name = Text(reader, 4),
            CorrelationId = Text(reader, 5),
            Status = Enum.Parse<InstanceStatus>(reader.GetString(6)),
            SubStatus = Enum.Parse<SubStatus>(reader.GetString(7)),
            State = reader.GetString(8),
            StateVersion = reader.GetInt32(9),
            ParentId = Id(reader, 10),
            ChildGroupId = Id(reader, 11),
            CycleId = Id(reader, 12),
            UnitId = Id(reader, 13),
            CreatedAt = At(reader, 14),
            UpdatedAt = At(reader, 15),
            EndedAt = reader.IsDBNull(16) ? null : At(reader, 16),
        };
    }

    private void Write(NpgsqlBatch batch)
    {
        var commands = batch.BatchCommands;
        foreach (var instance in held.Values.Where(instance => instance.IsChanged))
        {
            instance.Row.State = instance.State.ToJson();
            commands.Add(instance.IsNew ? Inserting(instance.Row) : Updating(instance.Row));
            (instance.IsNew, instance.IsChanged) = (false, false);
        }

        foreach (var row in events)
        {
            commands.Add(Command("insert into workflow_events (instance_id, sequence, agency_id, at, actor, kind, body) values ($1, $2, $3, $4, $5, $6, $7)",
                Of(row.InstanceId), Of(row.Sequence), Of(row.AgencyId), Of(row.At), Of(row.Actor), Of(row.Kind), Of(row.Body)));
        }

        foreach (var (instanceId, waitIds) in closed)
        {
            var ids = waitIds.ToArray();
            commands.Add(Command("delete from workflow_waits where instance_id = $1 and wait_id = any($2)", Of(instanceId), Of(ids)));
            commands.Add(Command("delete from timers where instance_id = $1 and wait_id = any($2)", Of(instanceId), Of(ids)));
        }

        foreach (var row in waits)
        {
            commands.Add(Command("insert into workflow_waits (instance_id, wait_id, agency_id, activity_id, type, name, correlation_id, opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                Of(row.InstanceId), Of(row.WaitId), Of(row.AgencyId), Of(row.ActivityId), Of(row.Type), Of(row.Name), Of(row.CorrelationId), Of(row.OpenedAt)));
        }

        foreach (var row in timers)
        {
            commands.Add(Command("insert into timers (id, agency_id, kind, instance_id, wait_id, subject_id, due_at, payload, attempts) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                Of(row.Id), Of(row.AgencyId), Of(row.Kind), Of(row.InstanceId), Of(row.WaitId), Of(row.SubjectId), Of(row.DueAt), Of(row.Payload), Of(row.Attempts)));
        }
    }

    private static NpgsqlBatchCommand Inserting(InstanceRow row) => Command(Insert,
        Of(row.Id), Of(row.AgencyId), Of(row.DefinitionRowId), Of(row.DefinitionId), Of(row.DefinitionVersion), Of(row.Name), Of(row.CorrelationId),
        Of(row.Status.ToString()), Of(row.SubStatus.ToString()), Of(row.State), Of(row.StateVersion), Of(row.ParentId), Of(row.ChildGroupId), Of(row.CycleId),
        Of(row.UnitId), Of(row.CreatedAt), Of(row.UpdatedAt), Of(row.EndedAt));

    private static NpgsqlBatchCommand Updating(InstanceRow row) => Command(Update,
        Of(row.Id), Of(row.DefinitionRowId), Of(row.DefinitionVersion), Of(row.Name), Of(row.CorrelationId), Of(row.Status.ToString()), Of(row.SubStatus.ToString()),
        Of(row.State), Of(row.StateVersion), Of(row.UpdatedAt), Of(row.EndedAt));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static Guid? Id(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static DateTimeOffset At(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);
}

/// <summary>An instance in the hands of an act.</summary>
internal sealed class HeldInstance(InstanceRow row, WorkflowDefinition definition, InstanceState state)
{
    public InstanceRow Row => row;

    public WorkflowDefinition Definition { get; set; } = definition;

    public InstanceState State { get; set; } = state;

    /// <value>Not yet in the database.</value>
    public bool IsNew { get; set; }

    public bool IsChanged { get; set; }
}
