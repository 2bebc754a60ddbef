using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Domain.Tests.Indicators;

public class CaseFlagsTests
{
    private static readonly IndicatorWindow March = new(new(2026, 3, 1), new(2026, 3, 31));

    [Theory]
    [InlineData("2026-02-28T23:59:59", false)]
    [InlineData("2026-03-01T00:00:00", true)]
    [InlineData("2026-03-31T23:59:59", true)]
    [InlineData("2026-04-01T00:00:00", false)]
    public void A_case_belongs_to_the_days_of_the_window(string at, bool belongs)
    {
        var row = new CaseRow { ReceivedAt = At(at), FinishedAt = At(at) };

        Is(CaseFlag.Received, row).ShouldBe(belongs);
        Is(CaseFlag.Completed, row).ShouldBe(belongs);
    }

    [Theory]
    [InlineData("2026-03-10T16:00:00", "2026-03-09T23:59:00", CaseTimeliness.Early)]
    [InlineData("2026-03-10T16:00:00", "2026-03-10T00:00:00", CaseTimeliness.OnTime)]
    [InlineData("2026-03-10T16:00:00", "2026-03-10T16:00:00", CaseTimeliness.OnTime)]
    [InlineData("2026-03-10T16:00:00", "2026-03-10T16:00:01", CaseTimeliness.Late)]
    [InlineData("2026-03-10T16:00:00", null, CaseTimeliness.NotFinished)]
    [InlineData(null, "2026-03-10T16:00:00", CaseTimeliness.OnTime)]
    public void Early_is_a_day_before_and_late_a_second_after(string? due, string? finished, int timeliness) =>
        CaseTimeliness.Of(due is null ? null : At(due), finished is null ? null : At(finished)).ShouldBe(timeliness);

    [Theory]
    [InlineData("2026-03-31T17:00:00", true)]
    [InlineData("2026-04-01T00:00:00", false)]
    [InlineData("2026-04-02T00:00:00", false)]
    public void A_pending_case_is_late_when_its_time_passed_by_the_end_of_the_window(string due, bool isLate) =>
        Is(CaseFlag.PendingLate, new CaseRow { ReceivedAt = At("2026-03-02T08:00:00"), DueAt = At(due), FinishedAt = At("2026-04-20T08:00:00") }).ShouldBe(isLate);

    [Fact]
    public void Received_and_carried_make_completed_and_pending() =>
        Always((row, window) => (Count(row, window, CaseFlag.Received) + Count(row, window, CaseFlag.Carried)) == (Count(row, window, CaseFlag.Completed) + Count(row, window, CaseFlag.Pending)));

    [Fact]
    public void What_is_completed_is_early_on_time_or_late() =>
        Always((row, window) => Count(row, window, CaseFlag.Completed) == Count(row, window, CaseFlag.Early) + Count(row, window, CaseFlag.OnTime) + Count(row, window, CaseFlag.Late));

    [Fact]
    public void What_is_pending_at_the_end_is_carried_into_the_next_window() =>
        Always((row, window) => CaseFlags.Is(CaseFlag.Pending, row, window) == CaseFlags.Is(CaseFlag.Carried, row, new(window.To.AddDays(1), window.To.AddDays(30))));

    [Fact]
    public void A_condition_and_its_contrary_share_the_cases() =>
        Prop.ForAll(SomeFormulas.Conditions.ToArbitrary(), SomeFormulas.Rows.ToArbitrary(), SomeFormulas.Windows.ToArbitrary(), (condition, row, window) =>
            CaseFlags.Holds(condition, row, window) != CaseFlags.Holds(new Condition.Not(condition), row, window)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Every_flag_has_a_name_and_a_meaning()
    {
        foreach (var flag in Enum.GetValues<CaseFlag>())
        {
            CaseFlags.Flag(CaseFlags.NameOf(flag)).ShouldBe(flag);
            flag.MeaningVi().ShouldNotBeEmpty();
            flag.MeaningEn().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_window_from_the_fifteenth_has_the_month_after_as_its_first()
    {
        var window = new IndicatorWindow(new(2025, 12, 15), new(2026, 3, 14));

        window.FirstMonth.ShouldBe(new(2026, 1, 1));
        window.LastMonth.ShouldBe(new(2026, 3, 1));
    }

    private static void Always(Func<CaseRow, IndicatorWindow, bool> holds) =>
        Prop.ForAll(SomeFormulas.Rows.ToArbitrary(), SomeFormulas.Windows.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static int Count(CaseRow row, IndicatorWindow window, CaseFlag flag) => CaseFlags.Is(flag, row, window) ? 1 : 0;

    private static bool Is(CaseFlag flag, CaseRow row) => CaseFlags.Is(flag, row, March);

    private static DateTime At(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
