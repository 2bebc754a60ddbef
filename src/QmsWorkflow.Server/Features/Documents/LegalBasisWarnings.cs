using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What is wrong with a legal basis on a day.</summary>
public enum LegalBasisFault { Replaced, Expired, NotYetEffective }

/// <param name="Since">The day from which it no longer holds, or will hold.</param>
/// <param name="ReplacedBy">The number of what replaces it, where the register knows.</param>
internal sealed record LegalBasisWarning(Guid BasisId, string Code, string Number, LegalBasisFault Fault, DateOnly? Since, string? ReplacedBy);

/// <summary>Says which legal bases no longer hold: asked for the register, for the wording of a cycle, and while a document is drafted.</summary>
internal sealed class LegalBasisWarnings(QmsDb db, AgencyCalendar calendars, TimeProvider clock)
{
    public DateOnly Today => VietnamTime.DateOf(clock.GetUtcNow());

    /// <summary>What is wrong with one basis on this day; null when it holds.</summary>
    public static LegalBasisWarning? Of(LegalBasis basis, DateOnly on) =>
        basis.EffectiveTo is { } to && to < on ? new(basis.Id, basis.Code, basis.Number, basis.ReplacedBy is null ? LegalBasisFault.Expired : LegalBasisFault.Replaced, to.AddDays(1), basis.ReplacedBy)
        // Without a last day a replacement is taken to have happened.
        : basis is { ReplacedBy.Length: > 0, EffectiveTo: null } ? new(basis.Id, basis.Code, basis.Number, LegalBasisFault.Replaced, null, basis.ReplacedBy)
        : basis.EffectiveFrom > on ? new(basis.Id, basis.Code, basis.Number, LegalBasisFault.NotYetEffective, basis.EffectiveFrom, null)
        : null;

    /// <summary>Of the bases named by these codes or citations, those that do not hold on the day.</summary>
    public async Task<IReadOnlyList<LegalBasisWarning>> ForAsync(IReadOnlyCollection<string> bases, DateOnly on, CancellationToken ct)
    {
        var known = await db.LegalBases.AsNoTracking().ToListAsync(ct);
        return [.. known.Where(basis => bases.Any(text => Names(text, basis))).Select(basis => Of(basis, on)).OfType<LegalBasisWarning>().OrderBy(w => w.Code, StringComparer.Ordinal)];
    }

    /// <summary>Of the bases a document cites; for an issued one as of the day it is dated.</summary>
    public async Task<IReadOnlyList<LegalBasisWarning>> ForDocumentAsync(Guid documentId, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().Where(d => d.Id == documentId).Select(d => new { d.Content, d.IssuedOn }).SingleOrDefaultAsync(ct);
        return document is null ? [] : await ForAsync(Strings(JsonNode.Parse(document.Content)?["bases"]), document.IssuedOn ?? Today, ct);
    }

    /// <summary>Where the bases of the register are cited: the wordings of cycles that run, and drafts.</summary>
    public async Task<ILookup<string, LegalBasisUse>> UsesAsync(CancellationToken ct)
    {
        var known = await db.LegalBases.AsNoTracking().ToListAsync(ct);
        var wordings = await db.Cycles.AsNoTracking().Where(c => c.State != CycleState.Closed).Select(c => new { c.Id, c.Year, c.Wording }).ToListAsync(ct);
        var drafts = await db.Documents.AsNoTracking().Where(d => d.State == DocumentState.Draft || d.State == DocumentState.Signed).Select(d => new { d.Id, d.Title, d.Content }).ToListAsync(ct);
        var texts = wordings.SelectMany(row => (JsonNode.Parse(row.Wording) as JsonObject ?? []).SelectMany(kind => Strings((kind.Value as JsonObject)?["bases"])
                .Select(text => (text, new LegalBasisUse($"{DocumentKindInfo.Find(kind.Key)?.NameVi ?? kind.Key} {row.Year}", $"/cycles/{row.Id}")))))
            .Concat(drafts.SelectMany(d => Strings(JsonNode.Parse(d.Content)?["bases"]).Select(text => (text, new LegalBasisUse(d.Title, $"/documents/{d.Id}")))));
        return texts.SelectMany(pair => known.Where(basis => Names(pair.text, basis)).Select(basis => (basis.Code, pair.Item2))).Distinct().ToLookup(pair => pair.Code, pair => pair.Item2);
    }

    /// <summary>
    /// The last day to bring the QMS into line with a new legal document: three months from its effect (QĐ 19/2014/QĐ-TTg Điều 4.4a); null when that
    /// is past or the day of effect is not known.
    /// </summary>
    public async Task<Deadline?> QmsUpdateAsync(LegalBasis basis, CancellationToken ct)
    {
        if (basis.EffectiveFrom is not { } from) return null;

        var facts = new DeadlineFacts { CycleYear = from.Year }.With("law.effective", from);
        var due = new DeadlineRule.Period(3, PeriodUnit.Months, PeriodDirection.After, "law.effective").Resolve(await calendars.LoadAsync(basis.AgencyId, ct), facts).OrNull();
        return due is not null && due.Date >= Today ? due : null;
    }

    /// <summary>A text names a basis by its code in the register, by its citation, or by its number standing in it.</summary>
    private static bool Names(string text, LegalBasis basis) =>
        text == basis.Code || text.TrimEnd(' ', ';', '.', ',') == basis.Citation.TrimEnd(' ', ';', '.', ',')
        || (basis.Number.Length > 5 && text.Contains(basis.Number, StringComparison.OrdinalIgnoreCase) && !text.Contains("-" + basis.Number, StringComparison.OrdinalIgnoreCase) && IsWhole(text, basis.Number));

    /// <summary>"1/2020/NĐ-CP" does not stand in "101/2020/NĐ-CP".</summary>
    private static bool IsWhole(string text, string number)
    {
        var at = text.IndexOf(number, StringComparison.OrdinalIgnoreCase);
        var end = at + number.Length;
        return (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '-'));
    }

    private static IReadOnlyList<string> Strings(JsonNode? node) =>
        [.. (node as JsonArray ?? []).OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : "").Where(text => text.Length > 0)];
}

/// <summary>Something that cites a legal basis.</summary>
public sealed record LegalBasisUse(string Name, string Url);
