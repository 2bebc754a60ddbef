using System.Collections.Immutable;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>The kinds of objective in the seeds (S-196).</summary>
public enum ObjectiveKind
{
    /// <summary>A percentage.</summary>
    Percent,

    /// <summary>No number: judged by criteria and evidence (S-025).</summary>
    Qualitative,

    /// <summary>Several indicators that must all be met (S-028).</summary>
    Composite,

    /// <summary>One indicator, a target for each unit (S-125).</summary>
    PerUnit,

    /// <summary>One indicator, a result for each field (S-140).</summary>
    PerField,

    /// <summary>A share of another indicator's cases (S-030).</summary>
    Nested,

    /// <summary>A count or another measure.</summary>
    Number,
}

/// <summary>One indicator of an objective with its target.</summary>
/// <param name="Name">What is measured; for per-unit and per-field objectives the unit or field.</param>
/// <param name="Target">The target; null while not set.</param>
/// <param name="IsConfirmed">Whether a person has confirmed the comparator, where the wording left it open.</param>
public sealed record TargetLine(string Name, Target? Target, bool IsConfirmed = true);

/// <summary>An objective as its author has filled it in so far.</summary>
public sealed record ObjectiveDraft
{
    /// <summary>The objective's text.</summary>
    public required string Statement { get; init; }

    /// <summary>Its kind.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>The year it is for.</summary>
    public required int CycleYear { get; init; }

    /// <summary>Its indicators and targets.</summary>
    public ImmutableArray<TargetLine> Targets { get; init; } = [];

    /// <summary>What shows that a qualitative objective is met.</summary>
    public ImmutableArray<string> Criteria { get; init; } = [];

    /// <summary>The day by which it is to be reached; null when none is given.</summary>
    public DateOnly? By { get; init; }

    /// <summary>The unit that leads it.</summary>
    public string? LeadUnit { get; init; }

    /// <summary>The person who follows and assesses it.</summary>
    public string? Monitor { get; init; }

    /// <summary>How the result is computed.</summary>
    public string? Method { get; init; }

    /// <summary>Where the figures come from.</summary>
    public string? DataSource { get; init; }

    /// <summary>How often it is reported.</summary>
    public Frequency? ReportEvery { get; init; }

    /// <summary>The reporting period as its author wrote it, for the message when it says no frequency.</summary>
    public string? ReportWording { get; init; }

    /// <summary>How many rows its action plan has.</summary>
    public int ActionCount { get; init; }

    /// <summary>Whether a unit sets it (else the agency).</summary>
    public bool IsUnitLevel { get; init; }

    /// <summary>Whether the unit declares it its own, without a parent.</summary>
    public bool IsUnitSpecific { get; init; }

    /// <summary>The agency's objective it serves, or for nested objectives the one it is part of.</summary>
    public string? Parent { get; init; }

    /// <summary>The parent's target, where there is one to compare with.</summary>
    public Target? ParentTarget { get; init; }

    /// <summary>The statement of the quality policy it serves.</summary>
    public string? PolicyStatement { get; init; }

    /// <summary>Whether it measures people's satisfaction.</summary>
    public bool IsSatisfaction { get; init; }
}

/// <summary>One thing the check of an objective found.</summary>
/// <param name="Code">A stable code: <c>smart.measurable</c>.</param>
/// <param name="Field">The field to mend: <c>targets[0].comparator</c>.</param>
/// <param name="MessageVi">The finding in Vietnamese.</param>
/// <param name="Severity">Errors stop the approval, warnings and hints do not.</param>
/// <param name="Source">The law or seed it rests on.</param>
public sealed record ObjectiveFinding(string Code, string Field, string MessageVi, FindingSeverity Severity, string Source);
