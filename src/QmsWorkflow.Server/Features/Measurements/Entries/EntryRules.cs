using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>What an entered result must say.</summary>
internal static class EntryRules
{
    public const int LongestText = 1000;
    private const int LongestField = 200;
    private const int LongestLink = 500;
    private const long MostCounted = 1_000_000_000_000;

    /// <summary>A part of an objective without a number is judged by its criteria; a composite is the sum of its parts' verdicts and never entered itself.</summary>
    public static bool IsJudged(Objective objective) => objective.Kind == "qualitative";

    /// <param name="indicator">What is counted; null for objectives that are judged.</param>
    /// <param name="hasEvidence">Whether a file came with it.</param>
    /// <param name="isReported">Whether the period, or one that holds it, was reported already.</param>
    public static IEnumerable<FieldProblem> Problems(EntryInput input, Objective objective, IndicatorDefinition? indicator, bool hasEvidence, bool isReported, DateOnly today)
    {
        if (PeriodProblem(input.Period, today) is { } period) yield return period;
        if (objective.Kind == "per-field" && string.IsNullOrWhiteSpace(input.Field)) yield return EntryRights.Problem("Field", "NeedField");
        if (input.Field.Trim().Length > LongestField) yield return EntryRights.Problem("Field", "TooLong", LongestField);
        foreach (var problem in indicator is null ? Judged(input) : Counted(input, indicator)) yield return problem;
        if (!hasEvidence && string.IsNullOrWhiteSpace(input.EvidenceLink) && string.IsNullOrWhiteSpace(input.Note)) yield return EntryRights.Problem("Evidence", "NeedEvidence");
        if (input.EvidenceLink.Trim() is { Length: > 0 } link && !IsLink(link)) yield return EntryRights.Problem("EvidenceLink", "BadLink", LongestLink);
        if (input.Note.Trim().Length > LongestText) yield return EntryRights.Problem("Note", "TooLong", LongestText);
        if (input.LateReason.Trim().Length > LongestText) yield return EntryRights.Problem("LateReason", "TooLong", LongestText);
        if (isReported && string.IsNullOrWhiteSpace(input.LateReason)) yield return EntryRights.Problem("LateReason", "NeedLateReason");
    }

    private static FieldProblem? PeriodProblem(ReportPeriod? period, DateOnly today) => period switch
    {
        null => EntryRights.Problem("Period", "NeedPeriod"),
        _ when !EntryPeriods.IsOver(period, today) => EntryRights.Problem("Period", "PeriodNotOver", FormDate.Say(EntryPeriods.CutOffOf(period))),
        _ => null,
    };

    private static IEnumerable<FieldProblem> Judged(EntryInput input)
    {
        if (input.IsFulfilled is null) yield return EntryRights.Problem("IsFulfilled", "NeedVerdict");
    }

    private static IEnumerable<FieldProblem> Counted(EntryInput input, IndicatorDefinition indicator)
    {
        if (input.Numerator is null or < 0 or > MostCounted) yield return EntryRights.Problem("Numerator", "NeedCount");
        if (input.Denominator is null or < 0 or > MostCounted) yield return EntryRights.Problem("Denominator", "NeedCount");
        if (input is not { Numerator: { } numerator and >= 0, Denominator: { } denominator and >= 0 }) yield break;
        if (denominator == 0 && numerator > 0) yield return EntryRights.Problem("Numerator", "NothingCounted");
        else if (indicator.Unit == Target.Percent && numerator > denominator) yield return EntryRights.Problem("Numerator", "MoreThanWhole");
    }

    private static bool IsLink(string text) =>
        text.Length <= LongestLink && Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
