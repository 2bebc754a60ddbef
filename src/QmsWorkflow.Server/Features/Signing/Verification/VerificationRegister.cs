using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Signing.Verification;

/// <summary>
/// The entry of one issued document for anyone who holds it: by its code, by its number with its date, or by the very file. It is asked
/// without an agency, through a row-level policy of its own (migration 0100): the database shows the document that was named and no other.
/// </summary>
internal sealed partial class VerificationRegister(IServiceScopeFactory scopes)
{
    private const int MostEntries = 5;

    public Task<IReadOnlyList<RegisterEntry>> ByCodeAsync(string code, CancellationToken ct)
    {
        var known = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return AskAsync($"code:{known}", rows => rows.Where(d => d.VerificationCode == known), ct);
    }

    /// <param name="number">"05/QĐ-UBND", as it is printed.</param>
    /// <param name="issuedOn">The date of the document: who holds it knows it, who counts numbers up does not.</param>
    public Task<IReadOnlyList<RegisterEntry>> ByNumberAsync(string number, DateOnly issuedOn, CancellationToken ct)
    {
        var parts = NumberForm().Match(number.Trim().Normalize(NormalizationForm.FormC));
        if (!parts.Success || !int.TryParse(parts.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return None;

        var (suffix, symbol) = (parts.Groups["suffix"].Value, parts.Groups["symbol"].Value);
        return AskAsync(
            $"number:{DocumentStamp.Text(value, suffix)}/{symbol}|{issuedOn:yyyy-MM-dd}",
            rows => rows.Where(d => d.Number == value && d.NumberSuffix == suffix && d.Symbol == symbol && d.IssuedOn == issuedOn), ct);
    }

    /// <param name="sha256">Of the whole file.</param>
    public async Task<IReadOnlyList<RegisterEntry>> ByFileAsync(string sha256, CancellationToken ct) =>
        await AskAsync($"file:{sha256}", null, sha256, ct);

    /// <summary>Whether somebody typed a number ("5/QĐ-UBND") rather than a code.</summary>
    public static bool IsNumber(string text) => NumberForm().IsMatch(text.Trim());

    private static Task<IReadOnlyList<RegisterEntry>> None => Task.FromResult<IReadOnlyList<RegisterEntry>>([]);

    private Task<IReadOnlyList<RegisterEntry>> AskAsync(string key, Func<IQueryable<Document>, IQueryable<Document>> which, CancellationToken ct) => AskAsync(key, which, null, ct);

    private async Task<IReadOnlyList<RegisterEntry>> AskAsync(string key, Func<IQueryable<Document>, IQueryable<Document>>? which, string? sha256, CancellationToken ct)
    {
        // A scope of its own that has entered no agency: whoever is signed in sees no more here than anyone.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await db.Database.ExecuteSqlAsync($"select set_config('qms.verify', {key}, false)", ct);
            var all = db.Documents.IgnoreQueryFilters().AsNoTracking().Where(d => d.State == DocumentState.Issued || d.State == DocumentState.Withdrawn);
            var originals = db.DocumentOriginals.IgnoreQueryFilters();
            var rows = which is not null ? which(all) : all.Where(d => originals.Any(o => o.DocumentId == d.Id && o.Stage == OriginalStage.Issued && o.Sha256 == sha256));
            var found = await rows.Join(db.Agencies, d => d.AgencyId, a => a.Id, (d, a) => new { d, a.Name }).OrderByDescending(x => x.d.IssuedOn).ThenBy(x => x.d.Id).Take(MostEntries)
                .Select(x => new Found(x.d.Id, x.d.AgencyId, x.Name, x.d.Title, x.d.Number, x.d.NumberSuffix, x.d.Symbol, x.d.IssuedOn, x.d.SignerName, x.d.VerificationCode)).ToListAsync(ct);
            var entries = new List<RegisterEntry>();
            foreach (var one in found) entries.Add(await CompleteAsync(one, ct));
            return entries;
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"select set_config('qms.verify', '', false)", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>What became of the document that was found, and the hash of its issued file; nothing else of the agency is read.</summary>
    private async Task<RegisterEntry> CompleteAsync(Found found, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(found.AgencyId);
        var standing = await scope.ServiceProvider.GetRequiredService<DocumentStandings>().OfAsync(found.Id, ct);
        var hashes = await scope.ServiceProvider.GetRequiredService<QmsDb>().DocumentOriginals.Where(o => o.DocumentId == found.Id && o.Stage == OriginalStage.Issued)
            .OrderByDescending(o => o.KeptAt).Select(o => o.Sha256).ToListAsync(ct);
        return new RegisterEntry
        {
            Agency = found.Agency,
            Title = found.Title,
            Number = found.Number is { } number ? $"{DocumentStamp.Text(number, found.Suffix)}/{found.Symbol}" : null,
            IssuedOn = found.IssuedOn,
            Signer = found.Signer,
            Code = found.Code,
            Standing = standing.Standing,
            Changes = [.. standing.Reasons.Select(reason => new EntryChange(reason.Kind, reason.By, reason.Since))],
            Sha256 = hashes,
        };
    }

    private sealed record Found(Guid Id, Guid AgencyId, string Agency, string Title, int? Number, string Suffix, string Symbol, DateOnly? IssuedOn, string? Signer, string Code);

    [GeneratedRegex(@"^0*(?<number>[0-9]{1,7})(?<suffix>\p{Ll}?)\s*/\s*(?<symbol>\S.{0,80})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberForm();
}

/// <summary>What anyone may know of an issued document they hold.</summary>
public sealed record RegisterEntry
{
    public required string Agency { get; init; }
    public required string Title { get; init; }

    /// <summary>"05/QĐ-UBND"; null for a record without a number.</summary>
    public string? Number { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public string? Signer { get; init; }
    public required string Code { get; init; }
    public required DocumentStanding Standing { get; init; }

    /// <summary>As it was issued, or as it was amended or corrected since.</summary>
    public bool IsInForce => Standing is DocumentStanding.InForce or DocumentStanding.Amended or DocumentStanding.Corrected;

    public required IReadOnlyList<EntryChange> Changes { get; init; }

    /// <summary>Of the issued PDF files, the newest first; empty when the original is on paper.</summary>
    public required IReadOnlyList<string> Sha256 { get; init; }
}

public sealed record EntryChange(DocumentRelationKind Kind, string By, DateOnly Since);
