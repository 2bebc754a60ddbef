using QmsWorkflow.Documents.Checking;
using static QmsWorkflow.Documents.Tests.Checking.Nd30Form;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>A right document has no findings; each thing spoiled is found by its rule, and mended where the rule says so.</summary>
public sealed class RuleTests
{
    private static readonly FormContext Known = FormContext.Empty with
    {
        Year = 2024,
        Agency = new FormAgency("Sở Nội vụ", "SNV", "Hải Dương"),
        Bases = [new FormBasis("110/2004/NĐ-CP", new DateOnly(2020, 3, 5), "30/2020/NĐ-CP")],
        DaysOff = System.Collections.Immutable.ImmutableDictionary<DateOnly, string>.Empty.Add(new DateOnly(2024, 4, 18), "Giỗ Tổ Hùng Vương"),
    };

    [Fact]
    public void A_decision_by_the_decree_has_no_findings() => Told(Decision).ShouldBeEmpty();

    [Fact]
    public void A_letter_by_the_decree_has_no_findings() => Told(Official).ShouldBeEmpty();

    [Theory]
    [InlineData("NGHỊ QUYẾT", "NQ")]
    [InlineData("CHỈ THỊ", "CT")]
    [InlineData("KẾ HOẠCH", "KH")]
    [InlineData("THÔNG BÁO", "TB")]
    [InlineData("BÁO CÁO", "BC")]
    [InlineData("CHƯƠNG TRÌNH", "CTr")]
    [InlineData("QUY ĐỊNH", "QyĐ")]
    [InlineData("BIÊN BẢN", "BB")]
    [InlineData("GIẤY MỜI", "GM")]
    [InlineData("CÔNG ĐIỆN", "CĐ")]
    [InlineData("PHIẾU CHUYỂN", "PC")]
    public void Named_kinds_by_the_decree_have_no_findings(string kind, string abbreviation)
    {
        var form = Named(kind, abbreviation, "Duy trì hệ thống quản lý chất lượng năm 2024");
        // A resolution is passed by those who may: căn cứ and enacting words are Mẫu 1.1.
        if (abbreviation == "NQ") form = form with { Authority = Decision.Authority, Bases = Decision.Bases, Enacting = Line("QUYẾT NGHỊ:", 14, "<w:b/>") };

        Told(form).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void A_spoiled_thing_is_found_and_mended(string what)
    {
        var (code, form) = Cases[what];
        var docx = form.Build();

        var report = FormCheck.Run(docx, Known);

        report.Findings.Select(finding => finding.Rule).ShouldContain(code, Say(report));
        var rule = FormCheck.Rules.Single(rule => rule.Code == code);
        var fixable = report.Findings.Where(finding => finding.Fix is not null).ToList();
        if (!rule.CanFix) report.Findings.Where(finding => finding.Rule == code).ShouldAllBe(finding => finding.Fix == null);
        if (fixable.Count == 0) return;

        var mended = FormFix.Apply(docx, [.. fixable.Select(finding => finding.Id)], Known);
        var after = FormCheck.Run(mended, Known);

        // What was mended is gone and nothing new came.
        after.Findings.Where(finding => finding.Fix is not null).ShouldBeEmpty(Say(after));
        after.Findings.Select(finding => finding.Rule).Except(report.Findings.Select(finding => finding.Rule)).ShouldBeEmpty();
        FormFix.ApplyAll(mended, Known).ShouldBe(mended);
        DocxText.Read(mended).Length.ShouldBe(DocxText.Read(docx).Length);
    }

    public static TheoryData<string> Spoiled => [.. Cases.Keys];

    private static string[] Told(Nd30Form form) => [.. FormCheck.Run(form.Build(), Known).Findings.Select(finding => $"{finding.Rule} {finding.Place}: {finding.Found}")];

    private static string Say(FormReport report) => string.Join("\n", report.Findings.Select(finding => $"{finding.Rule} {finding.Place}: {finding.Found} → {finding.Required}"));

    private static string[] Replaced(IReadOnlyList<string> lines, int index, string line) => [.. lines.Take(index), line, .. lines.Skip(index + 1)];

    private static readonly Dictionary<string, (string Code, Nd30Form Form)> Cases = new(StringComparer.Ordinal)
    {
        ["Letter paper"] = ("ND30-101", Decision with { Paper = """<w:pgSz w:w="12240" w:h="15840"/>""" }),
        ["landscape without a table"] = ("ND30-102", Official with { Paper = """<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>""" }),
        ["narrow margin"] = ("ND30-103", Decision with { Margins = """<w:pgMar w:top="851" w:right="567" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>""" }),
        ["another font"] = ("ND30-104", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng phổ biến mục tiêu chất lượng.", """<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>""")) }),
        ["red letters"] = ("ND30-105", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng phổ biến mục tiêu chất lượng.", """<w:color w:val="FF0000"/>""")) }),
        ["a font of before Unicode"] = ("ND30-106", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Tr­ëng c¸c phßng phæ biÕn.", """<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>""")) }),
        ["letters and marks apart"] = ("ND30-106", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng phổ biến mục tiêu chất lượng.".Normalize(System.Text.NormalizationForm.FormD))) }),
        ["page number at the right"] = ("ND30-111", Decision with { PageNumber = Decision.PageNumber.Replace("center", "right", StringComparison.Ordinal) }),
        ["no page number"] = ("ND30-111", Decision with { PageNumber = "<w:p/>" }),
        ["small page number"] = ("ND30-112", Decision with { PageNumber = Decision.PageNumber.Replace("26", "20", StringComparison.Ordinal) }),
        ["number on page 1"] = ("ND30-113", Decision with { Sections = """<w:pgNumType w:start="1"/>""" }),
        ["pages from 3"] = ("ND30-114", Official with { Sections = """<w:pgNumType w:start="3"/><w:titlePg/>""" }),
        ["Roman pages"] = ("ND30-114", Official with { Sections = """<w:pgNumType w:fmt="lowerRoman" w:start="1"/><w:titlePg/>""" }),
        ["no Quốc hiệu"] = ("ND30-201", Decision with { Nation = Line("SỞ NỘI VỤ TỈNH", 12, "<w:b/>") }),
        ["misspelled Quốc hiệu"] = ("ND30-202", Decision with { Nation = Line("CỘNG HÒA XÃ HÔI CHỦ NGHĨA VIÊT NAM", 12, "<w:b/>") }),
        ["small Quốc hiệu"] = ("ND30-203", Decision with { Nation = Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11) }),
        ["no Tiêu ngữ"] = ("ND30-205", Decision with { Motto = "<w:p/>", MottoRule = "" }),
        ["Tiêu ngữ without spaces"] = ("ND30-206", Decision with { Motto = Line("Độc lập-Tự do-Hạnh Phúc", 13, "<w:b/>") }),
        ["Tiêu ngữ not bold"] = ("ND30-207", Decision with { Motto = Line("Độc lập - Tự do - Hạnh phúc", 15, "<w:i/>") }),
        ["no line below Tiêu ngữ"] = ("ND30-208", Decision with { MottoRule = "<w:p/>" }),
        ["short line below Tiêu ngữ"] = ("ND30-208", Decision with { MottoRule = Rule(1500, 4954) }),
        ["no agency"] = ("ND30-211", Decision with { Superior = "", Agency = "<w:p/>", AgencyRule = "" }),
        ["agency in small letters"] = ("ND30-212", Decision with { Agency = Line("Sở Nội vụ", 12, "<w:b/>") }),
        ["agency not bold"] = ("ND30-213", Decision with { Superior = "", Agency = Line("SỞ NỘI VỤ", 12) }),
        ["bold superior agency"] = ("ND30-214", Decision with { Superior = Line("UBND TỈNH HẢI DƯƠNG", 12, "<w:b/>") }),
        ["long line below the agency"] = ("ND30-215", Decision with { AgencyRule = Rule(2500, 3684) }),
        ["another agency"] = ("ND30-216", Decision with { Agency = Line("SỞ Y TẾ", 12, "<w:b/>"), AgencyRule = Rule(350, 3684) }),
        ["no number"] = ("ND30-221", Decision with { Number = "<w:p/>" }),
        ["spaces in the number"] = ("ND30-222", Decision with { Number = Line("Số 05 / QĐ - SNV", 13) }),
        ["number without zero"] = ("ND30-223", Decision with { Number = Line("Số: 5/QĐ-SNV", 13) }),
        ["number with zeros"] = ("ND30-223", Decision with { Number = Line("Số: 0012/QĐ-SNV", 13), Appendices = [] }),
        ["abbreviation of another kind"] = ("ND30-224", Decision with { Number = Line("Số: 05/KH-SNV", 13), Appendices = [] }),
        ["abbreviation without mark"] = ("ND30-224", Decision with { Number = Line("Số: 05/QD-SNV", 13), Appendices = [] }),
        ["bold number"] = ("ND30-225", Decision with { Number = Line("Số: 05/QĐ-SNV", 12, "<w:b/>") }),
        ["another agency's symbol"] = ("ND30-226", Decision with { Number = Line("Số: 05/QĐ-SYT", 13), Appendices = [] }),
        ["symbol in small letters"] = ("ND30-227", Decision with { Number = Line("Số: 05/QĐ-SNv", 13), Appendices = [] }),
        ["no date"] = ("ND30-231", Decision with { Date = "<w:p/>" }),
        ["no comma after the place"] = ("ND30-232", Decision with { Date = Line("Hải Dương ngày 05 tháng 3 năm 2024", 13, "<w:i/>") }),
        ["day without zero"] = ("ND30-233", Decision with { Date = Line("Hải Dương, ngày 5 tháng 3 năm 2024", 13, "<w:i/>") }),
        ["month with zero"] = ("ND30-233", Decision with { Date = Line("Hải Dương, ngày 05 tháng 03 năm 2024", 13, "<w:i/>") }),
        ["upright date"] = ("ND30-234", Decision with { Date = Line("Hải Dương, ngày 05 tháng 3 năm 2024", 12) }),
        ["impossible date"] = ("ND30-235", Decision with { Date = Line("Hải Dương, ngày 31 tháng 4 năm 2024", 13, "<w:i/>"), Appendices = [] }),
        ["another place"] = ("ND30-237", Decision with { Date = Line("Hải Phòng, ngày 05 tháng 3 năm 2024", 13, "<w:i/>") }),
        ["a Sunday"] = ("ND30-238", Decision with { Date = Line("Hải Dương, ngày 03 tháng 3 năm 2024", 13, "<w:i/>"), Appendices = [] }),
        ["a public holiday"] = ("ND30-238", Decision with { Date = Line("Hải Dương, ngày 18 tháng 4 năm 2024", 13, "<w:i/>"), Appendices = [] }),
        ["no kind of the 29"] = ("ND30-301", Decision with { Kind = Line("MỤC TIÊU CHẤT LƯỢNG", 14, "<w:b/>") }),
        ["kind not bold"] = ("ND30-302", Decision with { Kind = Line("QUYẾT ĐỊNH", 16) }),
        ["no subject"] = ("ND30-303", Decision with { Subject = "", SubjectRule = "" }),
        ["subject not bold"] = ("ND30-304", Decision with { Subject = Line("Ban hành Mục tiêu chất lượng năm 2024 của Sở Nội vụ", 12, "<w:i/>") }),
        ["subject in capitals"] = ("ND30-305", Named("KẾ HOẠCH", "KH", "DUY TRÌ HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG NĂM 2024") with { SubjectRule = Rule(2400, 9070) }),
        ["no line below the subject"] = ("ND30-306", Decision with { SubjectRule = "" }),
        ["long line below the subject"] = ("ND30-306", Decision with { SubjectRule = Rule(6000, 9070) }),
        ["full stop after the subject"] = ("ND30-307", Decision with { Subject = Line("Ban hành Mục tiêu chất lượng năm 2024 của Sở Nội vụ.", 14, "<w:b/>") }),
        ["letter without V/v"] = ("ND30-311", Official with { Letter = "" }),
        ["bold V/v"] = ("ND30-312", Official with { Letter = Paragraph("V/v cử công chức tập huấn", 14, "<w:b/>", """<w:spacing w:before="120"/><w:jc w:val="center"/>""") }),
        ["V/v far below"] = ("ND30-313", Official with { Letter = Paragraph("V/v cử công chức tập huấn", 12, "", """<w:spacing w:before="400"/><w:jc w:val="center"/>""") }),
        ["Kính gửi in a decision"] = ("ND30-321", Decision with { Addressee = Line("Kính gửi: Sở Khoa học và Công nghệ", 14) }),
        ["letter without Kính gửi"] = ("ND30-322", Official with { Addressee = "" }),
        ["Kính gửi without colon"] = ("ND30-323", Official with { Addressee = Line("Kính gửi Sở Khoa học và Công nghệ", 14) }),
        ["addressees without marks"] = ("ND30-324", Official with { Addressee = Left("Kính gửi:", 14) + Left("- Sở Khoa học và Công nghệ", 14) + Left("- Sở Tài chính;", 14) }),
        ["small Kính gửi"] = ("ND30-325", Official with { Addressee = Line("Kính gửi: Sở Khoa học và Công nghệ", 12, "<w:i/>") }),
        ["upright căn cứ"] = ("ND30-401", Decision with { Bases = Replaced(Decision.Bases, 0, Text("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;")) }),
        ["căn cứ with full stops"] = ("ND30-402", Decision with { Bases = [.. Decision.Bases.Select(basis => basis.Replace("thư;", "thư.", StringComparison.Ordinal).Replace("Sở.", "Sở,", StringComparison.Ordinal))] }),
        ["căn cứ out of order"] = ("ND30-403", Decision with { Bases = [Decision.Bases[1], Decision.Bases[0], Decision.Bases[2]] }),
        ["date of a căn cứ in digits"] = ("ND30-404", Decision with { Bases = [.. Decision.Bases.Select(basis => basis.Replace("ngày 21 tháng 01 năm 2019", "ngày 21/01/2019", StringComparison.Ordinal))] }),
        ["căn cứ without date"] = ("ND30-405", Decision with { Bases = [.. Decision.Bases.Select(basis => basis.Replace(" ngày 21 tháng 01 năm 2019", "", StringComparison.Ordinal))] }),
        ["repealed căn cứ"] = ("ND30-406", Decision with { Bases = [Text("Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư;", "<w:i/>"), .. Decision.Bases.Skip(1)] }),
        ["no authority"] = ("ND30-407", Decision with { Authority = "" }),
        ["authority not bold"] = ("ND30-408", Decision with { Authority = Line("GIÁM ĐỐC SỞ NỘI VỤ", 12) }),
        ["no enacting words"] = ("ND30-409", Decision with { Enacting = "" }),
        ["enacting words without colon"] = ("ND30-409", Decision with { Enacting = Line("QUYẾT ĐỊNH", 14, "<w:b/>") }),
        ["small text"] = ("ND30-501", Decision with { Body = Replaced(Decision.Body, 2, Paragraph("1. Trưởng các phòng phổ biến mục tiêu.", 12, "", """<w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>""")) }),
        ["italic text"] = ("ND30-502", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng, đơn vị phổ biến mục tiêu chất lượng đến toàn thể công chức.", "<w:i/>")) }),
        ["ragged text"] = ("ND30-503", Decision with { Body = Replaced(Decision.Body, 2, Paragraph("1. Trưởng các phòng, đơn vị phổ biến mục tiêu chất lượng đến toàn thể công chức, người lao động trong cơ quan để biết.", 14, "", """<w:spacing w:before="120"/><w:ind w:firstLine="720"/><w:jc w:val="left"/>""")) }),
        ["no indent"] = ("ND30-504", Decision with { Body = Replaced(Decision.Body, 2, Paragraph("1. Trưởng các phòng phổ biến mục tiêu.", 14, "", """<w:spacing w:before="120"/><w:jc w:val="both"/>""")) }),
        ["no gap"] = ("ND30-505", Decision with { Body = Replaced(Decision.Body, 2, Paragraph("1. Trưởng các phòng phổ biến mục tiêu.", 14, "", """<w:ind w:firstLine="720"/><w:jc w:val="both"/>""")) }),
        ["double line spacing"] = ("ND30-506", Decision with { Body = Replaced(Decision.Body, 2, Paragraph("1. Trưởng các phòng phổ biến mục tiêu.", 14, "", """<w:spacing w:before="120" w:line="480" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>""")) }),
        ["no end mark"] = ("ND30-507", Decision with { Body = Replaced(Decision.Body, 6, Article("Điều 3.", " Chánh Văn phòng Sở chịu trách nhiệm thi hành Quyết định này.")) }),
        ["Điều with colon"] = ("ND30-521", Decision with { Body = Replaced(Decision.Body, 0, Article("Điều 1:", " Ban hành kèm theo Quyết định này Mục tiêu chất lượng (Phụ lục kèm theo).")) }),
        ["missing article"] = ("ND30-522", Decision with { Body = Replaced(Decision.Body, 1, Article("Điều 4.", " Tổ chức thực hiện")) }),
        ["Điều not bold"] = ("ND30-523", Decision with { Body = Replaced(Decision.Body, 1, Text("Điều 2. Tổ chức thực hiện")) }),
        ["khoản with bracket"] = ("ND30-524", Decision with { Body = Replaced(Decision.Body, 2, Text("1) Trưởng các phòng phổ biến mục tiêu.")) }),
        ["khoản out of order"] = ("ND30-525", Decision with { Body = Replaced(Decision.Body, 3, Text("3. Trong thời hạn 10 ngày làm việc, các phòng có trách nhiệm:")) }),
        ["điểm with full stop"] = ("ND30-526", Decision with { Body = Replaced(Decision.Body, 4, Text("a. Lập mục tiêu chất lượng của phòng;")) }),
        ["điểm in the English order"] = ("ND30-527", Decision with { Body = [.. Decision.Body.Take(5), Text("b) Lập kế hoạch;"), Text("c) Báo cáo;"), Text("d) Theo dõi;"), Text("e) Đánh giá."), Decision.Body[6]] }),
        ["chương in digits"] = ("ND30-528", Decision with { Body = [Line("Chương 1", 14, "<w:b/>"), Line("QUY ĐỊNH CHUNG", 14, "<w:b/>"), .. Decision.Body] }),
        ["sections out of order"] = ("ND30-529", Named("KẾ HOẠCH", "KH", "Duy trì hệ thống quản lý chất lượng năm 2024") with { Body = [Text("I. MỤC ĐÍCH"), Text("1. Duy trì hệ thống;"), Text("III. TỔ CHỨC THỰC HIỆN"), Text("Các phòng thực hiện./.")] }),
        ["no signature"] = ("ND30-601", Decision with { Titles = [], Signer = "<w:p/>" }),
        ["no name"] = ("ND30-601", Decision with { Signer = "<w:p/>" }),
        ["T/M"] = ("ND30-602", Decision with { Titles = [Line("K/T GIÁM ĐỐC", 14, "<w:b/>"), Line("PHÓ GIÁM ĐỐC", 14, "<w:b/>")] }),
        ["KT. without deputy"] = ("ND30-603", Decision with { Titles = [Line("KT. GIÁM ĐỐC", 14, "<w:b/>"), Line("CHÁNH VĂN PHÒNG", 14, "<w:b/>")] }),
        ["TM. before an office"] = ("ND30-604", Decision with { Titles = [Line("TM. GIÁM ĐỐC", 14, "<w:b/>"), Line("PHÓ GIÁM ĐỐC", 14, "<w:b/>")] }),
        ["collective without TM."] = ("ND30-605", Decision with { Authority = Line("ỦY BAN NHÂN DÂN HUYỆN", 14, "<w:b/>"), Titles = [Line("CHỦ TỊCH", 14, "<w:b/>")] }),
        ["small office"] = ("ND30-606", Decision with { Titles = [Line("Giám đốc", 12)] }),
        ["name not bold"] = ("ND30-607", Decision with { Signer = Line("Nguyễn Văn Minh", 12, "<w:i/>") }),
        ["degree before the name"] = ("ND30-608", Decision with { Signer = Line("ThS. Nguyễn Văn Minh", 14, "<w:b/>") }),
        ["TL. alone"] = ("ND30-609", Decision with { Titles = [Line("TL. GIÁM ĐỐC", 14, "<w:b/>")] }),
        ["no Nơi nhận"] = ("ND30-611", Decision with { RecipientsHeading = "<w:p/>", Recipients = [] }),
        ["Nơi nhận upright"] = ("ND30-612", Decision with { RecipientsHeading = Left("Nơi nhận", 14, "<w:b/>") }),
        ["large recipients"] = ("ND30-613", Decision with { Recipients = Replaced(Decision.Recipients, 1, Left("- Sở KH&amp;CN;", 13)) }),
        ["recipients without marks"] = ("ND30-614", Decision with { Recipients = Replaced(Decision.Recipients, 1, Left("- Sở KH&amp;CN.", 11)) }),
        ["Lưu without spaces"] = ("ND30-615", Decision with { Recipients = Replaced(Decision.Recipients, 2, Left("- Lưu: VT,VP;", 11)) }),
        ["no Lưu"] = ("ND30-615", Decision with { Recipients = [Left("- Như Điều 3;", 11), Left("- Sở KH&amp;CN;", 11)] }),
        ["no Như trên"] = ("ND30-616", Official with { Recipients = [Left("- Sở Tài chính;", 11), Left("- Lưu: VT, VP.", 11)] }),
        ["Như Điều that is not there"] = ("ND30-617", Decision with { Recipients = Replaced(Decision.Recipients, 0, Left("- Như Điều 4;", 11)) }),
        ["appendix not spoken of"] = ("ND30-701", Decision with { Body = Replaced(Decision.Body, 0, Article("Điều 1.", " Ban hành Mục tiêu chất lượng năm 2024 của Sở Nội vụ.")) }),
        ["single appendix with a number"] = ("ND30-702", Decision with { Appendices = [Decision.Appendices[0].Replace("Phụ lục<", "Phụ lục I<", StringComparison.Ordinal)] }),
        ["two appendices in digits"] = ("ND30-702", Decision with { Appendices = [Decision.Appendices[0].Replace("Phụ lục<", "Phụ lục 1<", StringComparison.Ordinal), Decision.Appendices[0].Replace("Phụ lục<", "Phụ lục 2<", StringComparison.Ordinal)] }),
        ["label in capitals"] = ("ND30-703", Decision with { Appendices = [Decision.Appendices[0].Replace("Phụ lục<", "PHỤ LỤC<", StringComparison.Ordinal)] }),
        ["appendix title in small letters"] = ("ND30-704", Decision with { Appendices = [Decision.Appendices[0].Replace("MỤC TIÊU CHẤT LƯỢNG NĂM 2024", "Mục tiêu chất lượng", StringComparison.Ordinal)] }),
        ["no reference"] = ("ND30-705", Decision with { Appendices = [Line("Phụ lục", 14, "<w:b/>") + Line("MỤC TIÊU CHẤT LƯỢNG", 14, "<w:b/>") + Text("1. Tỷ lệ hồ sơ đúng hạn.")] }),
        ["upright reference"] = ("ND30-706", Decision with { Appendices = [Decision.Appendices[0].Replace("<w:i/>", "", StringComparison.Ordinal)] }),
        ["reference to another number"] = ("ND30-707", Decision with { Appendices = [Decision.Appendices[0].Replace("05/QĐ-SNV", "07/QĐ-SNV", StringComparison.Ordinal)] }),
        ["reference to another date"] = ("ND30-708", Decision with { Appendices = [Decision.Appendices[0].Replace("ngày 05", "ngày 06", StringComparison.Ordinal)] }),
        ["pages of the appendix go on"] = ("ND30-709", Decision with { Sections = "<w:titlePg/>" }),
        ["urgency not bold"] = ("ND30-801", Decision with { Letter = Line("KHẨN", 11) }),
        ["circulation mark small"] = ("ND30-802", Decision with { Letter = Line("LƯU HÀNH NỘI BỘ", 11, "<w:b/>") }),
        ["year of before"] = ("ND30-901", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng phổ biến Mục tiêu chất lượng năm 2023.")) }),
        ["doubled word"] = ("ND30-902", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng, đơn vị trực thuộc thuộc Sở phổ biến mục tiêu.")) }),
        ["mistyped word"] = ("ND30-903", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng quản triệt mục tiêu chất lượng.")) }),
        ["standard misnamed"] = ("ND30-904", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Các phòng áp dụng TCVN 9001: 2015 trong công việc.")) }),
        ["space before a comma"] = ("ND30-905", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Trưởng các phòng , đơn vị phổ biến mục tiêu.")) }),
        ["old edition"] = ("ND30-906", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Các phòng áp dụng TCVN ISO 9001:2008.")) }),
        ["place spelled two ways"] = ("ND30-921", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Các phòng của tỉnh Hái Dương phổ biến mục tiêu.")) }),
        ["unit named two ways"] = ("ND30-922", Decision with { Body = [.. Decision.Body.Take(2), Text("1. Văn phòng HĐND và UBND huyện phối hợp;"), Text("2. Văn phòng HĐND-UBND huyện theo dõi."), Decision.Body[6]] }),
        ["symbol written two ways"] = ("ND30-923", Decision with { Number = Line("Số: 05/QĐ-SLĐTBXH", 13), Body = Replaced(Decision.Body, 2, Text("1. Thực hiện Quyết định số 24/QĐ-LĐTBXH của Sở.")), Appendices = [] }),
        ["comparison told two ways"] = ("ND30-951", Decision with { Body = [.. Decision.Body.Take(2), Text("1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt trên 95%."), Text("2. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 95% trở lên."), Decision.Body[6]] }),
        ["comparison turned round"] = ("ND30-951", Decision with { Body = [.. Decision.Body.Take(2), Text("1. Tỷ lệ hồ sơ giải quyết quá hạn không hơn 5%."), Text("2. Tỷ lệ hồ sơ giải quyết quá hạn dưới 5%."), Decision.Body[6]] }),
        ["equality told as more"] = ("ND30-951", Decision with { Body = [.. Decision.Body.Take(2), Text("1. Tỷ lệ hồ sơ giải quyết đúng hạn đúng bằng 95%."), Text("2. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 95% trở lên."), Decision.Body[6]] }),
        ["objectives without owner"] = ("ND30-952", Decision with { Appendices = [Decision.Appendices[0].Replace("; Văn phòng theo dõi, báo cáo hằng quý theo phần mềm một cửa", "", StringComparison.Ordinal)] }),
        ["objectives numbered two ways"] = ("ND30-953", Decision with { Body = [.. Decision.Body.Take(2), Text("Mục tiêu số 1: Đúng hạn."), Text("Mục tiêu 2: Hài lòng."), Text("Mục tiêu 3: Đào tạo."), Decision.Body[6]] }),
        ["satisfaction of 100%"] = ("ND30-955", Decision with { Body = Replaced(Decision.Body, 2, Text("1. Mức độ hài lòng của tổ chức, cá nhân đạt 100%.")) }),
    };
}
