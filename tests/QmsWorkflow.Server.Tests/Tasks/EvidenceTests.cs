using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class EvidenceTests(TestCluster cluster)
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    public static TheoryData<string, byte[], string?> Files => new()
    {
        { "biên bản.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 …"), null },
        { "ảnh.png", Png, null },
        { "ảnh.JPG", [0xFF, 0xD8, 0xFF, 0xE0, 0], null },
        { "ảnh.heic", [0, 0, 0, 0x18, .. "ftypheic"u8, 0, 0], null },
        { "kế hoạch.docx", Package("word/document.xml"), null },
        { "bảng.xlsx", Package("xl/workbook.xml"), null },
        { "bảng.docx", Package("xl/workbook.xml"), "QMS216" },
        { "giả.pdf", Png, "QMS216" },
        { "giả.docx", "PK\u0003\u0004 không phải tệp nén"u8.ToArray(), "QMS216" },
        { "chạy.exe", "MZ"u8.ToArray(), "QMS215" },
        { "trang.html", "<html>"u8.ToArray(), "QMS215" },
        { "khong-duoi", Png, "QMS215" },
        { "rỗng.pdf", [], "QMS217" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_recognised_by_its_content(string name, byte[] content, string? problem)
    {
        var (type, found) = EvidenceFiles.Recognise(name, new MemoryStream(content));

        found.ShouldBe(problem);
        (type is null).ShouldBe(problem is not null);
    }

    [Fact]
    public void A_file_of_more_than_twenty_megabytes_is_too_large()
    {
        var large = new byte[EvidenceFiles.MaxBytes + 1];
        "%PDF-"u8.CopyTo(large);

        EvidenceFiles.Recognise("a.pdf", new MemoryStream(large)).Problem.ShouldBe("QMS214");
        EvidenceFiles.Recognise("a.pdf", new MemoryStream(large, 0, large.Length - 1)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(@"C:\Users\a\Ảnh niêm yết.png", "Ảnh niêm yết.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\"b<c>.pdf", "abc.pdf")]
    [InlineData("", "minh-chung")]
    public void Names_are_cleaned(string given, string kept) => EvidenceFiles.CleanName(given).ShouldBe(kept);

    [Fact]
    public async Task A_file_a_link_and_a_note_are_kept_with_who_and_when_and_can_be_taken_off()
    {
        await using var world = await OpenedAsync();
        var task = await world.OpenTaskAsync("a");
        (await AddAsync(world, new EvidenceInput.Upload(task.Id, Upload("Ảnh niêm yết.png", Png), "Ảnh tại phòng"))).ShouldBeDone();
        (await AddAsync(world, new EvidenceInput.Link(task.Id, "https://so.example.gov.vn/muc-tieu"))).ShouldBeDone();
        (await AddAsync(world, new EvidenceInput.Note(task.Id, "Đã phổ biến tại cuộc họp"))).ShouldBeDone();

        var rows = await world.ReadAsync(db => db.TaskEvidence.AsNoTracking().OrderBy(e => e.Kind).ToListAsync());
        (await world.ActAsync<RemoveEvidence>("thuky", (verb, actor) => verb.ExecuteAsync(task.Id, rows[0].Id, actor, default))).ShouldBeDone();

        rows.Select(r => r.Text).ShouldBe(["Ảnh tại phòng", "https://so.example.gov.vn/muc-tieu", "Đã phổ biến tại cuộc họp"], ignoreOrder: true);
        rows.ShouldAllBe(r => r.AddedBy == world.Id("thuky"));
        (await world.ReadAsync(db => db.StoredFiles.SingleAsync())).ContentType.ShouldBe("image/png");
        (await world.ReadAsync(db => db.TaskEvidence.CountAsync())).ShouldBe(2);
        (await world.ReadAsync(db => db.Set<TrailEntry>().CountAsync(e => e.Action == "evidence.added" || e.Action == "evidence.removed"))).ShouldBe(4);
    }

    [Fact]
    public async Task Wrong_evidence_is_refused_clearly()
    {
        await using var world = await OpenedAsync();
        var task = await world.OpenTaskAsync("a");

        (await AddAsync(world, new EvidenceInput.Upload(task.Id, null, null))).ShouldBeRefused("QMS217");
        (await AddAsync(world, new EvidenceInput.Upload(task.Id, Upload("giả.pdf", Png), null))).ShouldBeRefused("QMS216").Message.ShouldContain("giả.pdf");
        (await AddAsync(world, new EvidenceInput.Upload(task.Id, Upload("chạy.exe", "MZ"u8.ToArray()), null))).ShouldBeRefused("QMS215").Message.ShouldContain("PDF, Word");
        (await AddAsync(world, new EvidenceInput.Link(task.Id, "javascript:alert(1)"))).ShouldBeRefused("QMS218");
        (await AddAsync(world, new EvidenceInput.Note(task.Id, "  "))).ShouldBeRefused("QMS219");
        (await world.ActAsync<AddEvidence>("can2", (verb, actor) => verb.ExecuteAsync(new EvidenceInput.Note(task.Id, "x"), actor, default))).ShouldBeRefused("QMS302");
        (await world.ReadAsync(db => db.TaskEvidence.CountAsync())).ShouldBe(0);
        (await world.ReadAsync(db => db.StoredFiles.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_task_without_evidence_takes_none()
    {
        await using var world = await OpenedAsync(("evidence", "none"));
        var task = await world.OpenTaskAsync("a");

        (await AddAsync(world, new EvidenceInput.Note(task.Id, "x"))).ShouldBeRefused("QMS220");
    }

    private static Task<Outcome> AddAsync(World world, EvidenceInput input) =>
        world.ActAsync<AddEvidence>("thuky", (verb, actor) => verb.ExecuteAsync(input, actor, default));

    private static FormFile Upload(string name, byte[] content) => new(new MemoryStream(content), 0, content.Length, "evidence-file", name);

    private static byte[] Package(string part)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "[Content_Types].xml", part })
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write("<x/>"u8);
            }
        }

        return stream.ToArray();
    }

    private async Task<World> OpenedAsync(params (string Name, object Value)[] more)
    {
        var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "iso-secretary", more));
        await world.StartAsync("w");
        return world;
    }
}
