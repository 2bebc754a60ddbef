using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Units × objectives of one period. The cell of the whole agency has no unit.</summary>
internal sealed record Scorecard
{
    public required Guid CycleId { get; init; }
    public required ReportPeriod Period { get; init; }
    public required CutOff CutOff { get; init; }
    public required IReadOnlyList<ScoredObjective> Objectives { get; init; }
    public required IReadOnlyList<ScoredUnit> Units { get; init; }
    public required IReadOnlyDictionary<(Guid Objective, Guid? Unit), ScoreCell> Cells { get; init; }

    /// <summary>When the newest of the values was computed; null when none was.</summary>
    public DateTimeOffset? EvaluatedAt { get; init; }

    public ScoreCell? Cell(Guid objective, Guid? unit) => Cells.GetValueOrDefault((objective, unit));
}

/// <summary>An objective as a row or column of the scorecard, in the order of the agency's table; parts stand below their whole.</summary>
internal sealed record ScoredObjective(Guid Id, Guid? ParentId, string Number, string Statement, string Kind, string GroupName, string Target)
{
    /// <summary>How it is counted, with the variant: stands on every report.</summary>
    public IReadOnlyList<string> Indicators { get; init; } = [];
}

internal sealed record ScoredUnit(Guid Id, string Code, string Name);

/// <summary>What came out for one objective and one unit (or the whole agency).</summary>
internal sealed record ScoreCell
{
    public required ResultOutcome Outcome { get; init; }

    /// <summary>The exact value in the target's unit; null without one.</summary>
    public Fraction? Value { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }
    public Target? Target { get; init; }
    public string Unit { get; init; } = Target.Percent;

    /// <summary>The indicator's name where an objective has several; empty else.</summary>
    public string Indicator { get; init; } = "";
    public Guid? IndicatorId { get; init; }
    public string Field { get; init; } = "";
    public DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>One per indicator where the objective has several (S-033).</summary>
    public IReadOnlyList<ScoreCell> Parts { get; init; } = [];

    /// <summary>One per field where results are split by field (S-140).</summary>
    public IReadOnlyList<ScoreCell> Fields { get; init; } = [];

    /// <summary>What the report of the period said, once it was issued.</summary>
    public ReportedCell? Reported { get; init; }

    public MissCause? Cause { get; init; }

    /// <summary>"94,99%"; empty without a value.</summary>
    public string Shown => Value is { } value ? ValueText.Show(value, Unit) : "";

    /// <summary>Verdict in Vietnamese, with the warning where the rounded figure misleads ("94,996% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%)").</summary>
    public string Verdict => Value is { } value && Target is { } target ? RatioVerdict.Of(value, target).TextVi : "";

    public bool RoundingMisleads => Value is { } value && Target is { } target && RatioVerdict.Of(value, target).RoundingMisleads;

    /// <summary>Whether the current value differs from the reported one ("số liệu đã báo cáo / số liệu hiện tại").</summary>
    public bool DiffersFromReport => Reported is { } reported && (reported.Outcome != Outcome || reported.Value != Value);
}

/// <summary>The frozen value of a report.</summary>
internal sealed record ReportedCell(ResultOutcome Outcome, Fraction? Value, decimal? Numerator, decimal? Denominator, string Unit, Guid? DocumentId, DateTimeOffset ReportedAt)
{
    public string Shown => Value is { } value ? ValueText.Show(value, Unit) : "";
}

/// <summary>One point of a trend.</summary>
/// <param name="Year">The year.</param>
/// <param name="ObjectiveId">The objective of that year; the one it carries on from is another.</param>
/// <param name="UnitName">The unit as it was called then; empty for the whole agency.</param>
internal sealed record TrendPoint(int Year, ReportPeriod Period, Guid ObjectiveId, string UnitName, ScoreCell Cell);

/// <summary>The value of both windows of a period, and why they differ.</summary>
internal sealed record BothWindows(WindowValue Calendar, WindowValue Fifteenth, string ReasonVi);

internal sealed record WindowValue(DateOnly From, DateOnly To, ScoreCell? Cell);

internal enum RatioSide { Numerator, Denominator }

/// <summary>A page of the cases behind a number.</summary>
internal sealed record CasesBehind(IReadOnlyList<CaseBehind> Rows, long Total, int Page, int Pages)
{
    public static CasesBehind None { get; } = new([], 0, 1, 1);
}

internal sealed record CaseBehind(
    string CaseCode, Guid UnitId, string Field, string ProcedureCode, string ProcedureName, DateTime ReceivedAt, DateTime? DueAt, DateTime? FinishedAt, short Timeliness, short Channel, string Source, long RowNumber);

internal static class ValueText
{
    public static string Show(Fraction value, string unit) => unit == Target.Percent ? $"{value.ToVietnamese(2)}%" : $"{(value.Denominator.IsOne ? value.ToVietnamese(0) : value.ToVietnamese(2))} {unit}".TrimEnd();
}
