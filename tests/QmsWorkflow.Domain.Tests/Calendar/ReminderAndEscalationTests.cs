using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

public class ReminderAndEscalationTests
{
    private static readonly DateOnly Due = new(2024, 5, 8);

    private static WorkingCalendar Calendar => OfficialCalendar.Default;

    [Theory]
    [InlineData("3, 1 working days before", "2024-05-04 2024-05-07")]
    [InlineData("1 week before; on due date", "2024-04-26 2024-05-08")]
    [InlineData("3 days before", "2024-05-04")]
    [InlineData("1 working day before; 1 day before", "2024-05-07")]
    [InlineData("5, 6, 7 days before", "2024-04-26 2024-05-02 2024-05-03")]
    public void Reminders_fall_on_working_days_once_each_in_order(string rule, string dates) =>
        ReminderRule.Parse(rule).OrThrow().Dates(Due, Calendar).ShouldBe(dates.Split(' ').Select(DateOnly.Parse));

    [Fact]
    public void Reminders_before_the_work_was_given_are_left_out() =>
        ReminderRule.Parse("3, 1 working days before").OrThrow().Dates(Due, Calendar, new(2024, 5, 6)).ShouldBe([new(2024, 5, 7)]);

    [Theory]
    [InlineData("3, 1 working days before", "nhắc trước hạn 3 và 1 ngày làm việc")]
    [InlineData("1 week before; on due date", "nhắc trước hạn 1 tuần; đúng ngày đến hạn")]
    public void Reminders_read_naturally(string rule, string text) =>
        ReminderRule.Parse(rule).OrThrow().ToVietnamese().ShouldBe(text);

    [Fact]
    public void Escalation_tells_roles_on_working_days_after_the_deadline()
    {
        var rule = EscalationRule.Parse("on overdue to iso-secretary; 3 working days overdue to head, deputy; 1 week overdue to steering-committee").OrThrow();

        rule.Dates(Due, Calendar).ShouldBe(
        [
            new(new(2024, 5, 9), "iso-secretary"),
            new(new(2024, 5, 13), "head"),
            new(new(2024, 5, 13), "deputy"),
            new(new(2024, 5, 15), "steering-committee"),
        ]);
        rule.ToVietnamese().ShouldBe(
            "khi quá hạn: báo Thư ký ISO; quá hạn 3 ngày làm việc: báo thủ trưởng cơ quan và cấp phó của thủ trưởng; quá hạn 1 tuần: báo Ban Chỉ đạo ISO");
    }

    [Fact]
    public void Other_roles_can_be_allowed()
    {
        var words = DeadlineVocabulary.Default.WithRoles(new VocabularyWord("web-editors", "Ban Biên tập Website", "web editors"));

        EscalationRule.Parse("on overdue to web-editors").IsOk.ShouldBeFalse();
        EscalationRule.Parse("on overdue to web-editors", words).OrThrow().ToVietnamese(words).ShouldBe("khi quá hạn: báo Ban Biên tập Website");
    }

    [Fact]
    public void Any_reminder_or_escalation_printed_and_read_again_is_the_same()
    {
        var units = Gen.Elements(PeriodUnit.WorkingDays, PeriodUnit.Days, PeriodUnit.Weeks);
        var reminders = (from count in Gen.Choose(0, 30) from unit in units select new Reminder(count, count == 0 ? PeriodUnit.WorkingDays : unit))
            .NonEmptyListOf().Select(list => new ReminderRule([.. list]));
        var roles = Gen.Elements(DeadlineVocabulary.Default.Roles.Select(role => role.Name).ToArray()).NonEmptyListOf();
        var escalations = (from count in Gen.Choose(0, 30)
                           from unit in units
                           from to in roles
                           select new EscalationStep(count, count == 0 ? PeriodUnit.WorkingDays : unit, [.. to]))
            .NonEmptyListOf().Select(list => new EscalationRule([.. list]));

        Prop.ForAll(reminders.ToArbitrary(), rule => rule.Equals(ReminderRule.Parse(rule.ToString()).Value)).QuickCheckThrowOnFailure();
        Prop.ForAll(escalations.ToArbitrary(), rule => rule.Equals(EscalationRule.Parse(rule.ToString()).Value)).QuickCheckThrowOnFailure();
        var days = Gen.Choose(0, 3000).Select(n => Calendar.OnOrAfter(new DateOnly(2019, 1, 1).AddDays(n)));

        Prop.ForAll(reminders.ToArbitrary(), days.ToArbitrary(), (rule, due) => rule.Dates(due, Calendar).All(day => day <= due && Calendar.IsWorking(day)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Prop.ForAll(escalations.ToArbitrary(), days.ToArbitrary(), (rule, due) => rule.Dates(due, Calendar).All(m => m.Date > due && Calendar.IsWorking(m.Date)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
