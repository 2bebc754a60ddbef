using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>Who signs in which form, by office and by the rights recorded in the agency's data (NĐ 30/2020 Điều 13; S-198).</summary>
public sealed class SigningTests(TestCluster cluster)
{
    private static readonly DateOnly Today = new(2022, 3, 2);

    [Theory]
    [InlineData("hai-duong", "hd.giamdoc", "GIÁM ĐỐC")]
    [InlineData("hai-duong", "hd.phogiamdoc", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC")]
    [InlineData("bau-bang", "bb.chutich", "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH")] // S-120
    [InlineData("bau-bang", "bb.phochutich", "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH")]
    [InlineData("ba-ria-vung-tau", "vt.photruongban", "KT. TRƯỞNG BAN|PHÓ TRƯỞNG BAN")] // S-190
    public async Task A_person_signs_in_the_form_of_their_office(string agency, string userName, string lines)
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);

        var (block, reason) = await BlockAsync(app, agency, userName);

        reason.ShouldBeNull();
        string.Join('|', block!.Lines).ShouldBe(lines);
    }

    [Theory]
    [InlineData(MandateKind.Regulation, "TL. GIÁM ĐỐC|CHÁNH VĂN PHÒNG")]
    [InlineData(MandateKind.WrittenAuthorisation, "TUQ. GIÁM ĐỐC|CHÁNH VĂN PHÒNG")]
    public async Task A_units_head_signs_by_the_right_that_was_recorded(MandateKind kind, string lines)
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        await GrantAsync(app, "hd.truong.vp", mandate => (mandate.Kind, mandate.ValidTo, mandate.Content) = (kind, new DateOnly(2022, 12, 31), "Văn bản của hệ thống quản lý chất lượng"));

        var (block, reason) = await BlockAsync(app, "hai-duong", "hd.truong.vp");

        reason.ShouldBeNull();
        string.Join('|', block!.Lines).ShouldBe(lines);
    }

    [Fact]
    public async Task A_units_head_without_a_recorded_right_is_told_which_one_is_missing()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);

        var (block, reason) = await BlockAsync(app, "hai-duong", "hd.truong.vp");

        block.ShouldBeNull();
        reason.ShouldBe("Việc ký thừa lệnh phải được quy định cụ thể trong quy chế làm việc hoặc quy chế công tác văn thư. (NĐ 30/2020 Đ13.4)");
    }

    [Theory]
    [InlineData("other kind", "chưa được phân công")]
    [InlineData("revoked", "đã bị thu hồi")]
    [InlineData("expired", "đã hết hiệu lực sau ngày 01/03/2022")]
    [InlineData("not yet", "có hiệu lực từ ngày 03/03/2022")]
    [InlineData("none", "chưa được phân công")]
    public async Task A_deputy_whose_right_does_not_hold_may_not_sign_and_the_draft_stays(string fault, string message)
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        await ChangeAsync(app, fault);
        var id = await app.DraftAsync("hai-duong", "plan");

        var outcome = await app.SignAsync("hai-duong", id, "hd.phogiamdoc");

        var refused = outcome.ShouldBeOfType<Outcome.Refused>();
        refused.Code.ShouldBe("QMS403");
        refused.Message.ShouldContain(message);
        refused.Message.ShouldStartWith("Bạn không có thẩm quyền ký theo hình thức \"theo chức vụ\".");
        (await app.DocumentAsync("hai-duong", id)).State.ShouldBe(DocumentState.Draft);
    }

    [Fact]
    public async Task Of_several_rights_the_one_that_holds_today_counts()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        await ChangeAsync(app, "expired");
        await GrantAsync(app, "hd.phogiamdoc", mandate => mandate.Documents = ["decision"]);
        await GrantAsync(app, "hd.phogiamdoc", mandate => mandate.Documents = ["plan"]);

        (await BlockAsync(app, "hai-duong", "hd.phogiamdoc")).Block.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_collective_without_a_name_cannot_sign()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);

        var (block, reason) = await BlockAsync(app, "bau-bang", "bb.chutich", agency => agency.CollectiveName = "");

        block.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain("tên của tập thể");
    }

    private static async Task<(SignatureBlock? Block, string? Reason)> BlockAsync(ProductApp app, string agencyCode, string userName, Action<Agency>? change = null)
    {
        var actor = await app.ActorAsync(agencyCode, userName);
        return await app.InAsync(agencyCode, (services, agency) =>
        {
            change?.Invoke(agency);
            return services.GetRequiredService<SignatureBlocks>().ForAsync(agency, "auto", "plan", null, actor, Today, TestContext.Current.CancellationToken);
        });
    }

    private static Task<int> ChangeAsync(ProductApp app, string fault) => app.InAsync("hai-duong", async (services, _) =>
    {
        var db = services.GetRequiredService<QmsDb>();
        var right = await db.SigningMandates.SingleAsync(TestContext.Current.CancellationToken);
        switch (fault)
        {
            case "other kind": right.Documents = ["decision"]; break;
            case "revoked": right.RevokedOn = Today; break;
            case "expired": right.ValidTo = Today.AddDays(-1); break;
            case "not yet": right.ValidFrom = Today.AddDays(1); break;
            default: db.Remove(right); break;
        }

        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    private static Task<int> GrantAsync(ProductApp app, string userName, Action<SigningMandateRow> set) => app.InAsync("hai-duong", async (services, agency) =>
    {
        var db = services.GetRequiredService<QmsDb>();
        var mandate = new SigningMandateRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency.Id,
            PersonId = (await db.People.SingleAsync(p => p.UserName == userName, TestContext.Current.CancellationToken)).Id,
            Kind = MandateKind.AssignedField,
            Source = "Quy chế làm việc của Sở, số 10/QĐ-SLĐTBXH",
            ValidFrom = new DateOnly(2022, 1, 1),
            RecordedAt = DateTimeOffset.UnixEpoch,
        };
        set(mandate);
        db.SigningMandates.Add(mandate);
        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });
}
