using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The series a document is numbered in.</summary>
/// <param name="Code">Names the counter: "QĐ", a shared "VB", or a committee's "BCĐISO:QĐ".</param>
internal sealed record SeriesOf(string Code, bool AllowsLetters);

/// <summary>Finds the series of a document: each kind has its own, unless the head decided otherwise; a committee's are always its own (NĐ 30/2020 Điều 15).</summary>
internal sealed class SeriesOfDocuments(QmsDb db)
{
    public Task<SeriesOf> OfAsync(Document document, int year, CancellationToken ct) =>
        OfAsync(document.AgencyId, AbbreviationOf(document), document.CommitteeId, year, ct);

    public async Task<SeriesOf> OfAsync(Guid agencyId, string abbreviation, Guid? committee, int year, CancellationToken ct)
    {
        var rules = await db.SeriesRules.AsNoTracking()
            .Where(r => r.AgencyId == agencyId && r.CommitteeId == committee && r.FromYear <= year && (r.ToYear == null || r.ToYear >= year))
            .ToListAsync(ct);
        var rule = rules.Where(r => r.Abbreviations.Contains(abbreviation)).MaxBy(r => r.FromYear);
        var code = rule?.Code ?? abbreviation;
        if (committee is not { } committeeId) return new SeriesOf(code, rule?.AllowsLetters ?? false);

        var symbol = await db.Committees.AsNoTracking().Where(c => c.Id == committeeId).Select(c => c.Symbol).SingleAsync(ct);
        return new SeriesOf($"{symbol}:{code}", rule?.AllowsLetters ?? false);
    }

    /// <summary>The kind's abbreviation: what a document carries as its series until it has a number.</summary>
    public static string AbbreviationOf(Document document) => DocumentKindInfo.Find(document.Kind)?.Abbreviation ?? document.Series;
}
