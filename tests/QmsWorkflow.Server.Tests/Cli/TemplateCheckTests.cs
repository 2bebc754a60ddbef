using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Cli;

/// <summary><c>qms template check</c>: what an office that changed a template in Word is told (docs/how-to/make-a-template.md).</summary>
public sealed class TemplateCheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("qms-templates-").FullName;

    [Fact]
    public async Task The_shipped_templates_are_right_and_are_filled_to_be_looked_at()
    {
        var (code, output, _) = await RunAsync(Path.Combine(Repository.Root, "templates", "**", "*.docx"), "--out", folder);

        code.ShouldBe(ExitCode.Ok, output);
        output.ShouldBe("32 mẫu, 0 lỗi (32 templates, 0 faults)\n");
        Directory.GetFiles(folder).Length.ShouldBe(32);
        DocxText.ToPlainText(DocxText.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "annual-plan-ke-hoach.docx"), TestContext.Current.CancellationToken))).ShouldContain("KẾ HOẠCH");
    }

    [Fact]
    public async Task A_field_renamed_in_Word_is_told_with_its_place_and_nothing_is_written()
    {
        var file = Copy("annual-plan/ke-hoach");
        Change(file, "timing", "thoiGian");

        var (code, output, _) = await RunAsync(file, "--out", Path.Combine(folder, "out"));

        code.ShouldBe(ExitCode.Finding);
        output.ShouldContain("mẫu ke-hoach, thân văn bản, bảng 2, hàng 2, ô 3, trường \"rows[].thoiGian\": mẫu dùng trường không có trong dữ liệu");
        output.ShouldContain("\"rows[].timing\"");
        Directory.Exists(Path.Combine(folder, "out")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_template_without_its_description_cannot_be_checked()
    {
        var file = Copy("annual-plan/ke-hoach");
        File.Delete(Path.Combine(folder, "ke-hoach.schema.json"));

        var (code, _, error) = await RunAsync(file);

        code.ShouldBe(ExitCode.CannotRun);
        error.ShouldContain("ke-hoach.schema.json");
    }

    [Theory]
    [InlineData("ke-hoach.docx", "không phải Word")]
    [InlineData("ke-hoach.schema.json", "{")]
    [InlineData("ke-hoach.sample.json", "null")]
    public async Task A_broken_file_is_a_finding(string name, string content)
    {
        var file = Copy("annual-plan/ke-hoach");
        await File.WriteAllTextAsync(Path.Combine(folder, name), content, TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync(file);

        code.ShouldBe(ExitCode.Finding);
        output.ShouldStartWith("mẫu ke-hoach: ");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Copy(string template)
    {
        var name = Path.GetFileName(template);
        foreach (var ending in (string[])[".docx", ".schema.json", ".sample.json"])
        {
            File.Copy(Path.Combine(Repository.Root, "templates", template + ending), Path.Combine(folder, name + ending));
        }

        return Path.Combine(folder, name + ".docx");
    }

    private static void Change(string file, string tag, string other)
    {
        using var word = WordprocessingDocument.Open(file, isEditable: true);
        foreach (var known in word.MainDocumentPart!.Document!.Descendants<Tag>().Where(known => known.Val == tag)) known.Val = other;
    }

    private static Task<Said> RunAsync(params string[] args) => Typist.Bare().TypeAsync(["template", "check", .. args]);
}
