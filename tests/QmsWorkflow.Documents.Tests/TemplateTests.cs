using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents.Tests;

public sealed class TemplateTests
{
    [Fact]
    public void Texts_rows_and_conditions_are_filled_and_the_result_is_valid_Word()
    {
        var data = new JsonObject
        {
            ["title"] = "KẾ HOẠCH",
            ["rows"] = new JsonArray(new JsonObject { ["name"] = "một" }, new JsonObject { ["name"] = "hai" }),
            ["shown"] = true,
        };

        var docx = Template(Text("title"), Block("each:rows", Text("name")), Block("if:shown", Plain("có")), Block("ifnot:shown", Plain("không"))).Fill(data).Docx.ShouldNotBeNull();

        DocxText.Read(docx).Select(block => block.Text).ShouldBe(["KẾ HOẠCH", "một", "hai", "có"]);
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_template_and_data_give_the_same_bytes()
    {
        var template = Template(Text("title"));

        template.Fill(new JsonObject { ["title"] = "A" }).Docx.ShouldBe(template.Fill(new JsonObject { ["title"] = "A" }).Docx);
    }

    [Fact]
    public void Missing_and_wrongly_typed_data_name_field_and_place_and_give_no_document()
    {
        var result = Template(Text("title"), Block("each:rows", Text("name"))).Fill(new JsonObject { ["title"] = new JsonArray(), ["other"] = "x" });

        result.Docx.ShouldBeNull();
        result.Problems.Select(problem => problem.Field).ShouldBe(["title", "rows"]);
        result.Problems[0].Message.ShouldContain("phải là chữ");
        result.Problems[1].Message.ShouldContain("thiếu dữ liệu");
        result.Problems.ShouldAllBe(problem => problem.Place.StartsWith("thân văn bản"));
    }

    [Fact]
    public void A_template_with_an_unknown_field_is_named_by_its_check()
    {
        var schema = TemplateSchema.FromSample(new JsonObject { ["title"] = "x", ["rows"] = new JsonArray(new JsonObject { ["name"] = "y" }) });

        Template(Text("title"), Block("each:rows", Text("name"))).Check(schema).ShouldBeEmpty();
        Template(Text("tilte")).Check(schema).ShouldHaveSingleItem().Field.ShouldBe("tilte");
        Template(Block("each:title", Text("."))).Check(schema)[0].Message.ShouldContain("không phải danh sách");
    }

    [Fact]
    public void The_shipped_templates_open_and_have_fields()
    {
        var files = System.IO.Directory.GetFiles(Path.Combine(Root(), "templates"), "*.docx", SearchOption.AllDirectories);

        files.Length.ShouldBeGreaterThanOrEqualTo(13);
        foreach (var file in files) DocxTemplate.Open(File.ReadAllBytes(file)).Fields.Length.ShouldBeGreaterThan(5, file);
    }

    [Fact]
    public void Hostile_files_are_refused_with_a_reason()
    {
        Refusal("không phải zip"u8.ToArray()).ShouldContain("không phải tệp Word");
        Refusal(Zip(("word/other.xml", "<a/>"))).ShouldContain("không có nội dung Word");
        Refusal(Zip(("word/document.xml", "<a/>"), ("word/vbaProject.bin", "x"))).ShouldContain("macro");
        Refusal(Zip(("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"))).ShouldContain("bị hỏng");
        Refusal(Zip(("word/document.xml", "<a"))).ShouldContain("bị hỏng");
        Refusal(Zip(("word/document.xml", "<a/>"), ("word/_rels/document.xml.rels", "<Relationships><Relationship Type=\"x/image\" TargetMode=\"External\" Target=\"file:///etc\"/></Relationships>")))
            .ShouldContain("bên ngoài");
        Refusal(new byte[21 * 1024 * 1024]).ShouldContain("MB");
    }

    private static string Refusal(byte[] content) => Should.Throw<DocxException>(() => DocxTemplate.Open(content)).Message;

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    private static DocxTemplate Template(params OpenXmlElement[] content)
    {
        var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new Document(new Body(content));
        }

        return DocxTemplate.Open(stream.ToArray());
    }

    private static Paragraph Plain(string text) => new(new Run(new Text(text)));

    private static Paragraph Text(string tag) => new(new SdtRun(new SdtProperties(new Tag { Val = tag }), new SdtContentRun(new Run(new Text("…")))));

    private static SdtBlock Block(string tag, Paragraph content) => new(new SdtProperties(new Tag { Val = tag }), new SdtContentBlock(content));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "QmsWorkflow.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
