namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>One case as a one-stop system lists it.</summary>
internal sealed record SampleCase
{
    public required string Code { get; init; }
    public required SampleField Field { get; init; }
    public required SampleProcedure Procedure { get; init; }

    /// <summary>1 at the desk, 2 online, 3 by post.</summary>
    public required int Channel { get; init; }
    public required DateTime FiledAt { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required DateTime DueAt { get; init; }
    public DateTime? FinishedAt { get; init; }
    public DateTime? ReturnedAt { get; init; }
    public DateTime? RejectedAt { get; init; }
    public required int Payments { get; init; }
    public required int PaymentsOnline { get; init; }
    public required bool DossierDigitised { get; init; }
    public required bool ResultDigitised { get; init; }
    public bool? Satisfied { get; init; }
    public SampleSupplement? Supplement { get; init; }
}

/// <summary>The time stands still from the day a supplement is asked for to the day it comes; the due date moves by as many working days.</summary>
/// <param name="AnsweredAt">Null: still awaited.</param>
internal sealed record SampleSupplement(DateTime AskedAt, DateTime DueBefore, DateTime? AnsweredAt, DateTime? DueAfter);
