namespace QmsWorkflow.Server.Features.Calendar;

internal static class CalendarSetup
{
    public static IServiceCollection AddCalendar(this IServiceCollection services) => services.AddScoped<AgencyCalendar>().AddScoped<RecordNotice>();
}
