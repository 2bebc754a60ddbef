using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

/// <summary>
/// The append-only record of every act: who, what, before and after, when, from where. Entries of one agency form a hash chain;
/// they are written in the transaction of the act itself.
/// </summary>
internal sealed class TrailLog(QmsDb db, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

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

    /// <summary>Appends what was noted to the chain. Called last in a transaction, so that the chain's head is locked as briefly as possible.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        foreach (var group in pending.GroupBy(p => p.Actor.AgencyId).OrderBy(g => g.Key))
        {
            await AppendAsync(group.Key, [.. group], ct);
        }

        pending.Clear();
    }

    private async Task AppendAsync(Guid agencyId, List<Pending> acts, CancellationToken ct)
    {
        var head = await LockHeadAsync(agencyId, ct);
        var at = Microseconds(clock.GetUtcNow());
        foreach (var act in acts)
        {
            var entry = new TrailEntry
            {
                AgencyId = agencyId,
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
            db.TrailEntries.Add(entry);
            head.LastSequence = entry.Sequence;
            head.LastHash = entry.Hash;
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task<TrailHead> LockHeadAsync(Guid agencyId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into trail_heads (agency_id, last_sequence, last_hash) values ({agencyId}, 0, '') on conflict do nothing", ct);
        var head = await db.TrailHeads
            .FromSql($"select * from trail_heads where agency_id = {agencyId} for update").SingleAsync(ct);
        // A head tracked from an earlier flush of this scope is stale.
        await db.Entry(head).ReloadAsync(ct);
        return head;
    }

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
        entry.PreviousHash, entry.AgencyId.ToString("D", CultureInfo.InvariantCulture), entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.ActorId?.ToString("D", CultureInfo.InvariantCulture),
        entry.ActorName, entry.Origin, entry.Action, entry.SubjectType, entry.SubjectId, entry.Summary, entry.Before, entry.After,
    ];

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
