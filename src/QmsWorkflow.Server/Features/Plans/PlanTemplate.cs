using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;

namespace QmsWorkflow.Server.Features.Plans;

/// <summary>Rows to begin a plan with: the last plan moved on to the year, or else what the law and the standard want of every plan.</summary>
internal sealed class PlanTemplate(QmsDb db)
{
    public async Task<List<PlanRow>> RowsAsync(Cycle cycle, CancellationToken ct)
    {
        var planned = db.PlanItems;
        var last = await db.Cycles.AsNoTracking().Where(c => c.Year < cycle.Year && planned.Any(i => i.CycleId == c.Id)).OrderByDescending(c => c.Year).FirstOrDefaultAsync(ct);
        if (last is null) return [.. Usual(cycle.Year)];

        var items = await db.PlanItems.AsNoTracking().Where(i => i.CycleId == last.Id).OrderBy(i => i.Ordinal).ToListAsync(ct);
        return items.ConvertAll(item => Moved(item, last.Year, cycle.Year));
    }

    private static PlanRow Moved(PlanItem item, int from, int to) => new()
    {
        Content = item.Content.Replace($"năm {from}", $"năm {to}", StringComparison.OrdinalIgnoreCase),
        Timing = PlanTiming.Parse(item.Timing).Value?.RollOver(from, to).Wording ?? item.Timing,
        Responsible = item.Responsible,
        Kind = item.StepKind,
    };

    // The steps of seed 002 (S-078…S-086), with the management review that it lacks (S-089; QĐ 19/2014, Điều 4).
    private static IEnumerable<PlanRow> Usual(int year) =>
    [
        Row("Xây dựng mục tiêu chất lượng của cơ quan", "Quý I", "BCĐ ISO, Thư ký ISO", PlanStepKind.AgencyObjectives, year),
        Row("Xây dựng mục tiêu chất lượng và kế hoạch thực hiện của các phòng, đơn vị", "Quý I", "Các phòng, đơn vị", PlanStepKind.UnitObjectives, year),
        Row("Rà soát, cập nhật quy trình giải quyết thủ tục hành chính", "Thường xuyên trong năm", "Các phòng, đơn vị", PlanStepKind.ProcedureReview, year),
        Row("Đánh giá nội bộ Hệ thống quản lý chất lượng", "Quý III", "BCĐ ISO, đoàn đánh giá nội bộ", PlanStepKind.InternalAudit, year),
        Row("Thực hiện hành động khắc phục sau đánh giá", "Quý IV", "Các phòng, đơn vị", PlanStepKind.CorrectiveAction, year),
        Row("Khảo sát sự hài lòng của tổ chức, công dân", "Hàng quý", "Văn phòng", PlanStepKind.SatisfactionSurvey, year),
        PlanTable.ManagementReview(year),
        Row("Báo cáo tình hình thực hiện", "Quý IV", "Văn phòng, Thư ký ISO", PlanStepKind.PeriodicReport, year),
    ];

    private static PlanRow Row(string content, string timing, string responsible, PlanStepKind kind, int year) => new()
    {
        Content = content,
        Timing = timing.StartsWith("Quý", StringComparison.Ordinal) ? $"{timing}/{year}" : timing,
        Responsible = responsible,
        Kind = kind.ToString(),
    };
}
