using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Npgsql;
using QmsWorkflow.Server.Data;
using static QmsWorkflow.Server.Data.BatchCommands;

namespace QmsWorkflow.Server.Trail;

/// <summary>
/// The append-only record of every act: who, what, before and after, when, from where. Entries of one agency form hash chains, one for each
/// lane (ADR 0006); they are written in the transaction of the act itself.
/// </summary>
internal sealed class TrailLog(LateWrites late, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>As many acts of one agency can commit at the same moment.</summary>
    private const int MaxLanes = 16;
    private const int LaneAttempts = 3;

    private const string FreeHead = "select lane, last_sequence, last_hash from trail_heads where agency_id = $1 order by lane limit 1 for update skip locked";
    private const string FirstHead = "select lane, last_sequence, last_hash from trail_heads where agency_id = $1 order by lane limit 1 for update";
    private const string NewHead =
        """
        insert into trail_heads (agency_id, lane, last_sequence, last_hash)
        select $1, coalesce(max(lane) + 1, 0), 0, '' from trail_heads where agency_id = $1 having coalesce(max(lane) + 1, 0) < $2
        on conflict do nothing
        """;

    private readonly List<Pending> pending = [];

    /// <summary>Notes an act; it is written when the transaction commits.</summary>
    /// <param name="action">A stable verb, for example <c>task.completed</c>.</param>
    /// <param name="summary">One Vietnamese sentence for the reader.</param>
    public void Record(Actor actor, string action, string subjectType, object subjectId, string summary, object? before = null, object? after = null)
    {
        pending.Add(new Pending(
            actor, action, subjectType, Convert.ToString(subjectId, CultureInfo.InvariantCulture)!, summary, Text(before), Text(after)));
    }

    /// <summary>Forgets what was noted, when the act is refused.</summary>
    public void Discard() => pending.Clear();

    /// <summary>
    /// Sends the late writes of the act and appends what was noted to a chain. Called last in a transaction, so that the chain's head is
    /// locked as briefly as possible.
    /// </summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        foreach (var group in pending.GroupBy(p => p.Actor.AgencyId).OrderBy(g => g.Key))
        {
            await AppendAsync(group.Key, [.. group], ct);
        }

        pending.Clear();
        await using var rest = await late.SendAsync(null, ct);
    }

    private async Task AppendAsync(Guid agencyId, List<Pending> acts, CancellationToken ct)
    {
        var head = await LockHeadAsync(agencyId, ct);
        var at = Microseconds(clock.GetUtcNow());
        await using var batch = late.Batch();
        foreach (var act in acts)
        {
            var entry = new TrailEntry
            {
                AgencyId = agencyId,
                Lane = head.Lane,
                Sequence = head.LastSequence + 1,
                At = at,
                ActorId = act.Actor.PersonId,
                ActorName = act.Actor.Name,
                Origin = act.Actor.Origin,
                Action = act.Action,
                SubjectType = act.SubjectType,
                SubjectId = act.SubjectId,
                Summary = act.Summary,
                Before = act.Before,
                After = act.After,
                PreviousHash = head.LastHash,
                Hash = "",
            };
            entry.Hash = HashOf(entry);
            batch.BatchCommands.Add(Insert(entry));
            (head.LastSequence, head.LastHash) = (entry.Sequence, entry.Hash);
        }

        batch.BatchCommands.Add(Command("update trail_heads set last_sequence = $3, last_hash = $4 where agency_id = $1 and lane = $2",
            Of(head.AgencyId), Of(head.Lane), Of(head.LastSequence), Of(Convert.FromHexString(head.LastHash))));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A lane that nobody writes to now: the first that is free, or a new one; when all are taken, the first as soon as it is free.</summary>
    private async Task<TrailHead> LockHeadAsync(Guid agencyId, CancellationToken ct)
    {
        for (var attempt = 0; attempt < LaneAttempts; attempt++)
        {
            if (await ReadHeadAsync(Command(FreeHead, Of(agencyId)), agencyId, ct) is { } free) return free;

            await using var batch = late.Batch();
            batch.BatchCommands.Add(Command(NewHead, Of(agencyId), Of(MaxLanes)));
            await batch.ExecuteNonQueryAsync(ct);
        }

        return await ReadHeadAsync(Command(FirstHead, Of(agencyId)), agencyId, ct) ?? throw new InvalidOperationException($"The trail of agency {agencyId} has no head.");
    }

    private async Task<TrailHead?> ReadHeadAsync(NpgsqlBatchCommand command, Guid agencyId, CancellationToken ct)
    {
        await using var reader = (await late.SendAsync(command, ct))!;
        if (!await reader.ReadAsync(ct)) return null;

        return new TrailHead
        {
            AgencyId = agencyId,
            Lane = reader.GetInt16(0),
            LastSequence = reader.GetInt64(1),
            LastHash = Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(2)),
        };
    }

    private static NpgsqlBatchCommand Insert(TrailEntry entry) => Command(
        """
        insert into trail_entries
          (agency_id, lane, sequence, at, actor_id, actor_name, origin, action, subject_type, subject_id, summary, before, after, previous_hash, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        Of(entry.AgencyId), Of(entry.Lane), Of(entry.Sequence), Of(entry.At), Of(entry.ActorId), Of(entry.ActorName), Of(entry.Origin), Of(entry.Action),
        Of(entry.SubjectType), Of(entry.SubjectId), Of(entry.Summary), Of(entry.Before), Of(entry.After),
        Of(Convert.FromHexString(entry.PreviousHash)), Of(Convert.FromHexString(entry.Hash)));

    /// <summary>The hash of an entry: SHA-256 over its fields, each with its length, and the hash before it.</summary>
    public static string HashOf(TrailEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields(entry))
        {
            var bytes = Encoding.UTF8.GetBytes(field ?? "\0");
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string?[] Fields(TrailEntry entry) =>
    [
        entry.PreviousHash, Chain(entry), entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.ActorId?.ToString("D", CultureInfo.InvariantCulture),
        entry.ActorName, entry.Origin, entry.Action, entry.SubjectType, entry.SubjectId, entry.Summary, entry.Before, entry.After,
    ];

    /// <summary>Lane 0 is written as chains were before there were lanes.</summary>
    private static string Chain(TrailEntry entry) => entry.Lane == 0
        ? entry.AgencyId.ToString("D", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{entry.AgencyId:D}/{entry.Lane}");

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        _ => JsonSerializer.Serialize(value, Json),
    };

    /// <summary>PostgreSQL keeps microseconds; the hash must be over what is kept.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), at.Offset);

    private sealed record Pending(Actor Actor, string Action, string SubjectType, string SubjectId, string Summary, string? Before, string? After);
}
