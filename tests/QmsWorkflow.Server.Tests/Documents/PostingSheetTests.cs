using DocumentFormat.OpenXml.Packaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>The sheet on the unit's wall leads to the unit's results (DOMAIN row 28).</summary>
public sealed class PostingSheetTests(TestCluster cluster)
{
    [Fact]
    public async Task A_code_that_opens_the_results_of_the_unit_is_printed()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.AdoptObjectivesAsync("hai-duong", "NCC");

        var docx = await app.InAsync("hai-duong", async (services, agency) =>
        {
            var ct = TestContext.Current.CancellationToken;
            var db = services.GetRequiredService<QmsDb>();
            var subject = new DocumentSubject(agency.Id, (await db.Cycles.SingleAsync(ct)).Id, (await db.Units.SingleAsync(u => u.Code == "NCC", ct)).Id);
            var codes = new VerificationQr(new Uri("https://iso.example.vn"));
            var sheet = new PostingSheetContent(services.GetRequiredService<Wording>(), services.GetRequiredService<UnitObjectiveTexts>(), codes, services.GetRequiredService<IUnitResultsAddress>());
            var draft = await sheet.BuildAsync(subject, ct);
            new DocumentStamp("", null, 2022, null, null).Apply(draft.Data);
            return DocxTemplate.Open(services.GetRequiredService<TemplateFolder>().Read("department-objectives/phieu-niem-yet")).Fill(draft.Data).Docx!;
        });

        using var word = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        word.MainDocumentPart!.ImageParts.Count().ShouldBe(1);
        DocxText.ToPlainText(DocxText.Read(docx)).ShouldContain("Quét mã để xem kết quả");
    }

    [Fact]
    public void Different_addresses_make_different_codes()
    {
        var (one, other) = (QrPicture.Of(new Uri("https://iso.example.vn/objectives/unit/1")), QrPicture.Of(new Uri("https://iso.example.vn/objectives/unit/2")));

        one.ShouldStartWith("data:image/png;base64,iVBOR");
        one.ShouldNotBe(other);
        QrPicture.Of(new Uri("https://iso.example.vn/objectives/unit/1")).ShouldBe(one);
    }
}
