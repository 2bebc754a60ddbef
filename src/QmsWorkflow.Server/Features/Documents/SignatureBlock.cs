using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The block that a person's signature prints, in the form their office allows.</summary>
internal sealed record SignatureBlock(string Form, IReadOnlyList<string> Lines);

/// <summary>Finds the form in which a person may sign, from their office and the rights recorded for them (NĐ 30/2020 Điều 13; S-198).</summary>
internal sealed class SignatureBlocks(QmsDb db, AuthorisationDocuments authorisations)
{
    private static readonly Dictionary<string, SigningForm> Forms = new(StringComparer.Ordinal)
    {
        ["direct"] = SigningForm.Direct,
        ["TM"] = SigningForm.OnBehalf,
        ["Q"] = SigningForm.Acting,
        ["KT"] = SigningForm.ForHead,
        ["TL"] = SigningForm.ByOrder,
        ["TUQ"] = SigningForm.ByAuthority,
    };

    /// <param name="form">A form of <c>Qms.Approval</c>; <c>auto</c> takes the usual one of the person's office.</param>
    /// <returns>The block, or the reason in Vietnamese why this person may not sign so.</returns>
    public async Task<(SignatureBlock? Block, string? Reason)> ForAsync(Agency agency, string form, string documentKind, Actor actor, DateOnly on, CancellationToken ct)
    {
        if (form != "auto" && !Forms.ContainsKey(form)) return (null, $"Hình thức ký \"{form}\" không có.");
        if (agency.IsCollective && agency.CollectiveName.Length == 0) return (null, "Thông tin cơ quan chưa có tên của tập thể để ghi sau chữ TM. (NĐ 30/2020, Phụ lục I, I.7b)");

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == actor.PersonId, ct);
        if (person is null) return (null, "Chỉ người đã đăng nhập mới ký được văn bản.");

        var recorded = await db.SigningMandates.AsNoTracking().Where(m => m.PersonId == person.Id).OrderByDescending(m => m.ValidFrom).ToListAsync(ct);
        List<SigningMandateRow> rights = [.. recorded.Where(right => right.Covers(documentKind))];
        var standing = await authorisations.StandingAsync(rights.Select(right => right.DocumentId).OfType<Guid>(), ct);
        var regime = agency.IsCollective ? AgencyRegime.Collective : AgencyRegime.Head;
        var rank = actor.Has(Role.Head) ? SignerRank.Head : actor.Has(Role.Deputy) ? SignerRank.Deputy : actor.Has(Role.UnitHead) ? SignerRank.UnitHead : SignerRank.Other;
        SigningMandate On(SigningMandateRow right) => right.DocumentId is { } writing && !standing.Contains(writing) ? right.On(on) with { IsRevoked = true } : right.On(on);
        SigningRequest Request(SigningForm chosen, SigningMandate? mandate) => new()
        {
            Regime = regime,
            HeadTitle = agency.HeadTitle,
            CollectiveName = agency.IsCollective ? agency.CollectiveName : null,
            Form = chosen,
            Signer = new Signer(person.Id.ToString(), actor.Name, Title(agency, person, rank), rank),
            Document = KindOf(documentKind),
            Date = on,
            Mandate = mandate,
        };

        var usual = form == "auto" ? Usual(regime, rank, rights) : Forms[form];
        // Without any fitting right the rules say which one is missing; with several, the first that holds today counts.
        var outcomes = rights.Select(right => (SigningMandate?)On(right)).DefaultIfEmpty(null).Select(mandate => SigningRules.Check(Request(usual, mandate))).ToList();
        var outcome = outcomes.FirstOrDefault(one => one.IsAllowed) ?? outcomes.MinBy(one => one.Refusals.Any(IsLapsed) ? 0 : 1)!;
        return outcome.Block is { } block
            ? (new SignatureBlock(usual.ToString(), block.Authority), null)
            : (null, string.Join(" ", outcome.Refusals.Select(refusal => $"{refusal.MessageVi} ({refusal.LegalBasis})")));
    }

    /// <summary>How a form of <c>Qms.Approval</c> is called.</summary>
    public static string NameOf(string form) => Forms.TryGetValue(form, out var known) ? known.ToVietnamese() : form == "auto" ? "theo chức vụ" : form;

    /// <summary>A unit's head signs by order; with an authorisation and no regulation, by authority.</summary>
    private static SigningForm Usual(AgencyRegime regime, SignerRank rank, IReadOnlyList<SigningMandateRow> rights) =>
        rank == SignerRank.UnitHead && rights.Any(right => right.Kind == MandateKind.WrittenAuthorisation) && rights.All(right => right.Kind != MandateKind.Regulation)
            ? SigningForm.ByAuthority
            : SigningForms.Usual(regime, rank);

    private static string Title(Agency agency, Person person, SignerRank rank) => rank switch
    {
        SignerRank.Head => agency.HeadTitle,
        SignerRank.Deputy => agency.DeputyTitle,
        _ => person.JobTitle,
    };

    private static DocumentKind KindOf(string kind) => DocumentKindInfo.Find(kind) switch
    {
        { IsLetter: true } => DocumentKind.OfficialLetter,
        { Abbreviation: { } abbreviation } => DocumentKinds.ByAbbreviation(abbreviation)!.Kind,
        _ => DocumentKind.Plan,
    };

    private static bool IsLapsed(SigningRefusal refusal) => refusal.Code is "signing.revoked" or "signing.expired" or "signing.not-yet-valid";
}
