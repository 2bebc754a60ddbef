using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

internal sealed record SigningRightInput(
    Guid? PersonId, MandateKind? Kind, string Source, string Content, IReadOnlyList<string> Documents, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    /// <summary>The issued document of the register that gives the right.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>The scan of a writing on paper.</summary>
    public ScannedPaper? Paper { get; init; }
}

/// <summary>A file as it was uploaded.</summary>
internal sealed record ScannedPaper(string FileName, byte[] Content);

/// <summary>Records a right to sign that the head gave somebody, with the writing it comes from (NĐ 30/2020 Điều 13).</summary>
internal sealed class GiveSigningRight(QmsDb db, AuthorisationDocuments authorisations, FileStore files, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public const int LongestText = 500;

    private static readonly ResourceManager Texts = new(typeof(DocumentsText));

    public async Task<Outcome> ExecuteAsync(SigningRightInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var person = await db.People.SingleOrDefaultAsync(p => p.Id == input.PersonId && p.IsActive, ct);
                if (person is null) return Outcome.Refuse("QMS305");

                if (input.DocumentId is { } documentId)
                {
                    List<FieldProblem> unfit = [.. (await authorisations.FaultsAsync(documentId, input, ct)).Select(fault => Problem(fault.Field, fault.Text, fault.Args))];
                    if (unfit.Count > 0) return AdminRight.Problems(unfit);
                }

                var paper = input.Paper is { } scan ? await files.PutAsync(actor.AgencyId, scan.Content, scan.FileName, ScanType.Of(scan.Content)!, actor, ct) : null;
                var row = new SigningMandateRow
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    PersonId = person.Id,
                    Kind = input.Kind!.Value,
                    Source = input.Source.Trim(),
                    Content = input.Content.Trim(),
                    DocumentId = input.DocumentId,
                    FileId = paper?.Id,
                    Documents = [.. input.Documents],
                    ValidFrom = input.ValidFrom!.Value,
                    ValidTo = input.ValidTo,
                    RecordedAt = clock.GetUtcNow(),
                    RecordedBy = actor.PersonId,
                };
                db.SigningMandates.Add(row);
                trail.Record(actor, "signing.given", "person", person.Id, $"Ghi quyền ký của {person.FullName}: {row.Source}",
                    after: new { Kind = row.Kind.ToString(), row.Source, row.Content, row.Documents, row.ValidFrom, row.ValidTo, row.DocumentId, Paper = paper?.Sha256 });
                return Outcome.Success;
            },
            ct);
    }

    private static IEnumerable<FieldProblem> Problems(SigningRightInput input)
    {
        if (input.PersonId is null) yield return Problem("PersonId", "NeedSigner");
        if (input.Kind is null) yield return Problem("Kind", "NeedRight");
        if (string.IsNullOrWhiteSpace(input.Source)) yield return Problem("Source", "NeedSource");
        if (input.Source.Trim().Length > LongestText) yield return Problem("Source", "TooLong", LongestText);
        if (input.Content.Trim().Length > LongestText) yield return Problem("Content", "TooLong", LongestText);
        if (input.ValidFrom is null) yield return Problem("ValidFrom", "NeedFrom");
        if (input.ValidTo < input.ValidFrom) yield return Problem("ValidTo", "LastBeforeFirst");
        if (input.Documents.Any(kind => DocumentKindInfo.Find(kind) is null)) yield return Problem("Documents", "NeedRight");
        if (input.Kind != MandateKind.WrittenAuthorisation) yield break;

        // Điều 13.3: an authorisation is limited in time and content.
        if (input.ValidTo is null) yield return Problem("ValidTo", "NeedLimit");
        if (string.IsNullOrWhiteSpace(input.Content)) yield return Problem("Content", "NeedContent");
        // The authorisation is a writing: one of the register, or a paper whose scan is kept.
        if (input.DocumentId is null && input.Paper is null) yield return Problem("Authorisation", "NeedAuthorisation");
        if (input.Paper is { } paper && ScanType.Of(paper.Content) is null) yield return Problem("Paper", "NeedScan");
    }

    private static FieldProblem Problem(string field, string text, params object[] args) =>
        new(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args));
}

/// <summary>What a scan may be: PDF, PNG or JPEG, told by its first bytes, not by its name.</summary>
internal static class ScanType
{
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;
}

/// <summary>Takes a right to sign back from today on; what was signed stays.</summary>
internal sealed class RevokeSigningRight(QmsDb db, AdminRight right, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid mandateId, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.SigningMandates.SingleOrDefaultAsync(m => m.Id == mandateId, ct);
                if (row is null) return Outcome.Refuse("QMS305");
                if (row.RevokedOn is { } known) return Outcome.Refuse("QMS407", Web.FormDate.Say(known));

                var person = await db.People.SingleAsync(p => p.Id == row.PersonId, ct);
                row.RevokedOn = right.Today;
                trail.Record(actor, "signing.revoked", "person", row.PersonId, $"Thu hồi quyền ký của {person.FullName}: {row.Source}",
                    before: new { RevokedOn = (DateOnly?)null }, after: new { row.RevokedOn });
                return Outcome.Success;
            },
            ct);
    }
}

/// <summary>Reads the rights to sign for the page of the administrator.</summary>
internal sealed class SigningRights(QmsDb db)
{
    public async Task<IReadOnlyList<SigningRightLine>> ListAsync(CancellationToken ct) =>
        await db.SigningMandates.AsNoTracking().Join(db.People, m => m.PersonId, p => p.Id, (m, p) => new { m, p })
            .OrderBy(x => x.m.RevokedOn != null).ThenBy(x => x.p.FullName).ThenByDescending(x => x.m.ValidFrom)
            .Select(x => new SigningRightLine(x.m.Id, x.p.FullName, x.p.JobTitle, x.m.Kind, x.m.Source, x.m.Content, x.m.Documents, x.m.ValidFrom, x.m.ValidTo, x.m.RevokedOn)
            { DocumentId = x.m.DocumentId, FileId = x.m.FileId })
            .ToListAsync(ct);

    /// <summary>Those who may be given such a right: deputies and heads of units.</summary>
    public async Task<IReadOnlyList<SignerChoice>> SignersAsync(DateOnly on, CancellationToken ct)
    {
        var holders = db.RoleAssignments.Where(r => (r.Role == Role.Deputy || r.Role == Role.UnitHead) && r.ValidFrom <= on && (r.ValidTo == null || r.ValidTo >= on)).Select(r => r.PersonId);
        return await db.People.AsNoTracking().Where(p => p.IsActive && holders.Contains(p.Id)).OrderBy(p => p.FullName)
            .Select(p => new SignerChoice(p.Id, p.FullName, p.JobTitle)).ToListAsync(ct);
    }
}

internal sealed record SigningRightLine(
    Guid Id, string Person, string JobTitle, MandateKind Kind, string Source, string Content, string[] Documents, DateOnly ValidFrom, DateOnly? ValidTo, DateOnly? RevokedOn)
{
    public Guid? DocumentId { get; init; }
    public Guid? FileId { get; init; }
}

internal sealed record SignerChoice(Guid Id, string Name, string JobTitle);
