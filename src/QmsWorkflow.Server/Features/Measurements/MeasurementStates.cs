namespace QmsWorkflow.Server.Features.Measurements;

internal enum IndicatorState { Draft, Approved, Retired }

internal enum ImportState { Queued, Reading, Ready, Faulty, Committing, Committed, Cancelled, Failed, Undone }

internal enum MeasurementState { Entered, Confirmed, Returned, Replaced }

/// <summary>Met ("Đạt"), missed ("Không đạt"), not arisen ("Không phát sinh": the denominator is zero), no data ("Chưa có số liệu").</summary>
internal enum ResultOutcome { Met, Missed, NotArisen, NoData }
