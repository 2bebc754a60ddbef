using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>Every kind of document of the sample agencies is a Word file without a fault or an unfilled field.</summary>
public sealed class GeneratedDocumentsTests(TestCluster cluster)
{
    [Theory]
    [InlineData("hai-duong", "plan", null)]
    [InlineData("hai-duong", "submission", null)]
    [InlineData("hai-duong", "decision", null)]
    [InlineData("hai-duong", "unit-objectives", "NCC")]
    [InlineData("hai-duong", "posting-sheet", "NCC")]
    [InlineData("bac-giang", "plan", null)]
    [InlineData("bac-giang", "submission", null)]
    [InlineData("bac-giang", "decision", null)]
    [InlineData("bac-giang", "unit-objectives", "VP")]
    [InlineData("bac-giang", "posting-sheet", "VP")]
    [InlineData("bau-bang", "plan", null)]
    [InlineData("bau-bang", "submission", null)]
    [InlineData("bau-bang", "decision", null)]
    [InlineData("bau-bang", "unit-objectives", "TP")]
    [InlineData("bau-bang", "posting-sheet", "TP")]
    [InlineData("ba-ria-vung-tau", "plan", null)]
    [InlineData("ba-ria-vung-tau", "submission", null)]
    [InlineData("ba-ria-vung-tau", "decision", null)]
    [InlineData("ba-ria-vung-tau", "unit-objectives", "NVTD")]
    [InlineData("ba-ria-vung-tau", "posting-sheet", "NVTD")]
    public async Task A_document_is_valid_for_Word_and_complete(string agency, string kind, string? unit)
    {
        var (day, signer) = SeedAgencies.Of(agency);
        await using var app = await ProductApp.CreateAsync(cluster, day);
        await app.AdoptObjectivesAsync(agency, unit);
        var id = await app.DraftAsync(agency, kind, unit);
        var draft = await app.FileOfAsync(agency, id);
        (await app.SignAsync(agency, id, signer)).IsDone.ShouldBeTrue();
        await app.IssueAsync(agency, id);

        var issued = await app.FileOfAsync(agency, id);

        await LookAtAsync($"{agency}-{kind}-draft.docx", draft);
        await LookAtAsync($"{agency}-{kind}-issued.docx", issued);
        foreach (var docx in (byte[][])[draft, issued])
        {
            using var word = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
            new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(word, TestContext.Current.CancellationToken).Select(fault => fault.Description).ShouldBeEmpty();
            var text = DocxText.ToPlainText(DocxText.Read(docx));
            text.ShouldNotContain("«");
            text.ShouldContain((await app.AgencyAsync(agency)).Name.ToUpperInvariant());
        }

        var number = (await app.DocumentAsync(agency, id)).Number;
        if (number is null) kind.ShouldBeOneOf("unit-objectives", "posting-sheet");
        else DocxText.ToPlainText(DocxText.Read(issued)).ShouldContain("Số: 01/");
    }

    /// <summary>To look at the pages: QMS_KEEP_DOCUMENTS=FOLDER keeps the files.</summary>
    private static async Task LookAtAsync(string name, byte[] docx)
    {
        if (Environment.GetEnvironmentVariable("QMS_KEEP_DOCUMENTS") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(folder, name), docx, TestContext.Current.CancellationToken);
    }
}
