using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Templates;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Templates;

/// <summary>An office edits a template in Word and brings it into use: checked at once, approved by somebody else, gone back from.</summary>
public sealed class TemplatePageTests(TestCluster cluster)
{
    private const string Submission = "/templates/agency-objectives/to-trinh";

    private static byte[] Shipped => File.ReadAllBytes(Path.Combine(Repository.Root, "templates", "agency-objectives", "to-trinh.docx"));

    /// <summary>The office greets its addressee another way.</summary>
    private static byte[] Edited => EditedTemplate.Replace(Shipped, "Kính gửi: ", "Trân trọng kính gửi: ");

    [Fact]
    public async Task An_edited_template_is_checked_compared_approved_by_another_and_used_for_the_next_document()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var office = await app.SignInAsync("hd.vanphong");
        await office.GoAsync(Submission);
        office.Text.ShouldContain("Đang dùng: bản đi kèm phần mềm");

        await office.UploadAsync("Tải lên và kiểm tra", "File", "to-trinh.docx", Edited, ("Note", "Thêm chữ Trân trọng"));

        office.RefusalCode.ShouldBeNull(office.Text);
        office.Text.ShouldContain("Mẫu khớp với dữ liệu và điền được dữ liệu mẫu");
        office.Text.ShouldContain("Thêm Trân trọng kính gửi: «addressee»");
        office.Text.ShouldContain("Bỏ Kính gửi: «addressee»");
        office.Text.ShouldContain("Chờ người có quyền duyệt: Lãnh đạo");
        (await UsedAsync(app)).ShouldNotContain("Trân trọng kính gửi");

        using var head = await app.SignInAsync("hd.giamdoc");
        await head.GoAsync(Submission);
        await head.SubmitAsync("Duyệt bản 1");

        head.Text.ShouldContain("Đang dùng: bản 1 của cơ quan");
        head.Text.ShouldContain("duyệt bản 1 của mẫu agency-objectives/to-trinh");
        (await UsedAsync(app)).ShouldContain("Trân trọng kính gửi");
        await head.GoAsync("/templates");
        head.Text.ShouldContain("Bản 1 của cơ quan");
    }

    [Fact]
    public async Task A_document_is_signed_and_issued_with_the_version_it_was_drafted_with()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var document = await app.DraftAsync("hai-duong", "submission");
        await UseAsync(app, Edited);

        (await app.SignAsync("hai-duong", document, "hd.giamdoc")).ShouldBe(Outcome.Success);
        await app.IssueAsync("hai-duong", document);

        (await app.DocumentAsync("hai-duong", document)).TemplateVersion.ShouldBe(0);
        DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", document))).ShouldNotContain("Trân trọng kính gửi");
        var next = await app.DraftAsync("hai-duong", "submission");
        (await app.DocumentAsync("hai-duong", next)).TemplateVersion.ShouldBe(1);
        DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", next))).ShouldContain("Trân trọng kính gửi");
    }

    [Fact]
    public async Task Going_back_brings_an_earlier_version_or_the_shipped_one_into_use_again()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await UseAsync(app, Edited);
        await UseAsync(app, EditedTemplate.Replace(Shipped, "Kính gửi: ", "Gửi: "));
        await app.ListenAsync();
        using var head = await app.SignInAsync("hd.giamdoc");
        await head.GoAsync(Submission);
        head.Text.ShouldContain("Đang dùng: bản 2 của cơ quan");

        await head.SubmitAsync("Dùng lại bản 1");
        head.Text.ShouldContain("Đang dùng: bản 1 của cơ quan");
        await head.SubmitAsync("Dùng lại mẫu đi kèm");

        head.Text.ShouldContain("Đang dùng: bản đi kèm phần mềm");
        head.Text.ShouldContain("dùng lại mẫu đi kèm phần mềm");
        (await UsedAsync(app)).ShouldNotContain("Trân trọng");
    }

    [Fact]
    public async Task A_template_with_faults_shows_them_all_with_their_places_and_cannot_be_approved()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var office = await app.SignInAsync("hd.vanphong");
        await office.GoAsync(Submission);
        var broken = EditedTemplate.Replace(EditedTemplate.Replace(Shipped, "<w:tag w:val=\"title\" />", "<w:tag w:val=\"trichYeu\" />"), "<w:tag w:val=\"each:paragraphs\" />", "<w:tag w:val=\"paragraphs\" />");

        await office.UploadAsync("Tải lên và kiểm tra", "File", "to-trinh.docx", broken, ("Note", "Đổi tên trường"));

        office.Text.ShouldContain("Mẫu còn");
        office.Text.ShouldContain("trichYeu (thân văn bản, đoạn");
        office.Text.ShouldContain("mẫu dùng trường không có trong dữ liệu");
        office.Text.ShouldContain("mẫu in trường này như chữ nhưng dữ liệu không phải chữ");
        office.Text.ShouldContain("title (thân văn bản): mẫu thiếu trường bắt buộc này.");
        var outcome = await ActAsync(app, "hd.giamdoc", (acts, version, head) => acts.ApproveAsync(version, head, TestContext.Current.CancellationToken));
        ((Outcome.Refused)outcome).Code.ShouldBe("QMS415");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().TemplateVersions.CountAsync(v => v.State == TemplateState.Approved))).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_approves_what_they_uploaded_even_with_both_roles()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var office = await app.ActorAsync("hai-duong", "hd.vanphong");
        var both = office with { Roles = [.. office.Roles, new HeldRole(Role.Head, null)] };
        await UploadAsync(app, Edited, both);

        var outcome = await ActAsync(app, both, (acts, version, actor) => acts.ApproveAsync(version, actor, TestContext.Current.CancellationToken));

        ((Outcome.Refused)outcome).Code.ShouldBe("QMS414");
    }

    [Fact]
    public async Task Every_hostile_file_is_refused_with_its_reason_and_none_is_kept()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var office = await app.ActorAsync("hai-duong", "hd.vanphong");
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var name in Hostile.Keys) answers[name] = await UploadAsync(app, HostileFile(name), office) is Outcome.Refused { Code: "QMS411" } refused ? refused.Message : "nhận";

        answers.Where(answer => !answer.Value.Contains(Hostile[answer.Key], StringComparison.Ordinal)).ShouldBeEmpty();
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().TemplateVersions.CountAsync())).ShouldBe(0);
    }

    private static readonly Dictionary<string, string> Hostile = new(StringComparer.Ordinal)
    {
        ["text"] = "không phải tệp Word",
        ["old"] = "Word kiểu cũ",
        ["macro"] = "macro",
        ["dtd"] = "bị hỏng",
        ["outside"] = "tham chiếu ra bên ngoài",
        ["bomb"] = "bom nén",
        ["cut"] = "bị hỏng",
    };

    [Fact]
    public async Task More_than_20_MB_is_refused_before_it_is_read()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.ListenAsync();
        using var office = await app.SignInAsync("hd.vanphong");
        await office.GoAsync(Submission);

        await office.UploadAsync("Tải lên và kiểm tra", "File", "to-trinh.docx", new byte[21 * 1024 * 1024], ("Note", "Tệp lớn"));

        office.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        office.Text.ShouldContain("tối đa 20 MB");
    }

    [Fact]
    public async Task An_update_that_changes_the_shipped_template_is_told_where_the_agency_has_its_own()
    {
        var content = ContentWithTemplates();
        await using var app = await ProductApp.CreateAsync(cluster, content: content);
        await UseAsync(app, Edited);
        await app.ListenAsync();
        using var office = await app.SignInAsync("hd.vanphong");
        await office.GoAsync(Submission);
        office.Text.ShouldNotContain("Phần mềm đã cập nhật mẫu đi kèm");

        File.WriteAllBytes(Path.Combine(content, "templates", "agency-objectives", "to-trinh.docx"), EditedTemplate.Replace(Shipped, "Độc lập - Tự do", "Độc lập – Tự do"));
        File.SetLastWriteTimeUtc(Path.Combine(content, "templates", "agency-objectives", "to-trinh.docx"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await office.GoAsync(Submission);

        office.Text.ShouldContain("Phần mềm đã cập nhật mẫu đi kèm sau khi bản 1 của cơ quan được tải lên");
        await office.GoAsync("/templates?q=to+trinh");
        office.Text.ShouldContain("Bản đi kèm đã đổi");
        office.Text.ShouldNotContain("Phiếu niêm yết");
    }

    /// <summary>The shipped content with templates of its own, which a test may change.</summary>
    private static string ContentWithTemplates()
    {
        var folder = TestFolder.Create("content");
        foreach (var part in new[] { "workflows", "templates", "samples" })
        {
            foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, part), "*", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}build{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
            {
                var target = Path.Combine(folder, Path.GetRelativePath(Repository.Root, file));
                System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        return folder;
    }

    private static byte[] HostileFile(string name) => name switch
    {
        "text" => "Đây là chữ"u8.ToArray(),
        "old" => [0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0],
        "macro" => EditedTemplate.Add(Shipped, "word/vbaProject.bin", "Sub AutoOpen()"),
        "dtd" => EditedTemplate.Replace(Shipped, "<w:document ", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document "),
        "outside" => EditedTemplate.Replace(Shipped, "</Relationships>", "<Relationship Id=\"x9\" TargetMode=\"External\" Target=\"http://example.com/a.dotm\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" /></Relationships>", "word/_rels/document.xml.rels"),
        "bomb" => EditedTemplate.Add(Shipped, "word/media/a.png", new string(' ', 140 * 1024 * 1024)),
        _ => Shipped[..(Shipped.Length / 2)],
    };

    private static async Task UseAsync(ProductApp app, byte[] template)
    {
        (await UploadAsync(app, template, await app.ActorAsync("hai-duong", "hd.vanphong"))).ShouldBe(Outcome.Success);
        (await ActAsync(app, "hd.giamdoc", (acts, version, head) => acts.ApproveAsync(version, head, TestContext.Current.CancellationToken))).ShouldBe(Outcome.Success);
    }

    private static Task<Outcome> UploadAsync(ProductApp app, byte[] template, Actor actor) => app.InAsync("hai-duong", (services, _) =>
        services.GetRequiredService<UploadTemplate>().ExecuteAsync(new UploadTemplateInput("agency-objectives/to-trinh", template, "Sửa lời"), actor, TestContext.Current.CancellationToken));

    private static async Task<Outcome> ActAsync(ProductApp app, string userName, Func<TemplateActs, Guid, Actor, Task<Outcome>> act) =>
        await ActAsync(app, await app.ActorAsync("hai-duong", userName), act);

    private static Task<Outcome> ActAsync(ProductApp app, Actor actor, Func<TemplateActs, Guid, Actor, Task<Outcome>> act) => app.InAsync("hai-duong", async (services, _) =>
    {
        var version = await services.GetRequiredService<QmsDb>().TemplateVersions.Where(v => v.State == TemplateState.Draft).Select(v => v.Id).SingleAsync();
        return await act(services.GetRequiredService<TemplateActs>(), version, actor);
    });

    /// <summary>The text of the template that a document of Hải Dương would be drafted with now.</summary>
    private static Task<string> UsedAsync(ProductApp app) => app.InAsync("hai-duong", async (services, agency) =>
        DocxText.ToPlainText(DocxText.Read((await services.GetRequiredService<AgencyTemplates>().CurrentAsync(agency.Id, "agency-objectives/to-trinh", TestContext.Current.CancellationToken)).Content)));
}
