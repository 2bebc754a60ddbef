using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>Computes open deadlines again after the calendar changed. The calendar knows no work: whoever keeps deadlines implements this.</summary>
internal interface IDeadlineRecalculator
{
    /// <summary>To be called inside the transaction that records the notice.</summary>
    /// <param name="because">What changed, in Vietnamese, for the trail and the people concerned.</param>
    Task<IReadOnlyList<DeadlineChange>> RecalculateAsync(Guid agencyId, string because, Actor actor, CancellationToken ct);
}

/// <summary>One due date that changed.</summary>
internal sealed record DeadlineChange(Guid SubjectId, string Title, DateOnly? Before, DateOnly? After, bool IsProvisional);
