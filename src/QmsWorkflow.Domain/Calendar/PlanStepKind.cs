namespace QmsWorkflow.Domain.Calendar;

/// <summary>The kinds of work in a yearly plan (DOMAIN C2).</summary>
public enum PlanStepKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>The plan itself.</summary>
    AnnualPlan,

    /// <summary>The agency's quality objectives.</summary>
    AgencyObjectives,

    /// <summary>The units' quality objectives.</summary>
    UnitObjectives,

    /// <summary>Telling everyone.</summary>
    Dissemination,

    /// <summary>Reviewing procedures when law changes.</summary>
    ProcedureReview,

    /// <summary>Internal audit.</summary>
    InternalAudit,

    /// <summary>Corrective action.</summary>
    CorrectiveAction,

    /// <summary>Survey of satisfaction.</summary>
    SatisfactionSurvey,

    /// <summary>Training.</summary>
    Training,

    /// <summary>Reports.</summary>
    PeriodicReport,

    /// <summary>Getting ready for an inspection.</summary>
    InspectionPreparation,

    /// <summary>Management review.</summary>
    ManagementReview,

    /// <summary>The head confirms that the system works.</summary>
    HeadConfirmation,
}

/// <summary>Words for kinds of plan step.</summary>
public static class PlanStepKinds
{
    private static readonly (PlanStepKind Kind, string[] Words)[] Signs =
    [
        (PlanStepKind.ManagementReview, ["xem xét của lãnh đạo", "lãnh đạo xem xét", "xem xét lãnh đạo"]),
        (PlanStepKind.HeadConfirmation, ["xác nhận hiệu lực"]),
        (PlanStepKind.CorrectiveAction, ["khắc phục"]),
        (PlanStepKind.InternalAudit, ["đánh giá nội bộ"]),
        (PlanStepKind.SatisfactionSurvey, ["hài lòng"]),
        (PlanStepKind.Training, ["tập huấn", "đào tạo", "bồi dưỡng"]),
        (PlanStepKind.InspectionPreparation, ["kiểm tra, đánh giá của", "chuẩn bị kiểm tra", "đoàn kiểm tra"]),
        (PlanStepKind.PeriodicReport, ["báo cáo"]),
        (PlanStepKind.ProcedureReview, ["rà soát", "quy trình"]),
        (PlanStepKind.UnitObjectives, ["các phòng chuyên môn xây dựng mục tiêu", "phòng xây dựng mục tiêu", "đơn vị xây dựng mục tiêu", "mục tiêu chất lượng của phòng", "mục tiêu chất lượng của đơn vị"]),
        (PlanStepKind.Dissemination, ["phổ biến", "truyền đạt", "quán triệt", "thông báo mục tiêu"]),
        (PlanStepKind.AgencyObjectives, ["mục tiêu chất lượng", "mtcl"]),
        (PlanStepKind.AnnualPlan, ["kế hoạch"]),
    ];

    /// <summary>The kind in Vietnamese.</summary>
    public static string ToVietnamese(this PlanStepKind kind) => kind switch
    {
        PlanStepKind.AnnualPlan => "Xây dựng kế hoạch năm",
        PlanStepKind.AgencyObjectives => "Mục tiêu chất lượng của cơ quan",
        PlanStepKind.UnitObjectives => "Mục tiêu chất lượng của phòng, đơn vị",
        PlanStepKind.Dissemination => "Phổ biến mục tiêu chất lượng",
        PlanStepKind.ProcedureReview => "Rà soát, sửa đổi quy trình",
        PlanStepKind.InternalAudit => "Đánh giá nội bộ",
        PlanStepKind.CorrectiveAction => "Hành động khắc phục",
        PlanStepKind.SatisfactionSurvey => "Khảo sát sự hài lòng",
        PlanStepKind.Training => "Tập huấn, đào tạo",
        PlanStepKind.PeriodicReport => "Báo cáo kết quả thực hiện",
        PlanStepKind.InspectionPreparation => "Chuẩn bị kiểm tra",
        PlanStepKind.ManagementReview => "Xem xét của lãnh đạo",
        PlanStepKind.HeadConfirmation => "Người đứng đầu xác nhận hiệu lực",
        _ => "Việc khác",
    };

    /// <summary>A first guess of the kind from a row's text, for imported plans; a person confirms it.</summary>
    public static PlanStepKind Guess(string titleVi)
    {
        var title = ComposedText.Of(titleVi);
        foreach (var (kind, words) in Signs)
        {
            if (words.Any(word => title.Contains(word, StringComparison.OrdinalIgnoreCase))) { return kind; }
        }

        return PlanStepKind.Other;
    }
}
