using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>An objective as it is typed.</summary>
internal sealed class ObjectiveInput
{
    public Guid? Id { get; set; }
    public Guid CycleId { get; set; }
    public Guid? UnitId { get; set; }
    public Guid? ParentId { get; set; }
    public string Number { get; set; } = "";
    public string Kind { get; set; } = "percent";
    public string Statement { get; set; } = "";
    public string Comparator { get; set; } = "";
    public string Target { get; set; } = "";
    public string TargetUnit { get; set; } = "%";
    public string Criteria { get; set; } = "";
    public string Method { get; set; } = "";
    public string Source { get; set; } = "";
    public string Measures { get; set; } = "";
    public string Responsible { get; set; } = "";
    public string ReportPeriod { get; set; } = "";
    public string WeakerReason { get; set; } = "";
    public Guid? MonitorId { get; set; }
    public string PolicyStatement { get; set; } = "";
    public string Clause { get; set; } = "";
    public string ProcedureName { get; set; } = "";
    public List<IndicatorInput> Indicators { get; set; } = [];
    public List<ActionInput> Actions { get; set; } = [];
    public uint RowVersion { get; set; }

    /// <summary>The target as a number, decimal comma or point; null when empty or unreadable.</summary>
    public decimal? Value => MatrixCell.Number(Target);

    public static ObjectiveInput Of(Objective row, IEnumerable<ObjectiveAction> actions, IEnumerable<IndicatorLink> indicators) => new()
    {
        Id = row.Id,
        CycleId = row.CycleId,
        UnitId = row.UnitId,
        ParentId = row.ParentId,
        Number = row.Number,
        Kind = row.Kind,
        Statement = row.Statement,
        Comparator = row.Comparator ?? "",
        Target = row.TargetValue?.ToString("0.####", CultureInfo.GetCultureInfo("vi-VN")) ?? "",
        TargetUnit = row.TargetUnit,
        Criteria = row.Criteria,
        Method = row.Method,
        Source = row.Source,
        Measures = row.Measures,
        Responsible = row.Responsible,
        ReportPeriod = row.ReportPeriod,
        WeakerReason = row.WeakerReason,
        MonitorId = row.MonitorId,
        PolicyStatement = row.PolicyStatement,
        Clause = row.Clause,
        ProcedureName = row.ProcedureName,
        RowVersion = row.RowVersion,
        Indicators = [.. indicators.Select(IndicatorInput.Of)],
        Actions = [.. actions.OrderBy(a => a.Ordinal).Select(a => new ActionInput { Content = a.Content, Lead = a.Lead, Cooperation = a.Cooperation, Timing = a.Timing })],
    };
}

/// <summary>One row of the action plan (S-153).</summary>
internal sealed class ActionInput
{
    public string Content { get; set; } = "";
    public string Lead { get; set; } = "";
    public string Cooperation { get; set; } = "";
    public string Timing { get; set; } = "";

    public bool IsEmpty => Content.Length + Lead.Length + Cooperation.Length + Timing.Length == 0;
}

/// <summary>One indicator as it is chosen; several fields or procedures stand apart with ";".</summary>
internal sealed class IndicatorInput
{
    public string Code { get; set; } = "";
    public Aggregation Aggregation { get; set; } = Aggregation.SumOfCounts;
    public CutOff CutOff { get; set; } = CutOff.Calendar;
    public string Fields { get; set; } = "";
    public string Procedures { get; set; } = "";

    public bool IsEmpty => Code.Length == 0;

    public static IndicatorInput Of(IndicatorLink link) => new()
    {
        Code = link.Code,
        Aggregation = link.Aggregation,
        CutOff = link.CutOff,
        Fields = string.Join("; ", link.Filter.Fields),
        Procedures = string.Join("; ", link.Filter.Procedures),
    };

    public IndicatorLink ToLink() => new(Code, Aggregation, CutOff, new IndicatorFilter(Parts(Fields), Parts(Procedures)));

    private static IReadOnlyList<string> Parts(string text) => [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}
