using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>Dates as people write them in Vietnamese.</summary>
public static class VietnameseDates
{
    private static readonly string[] Weekdays = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
    private static readonly string[] Romans = ["I", "II", "III", "IV"];

    /// <summary>"Thứ Tư".</summary>
    public static string Weekday(DateOnly date) => Weekdays[(int)date.DayOfWeek];

    /// <summary>"08/05/2024".</summary>
    public static string Short(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"Thứ Tư, 08/05/2024".</summary>
    public static string Long(DateOnly date) => $"{Weekday(date)}, {Short(date)}";

    /// <summary>"Quý I".</summary>
    /// <param name="quarter">1 to 4.</param>
    public static string Quarter(int quarter) => $"Quý {Romans[quarter - 1]}";

    /// <summary>"Mùng 1 Tết" and the days around it, and "Giỗ Tổ Hùng Vương (10/3 âm lịch)"; null for days whose lunar date the table does not give.</summary>
    public static string? LunarName(DateOnly date)
    {
        if (LunarTable.HungKings(date.Year) == date) { return "Giỗ Tổ Hùng Vương (10/3 âm lịch)"; }
        if (LunarTable.Tet(date.Year) is not { } tet) { return null; }
        return (date.DayNumber - tet.DayNumber) switch
        {
            -1 => "Ngày cuối tháng Chạp",
            >= 0 and <= 9 and var day => $"Mùng {(day + 1).ToString(CultureInfo.InvariantCulture)} tháng Giêng",
            _ => null,
        };
    }
}
