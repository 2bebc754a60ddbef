using System.IO.Compression;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>A document carries the code that opens its entry in the register.</summary>
public sealed class VerificationQrTests(TestCluster cluster)
{
    private const string Agency = "hai-duong";

    [Theory]
    [InlineData("plan", null)]
    [InlineData("posting-sheet", "NCC")]
    public async Task The_draft_and_the_issued_document_show_the_same_code(string kind, string? unit)
    {
        var (day, signer) = SeedAgencies.Of(Agency);
        await using var app = await ProductApp.CreateAsync(cluster, day);
        await app.AdoptObjectivesAsync(Agency, unit);
        var id = await app.DraftAsync(Agency, kind, unit);
        var draft = await app.FileOfAsync(Agency, id);
        (await app.SignAsync(Agency, id, signer)).IsDone.ShouldBeTrue();
        await app.IssueAsync(Agency, id);

        var issued = await app.FileOfAsync(Agency, id);

        var code = (await app.DocumentAsync(Agency, id)).VerificationCode;
        var picture = Convert.FromBase64String(new VerificationQr(new Uri("http://127.0.0.1:0")).Picture(code)["data:image/png;base64,".Length..]);
        // The posting sheet has a second code, for the unit's results.
        var count = kind == "posting-sheet" ? 2 : 1;
        foreach (var pictures in (List<byte[]>[])[Pictures(draft), Pictures(issued)])
        {
            pictures.Count.ShouldBe(count);
            pictures.ShouldContain(bytes => bytes.SequenceEqual(picture));
        }
    }

    [Theory]
    [InlineData("https://iso.so-xyz.gov.vn", "https://iso.so-xyz.gov.vn/verify/7kd2mpq9xthw4cez")]
    [InlineData("https://iso.so-xyz.gov.vn/", "https://iso.so-xyz.gov.vn/verify/7kd2mpq9xthw4cez")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/verify/7kd2mpq9xthw4cez")]
    public void The_code_opens_the_page_of_the_document_at_the_public_address(string address, string page)
    {
        var codes = new VerificationQr(new Uri(address));

        codes.PageOf("7kd2mpq9xthw4cez").AbsoluteUri.ShouldBe(page);
        codes.Picture("7kd2mpq9xthw4cez").ShouldSatisfyAllConditions(
            picture => picture.ShouldStartWith("data:image/png;base64,"),
            picture => picture.ShouldNotBe(codes.Picture("8kd2mpq9xthw4cez")));
    }

    private static List<byte[]> Pictures(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
        return [.. zip.Entries.Where(entry => entry.FullName.StartsWith("word/media/", StringComparison.Ordinal)).Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return content.ToArray();
        })];
    }
}
