using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

public class PlanTests
{
    // The ten rows of the yearly plan 2022 of Sở LĐTBXH Hải Dương (S-077…S-086).
    private static readonly (string Title, string Timing, PlanStepKind Kind)[] Rows =
    [
        ("Xây dựng Kế hoạch duy trì áp dụng, cải tiến HTQLCL theo TCVN ISO 9001:2015 tại cơ quan năm 2022", "Quý I/2022", PlanStepKind.AnnualPlan),
        ("Xây dựng mục tiêu chất lượng, kế hoạch thực hiện MTCL năm 2022", "Quý I/2022", PlanStepKind.AgencyObjectives),
        ("Căn cứ MTCL của Sở, các phòng chuyên môn xây dựng mục tiêu chất lượng, kế hoạch thực hiện năm 2022, niêm yết tại phòng", "Quý I/2022", PlanStepKind.UnitObjectives),
        ("Rà soát, chỉnh sửa, bổ sung các quy trình thuộc các lĩnh vực của Sở quản lý khi có văn bản sửa đổi, bổ sung hoặc ban hành mới", "Thường xuyên trong năm", PlanStepKind.ProcedureReview),
        ("Xây dựng kế hoạch và tiến hành đánh giá nội bộ hệ thống năm 2022", "Tháng 7-8/2022", PlanStepKind.InternalAudit),
        ("Hành động khắc phục sau đánh giá", "Quý III/2022", PlanStepKind.CorrectiveAction),
        ("Khảo sát sự hài lòng của tổ chức công dân", "Quý III/2022", PlanStepKind.SatisfactionSurvey),
        ("Báo cáo tình thực hiện ISO năm 2022", "Định kỳ hoặc đột xuất theo yêu cầu của BCĐ ISO tỉnh", PlanStepKind.PeriodicReport),
        ("Cử cán bộ tham gia các lớp tập huấn HTQLCL do Chi cục TCĐLCL tổ chức", "Khi có TB tổ chức lớp tập huấn", PlanStepKind.Training),
        ("Chuẩn bị các nội dung kiểm tra, đánh giá của tỉnh.", "Theo Kế hoạch kiểm tra của tỉnh", PlanStepKind.InspectionPreparation),
    ];

    [Fact]
    public void All_ten_timings_of_the_plan_are_typed_and_print_back_exactly()
    {
        var timings = Rows.Select(row => Parse(row.Timing)).ToList();

        timings.Select(timing => timing.ToString()).ShouldBe(Rows.Select(row => row.Timing));
        timings[0].ShouldBe(new PlanTiming.InSpan("Quý I/2022", CalendarSpan.Quarter(1), 2022));
        timings[3].ShouldBeOfType<PlanTiming.AllYear>();
        timings[4].ShouldBe(new PlanTiming.InSpan("Tháng 7-8/2022", CalendarSpan.Months(7, 8), 2022));
        timings[5].ShouldBe(new PlanTiming.InSpan("Quý III/2022", CalendarSpan.Quarter(3), 2022));
        timings[7].ShouldBeOfType<PlanTiming.PeriodicOrOnDemand>().By.ShouldBe("BCĐ ISO tỉnh");
        timings[8].ShouldBeOfType<PlanTiming.OnEvent>().Event.ShouldBe("TB tổ chức lớp tập huấn");
        timings[9].ShouldBeOfType<PlanTiming.ByExternalPlan>().Plan.ShouldBe("Kế hoạch kiểm tra của tỉnh");
    }

    [Theory]
    [InlineData("Quý I/2022", "2022-01-01", "2022-03-31")]
    [InlineData("quý IV năm 2024", "2024-10-01", "2024-12-31")]
    [InlineData("Quý 2", "2024-04-01", "2024-06-30")]
    [InlineData("Tháng 7-8/2022", "2022-07-01", "2022-08-31")]
    [InlineData("Tháng 02/2024", "2024-02-01", "2024-02-29")]
    [InlineData("Tháng 12/2023", "2023-12-01", "2023-12-31")]
    [InlineData("Tháng 7 đến tháng 8 năm 2022", "2022-07-01", "2022-08-31")]
    [InlineData("Từ tháng 01/2024 đến tháng 12/2024", "2024-01-01", "2024-12-31")]
    [InlineData("6 tháng đầu năm", "2024-01-01", "2024-06-30")]
    [InlineData("06 tháng cuối năm 2023", "2023-07-01", "2023-12-31")]
    [InlineData("Cả năm", "2024-01-01", "2024-12-31")]
    [InlineData("Thường xuyên", "2024-01-01", "2024-12-31")]
    [InlineData("Thường xuyên hàng quý", "2024-01-01", "2024-12-31")]
    [InlineData("Hàng năm", "2024-01-01", "2024-12-31")]
    [InlineData("quarter 3", "2024-07-01", "2024-09-30")]
    [InlineData("months 7-8", "2024-07-01", "2024-08-31")]
    [InlineData("all year", "2024-01-01", "2024-12-31")]
    public void A_timing_has_the_window_its_words_say(string text, string from, string to)
    {
        Parse(text).Window(2024).ShouldBe((DateOnly.Parse(from), DateOnly.Parse(to)));
        Parse(text).Wording.ShouldBe(text);
    }

    [Theory]
    [InlineData("on notice")]
    [InlineData("Khi có TB tổ chức lớp tập huấn")]
    [InlineData("Theo Kế hoạch kiểm tra của tỉnh")]
    [InlineData("Định kỳ hoặc đột xuất theo yêu cầu của BCĐ ISO tỉnh")]
    public void A_timing_that_others_decide_has_no_window(string text) => Parse(text).Window(2024).ShouldBeNull();

    [Theory]
    [InlineData("Hàng quý", Frequency.Quarterly)]
    [InlineData("Thường xuyên hàng quý", Frequency.Quarterly)]
    [InlineData("Hàng năm", Frequency.Yearly)]
    [InlineData("hằng tháng", Frequency.Monthly)]
    [InlineData("6 tháng/lần", Frequency.HalfYearly)]
    public void Recurring_work_has_a_frequency(string text, Frequency every) =>
        Parse(text).ShouldBeOfType<PlanTiming.Recurring>().Every.ShouldBe(every);

    [Theory]
    [InlineData("Quý V/2022")]
    [InlineData("Tháng ٣/2022")]
    [InlineData("Tháng 13/2022")]
    [InlineData("Tháng 8-7/2022")]
    [InlineData("Từ tháng 01/2023 đến tháng 12/2024")]
    [InlineData("Quý I/0000")]
    [InlineData("Quý I/9999")]
    [InlineData("lúc nào đó")]
    [InlineData("")]
    public void A_timing_nobody_understands_is_refused_with_examples(string text)
    {
        var problem = PlanTiming.Parse(text).Problem.ShouldNotBeNull();

        problem.Found.ShouldBe(text);
        problem.Allowed.ShouldContain("Quý I/2022");
    }

    [Theory]
    [InlineData("Quý I/2022", "quarter 1", "Quý I/2024")]
    [InlineData("Tháng 7-8/2022", "months 7-8", "Tháng 7-8/2024")]
    [InlineData("Từ tháng 01/2022 đến tháng 12/2022", "months 1-12", "Từ tháng 01/2024 đến tháng 12/2024")]
    [InlineData("Năm 2022", "end of year", "Năm 2024")]
    [InlineData("Thường xuyên trong năm", "all year", "Thường xuyên trong năm")]
    [InlineData("Khi có TB tổ chức lớp tập huấn", "on notice", "Khi có TB tổ chức lớp tập huấn")]
    [InlineData("Theo Kế hoạch kiểm tra của tỉnh", "by external plan", "Theo Kế hoạch kiểm tra của tỉnh")]
    public void A_timing_becomes_a_deadline_rule_and_rolls_over_to_another_year(string text, string rule, string next)
    {
        Parse(text).ToRule().ToString().ShouldBe(rule);
        Parse(text).RollOver(2022, 2024).Wording.ShouldBe(next);
        Parse(next).ShouldBe(Parse(text).RollOver(2022, 2024));
    }

    [Fact]
    public void A_plan_made_in_December_of_the_year_before_keeps_its_place()
    {
        var timing = Parse("Tháng 12/2023");

        timing.ToRule(2024).ToString().ShouldBe("december of previous year");
        timing.RollOver(2024, 2025).Wording.ShouldBe("Tháng 12/2024");
        Parse("Quý I/2020").ToRule(2024).ToString().ShouldBe("on 2020-03-31");
        PlanCheck.Check([new("1", PlanStepKind.AnnualPlan, "Kế hoạch", timing), new("2", PlanStepKind.Other, "Khác", timing)], 2024)
            .Where(finding => finding.Code == "plan.year").Select(finding => finding.StepId).ShouldBe(["2"]);
    }

    [Fact]
    public void The_kind_of_each_row_is_guessed_from_its_text() =>
        Rows.Select(row => PlanStepKinds.Guess(row.Title)).ShouldBe(Rows.Select(row => row.Kind));

    [Fact]
    public void The_plan_of_2022_lacks_the_management_review_and_corrects_before_the_audit_has_left_time()
    {
        var findings = PlanCheck.Check(Plan(2022), 2022);

        var missing = findings.First();
        missing.Kind.ShouldBe(PlanStepKind.ManagementReview);
        missing.Severity.ShouldBe(FindingSeverity.Error);
        missing.Source.ShouldContain("QĐ 19/2014/QĐ-TTg Đ4.4b");
        missing.MessageVi.ShouldBe("Kế hoạch chưa có bước “Xem xét của lãnh đạo”: phải xem xét của lãnh đạo ít nhất một lần trong năm.");
        findings.Where(finding => finding.Code == "plan.missing-step").Select(finding => finding.Kind)
            .ShouldBe([PlanStepKind.ManagementReview, PlanStepKind.HeadConfirmation]);
        findings.Single(finding => finding is { Code: "plan.overlap", StepId: "6" }).ShouldSatisfyAllConditions(
            finding => finding.Severity.ShouldBe(FindingSeverity.Warning),
            finding => finding.MessageVi.ShouldBe("Dòng 6 bắt đầu ngày 01/07/2022 khi dòng 5 chưa kết thúc (ngày 31/08/2022); chỉ còn 30 ngày đến 30/09/2022."));
        findings.ShouldNotContain(finding => finding.Code == "plan.year");
    }

    [Fact]
    public void A_step_that_ends_before_the_one_it_needs_is_an_error()
    {
        PlanStep[] steps =
        [
            new("a", PlanStepKind.InternalAudit, "Đánh giá nội bộ", Parse("Quý IV/2022")),
            new("b", PlanStepKind.Other, "Việc sau", Parse("Quý II/2022")) { After = ["a"] },
        ];

        var finding = PlanCheck.Check(steps, 2022).Single(f => f.Code == "plan.order");

        finding.StepId.ShouldBe("b");
        finding.Severity.ShouldBe(FindingSeverity.Error);
        finding.MessageVi.ShouldBe("Dòng b kết thúc ngày 30/06/2022, trước khi dòng a kết thúc (ngày 31/12/2022).");
    }

    [Fact]
    public void Years_copied_from_an_old_plan_are_found() =>
        PlanCheck.Check(Plan(2022), 2023).Where(finding => finding.Code == "plan.year").Select(finding => finding.StepId)
            .ShouldBe(["1", "2", "3", "5", "6", "7"]);

    [Fact]
    public void A_plan_with_every_kind_of_step_misses_nothing() =>
        PlanCheck.MissingSteps(Enum.GetValues<PlanStepKind>()).ShouldBeEmpty();

    [Fact]
    public void An_empty_plan_misses_all_of_them_the_gravest_first()
    {
        var findings = PlanCheck.MissingSteps([]);

        findings.Length.ShouldBe(9);
        findings.Take(2).Select(finding => finding.Kind).ShouldBe([PlanStepKind.ManagementReview, PlanStepKind.InternalAudit]);
        findings.ShouldAllBe(finding => finding.Source.Length > 0);
    }

    private static List<PlanStep> Plan(int year) =>
        [.. Rows.Select((row, i) => new PlanStep($"{i + 1}", row.Kind, row.Title, Parse(row.Timing).RollOver(2022, year)))];

    private static PlanTiming Parse(string text) => PlanTiming.Parse(text).OrThrow();
}
