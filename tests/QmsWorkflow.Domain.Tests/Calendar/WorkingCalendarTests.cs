using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

public class WorkingCalendarTests
{
    private const string PublishedDaysOff = """
        2021-01-01 2021-02-10 2021-02-11 2021-02-12 2021-02-15 2021-02-16 2021-04-21 2021-04-30 2021-05-03 2021-09-02
        2021-09-03 2022-01-03 2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04 2022-04-11 2022-05-02 2022-05-03
        2022-09-01 2022-09-02 2023-01-02 2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26 2023-05-01 2023-05-02
        2023-05-03 2023-09-01 2023-09-04 2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18
        2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03 2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30
        2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16
        2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02
        2026-11-24
        """;

    private const string PublishedWorkedSaturdays = """
        2024-05-04 2025-04-26 2026-01-10 2026-08-22
        """;

    private static WorkingCalendar Official => OfficialCalendar.Default;

    [Fact]
    public void Every_day_from_2021_to_2026_is_as_the_state_published_it()
    {
        var off = Days(PublishedDaysOff);
        var worked = Days(PublishedWorkedSaturdays);

        var wrong = Enumerable.Range(0, 2191).Select(new DateOnly(2021, 1, 1).AddDays)
            .Where(day => Official.IsWorking(day) != (worked.Contains(day)
                || (!off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))))
            .ToList();

        off.Count.ShouldBe(71);
        worked.Count.ShouldBe(4);
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2010-02-19", "2010-02-27")]
    [InlineData("2012-01-27", "2012-02-04")]
    [InlineData("2013-04-29", "2013-05-04")]
    [InlineData("2014-05-02", "2014-04-26")]
    [InlineData("2014-09-01", "2014-09-06")]
    [InlineData("2015-01-02", "2014-12-27")]
    [InlineData("2015-02-16", "2015-02-14")]
    [InlineData("2015-04-29", "2015-04-25")]
    [InlineData("2018-12-31", "2019-01-05")]
    [InlineData("2019-04-29", "2019-05-04")]
    [InlineData("2024-04-29", "2024-05-04")]
    public void An_exchanged_weekday_is_off_and_its_Saturday_is_worked(string off, string worked)
    {
        Official.Classify(DateOnly.Parse(off)).Reason.ShouldBe(DayReason.SwappedDayOff);
        Official.Classify(DateOnly.Parse(off)).IsWorking.ShouldBeFalse();
        Official.Classify(DateOnly.Parse(worked)).Reason.ShouldBe(DayReason.WorkedRestDay);
        Official.Classify(DateOnly.Parse(worked)).IsWorking.ShouldBeTrue();
    }

    [Theory]
    [InlineData(2020, "2020-01-25")]
    [InlineData(2021, "2021-02-12")]
    [InlineData(2022, "2022-02-01")]
    [InlineData(2023, "2023-01-22")]
    [InlineData(2024, "2024-02-10")]
    [InlineData(2025, "2025-01-29")]
    [InlineData(2026, "2026-02-17")]
    [InlineData(2027, "2027-02-06")]
    [InlineData(2028, "2028-01-26")]
    [InlineData(2029, "2029-02-13")]
    [InlineData(2030, "2030-02-02")]
    [InlineData(2031, "2031-01-23")]
    [InlineData(1985, "1985-01-21")]
    [InlineData(2007, "2007-02-17")]
    [InlineData(2053, "2053-02-18")]
    public void The_lunar_table_knows_Tet_by_Vietnamese_time(int year, string date) =>
        LunarTable.Tet(year).ShouldBe(DateOnly.Parse(date));

    [Theory]
    [InlineData(2020, "2020-04-02")]
    [InlineData(2021, "2021-04-21")]
    [InlineData(2022, "2022-04-10")]
    [InlineData(2024, "2024-04-18")]
    [InlineData(2025, "2025-04-07")]
    [InlineData(2026, "2026-04-26")]
    [InlineData(2027, "2027-04-16")]
    public void The_lunar_table_knows_the_day_of_the_Hung_kings(int year, string date) =>
        LunarTable.HungKings(year).ShouldBe(DateOnly.Parse(date));

    [Fact]
    public void Unknown_lunar_days_are_null_and_never_guessed()
    {
        LunarTable.Tet(2040).ShouldBeNull();
        LunarTable.HungKings(2028).ShouldBeNull();
        Official.Coverage(2028).Unknown.ShouldBe(["Giỗ Tổ Hùng Vương"]);
    }

    [Theory]
    [InlineData("2025-04-26", true, "Làm bù cho ngày nghỉ 02/05/2025", "6150/TB-BLĐTBXH")]
    [InlineData("2024-04-29", false, "Nghỉ hoán đổi, làm bù 04/05/2024", "5015; 1570")]
    [InlineData("2022-04-11", false, "Nghỉ bù Giỗ Tổ Hùng Vương", "119")]
    [InlineData("2023-01-02", false, "Nghỉ bù Tết Dương lịch", "5034")]
    [InlineData("2026-11-24", false, "Ngày Văn hóa Việt Nam", "NQ 28/2026/QH16")]
    [InlineData("2024-05-11", false, "Thứ Bảy", null)]
    [InlineData("2024-05-08", true, "Ngày làm việc", null)]
    public void A_day_says_why_and_who_said_so(string date, bool working, string reason, string? notice)
    {
        var status = Official.Classify(DateOnly.Parse(date));

        status.IsWorking.ShouldBe(working);
        status.ReasonVi.ShouldBe(reason);
        status.NoticeCode.ShouldBe(notice);
        status.IsProvisional.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2027-01-01", "Tết Dương lịch", "BLLĐ 2019 Đ112.1a")]
    [InlineData("2027-02-05", "Tết Nguyên đán", "BLLĐ 2019 Đ112.1b")]
    [InlineData("2027-02-10", "Nghỉ bù Tết Nguyên đán", "BLLĐ 2019 Đ111.3")]
    [InlineData("2027-02-11", "Nghỉ bù Tết Nguyên đán", "BLLĐ 2019 Đ111.3")]
    [InlineData("2027-04-16", "Giỗ Tổ Hùng Vương", "BLLĐ 2019 Đ112.1e")]
    [InlineData("2027-05-03", "Nghỉ bù Ngày Quốc tế lao động", "BLLĐ 2019 Đ111.3")]
    [InlineData("2027-09-03", "Quốc khánh (ngày liền kề)", "BLLĐ 2019 Đ112.1đ")]
    [InlineData("2027-11-24", "Ngày Văn hóa Việt Nam", "NQ 28/2026/QH16")]
    public void A_year_without_notice_is_filled_by_law_and_provisional(string date, string reason, string basis)
    {
        var status = Official.Classify(DateOnly.Parse(date));

        status.IsWorking.ShouldBeFalse();
        status.ReasonVi.ShouldBe(reason);
        status.NoticeCode.ShouldBe(basis);
        status.IsProvisional.ShouldBeTrue();
    }

    [Fact]
    public void No_rest_is_given_when_the_culture_day_falls_on_a_weekend()
    {
        new DateOnly(2029, 11, 24).DayOfWeek.ShouldBe(DayOfWeek.Saturday);

        Official.IsWorking(new(2029, 11, 26)).ShouldBeTrue();
    }

    [Fact]
    public void The_culture_day_can_be_switched_off()
    {
        var calendar = WorkingCalendar.Create(
            OfficialCalendar.Notices.Where(notice => notice.Code != OfficialCalendar.CultureDayCode),
            StatutoryHolidays.Default with { CultureDayFromYear = null });

        calendar.IsWorking(new(2026, 11, 24)).ShouldBeTrue();
        calendar.IsWorking(new(2027, 11, 24)).ShouldBeTrue();
    }

    [Fact]
    public void The_law_alone_gives_the_days_the_state_published_for_2022_and_2026_without_exchanges()
    {
        var law = WorkingCalendar.Create([]);
        DateOnly[] exchangedOrChosen = [new(2026, 1, 2), new(2026, 1, 10), new(2026, 8, 22), new(2026, 8, 31)];

        foreach (var day in Days(PublishedDaysOff).Where(day => day.Year is 2022 or 2026).Except(exchangedOrChosen))
        {
            law.Classify(day).ShouldSatisfyAllConditions(
                status => status.IsWorking.ShouldBeFalse(day.ToString()),
                status => status.IsProvisional.ShouldBeTrue());
        }
    }

    [Fact]
    public void A_notice_for_a_new_year_replaces_the_provisional_days()
    {
        var notice = new CalendarNotice
        {
            Code = "01/TB-BNV",
            Title = "Lịch nghỉ lễ, tết năm 2027",
            IssuedBy = "Bộ Nội vụ",
            Source = "thử",
            Years = [2027],
            Days = [new(new(2027, 2, 8), DayKind.PublicHoliday, "Tết Nguyên đán"), new(new(2027, 1, 9), DayKind.WorkedRestDay, "Làm bù")],
        };

        var calendar = WorkingCalendar.Create([.. OfficialCalendar.Notices, notice]);

        calendar.IsWorking(new(2027, 2, 5)).ShouldBeTrue();
        calendar.IsWorking(new(2027, 1, 9)).ShouldBeTrue();
        calendar.Classify(new(2027, 2, 8)).NoticeCode.ShouldBe("01/TB-BNV");
        calendar.Classify(new(2027, 2, 8)).IsProvisional.ShouldBeFalse();
        calendar.Coverage(2027).IsOfficial.ShouldBeTrue();
    }

    [Fact]
    public void A_later_notice_overrides_an_earlier_one_and_a_draft_stays_provisional()
    {
        var draft = OfficialCalendar.Notices.Single(notice => notice.Code == "6150/TB-BLĐTBXH") with { IsProvisional = true };
        var change = new CalendarNotice
        {
            Code = "02/TB",
            Title = "Điều chỉnh",
            IssuedBy = "Bộ Nội vụ",
            Source = "thử",
            Years = [2025],
            CoversWholeYear = false,
            Days = [new(new(2025, 4, 26), DayKind.PublicHoliday, "Bỏ làm bù")],
        };

        var calendar = WorkingCalendar.Create([draft, change]);

        calendar.Classify(new(2025, 4, 26)).IsWorking.ShouldBeFalse();
        calendar.Classify(new(2025, 5, 2)).IsProvisional.ShouldBeTrue();
    }

    [Fact]
    public void A_notice_that_leaves_no_working_day_is_refused_with_a_clear_message()
    {
        var days = Enumerable.Range(0, 90).Select(i => new CalendarDay(new DateOnly(2025, 1, 1).AddDays(i), DayKind.PublicHoliday, "Nghỉ"));
        var calendar = WorkingCalendar.Create([new() { Code = "x", Title = "x", IssuedBy = "x", Source = "x", Years = [2025], Days = [.. days] }]);

        Should.Throw<InvalidOperationException>(() => calendar.OnOrAfter(new(2025, 1, 1))).Message.ShouldContain("2025-01-01");
    }

    [Theory]
    [InlineData("2022-03-14", "2022-03-28")]
    [InlineData("2022-04-06", "2022-04-21")]
    [InlineData("2023-01-02", "2023-01-16")]
    [InlineData("2023-12-22", "2024-01-08")]
    [InlineData("2024-01-31", "2024-02-21")]
    [InlineData("2024-03-28", "2024-04-11")]
    [InlineData("2024-04-22", "2024-05-08")]
    [InlineData("2026-08-17", "2026-08-28")]
    [InlineData("2026-11-20", "2026-12-07")]
    public void Ten_working_days_end_where_the_published_vectors_say(string issued, string due)
    {
        Official.AddWorkingDays(DateOnly.Parse(issued), 10).ShouldBe(DateOnly.Parse(due));
        Official.WorkingDaysBetween(DateOnly.Parse(issued), DateOnly.Parse(due)).ShouldBe(10);
        Official.WorkingDaysBetween(DateOnly.Parse(due), DateOnly.Parse(issued)).ShouldBe(-10);
    }

    [Theory]
    [InlineData("2024-05-08", "Thứ Tư, 08/05/2024", null)]
    [InlineData("2024-02-11", "Chủ nhật, 11/02/2024", "Mùng 2 tháng Giêng")]
    [InlineData("2024-04-18", "Thứ Năm, 18/04/2024", "Giỗ Tổ Hùng Vương (10/3 âm lịch)")]
    public void Dates_read_as_people_write_them(string date, string text, string? lunar)
    {
        VietnameseDates.Long(DateOnly.Parse(date)).ShouldBe(text);
        VietnameseDates.LunarName(DateOnly.Parse(date)).ShouldBe(lunar);
    }

    private static HashSet<DateOnly> Days(string text) =>
        [.. text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(DateOnly.Parse)];
}
