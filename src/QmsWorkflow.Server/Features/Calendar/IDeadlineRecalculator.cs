using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>The seam to those who own due dates: the calendar does not know what work is.</summary>
internal interface IDeadlineRecalculator
{
    /// <summary>Computes the due dates of the agency's open work anew, inside the transaction that changed the calendar.</summary>
    Task<IReadOnlyList<DeadlineChange>> RecalculateAsync(Actor actor, CancellationToken ct);
}

/// <summary>One due date that moved.</summary>
internal sealed record DeadlineChange(Guid SubjectId, string Title, DateOnly? Before, DateOnly? After, bool IsProvisional);
