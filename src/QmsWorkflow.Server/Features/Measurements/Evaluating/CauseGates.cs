using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>
/// A periodic report tells the cause of every miss of its period (S-151); the report for the management review tells root cause and action,
/// "đây là việc bắt buộc phải thực hiện" (S-152). Nobody can let a report pass without.
/// </summary>
internal sealed class CauseGate(QmsDb db, MissQueries misses) : IDocumentGate
{
    public bool IsHard => true;

    public async Task<IReadOnlyList<string>> ProblemsAsync(Guid documentId, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is not { Kind: "periodic-report" or "review-report" }) return [];

        var subject = ReportSubject.Of(document);
        var cycleId = await ReportValues.CycleOfAsync(db, document, subject, ct);
        if (cycleId is null || !await db.Evaluations.AnyAsync(e => e.CycleId == cycleId, ct)) return [];
        if (subject is null) return ["Chưa rõ báo cáo về kỳ nào: ghi kỳ báo cáo như “Quý I năm 2024”, “6 tháng đầu năm 2024”, “9 tháng năm 2024” hoặc “năm 2024” để đối chiếu các mục tiêu không đạt."];

        var found = await misses.OfAsync(cycleId.Value, subject.Period, subject.CutOff, ct);
        return [.. found.Select(miss => Lacks(miss, document.Kind == "review-report", subject)).OfType<string>()];
    }

    private static string? Lacks(Miss miss, bool isReview, ReportSubject subject)
    {
        string[] lacking = isReview
            ? [.. Missing(miss.Cause?.RootCause, "nguyên nhân gốc rễ"), .. Missing(miss.Cause?.Action, "hành động khắc phục")]
            : [.. Missing(miss.Cause?.Cause, "nguyên nhân")];
        if (lacking.Length == 0) return null;

        var rule = isReview ? "báo cáo kết quả thực hiện hệ thống quản lý chất lượng bắt buộc phải nêu" : "báo cáo định kỳ phải nêu";
        return $"{miss.Say()} không đạt trong {subject.Period.ToVietnamese()}, chưa có {string.Join(" và ", lacking)}; {rule}. Ghi tại trang kết quả của mục tiêu.";
    }

    private static string[] Missing(string? text, string name) => string.IsNullOrWhiteSpace(text) ? [name] : [];
}
