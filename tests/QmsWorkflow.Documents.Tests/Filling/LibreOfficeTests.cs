using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QmsWorkflow.Documents.Tests.Fuzz;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Filling;

/// <summary>Files that LibreOffice (here 7.4) opened and saved: what we make it reads as it is meant, and what it makes of a template is filled or named.</summary>
public sealed class LibreOfficeTests
{
    private static readonly byte[] Simple = Docx(
        P(R("Số: ") + Control("number", R("«number»", "<w:b/>"), 1) + R("/QĐ")) + Table(Row(P(R("Ông ") + Control("name", R("«name»"), 2)), P(Control("unit", R("«unit»", "<w:i/>"), 3)))) + P(Control("number", R("«number»"), 4)));

    [Fact]
    public void Filled_documents_say_the_same_after_LibreOffice_saved_them()
    {
        var filled = Repository.Templates().ToDictionary(name => name.Replace('/', '_'), name => Fill(Repository.Template(name), Sample(name)));
        filled["rich"] = Fill(RichTemplate.Docx(), RichTemplate.Data());

        var saved = LibreOffice.RoundTrip(filled);

        foreach (var (name, content) in filled) Lines(saved[name]).ShouldBe(Lines(content), name);
        Parts(saved["rich"]).Keys.Count(part => part.StartsWith("word/media/", StringComparison.Ordinal)).ShouldBeGreaterThan(0, "the pictures were read");
        Parts(saved["rich"])["word/footnotes.xml"].ShouldContain("Kế hoạch");
    }

    [Fact]
    public void A_template_that_lost_its_tags_is_named_by_check_and_filling_alike()
    {
        var template = DocxTemplate.Open(LibreOffice.RoundTrip(new Dictionary<string, byte[]> { ["a"] = Simple })["a"], "thu");

        template.Check(TemplateSchema.Parse("""{"type":"object"}""")).Select(problem => problem.Field).ShouldBe(["«number»", "«name»", "«unit»", "«number»"]);
        var filled = template.Fill(new JsonObject { ["number"] = "1" });
        filled.Docx.ShouldBeNull();
        filled.Problems.ShouldAllBe(problem => problem.Message.Contains("không có thẻ"));
    }

    [Fact]
    public void Controls_as_LibreOffice_writes_them_are_filled_once_they_have_tags()
    {
        var saved = Tagged(LibreOffice.RoundTrip(new Dictionary<string, byte[]> { ["a"] = Simple })["a"]);

        var filled = Fill(saved, new JsonObject { ["number"] = "15", ["name"] = "Hà", ["unit"] = "Văn phòng" });

        Lines(filled).ShouldBe(["Số: 15/QĐ", "Ông Hà", "Văn phòng", "15"]);
        Body(filled).Descendants(W("r")).Single(run => run.Value == "Văn phòng").Descendants(W("i")).ShouldNotBeEmpty();
        Body(filled).Descendants(W("sdt")).ShouldBeEmpty();
    }

    /// <summary>Gives each control the tag that its words name, as a person would in Word.</summary>
    private static byte[] Tagged(byte[] docx)
    {
        using var content = new MemoryStream();
        content.Write(docx);
        using (var zip = new ZipArchive(content, ZipArchiveMode.Update, leaveOpen: true))
        {
            var body = Body(docx);
            foreach (var control in body.Descendants(W("sdt"))) control.Element(W("sdtPr"))!.Add(new XElement(W("tag"), new XAttribute(W("val"), control.Value.Trim('«', '»'))));
            zip.GetEntry("word/document.xml")!.Delete();
            using var part = zip.CreateEntry("word/document.xml").Open();
            body.Save(part, SaveOptions.DisableFormatting);
        }

        return content.ToArray();
    }

    private static List<string> Lines(byte[] docx) => [.. DocxText.Read(docx).Where(block => block.Part == TextPart.Body && block.Text.Length > 0).Select(block => block.Text)];

    private static byte[] Fill(byte[] template, JsonObject data)
    {
        var filled = DocxTemplate.Open(template).Fill(data);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }

    private static JsonObject Sample(string name) => (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", name + ".sample.json")))!;
}
