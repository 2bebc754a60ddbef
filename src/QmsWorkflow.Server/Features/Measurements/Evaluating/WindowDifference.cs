using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Says why the two windows of a period give different values (NĐ 09/2019 Điều 12.4).</summary>
internal static class WindowDifference
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    public static string Explain(WindowValue calendar, WindowValue fifteenth)
    {
        var windows = $"Kỳ theo lịch tính từ {Short(calendar.From)} đến hết {Short(calendar.To)}; kỳ chốt số liệu theo NĐ 09/2019/NĐ-CP Điều 12.4 tính từ {Short(fifteenth.From)} đến hết {Short(fifteenth.To)}.";
        if (calendar.Cell is not { } left || fifteenth.Cell is not { } right) return windows;
        if (left.Numerator == right.Numerator && left.Denominator == right.Denominator && left.Value == right.Value) return $"{windows} Hai cách tính cho cùng kết quả.";

        return left.Denominator is { } one && right.Denominator is { } other && one != other
            ? $"{windows} Mẫu số khác nhau: {Whole(one)} và {Whole(other)}, vì hồ sơ từ {Short(fifteenth.From)} đến {Short(calendar.From.AddDays(-1))} chỉ thuộc kỳ chốt ngày 15, hồ sơ từ {Short(fifteenth.To.AddDays(1))} đến {Short(calendar.To)} chỉ thuộc kỳ theo lịch."
            : $"{windows} Hai kỳ gồm những hồ sơ khác nhau ở đầu và cuối kỳ nên kết quả khác nhau.";
    }

    private static string Short(DateOnly day) => VietnameseDates.Short(day);

    private static string Whole(decimal count) => count.ToString("#,0.######", Vietnamese);
}
