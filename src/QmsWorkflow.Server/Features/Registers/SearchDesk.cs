using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>A piece of a found text; the words asked for are marked.</summary>
public sealed record SearchPiece(string Text, bool IsHit);

internal sealed record SearchHit(string Type, Guid Id, string Reference, DateOnly? DatedOn, IReadOnlyList<SearchPiece> Title, IReadOnlyList<SearchPiece> Excerpt)
{
    public string Url => Type switch { "Document" => $"/documents/{Id}", "Incoming" => $"/registers/incoming/{Id}", _ => $"/registers/legal-bases/{Id}" };
}

/// <param name="IsExact">The marks that were typed were compared; false when nothing was found that way, or none were typed.</param>
internal sealed record SearchResult(IReadOnlyList<SearchHit> Hits, int Total, IReadOnlyList<SearchHit> Bases, bool IsExact);

/// <summary>
/// Full-text search. Words typed with marks are looked for with them; if nothing is found so, or none were typed, marks do not matter. Only the
/// agency's own documents are seen: by the query and by row-level security.
/// </summary>
internal sealed class SearchDesk(QmsDb db)
{
    public const int PageSize = 20;
    private const int MostBases = 5;

    public async Task<SearchResult> FindAsync(string text, int page, Guid agencyId, CancellationToken ct)
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty) return new SearchResult([], 0, [], query.HasMarks);

        if (query.HasMarks && await FindAsync(query, page, agencyId, isExact: true, ct) is { } exact && (exact.Total > 0 || exact.Bases.Count > 0)) return exact;

        return await FindAsync(query, page, agencyId, isExact: false, ct);
    }

    private async Task<SearchResult> FindAsync(SearchQuery query, int page, Guid agencyId, bool isExact, CancellationToken ct)
    {
        var (wanted, phrase) = (query.ToTsQuery(isExact), query.ToPhrase(isExact));
        var skip = (page - 1) * PageSize;
        var rows = isExact
            ? await db.Database.SqlQuery<SearchRow>(
                $"""
                select subject_type as "Type", subject_id as "Id", title as "Title", reference as "Reference", dated_on as "DatedOn", body as "Body", count(*) over () as "Total"
                from search_entries where agency_id = {agencyId} and exact @@ to_tsquery('simple', {wanted})
                order by (exact @@ to_tsquery('simple', {phrase})) desc, ts_rank_cd(exact, to_tsquery('simple', {wanted})) desc, dated_on desc nulls last, subject_id
                limit {PageSize} offset {skip}
                """).ToListAsync(ct)
            : await db.Database.SqlQuery<SearchRow>(
                $"""
                select subject_type as "Type", subject_id as "Id", title as "Title", reference as "Reference", dated_on as "DatedOn", body as "Body", count(*) over () as "Total"
                from search_entries where agency_id = {agencyId} and plain @@ to_tsquery('simple', {wanted})
                order by (plain @@ to_tsquery('simple', {phrase})) desc, ts_rank_cd(plain, to_tsquery('simple', {wanted})) desc, dated_on desc nulls last, subject_id
                limit {PageSize} offset {skip}
                """).ToListAsync(ct);
        // The register of legal bases is short: it is read as it stands.
        var bases = (await db.LegalBases.AsNoTracking().Where(b => b.AgencyId == agencyId).OrderBy(b => b.Code).ToListAsync(ct))
            .Where(basis => query.Matches($"{basis.Kind} {basis.Number} {basis.Issuer} {basis.Summary} {basis.Citation}", isExact)).Take(MostBases);
        return new SearchResult(
            [.. rows.Select(row => new SearchHit(row.Type, row.Id, row.Reference, row.DatedOn, SearchExcerpt.Whole(row.Title, query, isExact), SearchExcerpt.Of(row.Body, query, isExact)))],
            rows.Count > 0 ? (int)rows[0].Total : 0,
            [.. bases.Select(basis => new SearchHit("LegalBasis", basis.Id, basis.Number, basis.IssuedOn, SearchExcerpt.Whole(basis.Citation, query, isExact), []))],
            isExact);
    }

    private sealed record SearchRow(string Type, Guid Id, string Title, string Reference, DateOnly? DatedOn, string Body, long Total);
}

/// <summary>Cuts the place of a text where the words asked for stand closest, and marks them.</summary>
internal static class SearchExcerpt
{
    private const int Width = 40;
    private const int MostHits = 300;

    public static IReadOnlyList<SearchPiece> Whole(string text, SearchQuery query, bool isExact) => Pieces(text, SearchText.Words(text), 0, text.Length, query, isExact);

    /// <summary>Some 40 words; empty when the words stand in the title only.</summary>
    public static IReadOnlyList<SearchPiece> Of(string text, SearchQuery query, bool isExact)
    {
        var words = SearchText.Words(text);
        var hits = Enumerable.Range(0, words.Count).Where(index => query.IsWanted(words[index], isExact)).Take(MostHits).ToList();
        if (hits.Count == 0) return [];

        // The window with the most different words; of equal ones the first.
        var best = hits.MaxBy(start => (hits.Where(hit => hit >= start && hit < start + Width).Select(hit => words[hit].Plain).Distinct().Count(), -start));
        var first = Math.Max(0, best - 6);
        var last = Math.Min(words.Count - 1, first + Width - 1);
        var (from, to) = (words[first].Start, words[last].Start + words[last].Length);
        List<SearchPiece> pieces = [.. Pieces(text, [.. words.Skip(first).Take(last - first + 1)], from, to, query, isExact)];
        if (from > 0) pieces.Insert(0, new SearchPiece("… ", false));
        if (to < text.TrimEnd().Length) pieces.Add(new SearchPiece(" …", false));
        return pieces;
    }

    private static List<SearchPiece> Pieces(string text, IReadOnlyList<SearchWord> words, int from, int to, SearchQuery query, bool isExact)
    {
        var pieces = new List<SearchPiece>();
        var at = from;
        foreach (var word in words.Where(word => query.IsWanted(word, isExact)))
        {
            if (word.Start > at) pieces.Add(new SearchPiece(text[at..word.Start], false));
            pieces.Add(new SearchPiece(text.Substring(word.Start, word.Length), true));
            at = word.Start + word.Length;
        }

        if (at < to) pieces.Add(new SearchPiece(text[at..to], false));
        return pieces;
    }
}
