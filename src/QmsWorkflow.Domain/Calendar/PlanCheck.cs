using System.Collections.Immutable;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>One thing the check of a plan found.</summary>
/// <param name="Code">A stable code: <c>plan.missing-step</c>, <c>plan.order</c>, <c>plan.overlap</c>, <c>plan.year</c>, <c>plan.unknown-step</c>.</param>
/// <param name="Severity">How serious.</param>
/// <param name="StepId">The row, or null for the plan as a whole.</param>
/// <param name="Kind">The kind of step spoken of.</param>
/// <param name="MessageVi">The finding in Vietnamese.</param>
/// <param name="Source">The law or seed it rests on.</param>
public sealed record PlanFinding(string Code, FindingSeverity Severity, string? StepId, PlanStepKind Kind, string MessageVi, string Source);

/// <summary>One row of a plan, as the check sees it.</summary>
/// <param name="Id">The row's id or number.</param>
/// <param name="Kind">What kind of work it is.</param>
/// <param name="TitleVi">Its text.</param>
/// <param name="Timing">When.</param>
public sealed record PlanStep(string Id, PlanStepKind Kind, string TitleVi, PlanTiming Timing)
{
    /// <summary>Ids of the rows that must be finished before.</summary>
    public ImmutableArray<string> After { get; init; } = [];
}

/// <summary>Checks a yearly plan for missing steps, order and years.</summary>
public static class PlanCheck
{
    private static readonly ImmutableArray<(PlanStepKind Kind, FindingSeverity Severity, string Why, string Source)> Required =
    [
        (PlanStepKind.ManagementReview, FindingSeverity.Error, "phải xem xét của lãnh đạo ít nhất một lần trong năm", "QĐ 19/2014/QĐ-TTg Đ4.4b; TT 26/2014/TT-BKHCN Đ7.2k; ISO 9001 9.3; S-089"),
        (PlanStepKind.InternalAudit, FindingSeverity.Error, "phải đánh giá nội bộ ít nhất một lần trong năm", "QĐ 19/2014/QĐ-TTg Đ4.4b; TT 26/2014/TT-BKHCN Đ7.2k; ISO 9001 9.2"),
        (PlanStepKind.ProcedureReview, FindingSeverity.Warning, "văn bản pháp luật thay đổi phải được cập nhật vào hệ thống trong 03 tháng", "QĐ 19/2014/QĐ-TTg Đ4.4a; TT 26/2014/TT-BKHCN Đ7.2i"),
        (PlanStepKind.AgencyObjectives, FindingSeverity.Warning, "cơ quan cần lập mục tiêu chất lượng của năm", "ISO 9001 6.2; S-078"),
        (PlanStepKind.UnitObjectives, FindingSeverity.Warning, "các phòng, đơn vị cần lập mục tiêu chất lượng của mình", "ISO 9001 6.2; S-012, S-079"),
        (PlanStepKind.CorrectiveAction, FindingSeverity.Warning, "sau đánh giá cần có hành động khắc phục", "ISO 9001 10.2; TT 26/2014/TT-BKHCN Đ7.2e, Đ36.1đ; S-082"),
        (PlanStepKind.SatisfactionSurvey, FindingSeverity.Warning, "cần theo dõi sự hài lòng của tổ chức, công dân", "ISO 9001 9.1.2; S-083"),
        (PlanStepKind.PeriodicReport, FindingSeverity.Warning, "cần báo cáo kết quả thực hiện", "S-084, S-148"),
        (PlanStepKind.HeadConfirmation, FindingSeverity.Info, "người đứng đầu xác nhận hiệu lực của hệ thống", "QĐ 19/2014/QĐ-TTg Đ4.2d; TT 26/2014/TT-BKHCN Đ7.2g, Đ36.2b"),
    ];

    /// <summary>Steps the law or the standard wants that the plan lacks, the gravest first.</summary>
    /// <param name="present">The kinds of step the plan has.</param>
    public static ImmutableArray<PlanFinding> MissingSteps(IEnumerable<PlanStepKind> present)
    {
        var kinds = present.ToHashSet();
        return
        [
            .. Required.Where(step => !kinds.Contains(step.Kind))
                .Select(step => new PlanFinding("plan.missing-step", step.Severity, null, step.Kind,
                    $"Kế hoạch chưa có bước “{step.Kind.ToVietnamese()}”: {step.Why}.", step.Source))
                .OrderByDescending(finding => finding.Severity),
        ];
    }

    /// <summary>Missing steps, wrong order, tight windows and years copied from an earlier plan.</summary>
    /// <param name="steps">The rows in the plan's order.</param>
    /// <param name="cycleYear">The year of the plan.</param>
    public static ImmutableArray<PlanFinding> Check(IReadOnlyList<PlanStep> steps, int cycleYear) =>
    [
        .. MissingSteps(steps.Select(step => step.Kind)),
        .. steps.SelectMany(step => Order(step, steps, cycleYear)),
        .. steps.Where(step => step.Timing.Year is { } year && year != cycleYear && !IsPlanMadeBefore(step, cycleYear)).Select(step => WrongYear(step, cycleYear)),
    ];

    /// <summary>The usual order of work: the kinds of step that must be finished before one can be.</summary>
    public static ImmutableArray<PlanStepKind> UsuallyAfter(PlanStepKind kind) => kind switch
    {
        PlanStepKind.AgencyObjectives => [PlanStepKind.AnnualPlan],
        PlanStepKind.UnitObjectives or PlanStepKind.Dissemination => [PlanStepKind.AgencyObjectives],
        PlanStepKind.CorrectiveAction => [PlanStepKind.InternalAudit],
        PlanStepKind.ManagementReview => [PlanStepKind.InternalAudit, PlanStepKind.SatisfactionSurvey],
        PlanStepKind.HeadConfirmation => [PlanStepKind.ManagementReview],
        _ => [],
    };

    private static IEnumerable<PlanFinding> Order(PlanStep step, IReadOnlyList<PlanStep> steps, int year)
    {
        var usual = UsuallyAfter(step.Kind);
        var before = step.After.IsEmpty
            ? steps.Where(other => usual.Contains(other.Kind))
            : steps.Where(other => step.After.Contains(other.Id, StringComparer.Ordinal));
        foreach (var earlier in before)
        {
            if (step.Timing.Window(year) is not { } mine || earlier.Timing.Window(year) is not { } theirs) { continue; }
            if (mine.To < theirs.To)
            {
                yield return Finding(step, "plan.order", FindingSeverity.Error,
                    $"Dòng {step.Id} kết thúc ngày {VietnameseDates.Short(mine.To)}, trước khi dòng {earlier.Id} kết thúc (ngày {VietnameseDates.Short(theirs.To)}).");
            }
            else if (mine.From <= theirs.To)
            {
                var left = (mine.To.DayNumber - theirs.To.DayNumber).ToString(CultureInfo.InvariantCulture);
                var same = mine == theirs;
                yield return Finding(step, "plan.overlap", same ? FindingSeverity.Info : FindingSeverity.Warning, same
                    ? $"Dòng {step.Id} và dòng {earlier.Id} cùng thời gian; dòng {step.Id} chỉ làm được sau dòng {earlier.Id}, cần định ngày cụ thể."
                    : $"Dòng {step.Id} bắt đầu ngày {VietnameseDates.Short(mine.From)} khi dòng {earlier.Id} chưa kết thúc (ngày {VietnameseDates.Short(theirs.To)}); chỉ còn {left} ngày đến {VietnameseDates.Short(mine.To)}.");
            }
        }
    }

    // S-008: the plan itself may be made in December of the year before.
    private static bool IsPlanMadeBefore(PlanStep step, int cycleYear) =>
        step.Kind == PlanStepKind.AnnualPlan && step.Timing.Year == cycleYear - 1 && step.Timing.Window(cycleYear)?.To.Month == 12;

    private static PlanFinding WrongYear(PlanStep step, int cycleYear) => new("plan.year", FindingSeverity.Warning, step.Id, step.Kind,
        $"Dòng {step.Id} ghi năm {step.Timing.Year!.Value.ToString(CultureInfo.InvariantCulture)} trong kế hoạch năm {cycleYear.ToString(CultureInfo.InvariantCulture)}.", "S-039");

    private static PlanFinding Finding(PlanStep step, string code, FindingSeverity severity, string message) =>
        new(code, severity, step.Id, step.Kind, message, "S-098");
}
