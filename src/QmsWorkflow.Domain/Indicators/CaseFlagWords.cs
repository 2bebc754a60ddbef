namespace QmsWorkflow.Domain.Indicators;

/// <summary>The exact meaning of the flags in words; [from, to] are the first and last day of the period.</summary>
public static class CaseFlagWords
{
    /// <summary>In Vietnamese.</summary>
    public static string MeaningVi(this CaseFlag flag) => Of(flag).Vi;

    /// <summary>In English.</summary>
    public static string MeaningEn(this CaseFlag flag) => Of(flag).En;

    private static (string Vi, string En) Of(CaseFlag flag) => flag switch
    {
        CaseFlag.Received => ("tiếp nhận trong kỳ", "received on a day of [from, to]"),
        CaseFlag.Carried => ("tiếp nhận trước kỳ và chưa giải quyết xong trước kỳ", "received before `from`, not finished before `from`"),
        CaseFlag.Completed => ("giải quyết xong trong kỳ", "finished on a day of [from, to]"),
        CaseFlag.Pending => ("đã tiếp nhận và chưa giải quyết xong vào cuối kỳ", "received by the end of `to`, not finished by then"),
        CaseFlag.Early => ("giải quyết xong trong kỳ, trước ngày hẹn trả", "completed, on a day before the due day"),
        CaseFlag.OnTime => ("giải quyết xong trong kỳ, trong ngày hẹn trả và không sau giờ hẹn; hoặc không có hạn", "completed, on the due day and not after the due time; also a completed case without a deadline"),
        CaseFlag.Late => ("giải quyết xong trong kỳ, sau giờ hẹn trả", "completed, after the due time"),
        CaseFlag.PendingLate => ("đang giải quyết vào cuối kỳ và đã qua giờ hẹn trả", "pending, and the due time lies before the end of `to`"),
        CaseFlag.Online => ("nộp trực tuyến", "came in online (channel 2)"),
        CaseFlag.ByPost => ("nộp qua bưu chính công ích", "came in by post (channel 3)"),
        CaseFlag.Whole => ("thuộc dịch vụ công toàn trình", "its procedure is served wholly online"),
        CaseFlag.HasFee => ("thuộc thủ tục có phí, lệ phí", "its procedure has a fee"),
        CaseFlag.PaidOnline => ("có ít nhất một giao dịch thanh toán trực tuyến", "at least one payment was made online"),
        CaseFlag.DossierDigitised => ("thành phần hồ sơ đã số hóa", "its components were digitised"),
        CaseFlag.ResultDigitised => ("kết quả đã số hóa", "its result was digitised"),
        CaseFlag.Rejected => ("bị từ chối", "it was refused"),
        CaseFlag.Satisfied => ("người dân trả lời hài lòng", "the citizen answered: satisfied; no when nobody answered"),
        CaseFlag.Answered => ("người dân có trả lời", "the citizen answered"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
