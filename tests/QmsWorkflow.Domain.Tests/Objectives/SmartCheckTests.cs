using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Tests.Objectives;

public class SmartCheckTests
{
    private static readonly Target AtLeast95 = new(Comparator.AtLeast, new(95, 1), Target.Percent);
    private static readonly Target All = new(Comparator.Equal, new(100, 1), Target.Percent);

    private static readonly ObjectiveDraft Good = new()
    {
        Statement = "Hồ sơ thủ tục hành chính của phòng được giải quyết đúng hạn trong năm 2024",
        Kind = ObjectiveKind.Percent,
        CycleYear = 2024,
        Targets = [new("Đúng hạn", AtLeast95)],
        By = new(2024, 12, 31),
        LeadUnit = "Phòng Người có công",
        Monitor = "Nguyễn Văn An",
        Method = "Số hồ sơ đúng hạn / số hồ sơ đã giải quyết",
        DataSource = "Phần mềm một cửa",
        ReportEvery = Frequency.Quarterly,
        ActionCount = 3,
        IsUnitLevel = true,
        Parent = "Mục tiêu 4.1",
        ParentTarget = AtLeast95,
        PolicyStatement = "Đúng pháp luật, công khai, minh bạch",
    };

    public static TheoryData<string, string, FindingSeverity, ObjectiveDraft> Faults => new()
    {
        { "smart.specific", "statement", FindingSeverity.Error, Good with { Statement = "  " } },
        { "smart.specific", "statement", FindingSeverity.Warning, Good with { Statement = "Đúng hạn" } },
        { "smart.vague", "statement", FindingSeverity.Warning, Good with { Statement = "Tiếp tục nâng cao chất lượng phục vụ người dân", Targets = [] } },
        { "smart.year", "statement", FindingSeverity.Warning, Good with { Statement = "Mục tiêu chất lượng năm 2023 của phòng" } },
        { "smart.measurable", "targets", FindingSeverity.Error, Good with { Targets = [] } },
        { "smart.measurable", "criteria", FindingSeverity.Error, Good with { Kind = ObjectiveKind.Qualitative, Targets = [] } },
        { "smart.method", "method", FindingSeverity.Warning, Good with { Method = " " } },
        { "smart.source", "source", FindingSeverity.Warning, Good with { DataSource = null } },
        { "smart.level", "targets[0]", FindingSeverity.Error, Good with { Targets = [new("Đúng hạn", null)] } },
        { "smart.comparator", "targets[0].comparator", FindingSeverity.Error, Good with { Targets = [new("Đúng hạn", AtLeast95, IsConfirmed: false)] } },
        { "smart.unattainable", "targets[0].value", FindingSeverity.Error, Good with { Targets = [new("Đúng hạn", All with { Comparator = Comparator.MoreThan })] } },
        { "smart.unattainable", "targets[0].value", FindingSeverity.Error, Good with { Targets = [new("Đúng hạn", AtLeast95 with { Value = new(105, 1) })] } },
        { "smart.feasible", "targets[0].value", FindingSeverity.Warning, Good with { IsSatisfaction = true, Targets = [new("Hài lòng", All)] } },
        { "smart.weaker", "targets[0].value", FindingSeverity.Warning, Good with { ParentTarget = All } },
        { "smart.wording", "statement", FindingSeverity.Warning, Good with { Statement = "Hồ sơ giải quyết đúng hạn đạt trên 95%" } },
        { "smart.wording", "statement", FindingSeverity.Warning, Good with { Statement = "Hồ sơ giải quyết đúng hạn đạt 90% trở lên" } },
        { "smart.wording", "method", FindingSeverity.Warning, Good with { Method = "Số hồ sơ đúng hạn / tổng số, đạt khi không quá 95%" } },
        { "smart.wording", "criteria", FindingSeverity.Warning, Good with { Criteria = ["Đạt khi dưới 95%"] } },
        { "smart.composite", "targets", FindingSeverity.Warning, Good with { Kind = ObjectiveKind.Composite } },
        { "smart.duplicate", "targets", FindingSeverity.Error, Good with { Kind = ObjectiveKind.PerUnit, Targets = [new("Phòng Nội vụ", All), new("phòng nội vụ ", AtLeast95)] } },
        { "smart.unnamed", "targets", FindingSeverity.Error, Good with { Kind = ObjectiveKind.PerField, Targets = [new("", All)] } },
        { "smart.nested", "parent", FindingSeverity.Error, Good with { Kind = ObjectiveKind.Nested, Parent = null, IsUnitSpecific = true } },
        { "smart.percent", "targets", FindingSeverity.Error, Good with { Targets = [new("Số lần", new(Comparator.AtLeast, new(3, 1), "lần"))] } },
        { "smart.time", "by", FindingSeverity.Error, Good with { By = null } },
        { "smart.time", "by", FindingSeverity.Warning, Good with { By = new(2025, 1, 31) } },
        { "smart.frequency", "reportEvery", FindingSeverity.Warning, Good with { ReportEvery = null } },
        { "smart.unit", "leadUnit", FindingSeverity.Warning, Good with { LeadUnit = "" } },
        { "smart.monitor", "monitor", FindingSeverity.Error, Good with { Monitor = null } },
        { "smart.actions", "actions", FindingSeverity.Error, Good with { ActionCount = 0 } },
        { "smart.parent", "parent", FindingSeverity.Error, Good with { Parent = null } },
        { "smart.policy", "policy", FindingSeverity.Info, Good with { IsUnitLevel = false, PolicyStatement = null } },
    };

    [Fact]
    public void A_complete_objective_has_no_findings()
    {
        SmartCheck.Check(Good).ShouldBeEmpty();
        SmartCheck.Passes(Good).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Each_fault_is_found_at_its_field(string code, string field, FindingSeverity severity, ObjectiveDraft draft)
    {
        var finding = SmartCheck.Check(draft).Single(found => found.Code == code);

        finding.Field.ShouldBe(field);
        finding.Severity.ShouldBe(severity);
        finding.MessageVi.ShouldEndWith(".");
        finding.Source.ShouldNotBeEmpty();
        SmartCheck.Passes(draft).ShouldBe(SmartCheck.Check(draft).All(found => found.Severity != FindingSeverity.Error));
    }

    [Fact]
    public void A_qualitative_objective_needs_criteria_and_no_numbers() =>
        SmartCheck.Check(Good with
        {
            Kind = ObjectiveKind.Qualitative,
            Targets = [],
            Criteria = ["Không có sự không phù hợp lớn khi đánh giá nội bộ"],
            Method = null,
            DataSource = null,
        }).ShouldBeEmpty();

    [Fact]
    public void A_unit_may_declare_an_objective_its_own() =>
        SmartCheck.Check(Good with { Parent = null, ParentTarget = null, IsUnitSpecific = true }).ShouldBeEmpty();

    [Fact]
    public void An_agencys_objective_may_be_followed_by_a_unit_and_leaves_the_plan_to_the_units()
    {
        var agency = Good with { IsUnitLevel = false, Parent = null, ParentTarget = null, Monitor = null, ActionCount = 0 };

        SmartCheck.Passes(agency).ShouldBeTrue();
        SmartCheck.Check(agency).Single().Code.ShouldBe("smart.actions");
        SmartCheck.Check(agency with { LeadUnit = null }).First().Code.ShouldBe("smart.monitor");
    }

    [Theory]
    [InlineData("Hàng quý", Frequency.Quarterly)]
    [InlineData("Hàng quý, 6 tháng, 9 tháng và năm", Frequency.Quarterly)]
    [InlineData("Báo cáo quý hoặc 6 tháng/lần", Frequency.Quarterly)]
    [InlineData("Báo cáo tháng hoặc quý hoặc 6 tháng", Frequency.Monthly)]
    [InlineData("6 tháng/lần", Frequency.HalfYearly)]
    [InlineData("Hằng năm", Frequency.Yearly)]
    [InlineData("Cập nhật liên tục theo quy định của pháp luật", null)]
    [InlineData("", null)]
    public void The_reporting_period_is_read_from_the_seeds_wording(string wording, Frequency? every) => ReportWording.Read(wording).ShouldBe(every);

    [Fact]
    public void A_reporting_period_without_frequency_is_quoted() =>
        SmartCheck.Check(Good with { ReportEvery = null, ReportWording = "Cập nhật liên tục" }).ShouldHaveSingleItem().MessageVi.ShouldContain("“Cập nhật liên tục”");

    [Fact]
    public void Errors_come_before_warnings()
    {
        var severities = SmartCheck.Check(new() { Statement = "95% hài lòng", Kind = ObjectiveKind.Percent, CycleYear = 2022 }).Select(found => found.Severity).ToList();

        severities.ShouldBe(severities.OrderDescending());
        severities.ShouldContain(FindingSeverity.Error);
        severities.ShouldContain(FindingSeverity.Warning);
    }
}
