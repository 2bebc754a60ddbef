using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Reading;

/// <summary>Files that are broken or meant to do harm are refused with a reason, by templates and by the reader alike.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void An_empty_file_is_no_Word_file() => Refusal([]).ShouldContain("không phải tệp Word");

    [Fact]
    public void Plain_text_is_no_Word_file() => Refusal(Encoding.UTF8.GetBytes("Kế hoạch năm 2022")).ShouldContain("không phải tệp Word");

    [Fact]
    public void An_old_or_encrypted_Word_file_is_named_as_such() => Refusal([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]).ShouldContain("mật khẩu");

    [Fact]
    public void A_cut_off_file_is_broken() => Refusal(Docx(P(R("x")))[..200]).ShouldContain("bị hỏng");

    [Fact]
    public void A_zip_of_something_else_is_refused() => Refusal(Zip(("xl/workbook.xml", "<x/>"))).ShouldContain("word/document.xml");

    [Fact]
    public void A_file_above_20_MB_is_refused() => Refusal([.. "PK"u8, .. new byte[21 * 1024 * 1024]]).ShouldContain("nhiều nhất 20 MB");

    [Fact]
    public void Broken_XML_is_refused_with_its_part() => Refusal(Docx("", ("word/document.xml", "<w:document"))).ShouldContain("word/document.xml");

    [Fact]
    public void A_document_type_with_entities_is_refused() =>
        Refusal(Docx("", ("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]>" + Document(P(R("&a;")))))).ShouldContain("DTD");

    [Theory]
    [InlineData("word/vbaProject.bin", "macro")]
    [InlineData("word/activeX/activeX1.bin", "ActiveX")]
    [InlineData("word/embeddings/oleObject1.bin", "nhúng")]
    public void Programs_inside_a_file_are_refused(string part, string reason) => Refusal(Docx(P(R("x")), (part, "x"))).ShouldContain(reason);

    [Fact]
    public void A_macro_document_under_another_name_is_refused() => Refusal(Docx(P(R("x")), ("[Content_Types].xml",
        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>""")))
        .ShouldContain("macro");

    [Theory]
    [InlineData("attachedTemplate", "file:///c:/x.dotm")]
    [InlineData("image", "http://example.org/pixel.png")]
    [InlineData("frame", "http://example.org/")]
    public void References_to_the_outside_are_refused(string type, string target) =>
        Refusal(Docx(P(R("x")), Relationship(type, target))).ShouldContain(target);

    [Fact]
    public void A_link_to_click_on_is_no_outside_reference() =>
        Should.NotThrow(() => DocxText.Read(Docx(P(R("x")), Relationship("hyperlink", "https://example.org/"))));

    [Theory]
    [InlineData("<w:r><w:instrText> DDEAUTO c:\\\\windows\\\\calc.exe </w:instrText></w:r>")]
    [InlineData("<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO x y</w:instrText></w:r>")]
    [InlineData("<w:fldSimple w:instr=\"INCLUDETEXT secret.docx\"><w:r><w:t>x</w:t></w:r></w:fldSimple>")]
    public void Fields_that_fetch_from_outside_are_refused(string field) => Refusal(Docx(P(field))).ShouldContain("bên ngoài");

    [Theory]
    [InlineData("<w:r><w:instrText> PAGE </w:instrText></w:r>")]
    [InlineData("<w:fldSimple w:instr=\"DATE\"><w:r><w:t>x</w:t></w:r></w:fldSimple>")]
    public void Ordinary_fields_are_allowed(string field) => Should.NotThrow(() => DocxText.Read(Docx(P(field))));

    [Fact]
    public void A_part_pasted_in_from_another_format_is_refused() => Refusal(Docx("<w:altChunk r:id=\"rId5\"/>")).ShouldContain("altChunk");

    [Fact]
    public void Elements_nested_too_deep_are_refused() =>
        Refusal(Docx(string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 60_000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 60_000)))).ShouldContain("lồng quá sâu");

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            var block = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 130; megabyte++) stream.Write(block);
        }

        content.Length.ShouldBeLessThan(2 * 1024 * 1024);
        Refusal(content.ToArray()).ShouldContain("bom nén");
    }

    [Fact]
    public void Too_many_parts_are_refused() =>
        Refusal(Docx(P(R("x")), [.. Enumerable.Range(0, 2_001).Select(number => ($"word/x{number}.bin", ""))])).ShouldContain("quá nhiều phần");

    [Fact]
    public void A_body_that_is_missing_is_refused() => Refusal(Docx("", ("word/document.xml", $"<w:document {Namespaces}/>"))).ShouldContain("không có nội dung chính");

    [Fact]
    public void Damaged_bytes_are_read_or_refused_but_never_a_crash()
    {
        var whole = Repository.Template("agency-objectives/to-trinh");
        var damage = Gen.Choose(0, int.MaxValue).Two().ListOf(12).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(damage, hits =>
        {
            var file = whole.ToArray();
            foreach (var (place, value) in hits) file[place % file.Length] = (byte)value;
            try
            {
                DocxTemplate.Open(file);
                DocxText.Read(file);
            }
            catch (DocxException refused)
            {
                refused.Message.ShouldNotBeEmpty();
            }
        }));
    }

    [Fact]
    public void Damaged_XML_is_read_or_refused_but_never_a_crash()
    {
        var parts = Parts(Repository.Template("agency-objectives/quyet-dinh"));
        var names = parts.Keys.ToList();
        var damage = Gen.Choose(0, int.MaxValue).Three().ListOf(3).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(damage, hits =>
        {
            var changed = parts.ToDictionary(part => part.Key, part => part.Value);
            foreach (var (part, from, length) in hits)
            {
                var name = names[part % names.Count];
                var text = changed[name];
                if (text.Length == 0) continue;
                // A tag is swallowed or an attribute changed.
                var start = from % text.Length;
                changed[name] = length % 2 == 0 ? text.Remove(start, Math.Min(length % 40, text.Length - start)) : text.Insert(start, "x");
            }

            try
            {
                var file = Zip([.. changed.Select(part => (part.Key, part.Value))]);
                DocxTemplate.Open(file).Fill([]);
                DocxText.Read(file);
            }
            catch (DocxException refused)
            {
                refused.Message.ShouldNotBeEmpty();
            }
        }));
    }

    private static (string, string) Relationship(string type, string target) => ("word/_rels/document.xml.rels",
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" Target="{target}" TargetMode="External"/></Relationships>""");

    private static string Refusal(byte[] file)
    {
        Should.Throw<DocxException>(() => DocxText.Read(file));
        return Should.Throw<DocxException>(() => DocxTemplate.Open(file)).Message;
    }
}
