using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>Computes open deadlines again after the calendar changed. The calendar knows no work: whoever keeps deadlines implements this.</summary>
internal interface IDeadlineRecalculator
{
    /// <summary>To be called inside the transaction that records the notice.</summary>
    /// <param name="because">What changed, in Vietnamese, for the trail and the people concerned.</param>
    /// <returns>How many deadlines changed.</returns>
    Task<int> RecalculateAsync(Guid agencyId, string because, Actor actor, CancellationToken ct);
}
