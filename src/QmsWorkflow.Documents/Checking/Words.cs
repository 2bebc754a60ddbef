using System.Text.RegularExpressions;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>The words by which the elements of a document are known.</summary>
internal static partial class Words
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const RegexOptions AnyCase = Options | RegexOptions.IgnoreCase;

    public static bool IsNation(string text) => Vietnamese.Bare(text) is var bare && bare.Contains("CONG HOA", StringComparison.Ordinal) && bare.Contains("CHU NGHIA", StringComparison.Ordinal) && bare.Length < 60;

    public static bool IsMotto(string text) =>
        Vietnamese.Bare(text) is var bare && bare.Contains("DOC LAP", StringComparison.Ordinal) && bare.Contains("HANH PHUC", StringComparison.Ordinal) && bare.Length < 60;

    [GeneratedRegex(@"^Số\s*[:.]?\s*[0-9 .…_]*\s*/", Options | RegexOptions.IgnoreCase)]
    public static partial Regex NumberLine();

    [GeneratedRegex(@"(?<place>\p{L}[\p{L}0-9 .\-–']*?)?\s*(?<comma>,)?\s*\bngày(?<d>[\s.…_0-9]*)tháng(?<m>[\s.…_0-9]*)năm(?<y>[\s.…_0-9]*)$", AnyCase)]
    public static partial Regex DateLine();

    [GeneratedRegex(@"^Kính\s+(gửi|gởi)\b", AnyCase)]
    public static partial Regex Addressee();

    [GeneratedRegex(@"^(-\s*)?(Căn\s+cứ|Theo\s+đề\s+nghị|Xét\s+đề\s+nghị|Xét|Thực\s+hiện|Trên\s+cơ\s+sở)\b", AnyCase)]
    public static partial Regex Basis();

    [GeneratedRegex(@"^(-\s*)?Căn\s+cứ\b", AnyCase)]
    public static partial Regex RealBasis();

    [GeneratedRegex(@"^QUYẾT\s+(ĐỊNH|NGHỊ)\s*:?$", Options)]
    public static partial Regex Enacting();

    [GeneratedRegex(@"^Nơi\s+nhận\b\s*:?", AnyCase)]
    public static partial Regex Recipients();

    [GeneratedRegex(@"^V\s*/\s*v\b", AnyCase)]
    public static partial Regex LetterSubject();

    [GeneratedRegex(@"^Điều\s*(?<n>[0-9]{1,3})(?<after>\s*[.:\-–)]?)(\s|$|\p{L})", Options | RegexOptions.IgnoreCase)]
    public static partial Regex Article();

    [GeneratedRegex(@"^phụ\s+lục(\s+(số\s+)?(?<n>[IVXLC]+|[0-9]{1,2}|[A-H]))?\s*[.:]?$", AnyCase)]
    public static partial Regex AppendixLabel();

    [GeneratedRegex(@"^\(\s*(Ban\s+hành\s+)?(kèm|Đính\s+kèm)\b", AnyCase)]
    public static partial Regex AppendixReference();

    [GeneratedRegex(@"^(HỎA\s+TỐC|HOẢ\s+TỐC|THƯỢNG\s+KHẨN|KHẨN)(\s+HẸN\s+GIỜ)?$", AnyCase)]
    public static partial Regex Urgency();

    [GeneratedRegex(@"^(XEM\s+XONG\s+TRẢ\s+LẠI|LƯU\s+HÀNH\s+NỘI\s+BỘ)$", AnyCase)]
    public static partial Regex Circulation();

    /// <summary>Words that begin the name of a body: where they come again, a new name begins.</summary>
    [GeneratedRegex(@"^(UBND|ỦY BAN|HĐND|HỘI ĐỒNG|SỞ|PHÒNG|BAN|BỘ|CHI CỤC|CỤC|TỔNG CỤC|VĂN PHÒNG|TRUNG TÂM|THANH TRA|TRƯỜNG|VIỆN|CHI NHÁNH|CÔNG AN|TỈNH|THÀNH PHỐ|BẢO HIỂM|KHO BẠC|HỘI|LIÊN ĐOÀN|TÒA ÁN|CHÍNH PHỦ|BỆNH VIỆN|TỔ|ĐOÀN|HẠT|ĐỘI|CÔNG TY|TÊN CQ|TÊN CƠ QUAN)\b", Options)]
    public static partial Regex Body();

    [GeneratedRegex(@"^(TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T\.U\.Q|Q|QUYỀN)\b|^(PHÓ|GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG|CHÁNH|THỦ TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|ỦY BAN|HỘI ĐỒNG|BAN|TỔ TRƯỞNG|TỔNG|THÀNH VIÊN|ỦY VIÊN|QUYỀN HẠN|NGƯỜI|THỦ TƯỚNG|CHUYÊN VIÊN|ĐẠI DIỆN|ĐOÀN|KẾ TOÁN)\b", Options)]
    public static partial Regex Office();
}
