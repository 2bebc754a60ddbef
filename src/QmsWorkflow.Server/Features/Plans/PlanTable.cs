using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Plans;

/// <summary>One row of the plan as it is typed: TT / Nội dung / Thời gian triển khai / Đơn vị thực hiện (S-087).</summary>
internal sealed class PlanRow
{
    /// <summary>The stored row it is; empty for a new one.</summary>
    public Guid? Id { get; set; }
    public string Content { get; set; } = "";
    public string Timing { get; set; } = "";
    public string Responsible { get; set; } = "";
    public string Kind { get; set; } = nameof(PlanStepKind.Other);

    public bool IsEmpty => string.IsNullOrWhiteSpace(Content + Timing + Responsible);

    public static PlanRow Of(PlanItem item) => new() { Id = item.Id, Content = item.Content, Timing = item.Timing, Responsible = item.Responsible, Kind = item.StepKind };
}

/// <summary>The rules of the plan's table.</summary>
internal static class PlanTable
{
    public static PlanRow ManagementReview(int year) => new()
    {
        Content = $"Xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm {year.ToString(CultureInfo.InvariantCulture)}",
        Timing = $"Quý IV/{year.ToString(CultureInfo.InvariantCulture)}",
        Responsible = "Lãnh đạo, BCĐ ISO",
        Kind = nameof(PlanStepKind.ManagementReview),
    };

    /// <summary>What is wrong with the row's timing, with its row, its column and what can be written; null when it can be read.</summary>
    public static string? TimingProblem(PlanRow row, int number) =>
        string.IsNullOrWhiteSpace(row.Timing) ? ErrorText.Of("QMS751", number, Allowed)
        : PlanTiming.Parse(row.Timing).IsOk ? null
        : ErrorText.Of("QMS726", number, row.Timing.Trim(), Allowed);

    /// <summary>What keeps the rows from being a plan, each with its row and column.</summary>
    public static IEnumerable<FieldProblem> Problems(IReadOnlyList<PlanRow> rows)
    {
        if (rows.Count == 0) yield return new("add", ErrorText.Of("QMS723"));
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (string.IsNullOrWhiteSpace(row.Content)) yield return new($"content-{index}", ErrorText.Of("QMS724", index + 1));
            if (TimingProblem(row, index + 1) is { } wrong) yield return new($"timing-{index}", wrong);
            if (string.IsNullOrWhiteSpace(row.Responsible)) yield return new($"responsible-{index}", ErrorText.Of("QMS725", index + 1));
        }
    }

    private static string Allowed => string.Join("; ", PlanTiming.Examples);

    /// <summary>The window that the timing means in the cycle's year; null when it has no dates.</summary>
    public static (DateOnly From, DateOnly To)? Window(PlanRow row, int year) => PlanTiming.Parse(row.Timing).Value?.Window(year);

    /// <summary>What the check of the plan says; a row whose timing cannot be read yet is still there, so its step is not missing.</summary>
    public static IReadOnlyList<PlanFinding> Findings(IReadOnlyList<PlanRow> rows, int year)
    {
        var present = rows.Select(KindOf).ToHashSet();
        return
        [
            .. PlanCheck.Check([.. rows.Select((row, index) => (row, index)).Where(x => PlanTiming.Parse(x.row.Timing).IsOk)
                .Select(x => new PlanStep((x.index + 1).ToString(CultureInfo.InvariantCulture), KindOf(x.row), x.row.Content, PlanTiming.Parse(x.row.Timing).Value!))], year)
                .Where(finding => finding.Code != "plan.missing-step" || !present.Contains(finding.Kind)),
        ];
    }

    public static PlanStepKind KindOf(PlanRow row) => Enum.TryParse<PlanStepKind>(row.Kind, out var kind) ? kind : PlanStepKind.Other;

    /// <summary>What the rows were when the page was opened: two people at once are told apart by it.</summary>
    public static string Version(IEnumerable<PlanItem> items)
    {
        var text = string.Join('\n', items.OrderBy(i => i.Ordinal).Select(i => $"{i.Id}|{i.RowVersion}|{i.Ordinal}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
