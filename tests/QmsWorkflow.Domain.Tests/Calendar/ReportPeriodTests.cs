using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

public class ReportPeriodTests
{
    [Theory]
    [InlineData(ReportKind.Month, 1, "2023-12-15", "2024-01-14", "tháng 1/2024")]
    [InlineData(ReportKind.Quarter, 1, "2023-12-15", "2024-03-14", "Quý I/2024")]
    [InlineData(ReportKind.Quarter, 3, "2024-06-15", "2024-09-14", "Quý III/2024")]
    [InlineData(ReportKind.SixMonths, 1, "2023-12-15", "2024-06-14", "6 tháng đầu năm 2024")]
    [InlineData(ReportKind.NineMonths, 1, "2023-12-15", "2024-09-14", "9 tháng năm 2024")]
    [InlineData(ReportKind.Year, 1, "2023-12-15", "2024-12-14", "năm 2024")]
    public void Figures_are_cut_off_on_the_fourteenth(ReportKind kind, int number, string from, string to, string text)
    {
        var period = new ReportPeriod(kind, number, 2024);

        period.Window(CutOff.Fifteenth).ShouldBe((DateOnly.Parse(from), DateOnly.Parse(to)));
        period.ToVietnamese().ShouldBe(text);
    }

    [Fact]
    public void Calendar_periods_can_be_chosen() =>
        new ReportPeriod(ReportKind.Quarter, 1, 2024).Window(CutOff.Calendar).ShouldBe((new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 31)));

    [Fact]
    public void A_report_is_due_working_days_after_its_cut_off()
    {
        var quarter = new ReportPeriod(ReportKind.Quarter, 1, 2024);

        quarter.Due(CutOff.Fifteenth, 2, OfficialCalendar.Default).ShouldBe(new(2024, 3, 18));
        Should.Throw<ArgumentOutOfRangeException>(() => quarter.Due(CutOff.Fifteenth, 0, OfficialCalendar.Default));
    }
}
