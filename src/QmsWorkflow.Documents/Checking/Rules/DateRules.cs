using System.Collections.Immutable;
using System.Globalization;
using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>Địa danh và thời gian ban hành (NĐ 30/2020, Phụ lục I, mục II.4).</summary>
internal static class DateRules
{
    private const string Article = "NĐ 30/2020, Phụ lục I, Phần I, mục II.4";
    private static readonly LetterSpec Look = new(13, 14) { Italic = true, Bold = false, Usual = 13 };

    public static ImmutableArray<FormRule> All { get; } =
    [
        Rule("ND30-231", Article, FormSeverity.Error, "Có địa danh và thời gian ban hành", "Place and date are there", Missing),
        Rule("ND30-232", Article + "c", FormSeverity.Error, "Dạng “Địa danh, ngày … tháng … năm …”, sau địa danh có dấu phẩy", "Form “Place, ngày … tháng … năm …”", Form, fix: true),
        Rule("ND30-233", Article + "b; S-175", FormSeverity.Error, "Ngày nhỏ hơn 10 và tháng 1, 2 thêm số 0; tháng 3–12 không thêm", "Days below 10 and months 1, 2 with a leading 0, others without", Padding, fix: true),
        Rule("ND30-234", Article + "c", FormSeverity.Error, "Địa danh, thời gian cỡ chữ 13–14, nghiêng", "Place and date 13–14 pt, italic", view => Letters(view, FormArea.Heading, Lines(view.Layout.Date), Look), fix: true),
        Rule("ND30-235", Article + "b", FormSeverity.Error, "Ngày, tháng, năm có thật", "The date exists", Real),
        Rule("ND30-236", Article + "c", FormSeverity.Warning, "Địa danh, thời gian trên cùng một dòng với số, ký hiệu", "Place and date on one line with the number", SameLine),
        Rule("ND30-237", Article + "a", FormSeverity.Warning, "Địa danh đúng nơi cơ quan đóng trụ sở", "The place is the agency's", PlaceName, fix: true),
        Rule("ND30-238", "Bộ luật Lao động 2019, Điều 112; S-191", FormSeverity.Warning, "Không ban hành vào ngày nghỉ", "Not issued on a day off", DayOff),
    ];

    /// <summary>The date of the document; null while it is blank or impossible.</summary>
    public static DateOnly? Of(FormView view) => Parts(view) is { Day: { } day, Month: { } month, Year: { } year } && year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
        ? new DateOnly(year, month, day)
        : null;

    private sealed record DateParts(int? Day, int? Month, int? Year);

    private static DateParts? Parts(FormView view)
    {
        if (view.Layout.Date is not { } line || Words.DateLine().Match(line.Text) is not { Success: true } match) return null;

        return new DateParts(Value("d"), Value("m"), Value("y"));

        int? Value(string group) => int.TryParse(match.Groups[group].ValueSpan.Trim(" .…_"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static IEnumerable<Hit> Missing(FormView view)
    {
        if (view.Layout.Date is not null || view.Layout.IsAppendixOnly) yield break;
        // The minutes' form has its time in the text (Mẫu 1.9); its heading has none.
        if (view.Layout.Kind?.Abbreviation == "BB") yield break;

        yield return new Hit(view.Missing(FormArea.Heading), "không có địa danh và thời gian ban hành", "“Hà Nội, ngày 05 tháng 01 năm 2020”");
    }

    private static IEnumerable<Hit> Form(FormView view)
    {
        if (view.Layout.Date is not { } line || Words.DateLine().Match(line.Text) is not { Success: true } match) yield break;

        var place = match.Groups["place"];
        if (!place.Success || place.Length == 0)
        {
            if (!line.Text.StartsWith('…') && !line.Text.StartsWith('.')) yield return new Hit(view.Place(FormArea.Heading, line), "không có địa danh", "“Hà Nội, ngày 05 tháng 01 năm 2020”");
            yield break;
        }

        if (!match.Groups["comma"].Success)
        {
            var end = place.Index + place.Value.TrimEnd().Length;
            yield return new Hit(view.Place(FormArea.Heading, line), "sau địa danh không có dấu phẩy", $"“{place.Value.Trim()}, ngày …”") { Fix = Words("Thêm dấu phẩy sau địa danh", line.Paragraph, line.Start + end, 0, ",") };
        }

        if (char.IsLower(place.Value.TrimStart()[0]))
        {
            yield return new Hit(view.Place(FormArea.Heading, line), $"địa danh “{place.Value.Trim()}” không viết hoa", "các chữ cái đầu của địa danh viết hoa");
        }
    }

    private static IEnumerable<Hit> Padding(FormView view)
    {
        if (view.Layout.Date is not { } line || Words.DateLine().Match(line.Text) is not { Success: true } match) yield break;

        foreach (var (group, name, below) in ((string, string, int)[])[("d", "ngày", 10), ("m", "tháng", 3)])
        {
            var digits = match.Groups[group].Value.Trim();
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) continue;

            var right = number < below ? number.ToString("00", CultureInfo.InvariantCulture) : Text(number);
            if (digits == right) continue;

            var at = match.Groups[group].Index + match.Groups[group].Value.IndexOf(digits, StringComparison.Ordinal);
            yield return new Hit(view.Place(FormArea.Heading, line), $"{name} “{digits}”", $"{name} “{right}”") { Fix = Words($"Ghi {name} “{right}”", line.Paragraph, line.Start + at, digits.Length, right) };
        }
    }

    private static IEnumerable<Hit> Real(FormView view)
    {
        if (view.Layout.Date is { } line && Parts(view) is { Day: not null, Month: not null, Year: not null } && Of(view) is null)
        {
            yield return new Hit(view.Place(FormArea.Heading, line), "ngày tháng không có thật", "ngày, tháng, năm ban hành");
        }
    }

    private static IEnumerable<Hit> SameLine(FormView view)
    {
        if (view.Layout is not { Date: { } date, Number: { } number } || date.Paragraph == number.Paragraph) yield break;

        // In a table they share a row; rows of several lines are level when both are the last of their cell or all begin the row.
        if (date.Paragraph.Cell is not null && date.Paragraph.Row == number.Paragraph.Row) yield break;

        yield return new Hit(view.Place(FormArea.Heading, date), "địa danh, thời gian không cùng dòng với số, ký hiệu", "trên cùng một dòng với số, ký hiệu văn bản");
    }

    private static IEnumerable<Hit> PlaceName(FormView view)
    {
        if (view.Context.Agency?.Place is not { } registered || view.Layout.Date is not { } line || Words.DateLine().Match(line.Text) is not { Success: true } match) yield break;

        var place = match.Groups["place"];
        if (!place.Success || place.Value.Trim().Length == 0 || Vietnamese.Plain(place.Value) == Vietnamese.Plain(registered)) yield break;

        yield return new Hit(view.Place(FormArea.Heading, line), $"địa danh “{place.Value.Trim()}”", $"“{registered}”") { Fix = Words($"Sửa địa danh thành “{registered}”", line.Paragraph, line.Start + place.Index, place.Value.TrimEnd().Length, registered) };
    }

    private static IEnumerable<Hit> DayOff(FormView view)
    {
        if (Of(view) is not { } date || view.Layout.Date is not { } line) yield break;

        var name = view.Context.DaysOff.TryGetValue(date, out var known) ? known
            : date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && !view.Context.WorkingWeekends.Contains(date) ? (date.DayOfWeek == DayOfWeek.Saturday ? "thứ Bảy" : "Chủ nhật") : null;
        if (name is not null) yield return new Hit(view.Place(FormArea.Heading, line), $"ngày {date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)} là ngày nghỉ ({name})", "ngày làm việc; kiểm tra lại ngày ban hành");
    }
}
