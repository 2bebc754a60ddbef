using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

public class DeadlineRuleTests
{
    private static WorkingCalendar Calendar => OfficialCalendar.Default;

    [Theory]
    [InlineData("2022-03-14", "2022-03-28")]
    [InlineData("2023-01-02", "2023-01-16")]
    [InlineData("2023-12-22", "2024-01-08")]
    [InlineData("2024-04-22", "2024-05-08")]
    [InlineData("2026-08-17", "2026-08-28")]
    [InlineData("2026-11-20", "2026-12-07")]
    public void Unit_objectives_are_due_ten_working_days_after_the_decision(string issued, string due)
    {
        var deadline = Resolve("10 working days after decision.issued", "decision.issued", issued);

        deadline.Date.ShouldBe(DateOnly.Parse(due));
        deadline.IsProvisional.ShouldBeFalse();
        deadline.RuleTextVi.ShouldBe("10 ngày làm việc kể từ ngày ban hành quyết định");
        deadline.LegalBasis.ShouldContain("BLDS 2015 Đ147");
    }

    [Fact]
    public void The_trace_shows_counted_days_skipped_days_and_the_notice()
    {
        var deadline = Resolve("10 working days after decision.issued", "decision.issued", "2024-04-22");

        deadline.Trace.Select(line => line.ToVietnamese()).ShouldBe(
        [
            "Thứ Hai, 22/04/2024 – ngày bắt đầu, không tính (BLDS 2015 Đ147)",
            "Thứ Ba, 23/04/2024 – ngày thứ 1",
            "Thứ Tư, 24/04/2024 – ngày thứ 2",
            "Thứ Năm, 25/04/2024 – ngày thứ 3",
            "Thứ Sáu, 26/04/2024 – ngày thứ 4",
            "Thứ Bảy, 27/04/2024 – nghỉ: Thứ Bảy",
            "Chủ nhật, 28/04/2024 – nghỉ: Chủ nhật",
            "Thứ Hai, 29/04/2024 – nghỉ: Nghỉ hoán đổi, làm bù 04/05/2024 (5015; 1570)",
            "Thứ Ba, 30/04/2024 – nghỉ: Ngày Chiến thắng (5015; 1570)",
            "Thứ Tư, 01/05/2024 – nghỉ: Ngày Quốc tế lao động (5015; 1570)",
            "Thứ Năm, 02/05/2024 – ngày thứ 5",
            "Thứ Sáu, 03/05/2024 – ngày thứ 6",
            "Thứ Bảy, 04/05/2024 – ngày thứ 7 (5015; 1570)",
            "Chủ nhật, 05/05/2024 – nghỉ: Chủ nhật",
            "Thứ Hai, 06/05/2024 – ngày thứ 8",
            "Thứ Ba, 07/05/2024 – ngày thứ 9",
            "Thứ Tư, 08/05/2024 – ngày thứ 10",
        ]);
    }

    [Theory]
    [InlineData("20 days after decision.issued", "2024-04-09", "2024-05-02", "ends on 29/4, a swapped day off: rolled to the next working day")]
    [InlineData("10 days after decision.issued", "2024-03-01", "2024-03-11", "an ordinary Monday")]
    [InlineData("2 weeks after decision.issued", "2024-04-16", "2024-05-02", "ends on 30/4")]
    [InlineData("2 weeks after decision.issued", "2024-03-04", "2024-03-18", "the same weekday, Đ148.2")]
    [InlineData("1 week before decision.issued", "2024-03-18", "2024-03-11", "the same weekday")]
    [InlineData("1 year after decision.issued", "2024-03-05", "2025-03-05", "the same day and month, Đ148.4")]
    [InlineData("3 months after decision.issued", "2023-11-30", "2024-02-29", "no 30 February: the last day of the month, Đ148.3")]
    [InlineData("1 month after decision.issued", "2025-01-31", "2025-02-28", "no 31 February")]
    [InlineData("2 months after decision.issued", "2024-08-15", "2024-10-15", "the corresponding day")]
    [InlineData("1 year after decision.issued", "2024-02-29", "2025-02-28", "no 29 February 2025")]
    [InlineData("5 working days before decision.issued", "2024-05-08", "2024-05-02", "Saturday 4/5 is worked and counts")]
    [InlineData("3 days before decision.issued", "2024-04-21", "2024-04-17", "18/4 is Giỗ Tổ: back to the working day before")]
    [InlineData("1 week before decision.issued", "2024-05-08", "2024-04-26", "1/5 is off: back over the whole rest")]
    [InlineData("2 months before decision.issued", "2024-04-30", "2024-02-29", "")]
    [InlineData("1 year before decision.issued", "2025-03-10", "2024-03-08", "10/3/2024 is a Sunday")]
    [InlineData("on decision.issued", "2024-05-11", "2024-05-13", "a Saturday")]
    public void Periods_end_by_the_civil_code(string rule, string fact, string due, string why) =>
        Resolve(rule, "decision.issued", fact).Date.ShouldBe(DateOnly.Parse(due), why);

    [Theory]
    [InlineData("end of quarter 1", 2022, "2022-03-31")]
    [InlineData("end of quarter 3", 2023, "2023-10-02")]
    [InlineData("end of half 1", 2024, "2024-07-01")]
    [InlineData("end of august", 2022, "2022-08-31")]
    [InlineData("end of month 8", 2025, "2025-09-03")]
    [InlineData("end of year", 2024, "2024-12-31")]
    [InlineData("end of december of previous year", 2024, "2024-01-02")]
    [InlineData("middle of year", 2025, "2025-06-30")]
    [InlineData("middle of month 8", 2024, "2024-08-15")]
    [InlineData("start of quarter 2", 2024, "2024-04-01")]
    [InlineData("start of year of next year", 2024, "2025-01-02")]
    [InlineData("31/12", 2024, "2024-12-31")]
    [InlineData("29/02", 2023, "2023-02-28")]
    [InlineData("15/12 of previous year", 2024, "2023-12-15")]
    [InlineData("on 2024-04-22", 2024, "2024-04-22")]
    [InlineData("on 22/4/2024", 2024, "2024-04-22")]
    [InlineData("quarter 3", 2022, "2022-09-30")]
    [InlineData("months 7-8", 2022, "2022-08-31")]
    [InlineData("months 7–8", 2022, "2022-08-31")]
    public void Calendar_deadlines_fall_in_the_year_of_the_cycle(string rule, int year, string due) =>
        Parse(rule).Resolve(Calendar, DeadlineFacts.ForCycle(year)).OrNull()!.Date.ShouldBe(DateOnly.Parse(due));

    [Fact]
    public void Facts_of_the_cycle_are_known_without_being_given() =>
        Parse("5 working days before cycle.end").Resolve(Calendar, DeadlineFacts.ForCycle(2024)).OrNull()!.Date.ShouldBe(new(2024, 12, 24));

    [Fact]
    public void A_missing_fact_is_named() =>
        Parse("10 working days after decision.issued").Resolve(Calendar, DeadlineFacts.ForCycle(2024))
            .ShouldBe(new DeadlineOutcome.MissingFact("decision.issued", "Chưa có ngày ban hành quyết định, nên chưa tính được thời hạn."));

    [Theory]
    [InlineData("all year", NoDateReason.AllYear)]
    [InlineData("on notice", NoDateReason.AwaitingNotice)]
    [InlineData("by external plan", NoDateReason.AwaitingExternalPlan)]
    public void Some_rules_have_no_date_and_say_why(string rule, NoDateReason reason) =>
        Parse(rule).Resolve(Calendar, DeadlineFacts.ForCycle(2024)).ShouldBeOfType<DeadlineOutcome.NoDate>().Reason.ShouldBe(reason);

    [Fact]
    public void A_notice_that_came_gives_its_date() =>
        Resolve("on notice", DeadlineFacts.NoticeDate, "2024-06-03").Date.ShouldBe(new(2024, 6, 3));

    [Fact]
    public void A_year_without_notice_makes_the_deadline_provisional()
    {
        var deadline = Resolve("10 working days after decision.issued", "decision.issued", "2026-12-25");

        deadline.Date.ShouldBe(new(2027, 1, 11));
        deadline.IsProvisional.ShouldBeTrue();
        deadline.Trace.Single(line => line.Date == new DateOnly(2027, 1, 1)).ToVietnamese()
            .ShouldBe("Thứ Sáu, 01/01/2027 – nghỉ: Tết Dương lịch (BLLĐ 2019 Đ112.1a) – tạm tính");
    }

    [Fact]
    public void Paused_days_are_not_counted()
    {
        var pause = new ClockPause(new(2024, 3, 5), new(2024, 3, 7), "chờ ý kiến Sở KH&CN");

        var deadline = Parse("5 working days after decision.issued")
            .Resolve(Calendar, DeadlineFacts.ForCycle(2024).With("decision.issued", new(2024, 3, 1)), pause).OrNull()!;

        deadline.Date.ShouldBe(new(2024, 3, 13));
        deadline.Trace.Count(line => line.Mark == TraceMark.Paused).ShouldBe(3);
        deadline.Trace.First(line => line.Mark == TraceMark.Paused).ToVietnamese()
            .ShouldBe("Thứ Ba, 05/03/2024 – tạm dừng: chờ ý kiến Sở KH&CN");
    }

    [Fact]
    public void Months_are_lengthened_by_the_paused_days_before_their_end()
    {
        ClockPause[] pauses = [new(new(2024, 3, 1), new(2024, 3, 10), "chờ"), new(new(2024, 4, 20), new(2024, 4, 22), "chờ lần hai")];

        var deadline = Parse("2 months after decision.issued")
            .Resolve(Calendar, DeadlineFacts.ForCycle(2024).With("decision.issued", new(2024, 2, 15)), pauses).OrNull()!;

        deadline.Date.ShouldBe(new(2024, 5, 2), "15/4 + 10 days + 3 days = 28/4, a Sunday before the holidays");
    }

    [Theory]
    [InlineData("5 working days after decision.issued", 2)]
    [InlineData("20 days after decision.issued", 4)]
    [InlineData("2 months after decision.issued", 0)]
    public void A_clock_that_stands_still_gives_no_date(string rule, int counted)
    {
        var facts = DeadlineFacts.ForCycle(2024).With("decision.issued", new(2024, 3, 1));

        Parse(rule).Resolve(Calendar, facts, new ClockPause(new(2024, 3, 6), null, "chờ bổ sung"))
            .ShouldBe(new DeadlineOutcome.ClockStopped(new(2024, 3, 6), counted, "chờ bổ sung"));
    }

    [Theory]
    [InlineData("10 working days after decision.issued", "10 ngày làm việc kể từ ngày ban hành quyết định", "10 working days after the issue of the decision")]
    [InlineData("1 month after law.effective", "1 tháng kể từ ngày văn bản pháp luật có hiệu lực", "1 month after the effect of the legal document")]
    [InlineData("5 working days before cycle.end", "5 ngày làm việc trước ngày cuối chu kỳ", "5 working days before the end of the cycle")]
    [InlineData("end of quarter 1", "hết Quý I", "end of quarter 1 of the cycle's year")]
    [InlineData("end of year", "hết năm", "end of year of the cycle's year")]
    [InlineData("end of december of previous year", "hết tháng 12 năm trước", "end of december of previous year")]
    [InlineData("months 7-8", "trong tháng 7–8", "months 7-8 of the cycle's year")]
    [InlineData("31/12", "ngày 31/12", "31/12 of the cycle's year")]
    [InlineData("on 2024-04-22", "ngày 22/04/2024", "on 2024-04-22")]
    [InlineData("on decision.issued", "trong ngày ban hành quyết định", "on the day of the issue of the decision")]
    [InlineData("all year", "thường xuyên trong năm", "all year")]
    [InlineData("on notice", "khi có thông báo", "on notice")]
    [InlineData("by external plan", "theo kế hoạch của cấp trên", "by external plan")]
    public void Rules_read_naturally_in_both_languages(string rule, string vietnamese, string english)
    {
        Parse(rule).ToVietnamese().ShouldBe(vietnamese);
        Parse(rule).ToEnglish().ShouldBe(english);
    }

    [Fact]
    public void Every_known_fact_has_its_words_and_can_be_counted_from()
    {
        foreach (var fact in DeadlineFacts.Known)
        {
            Parse($"2 days after {fact.Name}").ToVietnamese().ShouldBe($"2 ngày kể từ {fact.Vietnamese}");
            fact.Vietnamese.ShouldStartWith("ngày");
            fact.English.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void More_facts_can_be_allowed()
    {
        var words = DeadlineVocabulary.Default.WithFacts(new VocabularyWord("launch.day", "ngày phát động", "launch day"));

        DeadlineRule.Parse("2 days after launch.day").IsOk.ShouldBeFalse();
        DeadlineRule.Parse("2 days after LAUNCH.day", words).OrThrow().ToVietnamese(words).ShouldBe("2 ngày kể từ ngày phát động");
    }

    [Fact]
    public void Any_rule_printed_and_read_again_is_the_same() =>
        Prop.ForAll(Rules.ToArbitrary(), rule => DeadlineRule.Parse(rule.ToString()).Value == rule).QuickCheckThrowOnFailure();

    [Fact]
    public void A_deadline_never_ends_on_a_day_off_and_counts_its_days_without_gap() =>
        Prop.ForAll(Rules.ToArbitrary(), Days.ToArbitrary(), (rule, day) =>
        {
            var facts = DeadlineFacts.ForCycle(day.Year);
            facts = facts.With(DeadlineFacts.Known.Select(fact => KeyValuePair.Create(fact.Name, day)));
            if (rule.Resolve(Calendar, facts).OrNull() is not { } deadline) { return rule is DeadlineRule.AllYear; }
            var numbers = deadline.Trace.Where(line => line.Mark == TraceMark.Counted).Select(line => line.Number!.Value).ToList();
            var expected = rule is DeadlineRule.Period { Unit: PeriodUnit.WorkingDays or PeriodUnit.Days } period ? period.Count : 0;
            return Calendar.IsWorking(deadline.Date) && numbers.SequenceEqual(Enumerable.Range(1, expected))
                && deadline.Trace[^1].Date == deadline.Date;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_later_start_never_gives_an_earlier_deadline() =>
        Prop.ForAll(Rules.ToArbitrary(), Days.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (rule, day, later) =>
        {
            if (rule is not DeadlineRule.Period period) { return true; }
            return Due(period, day) <= Due(period, day.AddDays(later))
                && (period.Direction == PeriodDirection.After ? Due(period, day) > day : Due(period, day) < day);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_longer_period_never_ends_earlier() =>
        Prop.ForAll(Days.ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), Gen.Elements(Enum.GetValues<PeriodUnit>()).ToArbitrary(), (day, count, unit) =>
            Due(new(count, unit, PeriodDirection.After, "task.opened"), day) <= Due(new(count + 1, unit, PeriodDirection.After, "task.opened"), day))
            .QuickCheckThrowOnFailure();

    private static Gen<DateOnly> Days => Gen.Choose(0, 3650).Select(n => new DateOnly(2019, 6, 1).AddDays(n));

    private static Gen<CalendarSpan> Spans => Gen.OneOf(
        Gen.Choose(1, 4).Select(CalendarSpan.Quarter),
        Gen.Choose(1, 2).Select(CalendarSpan.Half),
        Gen.Choose(1, 12).Select(month => CalendarSpan.Months(month, month)),
        Gen.Choose(1, 11).SelectMany(first => Gen.Choose(first + 1, 12).Select(last => CalendarSpan.Months(first, last))));

    private static Gen<DeadlineRule> Rules
    {
        get
        {
            var facts = Gen.Elements(DeadlineFacts.Known.Select(fact => fact.Name).ToArray());
            var periods = from count in Gen.Choose(1, 90)
                          from unit in Gen.Elements(Enum.GetValues<PeriodUnit>())
                          from direction in Gen.Elements(Enum.GetValues<PeriodDirection>())
                          from fact in facts
                          select (DeadlineRule)new DeadlineRule.Period(count, unit, direction, fact);
            var windows = from span in Spans
                          from offset in Gen.Choose(-1, 1)
                          select (DeadlineRule)new DeadlineRule.Window(span, offset);
            var points = from span in Gen.OneOf(Spans, Gen.Constant(CalendarSpan.Year))
                         from offset in Gen.Choose(-1, 1)
                         from at in Gen.Elements(SpanPoint.Start, SpanPoint.End)
                         select (DeadlineRule)new DeadlineRule.Point(at, span, offset);
            var days = from month in Gen.Choose(1, 12)
                       from day in Gen.Choose(1, DateTime.DaysInMonth(2024, month))
                       from offset in Gen.Choose(-1, 1)
                       select (DeadlineRule)new DeadlineRule.DayOfYear(day, month, offset);
            return Gen.OneOf(
                periods, periods, windows, points, days,
                Gen.Choose(1, 12).Select(month => (DeadlineRule)new DeadlineRule.Point(SpanPoint.Middle, CalendarSpan.Months(month, month), 0)),
                Days.Select(day => (DeadlineRule)new DeadlineRule.FixedDate(day)),
                facts.Select(fact => (DeadlineRule)new DeadlineRule.OnFact(fact)),
                Gen.Elements<DeadlineRule>(new DeadlineRule.AllYear(), new DeadlineRule.OnNotice(), new DeadlineRule.ByExternalPlan()));
        }
    }

    private static DateOnly Due(DeadlineRule.Period rule, DateOnly day) =>
        rule.Resolve(Calendar, DeadlineFacts.ForCycle(day.Year).With(rule.Fact, day)).OrNull()!.Date;

    private static DeadlineRule Parse(string text) => DeadlineRule.Parse(text).OrThrow();

    private static Deadline Resolve(string rule, string fact, string date)
    {
        var day = DateOnly.Parse(date);
        return Parse(rule).Resolve(Calendar, DeadlineFacts.ForCycle(day.Year).With(fact, day)).OrNull()!;
    }
}
