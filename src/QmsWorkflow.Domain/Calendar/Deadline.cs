using System.Collections.Immutable;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>What one day does in the counting of a deadline.</summary>
public enum TraceMark
{
    /// <summary>The day the period is counted from (or back from); itself not counted (BLDS 2015 Đ147).</summary>
    Start,

    /// <summary>A counted day.</summary>
    Counted,

    /// <summary>A day off, passed over.</summary>
    Skipped,

    /// <summary>A day on which the clock stood still.</summary>
    Paused,

    /// <summary>The day the period would end on by arithmetic, before rolling.</summary>
    Nominal,

    /// <summary>A day off at the end of the period, passed over by BLDS 2015 Đ148.5.</summary>
    Rolled,

    /// <summary>The working day the deadline was moved to.</summary>
    Landed,
}

/// <summary>One line of the trace of a deadline.</summary>
/// <param name="Date">The day.</param>
/// <param name="Mark">What it does.</param>
/// <param name="Number">The number of a counted day, 1…n; null for others.</param>
/// <param name="ReasonVi">Why, in Vietnamese.</param>
/// <param name="NoticeCode">The notice or law cited; null when none is needed.</param>
/// <param name="IsProvisional">Whether the day's status is still "tạm tính".</param>
public sealed record DeadlineTraceLine(DateOnly Date, TraceMark Mark, int? Number, string ReasonVi, string? NoticeCode, bool IsProvisional)
{
    /// <summary>The line as people read it: "Thứ Ba, 30/04/2024 – nghỉ: Ngày Chiến thắng (5015; 1570)".</summary>
    public string ToVietnamese()
    {
        var what = Mark switch
        {
            TraceMark.Start => ReasonVi,
            TraceMark.Counted => string.Create(CultureInfo.InvariantCulture, $"ngày thứ {Number}"),
            TraceMark.Skipped or TraceMark.Rolled => $"nghỉ: {ReasonVi}",
            _ => ReasonVi,
        };
        var cited = NoticeCode is null ? "" : $" ({NoticeCode})";
        return $"{VietnameseDates.Long(Date)} – {what}{cited}{(IsProvisional ? " – tạm tính" : "")}";
    }
}

/// <summary>A deadline with the way it was computed. It ends at 24:00 of its date (BLDS 2015 Đ148.6).</summary>
public sealed record Deadline
{
    /// <summary>The last day on which the work is in time.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>True when a day it passes over belongs to a year without a final notice: "tạm tính".</summary>
    public required bool IsProvisional { get; init; }

    /// <summary>How it was counted, in order.</summary>
    public required ImmutableArray<DeadlineTraceLine> Trace { get; init; }

    /// <summary>The rule in Vietnamese: "10 ngày làm việc kể từ ngày ban hành quyết định".</summary>
    public required string RuleTextVi { get; init; }

    /// <summary>The law the arithmetic follows.</summary>
    public required string LegalBasis { get; init; }
}

/// <summary>Days on which the clock stands still: from the first to the last, both not counted; without a last day it has not resumed.</summary>
/// <param name="From">The first day not counted.</param>
/// <param name="To">The last day not counted; null while the clock stands.</param>
/// <param name="ReasonVi">Why it was stopped, in Vietnamese.</param>
public sealed record ClockPause(DateOnly From, DateOnly? To, string ReasonVi)
{
    /// <summary>Whether a day lies in the pause.</summary>
    public bool Covers(DateOnly date) => date >= From && (To is null || date <= To);
}

/// <summary>Why a rule has no date.</summary>
public enum NoDateReason
{
    /// <summary>The work goes on all year; a periodic check takes the place of a date.</summary>
    AllYear,

    /// <summary>A notice has not come yet.</summary>
    AwaitingNotice,

    /// <summary>The plan of another body has not come yet.</summary>
    AwaitingExternalPlan,
}

/// <summary>What became of a deadline rule.</summary>
public abstract record DeadlineOutcome
{
    private DeadlineOutcome() { }

    /// <summary>There is a date.</summary>
    /// <param name="Deadline">The date and how it was computed.</param>
    public sealed record Resolved(Deadline Deadline) : DeadlineOutcome;

    /// <summary>A date the rule counts from is not known yet.</summary>
    /// <param name="Fact">The fact's name, for example <c>decision.issued</c>.</param>
    /// <param name="MessageVi">What is missing, in Vietnamese.</param>
    public sealed record MissingFact(string Fact, string MessageVi) : DeadlineOutcome;

    /// <summary>The rule has no date by its nature, or not yet.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="TextVi">The rule in Vietnamese.</param>
    public sealed record NoDate(NoDateReason Reason, string TextVi) : DeadlineOutcome;

    /// <summary>The clock stands still and has not resumed, so there is no date.</summary>
    /// <param name="Since">The first day not counted.</param>
    /// <param name="Counted">How many days, of the rule's unit, were counted before it.</param>
    /// <param name="ReasonVi">Why it was stopped.</param>
    public sealed record ClockStopped(DateOnly Since, int Counted, string ReasonVi) : DeadlineOutcome;

}

/// <summary>Shortcuts for reading outcomes.</summary>
public static class DeadlineOutcomes
{
    /// <summary>The deadline, or null when there is none.</summary>
    public static Deadline? OrNull(this DeadlineOutcome outcome) => (outcome as DeadlineOutcome.Resolved)?.Deadline;
}
