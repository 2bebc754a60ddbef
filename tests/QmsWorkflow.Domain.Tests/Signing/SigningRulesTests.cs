using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Domain.Signing;

namespace QmsWorkflow.Domain.Tests.Signing;

public class SigningRulesTests
{
    private static readonly DateOnly Day = new(2024, 3, 28);

    private static readonly Signer Head = new("h", "Bùi Thanh Tùng", "Giám đốc", SignerRank.Head);
    private static readonly Signer Deputy = new("d", "Trần Văn Hà", "Phó Giám đốc", SignerRank.Deputy);
    private static readonly Signer OfficeHead = new("o", "Nguyễn Văn An", "Chánh Văn phòng", SignerRank.UnitHead);

    private static readonly SigningMandate Field = new() { Kind = MandateKind.AssignedField, GrantedTo = "d", GrantedByRank = SignerRank.Head };

    private static readonly SigningMandate ByRegulation = new()
    {
        Kind = MandateKind.Regulation,
        GrantedTo = "o",
        GrantedByRank = SignerRank.Head,
        Document = "Quy chế làm việc số 12/QĐ-SLĐTBXH",
        Kinds = [DocumentKind.Invitation, DocumentKind.OfficialLetter],
    };

    private static readonly SigningMandate Written = new()
    {
        Kind = MandateKind.WrittenAuthorisation,
        GrantedTo = "o",
        GrantedByRank = SignerRank.Head,
        Document = "15/GUQ-SLĐTBXH",
        Content = "Báo cáo tháng 3 về HTQLCL",
        Kinds = [DocumentKind.Report],
        From = new(2024, 3, 1),
        To = new(2024, 3, 31),
    };

    private static readonly SigningRequest Department = new()
    {
        Regime = AgencyRegime.Head,
        HeadTitle = "Giám đốc",
        Form = SigningForm.Direct,
        Signer = Head,
        Document = DocumentKind.Decision,
        Date = Day,
    };

    private static readonly SigningRequest Committee = Department with
    {
        Regime = AgencyRegime.Collective,
        CollectiveName = "Ủy ban nhân dân",
        HeadTitle = "Chủ tịch",
        Form = SigningForm.OnBehalf,
        Signer = new("c", "Võ Thành Giàu", "Chủ tịch", SignerRank.Head),
    };

    public static TheoryData<string, SigningRequest> Blocks => new()
    {
        { "GIÁM ĐỐC", Department },
        { "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC", Department with { Form = SigningForm.ForHead, Signer = Deputy, Mandate = Field } },
        { "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC", Department with { Form = SigningForm.ForHead, Signer = Deputy with { Rank = SignerRank.DeputyInCharge } } },
        { "KT. TRƯỞNG BAN|PHÓ TRƯỞNG BAN", Department with { HeadTitle = "Trưởng ban", Form = SigningForm.ForHead, Signer = Deputy with { Title = "Phó Trưởng ban" }, Mandate = Field } },
        { "Q. GIÁM ĐỐC", Department with { Form = SigningForm.Acting, Signer = Deputy with { Rank = SignerRank.ActingHead } } },
        { "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH", Committee },
        { "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH", Committee with { Signer = Deputy with { Title = "Phó Chủ tịch" }, Mandate = Field } },
        { "TM. ỦY BAN NHÂN DÂN|Q. CHỦ TỊCH", Committee with { Form = SigningForm.Acting, Signer = Deputy with { Rank = SignerRank.ActingHead } } },
        { "CHỦ TỊCH", Committee with { Form = SigningForm.Direct, IssuedByHeadTitle = true } },
        { "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH", Committee with { Form = SigningForm.ForHead, IssuedByHeadTitle = true, Signer = Deputy with { Title = "Phó Chủ tịch" }, Mandate = Field } },
        { "TL. GIÁM ĐỐC|CHÁNH VĂN PHÒNG", ByOrder },
        { "TL. GIÁM ĐỐC|KT. CHÁNH VĂN PHÒNG|PHÓ CHÁNH VĂN PHÒNG", ByOrder with { Signer = OfficeHead with { Title = "Phó Chánh Văn phòng", Rank = SignerRank.UnitDeputy, UnitHeadTitle = "Chánh Văn phòng" } } },
        { "TUQ. GIÁM ĐỐC|CHÁNH VĂN PHÒNG", ByAuthority },
    };

    public static TheoryData<string, SigningRequest> Refused => new()
    {
        { "signing.not-head", Department with { Signer = Deputy } },
        { "signing.collective", Committee with { Form = SigningForm.Direct } },
        { "signing.collective", Committee with { Form = SigningForm.ForHead, Signer = Deputy, Mandate = Field } },
        { "signing.not-collective", Department with { Form = SigningForm.OnBehalf } },
        { "signing.not-collective", Committee with { IssuedByHeadTitle = true } },
        { "signing.not-leader", Committee with { Signer = OfficeHead } },
        { "signing.not-acting", Department with { Form = SigningForm.Acting } },
        { "signing.not-deputy", Department with { Form = SigningForm.ForHead, Signer = OfficeHead } },
        { "signing.no-assignment", Department with { Form = SigningForm.ForHead, Signer = Deputy } },
        { "signing.no-assignment", Department with { Form = SigningForm.ForHead, Signer = Deputy, Mandate = Field with { Kinds = [DocumentKind.Plan] } } },
        { "signing.no-assignment", Department with { Form = SigningForm.ForHead, Signer = Deputy, Mandate = Field with { GrantedTo = "x" } } },
        { "signing.revoked", Department with { Form = SigningForm.ForHead, Signer = Deputy, Mandate = Field with { IsRevoked = true } } },
        { "signing.not-unit-head", ByOrder with { Signer = Deputy } },
        { "signing.no-regulation", ByOrder with { Mandate = null } },
        { "signing.no-regulation", ByOrder with { Document = DocumentKind.Decision } },
        { "signing.no-regulation", ByOrder with { Mandate = ByRegulation with { Document = null } } },
        { "signing.no-unit-head-title", ByOrder with { Signer = OfficeHead with { Rank = SignerRank.UnitDeputy } } },
        { "signing.no-authority", ByAuthority with { Mandate = null } },
        { "signing.no-authority", ByAuthority with { Mandate = Written with { Document = null } } },
        { "signing.not-subordinate-head", ByAuthority with { Signer = OfficeHead with { Rank = SignerRank.Deputy } } },
        { "signing.redelegated", ByAuthority with { Mandate = Written with { IsRedelegated = true } } },
        { "signing.redelegated", ByAuthority with { Signer = OfficeHead with { Id = "other" } } },
        { "signing.authority-not-from-head", ByAuthority with { Mandate = Written with { GrantedByRank = SignerRank.Deputy } } },
        { "signing.authority-unlimited", ByAuthority with { Mandate = Written with { To = null } } },
        { "signing.authority-unlimited", ByAuthority with { Mandate = Written with { Content = null, Kinds = [] } } },
        { "signing.authority-content", ByAuthority with { Document = DocumentKind.Decision } },
        { "signing.expired", ByAuthority with { Date = new(2024, 4, 1) } },
        { "signing.not-yet-valid", ByAuthority with { Date = new(2024, 2, 29) } },
        { "signing.academic-title", Department with { Signer = Head with { Name = "TS. Bùi Thanh Tùng" } } },
    };

    private static SigningRequest ByOrder => Department with
    {
        Form = SigningForm.ByOrder,
        Signer = OfficeHead,
        Document = DocumentKind.Invitation,
        Mandate = ByRegulation with { GrantedTo = "o" },
    };

    private static SigningRequest ByAuthority => Department with
    {
        Form = SigningForm.ByAuthority,
        Signer = OfficeHead,
        Document = DocumentKind.Report,
        Mandate = Written,
    };

    [Theory]
    [MemberData(nameof(Blocks), DisableDiscoveryEnumeration = true)]
    public void The_block_is_printed_as_the_decree_says(string lines, SigningRequest request)
    {
        var outcome = SigningRules.Check(request);

        outcome.Refusals.ShouldBeEmpty();
        outcome.Block.ShouldNotBeNull();
        outcome.Block.Authority.ShouldBe(lines.Split('|'));
        outcome.Block.Name.ShouldBe(request.Signer.Name);
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_wrong_signature_is_refused_with_its_reason(string code, SigningRequest request)
    {
        var outcome = SigningRules.Check(request);

        outcome.IsAllowed.ShouldBeFalse();
        outcome.Refusals.Select(refusal => refusal.Code).ShouldContain(code);
        outcome.Refusals.ShouldAllBe(refusal => refusal.MessageVi.EndsWith('.') && refusal.LegalBasis.StartsWith("NĐ 30/2020"));
    }

    [Fact]
    public void All_reasons_are_told_at_once()
    {
        var request = ByAuthority with { Date = new(2024, 4, 1), Document = DocumentKind.Decision };

        SigningRules.Check(request).Refusals.Select(refusal => refusal.MessageVi).ShouldBe(
        [
            "Văn bản ủy quyền không bao gồm loại văn bản “Quyết định”.",
            "Việc giao ký đã hết hiệu lực sau ngày 31/03/2024.",
        ]);
    }

    [Fact]
    public void A_committee_that_uses_the_seal_prints_the_other_title_above_the_name()
    {
        var request = Department with
        {
            HeadTitle = "Trưởng ban",
            Signer = Head with { Title = "Trưởng ban", OtherTitle = "Giám đốc Sở Lao động - Thương binh và Xã hội" },
        };

        SigningRules.Check(request).Block!.OtherTitle.ShouldBe("Giám đốc Sở Lao động - Thương binh và Xã hội");
    }

    [Theory]
    [InlineData(AgencyRegime.Head, SignerRank.Head, SigningForm.Direct)]
    [InlineData(AgencyRegime.Head, SignerRank.Deputy, SigningForm.ForHead)]
    [InlineData(AgencyRegime.Collective, SignerRank.Head, SigningForm.OnBehalf)]
    [InlineData(AgencyRegime.Collective, SignerRank.Deputy, SigningForm.OnBehalf)]
    [InlineData(AgencyRegime.Head, SignerRank.ActingHead, SigningForm.Acting)]
    [InlineData(AgencyRegime.Head, SignerRank.UnitHead, SigningForm.ByOrder)]
    public void The_usual_form_follows_from_the_place(AgencyRegime regime, SignerRank rank, SigningForm form)
    {
        SigningForms.Usual(regime, rank).ShouldBe(form);
        form.ToVietnamese().ShouldContain(form.Abbreviation());
    }
}
