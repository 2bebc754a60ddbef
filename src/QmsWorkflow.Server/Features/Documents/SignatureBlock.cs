using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The block that a person's signature prints, in the form their office allows.</summary>
/// <param name="OtherTitle">The signer's office in the agency, printed above the name when they sign for a committee; empty otherwise.</param>
internal sealed record SignatureBlock(string Form, IReadOnlyList<string> Lines, string OtherTitle = "");

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
    /// <param name="committeeId">The committee that issues under the agency's seal; null for the agency.</param>
    /// <returns>The block, or the reason in Vietnamese why this person may not sign so.</returns>
    public async Task<(SignatureBlock? Block, string? Reason)> ForAsync(Agency agency, string form, string documentKind, Guid? committeeId, Actor actor, DateOnly on, CancellationToken ct)
    {
        if (form != "auto" && !Forms.ContainsKey(form)) return (null, $"Hình thức ký \"{form}\" không có.");
        if (committeeId is null && agency.IsCollective && agency.CollectiveName.Length == 0) return (null, "Thông tin cơ quan chưa có tên của tập thể để ghi sau chữ TM. (NĐ 30/2020, Phụ lục I, I.7b)");

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == actor.PersonId, ct);
        if (person is null) return (null, "Chỉ người đã đăng nhập mới ký được văn bản.");

        var recorded = await db.SigningMandates.AsNoTracking().Where(m => m.PersonId == person.Id).OrderByDescending(m => m.ValidFrom).ToListAsync(ct);
        List<SigningMandateRow> rights = [.. recorded.Where(right => right.Covers(documentKind))];
        var standing = await authorisations.StandingAsync(rights.Select(right => right.DocumentId).OfType<Guid>(), ct);
        var (office, missing) = committeeId is { } committee ? await OfCommitteeAsync(committee, person, ct) : (OfAgency(agency, person, actor), null);
        if (office is null) return (null, missing);

        SigningMandate On(SigningMandateRow right) => right.DocumentId is { } writing && !standing.Contains(writing) ? right.On(on) with { IsRevoked = true } : right.On(on);
        SigningRequest Request(SigningForm chosen, SigningMandate? mandate) => new()
        {
            Regime = office.Collective is null ? AgencyRegime.Head : AgencyRegime.Collective,
            HeadTitle = office.HeadTitle,
            CollectiveName = office.Collective,
            Form = chosen,
            Signer = new Signer(person.Id.ToString(), actor.Name, office.Title, office.Rank) { OtherTitle = office.OtherTitle },
            Document = KindOf(documentKind),
            Date = on,
            Mandate = mandate,
        };

        // A committee has a form of its own, whatever the step says of the agency's.
        var usual = form == "auto" || committeeId is not null ? Usual(office, rights) : Forms[form];
        // Without any fitting right the rules say which one is missing; with several, the first that holds today counts.
        var outcomes = rights.Select(right => (SigningMandate?)On(right)).DefaultIfEmpty(null).Select(mandate => SigningRules.Check(Request(usual, mandate))).ToList();
        var outcome = outcomes.FirstOrDefault(one => one.IsAllowed) ?? outcomes.MinBy(one => one.Refusals.Any(IsLapsed) ? 0 : 1)!;
        return outcome.Block is { } block
            ? (new SignatureBlock(usual.ToString(), block.Authority, block.OtherTitle ?? ""), null)
            : (null, string.Join(" ", outcome.Refusals.Select(refusal => $"{refusal.MessageVi} ({refusal.LegalBasis})")));
    }

    /// <summary>How a form of <c>Qms.Approval</c> is called.</summary>
    public static string NameOf(string form) => Forms.TryGetValue(form, out var known) ? known.ToVietnamese() : form == "auto" ? "theo chức vụ" : form;

    /// <summary>A unit's head signs by order; with an authorisation and no regulation, by authority.</summary>
    private static SigningForm Usual(Office office, IReadOnlyList<SigningMandateRow> rights) =>
        office.Rank == SignerRank.UnitHead && rights.Any(right => right.Kind == MandateKind.WrittenAuthorisation) && rights.All(right => right.Kind != MandateKind.Regulation)
            ? SigningForm.ByAuthority
            : SigningForms.Usual(office.Collective is null ? AgencyRegime.Head : AgencyRegime.Collective, office.Rank);

    private static Office OfAgency(Agency agency, Person person, Actor actor)
    {
        var rank = actor.Has(Role.Head) ? SignerRank.Head : actor.Has(Role.Deputy) ? SignerRank.Deputy : actor.Has(Role.UnitHead) ? SignerRank.UnitHead : SignerRank.Other;
        var title = rank switch { SignerRank.Head => agency.HeadTitle, SignerRank.Deputy => agency.DeputyTitle, _ => person.JobTitle };
        return new Office(rank, title, agency.HeadTitle, agency.IsCollective ? agency.CollectiveName : null, null);
    }

    /// <summary>The title in the committee is printed with the authority, the office in the agency above the name (Phụ lục I, II.7c).</summary>
    private async Task<(Office? Office, string? Reason)> OfCommitteeAsync(Guid committeeId, Person person, CancellationToken ct)
    {
        var committee = await db.Committees.AsNoTracking().SingleAsync(c => c.Id == committeeId, ct);
        var leaders = await db.CommitteeLeaders.AsNoTracking().Where(l => l.CommitteeId == committeeId).ToListAsync(ct);
        if (leaders.Find(leader => leader.IsHead) is not { } head) return (null, $"Chưa ghi người đứng đầu của {committee.Name}; quản trị hệ thống ghi ở trang Ban và hội đồng. (NĐ 30/2020, Phụ lục I, II.7c)");
        if (leaders.Find(leader => leader.PersonId == person.Id) is not { } own) return (null, $"{person.FullName} không phải là lãnh đạo của {committee.Name}. (NĐ 30/2020, Phụ lục I, II.7c)");

        return (new Office(own.IsHead ? SignerRank.Head : SignerRank.Deputy, own.Title, head.Title, committee.Collective.Length > 0 ? committee.Collective : null, person.JobTitle), null);
    }

    private static DocumentKind KindOf(string kind) => DocumentKindInfo.Find(kind) switch
    {
        { IsLetter: true } => DocumentKind.OfficialLetter,
        { Abbreviation: { } abbreviation } => DocumentKinds.ByAbbreviation(abbreviation)!.Kind,
        _ => DocumentKind.Plan,
    };

    private static bool IsLapsed(SigningRefusal refusal) => refusal.Code is "signing.revoked" or "signing.expired" or "signing.not-yet-valid";

    /// <summary>As what a person signs.</summary>
    /// <param name="Collective">What stands behind "TM."; null where the head decides alone.</param>
    private sealed record Office(SignerRank Rank, string Title, string HeadTitle, string? Collective, string? OtherTitle);
}
