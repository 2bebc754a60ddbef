using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Trail;

/// <summary>Reads a whole chain and says which entry was changed, is missing, was inserted or stands in another order.</summary>
internal sealed class TrailVerifier(QmsDb db)
{
    public async Task<TrailReport> VerifyAsync(Guid agencyId, CancellationToken ct)
    {
        var problems = new List<TrailProblem>();
        long expected = 1;
        long count = 0;
        var previousHash = "";
        await foreach (var entry in db.TrailEntries.AsNoTracking().Where(e => e.AgencyId == agencyId).OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            if (entry.Sequence > expected)
            {
                problems.Add(new TrailProblem(expected, TrailFault.Missing, $"Thiếu mục {expected}{(entry.Sequence - 1 > expected ? $"–{entry.Sequence - 1}" : "")}: sau mục {expected - 1} là mục {entry.Sequence}."));
            }

            var hash = TrailLog.HashOf(entry);
            if (hash != entry.Hash)
            {
                problems.Add(new TrailProblem(entry.Sequence, TrailFault.Changed, $"Mục {entry.Sequence} đã bị sửa: nội dung không khớp mã băm."));
            }
            else if (entry.Sequence == expected && entry.PreviousHash != previousHash)
            {
                problems.Add(new TrailProblem(entry.Sequence, TrailFault.Moved, $"Mục {entry.Sequence} bị chèn hoặc đổi chỗ: không nối tiếp mục {entry.Sequence - 1}."));
            }

            previousHash = entry.Hash;
            expected = entry.Sequence + 1;
        }

        var head = await db.TrailHeads.AsNoTracking().SingleOrDefaultAsync(h => h.AgencyId == agencyId, ct);
        if (head is not null && head.LastSequence >= expected)
        {
            problems.Add(new TrailProblem(expected, TrailFault.Missing, $"Thiếu các mục cuối {expected}–{head.LastSequence}."));
        }
        else if ((head?.LastSequence ?? 0) < expected - 1)
        {
            problems.Add(new TrailProblem(expected - 1, TrailFault.Moved, $"Có mục được chèn sau mục cuối {head?.LastSequence ?? 0}."));
        }
        else if (head is not null && head.LastHash != previousHash)
        {
            problems.Add(new TrailProblem(head.LastSequence, TrailFault.Changed, $"Mục cuối {head.LastSequence} không khớp đầu chuỗi."));
        }

        return new TrailReport(count, problems);
    }
}

internal enum TrailFault { Changed, Missing, Moved }

internal sealed record TrailProblem(long Sequence, TrailFault Fault, string Text);

internal sealed record TrailReport(long Entries, IReadOnlyList<TrailProblem> Problems)
{
    public bool IsWhole => Problems.Count == 0;
}
