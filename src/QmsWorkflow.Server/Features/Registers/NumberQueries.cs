using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Reads the ledger of numbers: what each number is for, and what is missing.</summary>
internal sealed class NumberQueries(QmsDb db, TimeProvider clock)
{
    public const int PageSize = 50;

    public DateOnly Today => VietnamTime.DateOf(clock.GetUtcNow());

    /// <summary>All series that have numbers or rules, with where they stand.</summary>
    public async Task<IReadOnlyList<SeriesLine>> SeriesAsync(int year, CancellationToken ct)
    {
        var counters = await db.NumberSeries.AsNoTracking().Where(s => s.Year == year).ToDictionaryAsync(s => s.Series, s => s.LastNumber, ct);
        var states = await db.DocumentNumbers.AsNoTracking().Where(n => n.Year == year)
            .GroupBy(n => new { n.Series, n.State }).Select(g => new { g.Key.Series, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        int Count(string series, NumberState state) => states.Where(s => s.Series == series && s.State == state).Sum(s => s.Count);
        return [.. states.Select(s => s.Series).Distinct().Order(StringComparer.Ordinal)
            .Select(code => new SeriesLine(code, year, counters.GetValueOrDefault(code), Count(code, NumberState.Used), Count(code, NumberState.Reserved), Count(code, NumberState.Voided)))];
    }

    public async Task<(IReadOnlyList<NumberLine> Lines, int Total)> ListAsync(string series, int year, int page, CancellationToken ct)
    {
        var rows = db.DocumentNumbers.AsNoTracking().Where(n => n.Series == series && n.Year == year);
        var lines = await Lines(rows.OrderByDescending(n => n.Number).ThenByDescending(n => n.Suffix).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(ct);
        return ([.. lines.OrderByDescending(n => n.Number).ThenByDescending(n => n.Suffix, StringComparer.Ordinal)], await rows.CountAsync(ct));
    }

    /// <summary>
    /// The gaps of a series: numbers without a document. Each is explained by a reservation or a reason for being void; one that is not, or a
    /// reservation past its day, is a fault to look into.
    /// </summary>
    public async Task<IReadOnlyList<NumberGap>> GapsAsync(string series, int year, CancellationToken ct)
    {
        var last = await db.NumberSeries.AsNoTracking().Where(s => s.Series == series && s.Year == year).Select(s => s.LastNumber).SingleOrDefaultAsync(ct);
        var rows = await db.DocumentNumbers.AsNoTracking().Where(n => n.Series == series && n.Year == year).ToListAsync(ct);
        var known = rows.Select(n => n.Number).ToHashSet();
        last = Math.Max(last, known.Count == 0 ? 0 : known.Max());
        var gaps = Enumerable.Range(1, last).Where(number => !known.Contains(number)).Select(number => new NumberGap(number, "", GapKind.Unexplained, "", "", null))
            .Concat(rows.Where(n => n.State == NumberState.Voided).Select(n => new NumberGap(n.Number, n.Suffix, GapKind.Voided, n.Reason, "", null)))
            .Concat(rows.Where(n => n.State == NumberState.Reserved).Select(n =>
                new NumberGap(n.Number, n.Suffix, n.ReservedUntil < Today ? GapKind.Overdue : GapKind.Reserved, n.Reason, n.ReservedFor, n.ReservedUntil)));
        return [.. gaps.OrderBy(gap => gap.Number).ThenBy(gap => gap.Suffix, StringComparer.Ordinal)];
    }

    /// <summary>Kept numbers that a document of this series and year may take.</summary>
    public async Task<IReadOnlyList<NumberLine>> FreeAsync(string series, int year, CancellationToken ct) =>
        await Lines(db.DocumentNumbers.AsNoTracking().Where(n => n.Series == series && n.Year == year && n.State == NumberState.Reserved && n.DocumentId == null).OrderBy(n => n.Number)).ToListAsync(ct);

    /// <summary>The number that a document has or is to get.</summary>
    public Task<DocumentNumber?> OfAsync(Guid documentId, CancellationToken ct) =>
        db.DocumentNumbers.AsNoTracking().SingleOrDefaultAsync(n => n.DocumentId == documentId && n.State != NumberState.Voided, ct);

    public async Task<IReadOnlyList<SeriesRule>> RulesAsync(CancellationToken ct) =>
        await db.SeriesRules.AsNoTracking().OrderByDescending(r => r.FromYear).ThenBy(r => r.Code).ToListAsync(ct);

    public async Task<IReadOnlyList<Committee>> CommitteesAsync(CancellationToken ct) => await db.Committees.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<int>> YearsAsync(CancellationToken ct)
    {
        var years = await db.NumberSeries.AsNoTracking().Select(s => s.Year).Distinct().ToListAsync(ct);
        return [.. years.Append(Today.Year).Distinct().OrderDescending()];
    }

    private IQueryable<NumberLine> Lines(IQueryable<DocumentNumber> rows) =>
        from n in rows
        join d in db.Documents on n.DocumentId equals d.Id into documents
        from d in documents.DefaultIfEmpty()
        select new NumberLine(n.Id, n.Number, n.Suffix, n.State, n.DocumentId, d == null ? null : d.Title, d == null ? null : d.Symbol, d == null ? null : d.State, n.DatedOn, n.IsLate,
            n.Reason, n.ReservedFor, n.ReservedUntil);
}

internal sealed record SeriesLine(string Code, int Year, int Last, int Used, int Reserved, int Voided);

internal sealed record NumberLine(
    Guid Id, int Number, string Suffix, NumberState State, Guid? DocumentId, string? Title, string? Symbol, DocumentState? DocumentState, DateOnly? DatedOn, bool IsLate, string Reason,
    string ReservedFor, DateOnly? ReservedUntil);

/// <summary>Why a number has no document.</summary>
public enum GapKind { Reserved, Voided, Overdue, Unexplained }

internal sealed record NumberGap(int Number, string Suffix, GapKind Kind, string Reason, string For, DateOnly? Until)
{
    public bool IsFault => Kind is GapKind.Overdue or GapKind.Unexplained;
}
