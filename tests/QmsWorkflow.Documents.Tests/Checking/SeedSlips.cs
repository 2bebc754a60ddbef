using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>The sample documents with the slips of the real ones put back, filled into the shipped templates.</summary>
internal static class SeedSlips
{
    /// <summary>Seed 000: the decision of Bắc Giang for 2024.</summary>
    public static byte[] BacGiangDecision() => Fill("agency-objectives/quyet-dinh", data =>
    {
        data["superior"] = "UBND TỈNH BẮC GIANG";
        data["numberLine"] = "Số:        /QĐ-LĐTĐ&XH";
        data["placeDate"] = "Bắc Giang, ngày     tháng 01 năm 2024";
        data["title"] = "Ban hành Mục tiêu chất lượng năm 2024 theo tiêu chuẩn quốc gia TCVN ISO 9001:2015 của Sở Lao động – Thương binh và Xã hội";
        data["authority"] = "GIÁM ĐỐC SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI BẮC GIANG";
        data["bases"] = List(
            "Căn cứ Quyết định số 2137/QĐ-UBND ngày 24/12/2019 của UBND tỉnh Bắc Giang về việc công nhận Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn Quốc gia TCVN ISO 9001:2015;",
            "Căn cứ Kế hoạch số 95/KH-LĐTĐ&XH ngày 22/12/2023 của Sở Lao động – TB&XH về Duy trì, áp dụng Hệ thống Quản lý Chất lượng năm 2024;");
        data["proposer"] = "Theo đề nghị của Thư ký ISO,";
        data["articles"] = new JsonArray(
            Article("Điều 1:", "Ban hành Mục tiêu chất lượng năm 2024 của Sở (Phụ lục đính kèm)."),
            Article("Điều 2.", "Trách nhiệm triển khai Mục tiêu chất lượng",
                "a) Trưởng các phòng truyền đạt Mục tiêu chất lượng năm 2024 đến toàn thể công chức, viên chức và người lao động.",
                "b) Trưởng các phòng, đơn vị căn cứ vào Mục tiêu chất lượng năm 2023 của Sở Lao động-Thương binh và Xã hội thiết lập Mục tiêu chất lượng tương ứng."),
            Article("Điều 3.", "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị trực thuộc thuộc Sở căn cứ quyết định thi hành./."));
        data["recipients"] = List("Như Điều 3;", "Sở KH&CN (đề b/cáo);", "Lưu: VT, VP.");
        data["appendix"]!["ownHeader"] = false;
        data["appendix"]!["reference"] = "(Ban hành kèm theo Quyết định số       /QĐ-LDTB&XH ngày     /01/2024 của Sở Lao động – Thương binh và Xã hội Bắc Giang)";
    });

    /// <summary>Seed 001: the decision of Hải Dương for 2022.</summary>
    public static byte[] HaiDuongDecision() => Fill("agency-objectives/quyet-dinh", data =>
    {
        data["title"] = "Về việc công bố Mục tiêu chất lượng năm 2022 theo Hệ thống Quản lý chất lượng TCVN 9001:2015 tại Sở Lao động – Thương binh và Xã hội";
        data["appendix"]!["reference"] = "(Ban hành kèm the Quyết định số       /QĐ-SLĐTBXH ngày     /3/2022 của Giám đốc Sở Lao động – Thương binh và Xã hội)";
        data["appendix"]!["items"]![4]!["text"] = "100% công chức chấp hành nghiêm kỷ luật; có thái độ chuẩn mực trong giao tiếp, ứng xử khi tiếp túc, giải quyết công việc.";
    });

    /// <summary>Seed 002: the plan of Hải Dương for 2022.</summary>
    public static byte[] HaiDuongPlan() => Fill("annual-plan/ke-hoach", data =>
    {
        var rows = data["rows"]!.AsArray();
        rows[6]!["content"] = "Khảo sát sự hài lòng của tổ chức công dân";
        rows[7]!["content"] = "Báo cáo tình thực hiện ISO năm 2022";
        data["bases"]![2] = "Căn cứ Công văn số 103/SKHHCN-CCTĐC ngày 18/02/2022 của Sở Khoa học và Công nghệ về việc duy trì HTQLCL theo tiêu chuẩn quốc gia 9001:2015;";
        data["purposes"]![0]!["parts"]![1]!["paragraphs"]![0] = "- Trong năm 2022 toàn thể cán bộ, công chức tiếp tục áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001: 2015.";
    });

    /// <summary>Seed 003: the decision of Bàu Bàng for 2024.</summary>
    public static byte[] BauBangDecision() => Fill("agency-objectives/quyet-dinh", data =>
    {
        data["superior"] = "";
        data["agency"] = "ỦY BAN NHÂN DÂN HUYỆN BÀU BÀNG";
        data["numberLine"] = "Số: 589/QĐ-UBND";
        data["placeDate"] = "Bàu Bàng, ngày 28 tháng 03 năm 2024";
        data["title"] = "Về việc ban hành Mục tiêu chất lượng năm 2024 của Ủy ban nhân dân huyện Bầu Bàng, tỉnh Bình Dương";
        data["authority"] = "ỦY BAN NHÂN DÂN HUYỆN";
        data["articles"] = new JsonArray(
            Article("Điều 1.", "Ban hành kèm theo Quyết định này Mục tiêu chất lượng năm 2024 của Ủy ban nhân dân huyện Bàu Bàng, tỉnh Bình Dương."),
            Article("Điều 2.", "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Bàu Bàng chịu trách nhiệm thi hành./."));
        data["recipients"] = List("Như Điều 2;", "Công TTĐT huyện;", "Lưu: VT, Nm.");
        data["signatureLines"] = List("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH");
        data["appendix"] = new JsonObject
        {
            ["ownHeader"] = false,
            ["label"] = "",
            ["heading"] = "MỤC TIÊU CHẤT LƯỢNG NĂM 2024 CỦA ỦY BAN NHÂN DÂN HUYỆN BÀU BÀNG",
            ["reference"] = "(Kèm theo Quyết định số 589/QĐ-UBND ngày 28 tháng 3 năm 2024 của Ủy ban nhân dân huyện)",
            ["intro"] = List("Các cơ quan chuyên môn, đơn vị xác định và phân đầu đạt được những mục tiêu chất lượng như sau:"),
            ["items"] = new JsonArray(
                Item("1.", "Mục tiêu chất lượng số 1: Tỷ lệ giải quyết hồ sơ TTHC đúng hạn trong từng lĩnh vực."),
                Item("2.", "Mục tiêu chất lượng 2: Mức độ hài lòng của cá nhân, tổ chức về giải quyết thủ tục hành chính trên 95%."),
                Item("3.", "Mục tiêu chất lượng 3: Cán bộ, công chức được đào tạo về HTQLCL là 100%."),
                Item("4.", "Mức độ hài lòng của cá nhân, tổ chức về giải quyết TTHC đạt 95% trở lên."),
                Item("5.", "Quản triệt Chính sách chất lượng và Mục tiêu chất lượng để tất cả cán bộ, công chức đều biết, hiểu."),
                Item("6.", "Giao Văn phòng HĐND và UBND huyện phối hợp với Phòng Kinh tế huyện; Văn phòng HĐND-UBND huyện chủ trì.")),
            ["closing"] = List(
                "3. Nếu kết quả thực hiện không đáp ứng các mục tiêu chất lượng đã đề ra như trên thì phải xác định nguyên nhân và hành động khắc phục cần thiết, đề cập nội dung này trong báo cáo định kỳ.",
                "4. Nếu kết quả thực hiện không đáp ứng các mục tiêu chất lượng đã đề ra như trên thì phải xác định nguyên nhân gốc rễ và hành động khắc phục cần thiết, đề cập nội dung này trong báo cáo kết quả thực hiện HTQLCL. Đây là việc bắt buộc phải thực hiện."),
        };
    });

    /// <summary>Seed 004: objectives of the committee of Bà Rịa - Vũng Tàu for 2023, without number or decision.</summary>
    public static byte[] VungTauObjectives() => Fill("department-objectives/muc-tieu-don-vi", data =>
    {
        data["superior"] = "UBND TỈNH BÀ RỊA - VŨNG TÀU";
        data["agency"] = "BAN THI ĐUA - KHEN THƯỞNG";
        data["placeDate"] = "Bà Rịa - Vũng Tàu, ngày 02 tháng 01 năm 2023";
        data["kindName"] = "MỤC TIÊU CHẤT LƯỢNG ISO 9001:2015 NĂM 2023";
        data["objectives"]![1]!["statement"] = "Mức độ hài lòng của các tổ chức và cá nhân về thái độ hướng dẫn của công chức (tính trung bình năm)";
        data["objectives"]![1]!["target"] = "100%";
    });

    public static JsonObject Sample(string template) => (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", template + ".sample.json")))!;

    public static byte[] Fill(string template, Action<JsonObject>? change = null)
    {
        var data = Sample(template);
        change?.Invoke(data);
        var filled = DocxTemplate.Open(Repository.Template(template), template).Fill(data);
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }

    private static JsonArray List(params string[] lines) => [.. lines.Select(line => JsonValue.Create(line))];

    private static JsonObject Article(string heading, string text, params string[] paragraphs) => new() { ["heading"] = heading, ["text"] = text, ["paragraphs"] = List(paragraphs) };

    private static JsonObject Item(string number, string text) => new() { ["number"] = number, ["text"] = text, ["paragraphs"] = new JsonArray() };
}
