using System.Buffers.Binary;
using System.IO.Compression;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Reading;

/// <summary>Files made to fill memory, to waste time or to reach out of themselves are refused with a reason, for little work.</summary>
public sealed class HostileSizeTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void A_file_of_200_MB_is_refused_before_it_is_read()
    {
        var upload = new Endless(200 * Megabyte, "PK"u8.ToArray());

        Should.Throw<DocxException>(() => DocxGuard.Check(upload, length: 200 * Megabyte)).Message.ShouldBe("Tệp lớn 200 MB, nhiều nhất 20 MB.");
        upload.Given.ShouldBe(0);
    }

    [Fact]
    public void A_file_that_hides_its_length_is_refused_soon_after_20_MB()
    {
        var upload = new Endless(200 * Megabyte, "PK"u8.ToArray());

        Should.Throw<DocxException>(() => DocxGuard.Check(upload)).Message.ShouldContain("nhiều nhất 20 MB");
        upload.Given.ShouldBeLessThan(21 * Megabyte);
    }

    [Fact]
    public void What_is_no_Word_file_is_refused_at_its_first_bytes()
    {
        var upload = new Endless(200 * Megabyte, "%PDF-1.7"u8.ToArray());

        Should.Throw<DocxException>(() => DocxGuard.Check(upload)).Message.ShouldContain("không phải tệp Word");
        upload.Given.ShouldBeLessThan(Megabyte);
    }

    [Fact]
    public void A_good_upload_is_handed_on_whole()
    {
        var file = Repository.Template("agency-objectives/to-trinh");

        DocxGuard.Check(new MemoryStream(file), file.Length).ShouldBe(file);
    }

    [Fact]
    public void A_size_in_the_directory_that_lies_is_found_out()
    {
        var file = Docx(P(R("x")), ("word/media/a.bin", new string('0', 150 * 1024 * 1024)));
        var directory = file.AsSpan().LastIndexOf("word/media/a.bin"u8) - 46;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(directory + 24), 10);

        Refused(file, 64 * Megabyte);
    }

    [Fact]
    public void A_bomb_made_of_many_small_parts_is_refused() =>
        Refused(Docx(P(R("x")), [.. Enumerable.Range(0, 40).Select(number => ($"word/x{number}.bin", new string('0', 4 * 1024 * 1024)))]), 64 * Megabyte).ShouldContain("bom nén");

    [Fact]
    public void A_huge_attribute_is_refused() => Refused(Docx($"<w:p w:rsidR=\"{new string('1', 30_000_000)}\"/>"), 32 * Megabyte).ShouldContain("thuộc tính quá dài");

    [Fact]
    public void Very_many_attributes_are_refused() =>
        Refused(Docx($"<w:p {string.Concat(Enumerable.Range(0, 5_000).Select(number => $" a{number}=\"\""))}/>"), 32 * Megabyte).ShouldContain("quá nhiều thuộc tính");

    [Fact]
    public void Very_many_elements_are_refused() => Refused(Docx(string.Concat(Enumerable.Repeat("<w:p/>", 1_100_000))), 128 * Megabyte).ShouldContain("quá nhiều phần tử");

    [Fact]
    public void An_entity_that_grows_is_refused() =>
        Refused(Docx("", ("word/document.xml", "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + Document(P(R("&b;"))))), 8 * Megabyte).ShouldContain("DTD");

    [Fact]
    public void Deep_nesting_in_a_part_of_any_name_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 60_000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 60_000));

        Refused(Docx(P(R("x")), ("word/evil.bin", "\uFEFF  " + Document(deep)), ("_rels/.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/evil.bin"/></Relationships>""")), 32 * Megabyte)
            .ShouldContain("lồng quá sâu");
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("word/../../x.xml")]
    [InlineData("/etc/passwd")]
    [InlineData("word\\x.bin")]
    [InlineData("C:/x.bin")]
    [InlineData("word/\u0007.bin")]
    public void Names_that_reach_out_of_the_file_are_refused(string name) => Refused(Docx(P(R("x")), (name, "x")), 8 * Megabyte).ShouldContain("không hợp lệ");

    [Fact]
    public void The_same_part_twice_is_refused_whatever_the_case_of_its_letters() =>
        Refused(Docx(P(R("x")), ("Word/Document.xml", Document(P(R("y"))))), 8 * Megabyte).ShouldContain("hai lần");

    [Fact]
    public void Pictures_of_absurd_size_are_refused()
    {
        var png = Convert.FromBase64String(Pictures.Png(1_000_000, 1_000_000)["data:image/png;base64,".Length..]);

        Refused(With("word/media/image1.png", png), 8 * Megabyte).ShouldContain("1000000 × 1000000 điểm");
    }

    [Fact]
    public void A_shortcut_of_Unix_is_refused()
    {
        using var content = new MemoryStream(Docx(P(R("x"))).ToArray().Length * 2);
        content.Write(Docx(P(R("x"))));
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true)) zip.CreateEntry("word/link.bin").ExternalAttributes = unchecked((int)0xA1FF0000);

        Refused(content.ToArray(), 8 * Megabyte).ShouldContain("lối tắt");
    }

    [Fact]
    public void Relationships_in_a_circle_or_a_long_chain_are_read_and_end()
    {
        static string Part(string target) => $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="{target}"/></Relationships>""";
        var circle = Docx(P(R("x")), ("word/header1.xml", $"<w:hdr {Namespaces}>{P(R("đầu"))}</w:hdr>"), ("word/_rels/document.xml.rels", Part("header1.xml")), ("word/_rels/header1.xml.rels", Part("header1.xml")), PartsOf.ContentTypes(("header1", "header")));
        var chain = Docx(P(R("x")), [("word/_rels/document.xml.rels", Part("h0.xml")), .. Enumerable.Range(0, 900).SelectMany(number => new[]
        {
            ($"word/h{number}.xml", $"<w:hdr {Namespaces}>{P("")}</w:hdr>"), ($"word/_rels/h{number}.xml.rels", Part($"h{number + 1}.xml")),
        })]);

        DocxTemplate.Open(circle).Fill([]).Docx.ShouldNotBeNull();
        foreach (var file in new[] { circle, chain })
        {
            try
            {
                DocxText.Read(file).ShouldNotBeEmpty();
            }
            catch (DocxException refused)
            {
                refused.Message.ShouldContain("bị hỏng");
            }
        }
    }

    [Fact]
    public void A_paragraph_of_very_many_fields_is_read_in_one_walk()
    {
        const string field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

        DocxText.Read(Docx(P(string.Concat(Enumerable.Repeat(field, 60_000))))).ShouldHaveSingleItem().Text.Length.ShouldBe(60_000);
    }

    [Fact]
    public void Tags_controls_and_blocks_beyond_all_use_are_refused()
    {
        Template(P(Control(new string('a', 101), R("x")))).ShouldContain("thẻ dài hơn 100 ký tự");
        Template(P(string.Concat(Enumerable.Repeat(Control("a", R("x")), 5_001)))).ShouldContain("hơn 5000 ô điều khiển");
        Template(Enumerable.Range(0, 13).Aggregate(P(R("x")), (inner, depth) => Control("each:a", inner))).ShouldContain("lồng hơn 12 tầng");
        Template(string.Concat(Enumerable.Repeat(P(""), 250_001))).ShouldContain("quá nhiều phần tử");

        static string Template(string body) => Should.Throw<DocxException>(() => DocxTemplate.Open(Docx(body))).Message;
    }

    [Fact]
    public void Data_that_would_swell_the_document_beyond_measure_make_none()
    {
        var template = DocxTemplate.Open(Docx(Control("each:rows", P(Control("text", R("x"))))));

        var filled = template.Fill(new System.Text.Json.Nodes.JsonObject
        {
            ["text"] = new string('a', 1_000_000),
            ["rows"] = new System.Text.Json.Nodes.JsonArray([.. Enumerable.Range(0, 1_000).Select(_ => (System.Text.Json.Nodes.JsonNode)new System.Text.Json.Nodes.JsonObject())]),
        });

        filled.Docx.ShouldBeNull();
        filled.Problems.ShouldHaveSingleItem().Message.ShouldContain("quá lớn");
    }

    [Fact]
    public void A_target_outside_of_the_file_is_refused() =>
        Should.Throw<DocxException>(() => DocxTemplate.Open(Docx(P(R("x")), PartsOf.Relationships(("rId1", "header", "../../../etc/passwd"))))).Message.ShouldContain("ra ngoài tệp");

    private static byte[] With(string name, byte[] part)
    {
        using var content = new MemoryStream();
        content.Write(Docx(P(R("x"))));
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(part);
        }

        return content.ToArray();
    }

    /// <summary>The reason, after no more memory than said: what was allocated does not hang on how busy the machine is.</summary>
    private static string Refused(byte[] file, long most)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reason = Should.Throw<DocxException>(() => DocxTemplate.Open(file)).Message;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(most);
        Should.Throw<DocxException>(() => DocxText.Read(file));
        return reason;
    }

    /// <summary>An upload that counts what is taken of it.</summary>
    private sealed class Endless(long length, byte[] start) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(count, length - Given);
            Array.Clear(buffer, offset, given);
            if (Given == 0) start.AsSpan(0, Math.Min(given, start.Length)).CopyTo(buffer.AsSpan(offset));
            Given += given;
            return given;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
