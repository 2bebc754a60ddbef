using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>
/// The documents of the register that may give a right to sign: issued, signed by the head in person, not themselves signed by authorisation
/// (NĐ 30/2020 Điều 13.3: in writing, limited in time and content, never given on).
/// </summary>
internal sealed class AuthorisationDocuments(QmsDb db, DocumentStandings standings)
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<AuthorisationChoice>> ListAsync(CancellationToken ct) =>
        await Given().OrderByDescending(d => d.IssuedOn).ThenByDescending(d => d.Number).Take(Shown)
            .Select(d => new AuthorisationChoice(d.Id, d.Number!.Value, d.Symbol, d.IssuedOn!.Value, d.Title)).ToListAsync(ct);

    /// <returns>The fields that do not fit, with the name of their text.</returns>
    public async Task<IReadOnlyList<(string Field, string Text, object[] Args)>> FaultsAsync(Guid documentId, SigningRightInput input, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is not { State: DocumentState.Issued, IssuedOn: { } issuedOn }) return [("Authorisation", "NotIssued", [])];

        var faults = new List<(string, string, object[])>();
        // The person it is given to cannot give it on, and only the head gives it.
        if (document.SigningForm == nameof(SigningForm.ByAuthority) || document.SignerId == input.PersonId) faults.Add(("Authorisation", "Redelegated", []));
        else if (!await IsHeadAsync(document.SignerId, issuedOn, ct)) faults.Add(("Authorisation", "NotFromHead", [document.SignerName ?? ""]));
        if (input.ValidFrom < issuedOn) faults.Add(("ValidFrom", "BeforeAuthorisation", [Web.FormDate.Say(issuedOn)]));
        if (StatedEnd(document) is { } end && input.ValidTo > end) faults.Add(("ValidTo", "BeyondAuthorisation", [Web.FormDate.Say(end)]));
        return faults;
    }

    /// <summary>Whether the document behind a right still stands: a right lives no longer than the writing that gives it.</summary>
    public async Task<IReadOnlySet<Guid>> StandingAsync(IEnumerable<Guid> documents, CancellationToken ct)
    {
        List<Guid> asked = [.. documents.Distinct()];
        return asked.Count == 0 ? new HashSet<Guid>() : (await standings.OfAsync(asked, ct)).Where(one => one.Value.IsInForce).Select(one => one.Key).ToHashSet();
    }

    private IQueryable<Document> Given() => db.Documents.AsNoTracking()
        .Where(d => d.State == DocumentState.Issued && d.Number != null && (d.SigningForm == nameof(SigningForm.Direct) || d.SigningForm == nameof(SigningForm.OnBehalf)));

    private Task<bool> IsHeadAsync(Guid? personId, DateOnly on, CancellationToken ct) =>
        db.RoleAssignments.AnyAsync(r => r.PersonId == personId && r.Role == Role.Head && r.ValidFrom <= on && (r.ValidTo == null || r.ValidTo >= on), ct);

    /// <summary>The last day that the document itself names, where its template has such a field.</summary>
    private static DateOnly? StatedEnd(Document document) =>
        JsonNode.Parse(document.Content)?["validTo"] is JsonValue value && value.TryGetValue<string>(out var text)
        && DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            ? end
            : null;
}

internal sealed record AuthorisationChoice(Guid Id, int Number, string Symbol, DateOnly IssuedOn, string Title);
