namespace QmsWorkflow.Server.Features.Calendar;

/// <summary>Names the texts of the calendar pages.</summary>
internal sealed class CalendarText;
