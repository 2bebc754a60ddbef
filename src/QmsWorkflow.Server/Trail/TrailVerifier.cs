using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

/// <summary>Reads the whole chain of each lane and says which entry was changed, is missing, was inserted or stands in another place.</summary>
internal sealed class TrailVerifier(QmsDb db)
{
    /// <summary>How far an entry is looked for from where it stands: its number is part of its hash.</summary>
    private const int Reach = 100;

    public async Task<TrailReport> VerifyAsync(Guid agencyId, CancellationToken ct)
    {
        var lanes = await db.TrailEntries.Where(e => e.AgencyId == agencyId).Select(e => e.Lane)
            .Union(db.TrailHeads.Where(h => h.AgencyId == agencyId).Select(h => h.Lane)).Order().ToListAsync(ct);
        var reports = new List<TrailReport>();
        foreach (var lane in lanes)
        {
            var report = await VerifyAsync(agencyId, lane, ct);
            reports.Add(lane == 0 ? report : report with { Problems = [.. report.Problems.Select(p => p with { Text = $"Chuỗi {lane}: {p.Text}" })] });
        }

        return new TrailReport(reports.Sum(r => r.Entries), [.. reports.SelectMany(r => r.Problems)]);
    }

    private async Task<TrailReport> VerifyAsync(Guid agencyId, short lane, CancellationToken ct)
    {
        var problems = new List<TrailProblem>();
        var unclaimed = new SortedSet<long>();
        var claimed = new HashSet<long>();
        long count = 0;
        Link? last = null;
        Link? beforeLast = null;
        await foreach (var entry in db.TrailEntries.AsNoTracking().Where(e => e.AgencyId == agencyId && e.Lane == lane).OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            for (var absent = (last?.Sequence ?? 0) + 1; absent < entry.Sequence; absent++) unclaimed.Add(absent);

            var link = new Link(entry.Sequence, entry.Hash, OriginalOf(entry));
            if (link.Original is not { } original)
            {
                problems.Add(new TrailProblem(entry.Sequence, TrailFault.Changed, $"Mục {entry.Sequence} đã bị sửa: nội dung không khớp mã băm."));
            }
            else if (original != entry.Sequence)
            {
                problems.Add(new TrailProblem(entry.Sequence, TrailFault.Moved, $"Mục {entry.Sequence} bị đổi chỗ: vốn là mục {original}."));
                unclaimed.Add(entry.Sequence);
                claimed.Add(original);
            }

            if (Broken(entry, link, last, beforeLast) is { } broken) problems.Add(broken);
            (beforeLast, last) = (last, link);
        }

        var head = await db.TrailHeads.AsNoTracking().SingleOrDefaultAsync(h => h.AgencyId == agencyId && h.Lane == lane, ct);
        problems.AddRange(AtTheEnd(head, last, unclaimed));
        problems.AddRange(Missing([.. unclaimed.Where(number => !claimed.Contains(number) && number <= (head?.LastSequence ?? 0))]));
        return new TrailReport(count, [.. problems.OrderBy(p => p.Sequence)]);
    }

    /// <returns>The number under which the entry was written; null when its content was changed.</returns>
    private static long? OriginalOf(TrailEntry entry)
    {
        if (TrailLog.HashOf(entry) == entry.Hash) return entry.Sequence;

        var stands = entry.Sequence;
        for (var distance = 1; distance <= Reach; distance++)
        {
            foreach (var number in (ReadOnlySpan<long>)[stands - distance, stands + distance])
            {
                entry.Sequence = number;
                var isFound = TrailLog.HashOf(entry) == entry.Hash;
                entry.Sequence = stands;
                if (isFound) return number;
            }
        }

        return null;
    }

    /// <summary>An entry that does not follow the one before it accuses that one: its own content is in order.</summary>
    private static TrailProblem? Broken(TrailEntry entry, Link link, Link? last, Link? beforeLast)
    {
        if (entry.PreviousHash == (last?.Hash ?? "")) return null;
        // What stands before is gone, changed or moved, and has been said.
        if (last is null || last.Original != last.Sequence || last.Sequence != entry.Sequence - 1) return null;

        var skipsLast = entry.PreviousHash == (beforeLast?.Hash ?? "") && (link.Original == last.Sequence || link.Original == link.Sequence);
        if (skipsLast) return new TrailProblem(last.Sequence, TrailFault.Inserted, $"Mục {last.Sequence} bị chèn vào: mục sau nó nối tiếp mục trước nó.");

        return link.Original == link.Sequence
            ? new TrailProblem(last.Sequence, TrailFault.Changed, $"Mục {last.Sequence} đã bị thay: mục sau không nối tiếp nó.")
            : null;
    }

    private static IEnumerable<TrailProblem> AtTheEnd(TrailHead? head, Link? last, SortedSet<long> unclaimed)
    {
        var (standing, recorded) = (last?.Sequence ?? 0, head?.LastSequence ?? 0);
        for (var absent = standing + 1; absent <= recorded; absent++) unclaimed.Add(absent);
        if (standing > recorded && last!.Original == standing)
        {
            yield return new TrailProblem(standing, TrailFault.Inserted, $"Mục {standing} bị chèn sau mục cuối {recorded}.");
        }
        else if (standing == recorded && last is not null && last.Hash != head!.LastHash && last.Original == standing)
        {
            yield return new TrailProblem(standing, TrailFault.Changed, $"Mục cuối {standing} không khớp đầu chuỗi.");
        }
    }

    private static IEnumerable<TrailProblem> Missing(IReadOnlyList<long> numbers)
    {
        for (var index = 0; index < numbers.Count; index++)
        {
            var first = numbers[index];
            while (index + 1 < numbers.Count && numbers[index + 1] == numbers[index] + 1) index++;
            yield return new TrailProblem(first, TrailFault.Missing, numbers[index] == first ? $"Thiếu mục {first}." : $"Thiếu các mục {first}–{numbers[index]}.");
        }
    }

    private sealed record Link(long Sequence, string Hash, long? Original);
}

internal enum TrailFault { Changed, Missing, Moved, Inserted }

internal sealed record TrailProblem(long Sequence, TrailFault Fault, string Text);

internal sealed record TrailReport(long Entries, IReadOnlyList<TrailProblem> Problems)
{
    public bool IsWhole => Problems.Count == 0;
}
