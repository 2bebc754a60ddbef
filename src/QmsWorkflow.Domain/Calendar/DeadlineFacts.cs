using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>The dates a deadline rule may count from, with the year of the cycle.</summary>
public sealed record DeadlineFacts
{
    /// <summary>The date an outside notice names, used by "on notice".</summary>
    public const string NoticeDate = "notice.date";

    /// <summary>The date another body's plan names, used by "by external plan".</summary>
    public const string ExternalPlanDate = "external.date";

    /// <summary>All facts that sentences may name, with what people read.</summary>
    public static ImmutableArray<VocabularyWord> Known { get; } =
    [
        new("cycle.start", "ngày đầu chu kỳ", "start of the cycle"),
        new("cycle.end", "ngày cuối chu kỳ", "end of the cycle"),
        new("plan.issued", "ngày ban hành kế hoạch", "issue of the plan"),
        new("submission.signed", "ngày ký tờ trình", "signing of the submission"),
        new("decision.issued", "ngày ban hành quyết định", "issue of the decision"),
        new("decision.effective", "ngày quyết định có hiệu lực", "effect of the decision"),
        new("document.issued", "ngày ban hành văn bản", "issue of the document"),
        new("document.received", "ngày nhận văn bản", "receipt of the document"),
        new("task.opened", "ngày giao việc", "opening of the task"),
        new("step.started", "ngày bắt đầu bước", "start of the step"),
        new("previous.completed", "ngày hoàn thành bước trước", "completion of the previous step"),
        new("notice.received", "ngày nhận thông báo", "receipt of the notice"),
        new(NoticeDate, "ngày ghi trong thông báo", "date named in the notice"),
        new(ExternalPlanDate, "ngày theo kế hoạch của cấp trên", "date of the external plan"),
        new("law.effective", "ngày văn bản pháp luật có hiệu lực", "effect of the legal document"),
        new("procedure-list.signed", "ngày ký quyết định công bố thủ tục hành chính", "signing of the decision announcing procedures"),
        new("audit.started", "ngày bắt đầu đánh giá nội bộ", "start of the internal audit"),
        new("audit.completed", "ngày kết thúc đánh giá nội bộ", "end of the internal audit"),
        new("finding.recorded", "ngày ghi nhận sự không phù hợp", "recording of the finding"),
        new("inspection.date", "ngày kiểm tra", "date of the inspection"),
        new("inspection.minutes-signed", "ngày ký biên bản kiểm tra", "signing of the inspection minutes"),
        new("survey.closed", "ngày kết thúc khảo sát", "close of the survey"),
        new("report.cutoff", "ngày chốt số liệu báo cáo", "cut-off of the report"),
        new("report.requested", "ngày yêu cầu báo cáo", "request for the report"),
        new("review.held", "ngày họp xem xét của lãnh đạo", "management review"),
    ];

    /// <summary>The year of the cycle, for rules such as "end of quarter 1".</summary>
    public required int CycleYear { get; init; }

    /// <summary>Known dates by fact name.</summary>
    public ImmutableDictionary<string, DateOnly> Dates { get; init; } =
        ImmutableDictionary.Create<string, DateOnly>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The facts of a cycle of one calendar year: <c>cycle.start</c> is 1/1 and <c>cycle.end</c> is 31/12 (S-017).</summary>
    public static DeadlineFacts ForCycle(int year) => new DeadlineFacts { CycleYear = year }
        .With("cycle.start", new(year, 1, 1))
        .With("cycle.end", new(year, 12, 31));

    /// <summary>The same facts and one more (or one changed).</summary>
    public DeadlineFacts With(string fact, DateOnly date) => this with { Dates = Dates.SetItem(fact, date) };

    /// <summary>The same facts and some more.</summary>
    public DeadlineFacts With(IEnumerable<KeyValuePair<string, DateOnly>> dates) => this with { Dates = Dates.SetItems(dates) };

    /// <summary>The date of a fact, or null when it is not known yet.</summary>
    public DateOnly? this[string fact] => Dates.TryGetValue(fact, out var date) ? date : null;
}
