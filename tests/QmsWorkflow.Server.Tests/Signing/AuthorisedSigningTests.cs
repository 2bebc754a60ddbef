using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>TUQ. only by a writing: an issued document of the register signed by the head, or a paper whose scan is kept (NĐ 30/2020 Điều 13.3).</summary>
public sealed class AuthorisedSigningTests(TestCluster cluster)
{
    private static readonly DateOnly Today = new(2022, 3, 2);
    private static readonly byte[] Scan = [.. "%PDF-1.7 bản quét"u8];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_units_head_signs_by_the_authorisation_of_an_issued_document()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        var writing = await IssuedAsync(app, "hd.giamdoc");

        (await GiveAsync(app, input => input with { DocumentId = writing })).ShouldBeDone();

        var (block, reason) = await BlockAsync(app);
        reason.ShouldBeNull();
        block!.Lines.ShouldBe(["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]);
    }

    [Fact]
    public async Task An_authorisation_on_paper_needs_its_scan_which_is_kept()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);

        Fields(await GiveAsync(app, input => input)).ShouldBe(["Authorisation"]);
        Fields(await GiveAsync(app, input => input with { Paper = new ScannedPaper("uy-quyen.pdf", [.. "MZ"u8]) })).ShouldBe(["Paper"]);
        (await GiveAsync(app, input => input with { Paper = new ScannedPaper("uy-quyen.pdf", Scan) })).ShouldBeDone();

        var kept = await app.InAsync("hai-duong", (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            return db.SigningMandates.Where(m => m.Kind == MandateKind.WrittenAuthorisation).Join(db.StoredFiles, m => m.FileId, f => f.Id, (m, f) => f).SingleAsync(Ct);
        });
        (kept.FileName, kept.ContentType, kept.SizeBytes).ShouldBe(("uy-quyen.pdf", "application/pdf", Scan.Length));
        (await BlockAsync(app)).Block.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deputy_cannot_authorise_and_who_is_authorised_cannot_authorise_themselves()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        var deputys = await IssuedAsync(app, "hd.phogiamdoc");
        var heads = await IssuedAsync(app, "hd.giamdoc");
        var head = await app.ActorAsync("hai-duong", "hd.giamdoc");

        Fields(await GiveAsync(app, input => input with { DocumentId = deputys })).ShouldBe(["Authorisation"]);
        Fields(await GiveAsync(app, input => input with { DocumentId = heads, PersonId = head.PersonId })).ShouldBe(["Authorisation"]);
    }

    [Fact]
    public async Task A_draft_gives_no_right_and_no_right_reaches_beyond_its_document()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        var draft = await app.DraftAsync("hai-duong", "plan");
        var issued = await IssuedAsync(app, "hd.giamdoc", "2022-06-30");

        Fields(await GiveAsync(app, input => input with { DocumentId = draft })).ShouldBe(["Authorisation"]);
        Fields(await GiveAsync(app, input => input with { DocumentId = issued, ValidFrom = Today.AddDays(-1) })).ShouldBe(["ValidFrom", "ValidTo"]);
        (await GiveAsync(app, input => input with { DocumentId = issued, ValidTo = new(2022, 6, 30) })).ShouldBeDone();
    }

    [Fact]
    public async Task A_right_falls_with_the_document_that_gives_it()
    {
        await using var app = await ProductApp.CreateAsync(cluster, Today);
        var writing = await IssuedAsync(app, "hd.giamdoc");
        (await GiveAsync(app, input => input with { DocumentId = writing })).ShouldBeDone();
        var recall = await app.DraftAsync("hai-duong", "plan");
        await app.InAsync("hai-duong", (services, agency) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            db.DocumentRelations.Add(new DocumentRelation
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agency.Id,
                FromDocumentId = recall,
                ToDocumentId = writing,
                Kind = DocumentRelationKind.Recalls,
                Since = Today,
                RecordedAt = DateTimeOffset.UnixEpoch,
            });
            return db.SaveChangesAsync(Ct);
        });

        var (block, reason) = await BlockAsync(app);

        block.ShouldBeNull();
        reason.ShouldNotBeNull().ShouldContain("Việc giao ký đã bị thu hồi.");
    }

    private static async Task<Guid> IssuedAsync(ProductApp app, string signer, string? validTo = null)
    {
        var id = await app.DraftAsync("hai-duong", "plan");
        if (validTo is not null)
        {
            await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Database.ExecuteSqlAsync(
                $"update documents set content = content || jsonb_build_object('validTo', {validTo}) where id = {id}", Ct));
        }

        (await app.SignAsync("hai-duong", id, signer)).ShouldBeDone();
        await app.IssueAsync("hai-duong", id);
        return id;
    }

    private static async Task<Outcome> GiveAsync(ProductApp app, Func<SigningRightInput, SigningRightInput> change)
    {
        var admin = await app.ActorAsync("hai-duong", "hd.quantri");
        var person = await app.ActorAsync("hai-duong", "hd.truong.vp");
        var input = change(new SigningRightInput(person.PersonId, MandateKind.WrittenAuthorisation, "Giấy ủy quyền số 01/GUQ-SLĐTBXH", "Văn bản của hệ thống quản lý chất lượng", [], Today, new(2022, 12, 31)));
        return await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<GiveSigningRight>().ExecuteAsync(input, admin, Ct));
    }

    private static async Task<(SignatureBlock? Block, string? Reason)> BlockAsync(ProductApp app)
    {
        var actor = await app.ActorAsync("hai-duong", "hd.truong.vp");
        return await app.InAsync("hai-duong", (services, agency) => services.GetRequiredService<SignatureBlocks>().ForAsync(agency, "auto", "plan", null, actor, Today, Ct));
    }

    private static IEnumerable<string> Fields(Outcome outcome) => outcome.ShouldBeRefused("QMS603").Fields.Select(field => field.Field);
}
