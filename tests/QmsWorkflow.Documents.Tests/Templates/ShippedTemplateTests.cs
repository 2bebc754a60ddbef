using System.Text.Json.Nodes;
using System.Xml.Linq;
using QmsWorkflow.Documents.Tests.Support;
using QmsWorkflow.TemplateBuilder;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Templates;

/// <summary>The templates that come with the product fit their schemas, take their samples and are laid out by NĐ 30/2020.</summary>
public sealed class ShippedTemplateTests
{
    /// <summary>An appendix, or the pages behind a cover, count their pages anew.</summary>
    private static readonly string[] WithAppendix =
    [
        "agency-objectives/quyet-dinh", "agency-objectives/quyet-dinh-bang", "agency-objectives/quyet-dinh-nhom",
        "internal-audit/quyet-dinh", "management-review/cong-bo", "periodic-reports/bao-cao-dinh-ky", "registers/so-van-ban-den", "registers/so-van-ban-di",
    ];

    public static TheoryData<string> All => [.. Repository.Templates()];

    [Fact]
    public void There_is_a_template_for_each_kind_of_document() => Repository.Templates().ShouldBe(
    [
        "agency-objectives/quyet-dinh", "agency-objectives/quyet-dinh-bang", "agency-objectives/quyet-dinh-nhom",
        "agency-objectives/to-trinh", "annual-plan/ke-hoach", "copies/ban-sao",
        "corrections/cong-van-dinh-chinh", "corrections/quyet-dinh-thu-hoi", "corrective-action/phieu-kph-hdkp",
        "department-objectives/ke-hoach-thuc-hien", "department-objectives/muc-tieu-don-vi", "department-objectives/phieu-niem-yet",
        "document-control/danh-muc-ho-so", "document-control/danh-muc-tai-lieu", "internal-audit/bao-cao",
        "internal-audit/ke-hoach", "internal-audit/phieu-ghi-chep", "internal-audit/quyet-dinh",
        "management-review/bao-cao", "management-review/cong-bo", "management-review/thong-bao-ket-luan",
        "management-review/xac-nhan-hieu-luc", "meetings/bien-ban-hop", "meetings/giay-moi",
        "periodic-reports/bao-cao-dinh-ky", "periodic-reports/bao-cao-dot-xuat", "registers/so-van-ban-den",
        "registers/so-van-ban-di", "satisfaction-survey/bao-cao", "satisfaction-survey/ke-hoach",
        "training/cong-van-cu-can-bo", "training/danh-sach-diem-danh",
    ]);

    [Theory]
    [MemberData(nameof(All))]
    public void A_template_uses_exactly_the_fields_of_its_schema(string name) =>
        DocxTemplate.Open(Repository.Template(name), name).Check(Schema(name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void The_sample_fits_the_schema_and_fills_the_template(string name)
    {
        var sample = Sample(name);

        Schema(name).Validate(sample).ShouldBeEmpty();
        var filled = DocxTemplate.Open(Repository.Template(name), name).Fill(sample);

        filled.Problems.ShouldBeEmpty();
        Objections(filled.Docx!).ShouldBeEmpty();
        Word.Text(filled.Docx!).ShouldNotContain("«");
        Body(filled.Docx!).Descendants(W("sdt")).ShouldBeEmpty();
        // A line break inside a paragraph is read as a space.
        var words = Flat(Word.Text(filled.Docx!));
        foreach (var text in Texts(sample)) words.ShouldContain(Flat(text));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_template_is_valid_for_Word(string name) => Objections(Repository.Template(name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void Each_field_that_is_left_out_is_told(string name)
    {
        var template = DocxTemplate.Open(Repository.Template(name), name);
        // A picture may be left out.
        foreach (var field in Sample(name).Select(pair => pair.Key).Where(field => Schema(name).Root.Properties[field].Format != TextFormat.Image))
        {
            var data = Sample(name);
            data.Remove(field);

            var filled = template.Fill(data);

            filled.Docx.ShouldBeNull();
            filled.Problems.ShouldContain(problem => problem.Field == field || problem.Field.StartsWith(field + ".", StringComparison.Ordinal));
            filled.Problems.ShouldAllBe(problem => problem.Place.StartsWith("mẫu " + name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Pages_are_A4_with_the_margins_of_the_decree_and_a_number_from_page_2_on(string name)
    {
        var sections = Body(Repository.Template(name)).Descendants(W("sectPr")).ToList();

        foreach (var section in sections)
        {
            var isLandscape = section.Element(W("pgSz"))!.Attribute(W("orient"))?.Value == "landscape";
            Number(section, "pgSz", "w").ShouldBe(isLandscape ? 16838 : 11906);
            Number(section, "pgSz", "h").ShouldBe(isLandscape ? 11906 : 16838);
            // Trên và dưới 20–25 mm, trái 30–35 mm, phải 15–20 mm (Phụ lục I, mục I.3); 1 mm is 56.69 twips.
            Number(section, "pgMar", "top").ShouldBeInRange(1133, 1418);
            Number(section, "pgMar", "bottom").ShouldBeInRange(1133, 1418);
            Number(section, "pgMar", "left").ShouldBeInRange(1700, 1985);
            Number(section, "pgMar", "right").ShouldBeInRange(850, 1134);
            section.Element(W("titlePg")).ShouldNotBeNull();
            Number(section, "pgNumType", "start").ShouldBe(1);
        }

        sections.Count.ShouldBe(WithAppendix.Contains(name) ? 2 : 1);
        var parts = Parts(Repository.Template(name));
        parts.Values.ShouldContain(part => part.Contains(" PAGE ", StringComparison.Ordinal));
        parts["word/styles.xml"].ShouldContain("Times New Roman");
    }

    [Fact]
    public void The_header_block_and_the_recipients_have_the_sizes_of_the_decree()
    {
        var body = Body(Repository.Template("agency-objectives/quyet-dinh"));

        Run(body, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").ShouldBe((12, true, false));
        Run(body, "Độc lập - Tự do - Hạnh phúc").ShouldBe((13, true, false));
        Run(body, "«superior»").ShouldBe((12, false, false));
        Run(body, "«agency»").ShouldBe((12, true, false));
        Run(body, "«numberLine»").ShouldBe((13, false, false));
        Run(body, "«placeDate»").ShouldBe((13, false, true));
        Run(body, "«kindName»").ShouldBe((14, true, false));
        Run(body, "«title»").ShouldBe((14, true, false));
        Run(body, "Nơi nhận:").ShouldBe((12, true, true));
        Run(body, "«proposer»").ShouldBe((14, false, true));
        Run(body, "«signer»").ShouldBe((14, true, false));
        Run(body, "- ").ShouldBe((11, false, false));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Rows_do_not_break_over_pages_and_the_head_of_a_table_is_repeated(string name)
    {
        var tables = Body(Repository.Template(name)).Descendants(W("tbl")).ToList();

        foreach (var row in tables.Descendants(W("tr"))) row.Element(W("trPr"))!.Element(W("cantSplit")).ShouldNotBeNull();
        foreach (var table in tables.Where(table => table.Descendants(W("tblBorders")).Any()))
        {
            var columns = table.Element(W("tblGrid"))!.Elements(W("gridCol")).Select(column => (int)column.Attribute(W("w"))!).ToList();
            // A sheet of labels and entries, or a frame, is no list.
            if (columns.Count > 2) table.Elements(W("tr")).First().Element(W("trPr"))!.Element(W("tblHeader")).ShouldNotBeNull();
            // The columns fill the width between the margins: 160 mm, or 247 mm on a landscape page.
            if (IsLandscape(table)) columns.Sum().ShouldBeInRange(13990, 14010);
            else columns.Sum().ShouldBeInRange(9060, 9080);
        }
    }

    [Theory]
    [InlineData("agency-objectives/quyet-dinh", "Điều 3.")]
    [InlineData("agency-objectives/to-trinh", "")]
    [InlineData("annual-plan/ke-hoach", "")]
    [InlineData("department-objectives/muc-tieu-don-vi", "")]
    public void The_signature_never_stands_alone_on_a_page(string name, string start)
    {
        var body = Body(DocxTemplate.Open(Repository.Template(name)).Fill(Sample(name)).Docx!);

        var recipients = body.Descendants(W("tbl")).Single(table => table.Value.StartsWith("Nơi nhận:", StringComparison.Ordinal));
        var space = recipients.ElementsBeforeSelf().Last();
        var last = space.ElementsBeforeSelf().Last();
        last.Value.ShouldStartWith(start);
        last.Value.ShouldEndWith("./.");
        foreach (var paragraph in (XElement[])[space, last]) paragraph.Element(W("pPr"))!.Element(W("keepNext")).ShouldNotBeNull();
    }

    [Fact]
    public void A_table_before_the_signature_leaves_its_last_row_with_it()
    {
        var data = Sample("department-objectives/muc-tieu-don-vi");
        data["closing"] = "";

        var body = Body(DocxTemplate.Open(Repository.Template("department-objectives/muc-tieu-don-vi")).Fill(data).Docx!);

        var actions = body.Descendants(W("tbl")).Single(table => table.Value.StartsWith("STT", StringComparison.Ordinal));
        actions.Elements(W("tr")).Last().Descendants(W("p")).ShouldAllBe(paragraph => paragraph.Element(W("pPr"))!.Element(W("keepNext")) != null);
        actions.Elements(W("tr")).First().Descendants(W("p")).ShouldAllBe(paragraph => paragraph.Element(W("pPr"))!.Element(W("keepNext")) == null);
    }

    [Fact]
    public void The_plan_has_exactly_the_columns_of_the_seed() =>
        DocxText.Read(Repository.Template("annual-plan/ke-hoach")).Where(block => block.Cell is { Table: 2, Row: 1 }).Select(block => block.Text)
            .ShouldBe(["TT", "Nội dung", "Thời gian triển khai", "Đơn vị thực hiện"]); // S-087

    [Fact]
    public void The_action_plan_has_exactly_the_columns_of_the_seed() =>
        DocxText.Read(Repository.Template("department-objectives/muc-tieu-don-vi")).Where(block => block.Cell is { Table: 3, Row: 1 }).Select(block => block.Text)
            .ShouldBe(["STT", "Nội dung công việc", "Chủ trì thực hiện", "Phối hợp thực hiện", "Thời gian thực hiện"]); // S-153

    [Fact]
    public void The_declaration_with_a_header_of_its_own_and_the_plain_appendix_are_one_template()
    {
        var template = DocxTemplate.Open(Repository.Template("agency-objectives/quyet-dinh"));
        var data = Sample("agency-objectives/quyet-dinh");
        var declaration = Word.Text(template.Fill(data).Docx!);
        data["appendix"]!["ownHeader"] = false;
        data["appendix"]!["label"] = "Phụ lục I";

        var appendix = Word.Text(template.Fill(data).Docx!);

        declaration.Split("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").Length.ShouldBe(3); // S-060
        appendix.Split("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").Length.ShouldBe(2); // S-024
        appendix.ShouldContain("Phụ lục I\nMỤC TIÊU CHẤT LƯỢNG NĂM 2022\n(Ban hành kèm theo");
    }

    [Fact]
    public void An_agency_without_a_superior_stands_at_the_top_of_the_header_block()
    {
        var data = Sample("annual-plan/ke-hoach");
        data["superior"] = "";
        data["agency"] = "ỦY BAN NHÂN DÂN HUYỆN BÀU BÀNG";

        var filled = DocxTemplate.Open(Repository.Template("annual-plan/ke-hoach")).Fill(data).Docx!;

        Objections(filled).ShouldBeEmpty();
        DocxText.Read(filled)[0].ShouldBe(new TextBlock("ỦY BAN NHÂN DÂN HUYỆN BÀU BÀNG", new CellPlace(1, 1, 1)));
    }

    [Fact]
    public void The_shipped_files_are_those_that_the_builder_makes()
    {
        var folder = Directory.CreateTempSubdirectory("qms-templates-");
        try
        {
            ShippedTemplates.Build(folder.FullName).ShouldBe(Repository.Templates().Count());

            foreach (var name in Repository.Templates())
            {
                Parts(File.ReadAllBytes(Path.Combine(folder.FullName, name + ".docx"))).ShouldBe(Parts(Repository.Template(name)), $"{name}: run dotnet run --project templates/build -- templates");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TemplateSchema Schema(string name) => TemplateSchema.Parse(File.ReadAllText(Repository.Path("templates", name + ".schema.json")));

    private static JsonObject Sample(string name) => (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", name + ".sample.json")))!;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(pair => Texts(pair.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) && !text.StartsWith("data:image/", StringComparison.Ordinal) => [text.Trim()],
        _ => [],
    };

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A table lies as the section that ends next behind it.</summary>
    private static bool IsLandscape(XElement table) =>
        table.Document!.Descendants(W("sectPr")).First(section => section.IsAfter(table)).Element(W("pgSz"))!.Attribute(W("orient")) is not null;

    private static int Number(XElement section, string element, string attribute) => (int)section.Element(W(element))!.Attribute(W(attribute))!;

    private static (int Points, bool IsBold, bool IsItalic) Run(XDocument body, string text)
    {
        var format = body.Descendants(W("r")).First(run => run.Value == text).Element(W("rPr"))!;
        return ((int)format.Element(W("sz"))!.Attribute(W("val"))! / 2, format.Element(W("b")) is not null, format.Element(W("i")) is not null);
    }
}
