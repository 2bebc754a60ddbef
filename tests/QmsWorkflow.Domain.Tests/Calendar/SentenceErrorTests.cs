using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

public class SentenceErrorTests
{
    [Theory]
    [InlineData("", 0, "", "a number")]
    [InlineData("   ", 0, "", "end of")]
    [InlineData("soon", 0, "soon", "all year")]
    [InlineData("year", 0, "year", "quarter")]
    [InlineData("0 days after task.opened", 0, "0", "1…1000")]
    [InlineData("1001 days after task.opened", 0, "1001", "1…1000")]
    [InlineData("1x days after task.opened", 0, "1x", "1…1000")]
    [InlineData("10", 2, "", "working days")]
    [InlineData("10 workign days after decision.issued", 3, "workign", "working days")]
    [InlineData("10 working weeks after decision.issued", 11, "weeks", "days")]
    [InlineData("10 working days", 15, "", "after")]
    [InlineData("10 working days from decision.issued", 16, "from", "before")]
    [InlineData("10 working days after", 21, "", "decision.issued")]
    [InlineData("10 working days after decision.isued", 22, "decision.isued", "decision.issued")]
    [InlineData("10 working days after decision.issued please", 38, "please", "(end)")]
    [InlineData("end", 3, "", "of")]
    [InlineData("end quarter 1", 4, "quarter", "of")]
    [InlineData("end of", 6, "", "quarter")]
    [InlineData("end of spring", 7, "spring", "a month's name")]
    [InlineData("end of quarter", 14, "", "1…4")]
    [InlineData("end of quarter 5", 15, "5", "1…4")]
    [InlineData("end of half 3", 12, "3", "1…2")]
    [InlineData("end of month 13", 13, "13", "1…12")]
    [InlineData("months 8-7", 7, "8-7", "m-n (1 ≤ m < n ≤ 12)")]
    [InlineData("months 7", 7, "7", "m-n (1 ≤ m < n ≤ 12)")]
    [InlineData("months", 6, "", "m-n (1 ≤ m < n ≤ 12)")]
    [InlineData("middle of quarter 2", 10, "quarter", "month")]
    [InlineData("end of year of last year", 15, "last", "previous year")]
    [InlineData("end of year of previous", 23, "", "year")]
    [InlineData("31/13", 0, "31/13", "dd/mm")]
    [InlineData("30/02", 0, "30/02", "dd/mm")]
    [InlineData("on", 2, "", "notice")]
    [InlineData("on 2024-13-01", 3, "2024-13-01", "yyyy-mm-dd")]
    [InlineData("on 31/02/2024", 3, "31/02/2024", "dd/mm/yyyy")]
    [InlineData("on tuesday", 3, "tuesday", "decision.issued")]
    [InlineData("all the year", 4, "the", "year")]
    [InlineData("by plan", 3, "plan", "external")]
    [InlineData("by external", 11, "", "plan")]
    public void A_wrong_deadline_names_the_place_what_was_found_and_what_is_allowed(string text, int position, string found, string allowed) =>
        ShouldFail(DeadlineRule.Parse(text).Problem, position, found, allowed);

    [Theory]
    [InlineData("", 0, "", "on due date")]
    [InlineData("before", 0, "before", "a number")]
    [InlineData("3", 1, "", "working days")]
    [InlineData("3,", 2, "", "1…365")]
    [InlineData("3, x working days before", 3, "x", "1…365")]
    [InlineData("3 months before", 2, "months", "weeks")]
    [InlineData("3 working days after", 15, "after", "before")]
    [InlineData("3 working days before;", 22, "", "a number")]
    [InlineData("3 days before 1 day before", 14, "1", ";")]
    [InlineData("on date", 3, "date", "due")]
    [InlineData("366 days before", 0, "366", "1…365")]
    public void A_wrong_reminder_names_the_place(string text, int position, string found, string allowed) =>
        ShouldFail(ReminderRule.Parse(text).Problem, position, found, allowed);

    [Theory]
    [InlineData("", 0, "", "on overdue")]
    [InlineData("overdue to head", 0, "overdue", "on overdue")]
    [InlineData("on time to head", 3, "time", "overdue")]
    [InlineData("on overdue head", 11, "head", "to")]
    [InlineData("on overdue to", 13, "", "iso-secretary")]
    [InlineData("on overdue to boss", 14, "boss", "head")]
    [InlineData("on overdue to head,", 19, "", "unit-head")]
    [InlineData("on overdue to head; 3 months overdue to head", 22, "months", "working days")]
    [InlineData("0 days overdue to head", 0, "0", "1…365")]
    [InlineData("3 days to head", 7, "to", "overdue")]
    [InlineData("on overdue to head office", 19, "office", ";")]
    public void A_wrong_escalation_names_the_place(string text, int position, string found, string allowed) =>
        ShouldFail(EscalationRule.Parse(text).Problem, position, found, allowed);

    [Fact]
    public void Messages_count_characters_from_one_in_both_languages()
    {
        var problem = DeadlineRule.Parse("10 workign days after decision.issued").Problem!;

        problem.MessageVi.ShouldBe("Ký tự 4: không hiểu “workign”; cần: working days, days, weeks, months, years.");
        problem.MessageEn.ShouldBe("Character 4: found “workign”; expected: working days, days, weeks, months, years.");
        problem.Length.ShouldBe(7);
        DeadlineRule.Parse("10 days after ").Problem!.MessageVi.ShouldStartWith("Ký tự 14: câu còn thiếu; cần: cycle.start");
    }

    private static void ShouldFail(ParseProblem? problem, int position, string found, string allowed)
    {
        problem.ShouldNotBeNull();
        problem.Position.ShouldBe(position);
        problem.Found.ShouldBe(found);
        problem.Length.ShouldBe(found.Length);
        problem.Allowed.ShouldContain(allowed);
    }
}
