using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The block that a person's signature prints, in the form their office allows.</summary>
internal sealed record SignatureBlock(string Form, IReadOnlyList<string> Lines)
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
    public static (SignatureBlock? Block, string? Reason) For(Agency agency, string form, string documentKind, Actor actor, DateOnly on)
    {
        var regime = agency.IsCollective ? AgencyRegime.Collective : AgencyRegime.Head;
        var rank = actor.Has(Role.Head) ? SignerRank.Head : actor.Has(Role.Deputy) ? SignerRank.Deputy : actor.Has(Role.UnitHead) ? SignerRank.UnitHead : SignerRank.Other;
        if (form != "auto" && !Forms.ContainsKey(form)) return (null, $"Hình thức ký \"{form}\" không có.");

        var chosen = form == "auto" ? SigningForms.Usual(regime, rank) : Forms[form];
        var title = rank == SignerRank.Deputy ? agency.DeputyTitle : rank == SignerRank.Head ? agency.HeadTitle : "Trưởng phòng";
        var outcome = SigningRules.Check(new SigningRequest
        {
            Regime = regime,
            HeadTitle = agency.HeadTitle,
            CollectiveName = agency.IsCollective ? agency.ShortName : null,
            Form = chosen,
            Signer = new Signer(actor.PersonId.ToString()!, actor.Name, title, rank),
            Document = KindOf(documentKind),
            Date = on,
            Mandate = chosen == SigningForm.ForHead ? Mandate(actor) : null,
        });
        return outcome.Block is { } block
            ? (new SignatureBlock(chosen.ToString(), block.Authority), null)
            : (null, string.Join(" ", outcome.Refusals.Select(refusal => $"{refusal.MessageVi} ({refusal.LegalBasis})")));
    }

    /// <summary>A deputy's field of work is given with the role (NĐ 30/2020 Đ13.1).</summary>
    private static SigningMandate Mandate(Actor actor) => new() { Kind = MandateKind.AssignedField, GrantedTo = actor.PersonId.ToString()!, GrantedByRank = SignerRank.Head };

    private static DocumentKind KindOf(string kind) => DocumentKindInfo.Find(kind)?.Abbreviation is { } abbreviation
        ? DocumentKinds.ByAbbreviation(abbreviation)!.Kind
        : DocumentKind.Plan;
}
