using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>An administrative document laid out by NĐ 30/2020, Phụ lục I; tests spoil one thing of it.</summary>
internal sealed record Nd30Form
{
    private const string Bold = "<w:b/>";
    private const string Italic = "<w:i/>";

    public string Paper { get; init; } = """<w:pgSz w:w="11906" w:h="16838"/>""";
    public string Margins { get; init; } = """<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>""";
    public string Sections { get; init; } = """<w:pgNumType w:start="1"/><w:titlePg/>""";
    public string PageNumber { get; init; } = """<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>""";
    public string Superior { get; init; } = Line("UBND TỈNH HẢI DƯƠNG", 12);
    public string Agency { get; init; } = Line("SỞ NỘI VỤ", 12, Bold);
    public string AgencyRule { get; init; } = Rule(500, 3684);
    public string Nation { get; init; } = Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, Bold);
    public string Motto { get; init; } = Line("Độc lập - Tự do - Hạnh phúc", 13, Bold);
    public string MottoRule { get; init; } = Rule(3171, 4954);
    public string Number { get; init; } = Line("Số: 05/QĐ-SNV", 13);
    public string Letter { get; init; } = "";
    public string Date { get; init; } = Line("Hải Dương, ngày 05 tháng 3 năm 2024", 13, Italic);
    public string Kind { get; init; } = Line("QUYẾT ĐỊNH", 14, Bold);
    public string Subject { get; init; } = Line("Ban hành Mục tiêu chất lượng năm 2024 của Sở Nội vụ", 14, Bold);
    public string SubjectRule { get; init; } = Rule(2600, 9070);
    public string Addressee { get; init; } = "";
    public string Authority { get; init; } = Line("GIÁM ĐỐC SỞ NỘI VỤ", 14, Bold);
    public IReadOnlyList<string> Bases { get; init; } =
    [
        Text("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;", Italic),
        Text("Căn cứ Quyết định số 101/QĐ-BKHCN ngày 21 tháng 01 năm 2019 của Bộ Khoa học và Công nghệ về việc công bố mô hình khung;", Italic),
        Text("Theo đề nghị của Chánh Văn phòng Sở.", Italic),
    ];
    public string Enacting { get; init; } = Line("QUYẾT ĐỊNH:", 14, Bold);
    public IReadOnlyList<string> Body { get; init; } =
    [
        Article("Điều 1.", " Ban hành kèm theo Quyết định này Mục tiêu chất lượng năm 2024 của Sở Nội vụ (Phụ lục kèm theo)."),
        Article("Điều 2.", " Tổ chức thực hiện"),
        Text("1. Trưởng các phòng, đơn vị phổ biến mục tiêu chất lượng đến toàn thể công chức, người lao động."),
        Text("2. Trong thời hạn 10 ngày làm việc, các phòng có trách nhiệm:"),
        Text("a) Lập mục tiêu chất lượng của phòng;"),
        Text("b) Lập kế hoạch thực hiện mục tiêu chất lượng."),
        Article("Điều 3.", " Chánh Văn phòng Sở, Trưởng các phòng, đơn vị chịu trách nhiệm thi hành Quyết định này./."),
    ];
    public string RecipientsHeading { get; init; } = Left("Nơi nhận:", 12, Bold + Italic);
    public IReadOnlyList<string> Recipients { get; init; } = [Left("- Như Điều 3;", 11), Left("- Sở KH&amp;CN;", 11), Left("- Lưu: VT, VP.", 11)];
    public IReadOnlyList<string> Titles { get; init; } = [Line("KT. GIÁM ĐỐC", 14, Bold), Line("PHÓ GIÁM ĐỐC", 14, Bold)];
    public string Signer { get; init; } = Line("Nguyễn Văn Minh", 14, Bold);

    /// <summary>Sections after the signature.</summary>
    public IReadOnlyList<string> Appendices { get; init; } =
    [
        Line("Phụ lục", 14, Bold) + Line("MỤC TIÊU CHẤT LƯỢNG NĂM 2024", 14, Bold) + Line("(Kèm theo Quyết định số 05/QĐ-SNV ngày 05 tháng 3 năm 2024 của Sở Nội vụ)", 14, Italic)
            + Text("1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 95% trở lên; Văn phòng theo dõi, báo cáo hằng quý theo phần mềm một cửa."),
    ];

    public static Nd30Form Decision { get; } = new();

    /// <summary>A công văn (Mẫu 1.5).</summary>
    public static Nd30Form Official { get; } = new()
    {
        Number = Line("Số: 05/SNV-VP", 13),
        Letter = Paragraph("V/v cử công chức tập huấn", 12, "", """<w:spacing w:before="120"/><w:jc w:val="center"/>"""),
        Kind = "",
        Subject = "",
        SubjectRule = "",
        Addressee = Line("Kính gửi: Sở Khoa học và Công nghệ", 14),
        Authority = "",
        Bases = [],
        Enacting = "",
        Body = [Text("Thực hiện Kế hoạch áp dụng hệ thống quản lý chất lượng, Sở Nội vụ cử 02 công chức tham gia lớp tập huấn./.")],
        Recipients = [Left("- Như trên;", 11), Left("- Lưu: VT, VP.", 11)],
        Appendices = [],
    };

    /// <summary>A document with its name and no articles (Mẫu 1.4).</summary>
    public static Nd30Form Named(string kind, string abbreviation, string subject) => new()
    {
        Number = Line($"Số: 05/{abbreviation}-SNV", 13),
        Kind = Line(kind, 14, Bold),
        Subject = subject.Length == 0 ? "" : Line(subject, 14, Bold),
        SubjectRule = Rule(subject.Length == 0 ? 600 : 2300, 9070),
        Authority = "",
        Bases = [],
        Enacting = "",
        Body = [Text("Sở Nội vụ tổ chức thực hiện các nhiệm vụ sau:"), Text("1. Duy trì hệ thống quản lý chất lượng;"), Text("2. Báo cáo kết quả thực hiện./.")],
        Recipients = [Left("- Ban Giám đốc;", 11), Left("- Lưu: VT, VP.", 11)],
        Appendices = [],
    };

    public byte[] Build() => Zip(
        ("[Content_Types].xml", Types),
        ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
        ("word/_rels/document.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"""),
        ("word/styles.xml", $"""<w:styles {Namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"""),
        ("word/header1.xml", $"<w:hdr {Namespaces}>{PageNumber}</w:hdr>"),
        ("word/document.xml", $"<w:document {Namespaces}><w:body>{Content}</w:body></w:document>"));

    private const string Types = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>""";

    private string Content =>
        Beside(3900, 5170, (Superior + Agency + AgencyRule, Nation + Motto + MottoRule), (Number + Letter, Date)) + "<w:p/>" + Kind + Subject + SubjectRule + Addressee + Authority
        + string.Concat(Bases) + Enacting + string.Concat(Body) + "<w:p/>"
        + Beside(4200, 4870, (RecipientsHeading + string.Concat(Recipients), string.Concat(Titles) + "<w:p/><w:p/>" + Signer))
        + string.Concat(Appendices.Select(appendix => $"<w:p><w:pPr>{Section}</w:pPr></w:p>{appendix}")) + Section;

    private string Section => $"""<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>{Paper}{Margins}{Sections}</w:sectPr>""";

    public static string Line(string text, double points, string look = "") => Paragraph(text, points, look, """<w:jc w:val="center"/>""");

    public static string Left(string text, double points, string look = "") => Paragraph(text, points, look, """<w:jc w:val="left"/>""");

    public static string Text(string text, string look = "") => Paragraph(text, 14, look, """<w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>""");

    public static string Article(string label, string text) =>
        P($"""<w:pPr><w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>{R(label, Bold + """<w:sz w:val="28"/>""")}{R(text, """<w:sz w:val="28"/>""")}""");

    public static string Paragraph(string text, double points, string look, string place) => P($"<w:pPr>{place}</w:pPr>{R(text, look + $"""<w:sz w:val="{points * 2}"/>""")}");

    /// <summary>A line of this length in the middle of a space, in twips.</summary>
    public static string Rule(int length, int space)
    {
        var side = (space - length) / 2;
        return $"""<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6"/></w:pBdr><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>""";
    }

    public static string Beside(int left, int right, params (string Left, string Right)[] rows) =>
        $"""<w:tbl><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>{string.Concat(rows.Select(row =>
            $"""<w:tr><w:tc><w:tcPr><w:tcW w:w="{left}" w:type="dxa"/></w:tcPr>{row.Left}</w:tc><w:tc><w:tcPr><w:tcW w:w="{right}" w:type="dxa"/></w:tcPr>{row.Right}</w:tc></w:tr>"""))}</w:tbl>""";
}
