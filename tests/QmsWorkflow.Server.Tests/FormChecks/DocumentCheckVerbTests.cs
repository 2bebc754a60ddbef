using System.Text.Json;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.FormChecks;

/// <summary><c>qms document check</c>.</summary>
public sealed class DocumentCheckVerbTests
{
    private readonly string folder = TestFolder.Create("document-check");

    [Fact]
    public async Task A_right_document_exits_with_0_and_tells_hints_only()
    {
        var (code, output, _) = await RunAsync(Filled("agency-objectives/quyet-dinh", _ => { }));

        code.ShouldBe(ExitCode.Ok, output);
        output.ShouldContain("1 tệp, 0 lỗi, 0 cảnh báo,");
        output.ShouldContain("gợi ý ND30-404 Căn cứ ban hành, đoạn 10");
    }

    [Fact]
    public async Task Errors_exit_with_1_and_are_told_as_JSON_with_place_and_article()
    {
        var wrong = Filled("agency-objectives/quyet-dinh", data => data["numberLine"] = "Số: 5/QD-SLĐTBXH");
        var broken = Path.Combine(folder, "broken.docx");
        await File.WriteAllTextAsync(broken, "không phải Word", TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync(wrong, broken, "--year", "2022", "--json");

        code.ShouldBe(ExitCode.Finding);
        var files = JsonDocument.Parse(output).RootElement.GetProperty("files");
        files.GetArrayLength().ShouldBe(2);
        files[1].GetProperty("error").GetString()!.ShouldContain("không phải tệp Word");
        var findings = files[0].GetProperty("findings").EnumerateArray().ToList();
        var padding = findings.Single(finding => finding.GetProperty("rule").GetString() == "ND30-223");
        padding.GetProperty("severity").GetString().ShouldBe("error");
        padding.GetProperty("place").GetProperty("area").GetString().ShouldBe("heading");
        padding.GetProperty("place").GetProperty("quote").GetString()!.ShouldStartWith("Số: 5/QD");
        padding.GetProperty("article").GetString()!.ShouldContain("Phụ lục I");
        padding.GetProperty("required").GetString().ShouldBe("“05”");
        findings.Select(finding => finding.GetProperty("rule").GetString()).ShouldContain("ND30-224");
    }

    [Fact]
    public async Task Mended_copies_are_written()
    {
        var wrong = Filled("agency-objectives/quyet-dinh", data => data["numberLine"] = "Số: 5/QD-SLĐTBXH");

        var (code, _, _) = await RunAsync(wrong, "--fix", Path.Combine(folder, "mended"));

        code.ShouldBe(ExitCode.Finding);
        var mended = await File.ReadAllBytesAsync(Path.Combine(folder, "mended", Path.GetFileName(wrong)), TestContext.Current.CancellationToken);
        DocxText.ToPlainText(DocxText.Read(mended)).ShouldContain("Số: 05/QĐ-SLĐTBXH");
    }

    [Fact]
    public async Task A_record_is_not_asked_for_number_and_kind()
    {
        var sheet = Filled("department-objectives/phieu-niem-yet", _ => { });

        (await RunAsync(sheet)).Code.ShouldBe(ExitCode.Finding);
        (await RunAsync(sheet, "--record")).Code.ShouldBe(ExitCode.Ok);
    }

    private string Filled(string template, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var path = Path.Combine(Repository.Root, "templates", template);
        var data = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path + ".sample.json"))!;
        change(data);
        var file = Path.Combine(folder, Guid.CreateVersion7().ToString("N") + ".docx");
        File.WriteAllBytes(file, DocxTemplate.Open(File.ReadAllBytes(path + ".docx")).Fill(data).Docx!);
        return file;
    }

    private static Task<Said> RunAsync(params string[] args) => Typist.Bare().TypeAsync(["document", "check", .. args]);
}
