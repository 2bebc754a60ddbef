using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Domain.Tests.Indicators;

public class CaseDeadlineTests
{
    // 30/4 and 1/5/2024 are holidays (Tuesday, Wednesday), 29/4 was exchanged for Saturday 4/5.
    [Theory]
    [InlineData("2024-03-04T09:00", 5, HandlingUnit.WorkingDays, "2024-03-11T23:59:59")]
    [InlineData("2024-04-26T09:00", 3, HandlingUnit.WorkingDays, "2024-05-04T23:59:59")]
    [InlineData("2024-04-25T09:00", 5, HandlingUnit.Days, "2024-05-02T23:59:59")]
    [InlineData("2024-03-04T09:00", 15, HandlingUnit.Days, "2024-03-19T23:59:59")]
    [InlineData("2024-03-04T09:00", 8, HandlingUnit.WorkingHours, "2024-03-05T09:00")]
    [InlineData("2024-03-04T11:00", 1, HandlingUnit.WorkingHours, "2024-03-04T14:00")]
    [InlineData("2024-03-08T16:00", 4, HandlingUnit.WorkingHours, "2024-03-11T10:00")]
    [InlineData("2024-03-09T10:00", 2, HandlingUnit.WorkingHours, "2024-03-11T09:00")]
    [InlineData("2024-03-08T15:00", 2, HandlingUnit.WorkingHours, "2024-03-08T17:00")]
    [InlineData("2024-03-08T15:00", 0, HandlingUnit.WorkingHours, "2024-03-08T15:00")]
    public void A_deadline_follows_the_calendar_of_the_agency(string received, int amount, HandlingUnit unit, string due) =>
        Due(received, amount, unit).ShouldBe(At(due));

    [Theory]
    [InlineData(HandlingUnit.WorkingDays, "2024-03-05T10:00", "2024-03-07T15:00", "2024-03-13T23:59:59")]
    [InlineData(HandlingUnit.Days, "2024-03-05T10:00", "2024-03-07T15:00", "2024-03-11T23:59:59")]
    [InlineData(HandlingUnit.WorkingDays, "2024-03-08T16:00", "2024-03-10T10:00", "2024-03-11T23:59:59")]
    [InlineData(HandlingUnit.WorkingDays, "2024-03-20T10:00", "2024-03-25T15:00", "2024-03-11T23:59:59")]
    public void Days_of_waiting_for_a_supplement_are_not_counted(HandlingUnit unit, string from, string to, string due) =>
        Due("2024-03-04T09:00", 5, unit, new CasePause(At(from), At(to))).ShouldBe(At(due));

    [Fact]
    public void Hours_of_waiting_for_a_supplement_are_not_counted()
    {
        Due("2024-03-04T09:00", 8, HandlingUnit.WorkingHours, new CasePause(At("2024-03-04T10:00"), At("2024-03-04T14:30"))).ShouldBe(At("2024-03-05T11:30"));
        Due("2024-03-04T09:00", 3, HandlingUnit.WorkingHours, new CasePause(At("2024-03-04T15:00"), null)).ShouldBe(At("2024-03-04T14:00"));
    }

    [Fact]
    public void A_case_that_still_waits_for_a_supplement_has_no_deadline_yet()
    {
        Due("2024-03-04T09:00", 5, HandlingUnit.WorkingDays, new CasePause(At("2024-03-06T10:00"), null)).ShouldBeNull();
        Due("2024-03-04T09:00", 8, HandlingUnit.WorkingHours, new CasePause(At("2024-03-04T10:00"), null)).ShouldBeNull();
        Due("2024-03-04T09:00", 5, HandlingUnit.WorkingDays, new CasePause(At("2024-03-20T10:00"), null)).ShouldBe(At("2024-03-11T23:59:59"));
    }

    [Fact]
    public void Working_days_come_out_as_the_calendar_adds_them() =>
        Prop.ForAll(Gen.Choose(0, 365).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), (day, amount) =>
        {
            var received = new DateTime(2024, 1, 1, 9, 0, 0).AddDays(day);
            return CaseDeadline.Of(received, amount, HandlingUnit.WorkingDays, OfficialCalendar.Default, CaseDeadline.UsualHours, [])
                == CaseDeadline.EndOf(OfficialCalendar.Default.AddWorkingDays(DateOnly.FromDateTime(received), amount));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Eight_hours_are_a_working_day() =>
        Prop.ForAll(Gen.Choose(0, 365).ToArbitrary(), Gen.Choose(0, 59).ToArbitrary(), Gen.Choose(1, 10).ToArbitrary(), (day, minute, days) =>
        {
            var received = OfficialCalendar.Default.OnOrAfter(new DateOnly(2024, 1, 1).AddDays(day)).ToDateTime(new(9, minute));
            return CaseDeadline.Of(received, days * CaseDeadline.HoursOfDay, HandlingUnit.WorkingHours, OfficialCalendar.Default, CaseDeadline.UsualHours, [])
                == OfficialCalendar.Default.AddWorkingDays(DateOnly.FromDateTime(received), days).ToDateTime(new(9, minute));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_pause_never_brings_a_deadline_forward() =>
        Prop.ForAll(Gen.Choose(0, 400).ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), Gen.Elements(Enum.GetValues<HandlingUnit>()).ToArbitrary(), (after, length, unit) =>
        {
            var received = At("2024-03-04T09:00");
            var pause = new CasePause(received.AddHours(after), received.AddHours(after + length));
            return Due("2024-03-04T09:00", 12, unit, pause) >= Due("2024-03-04T09:00", 12, unit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static DateTime? Due(string received, int amount, HandlingUnit unit, params ImmutableArray<CasePause> pauses) =>
        CaseDeadline.Of(At(received), amount, unit, OfficialCalendar.Default, CaseDeadline.UsualHours, pauses);

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
