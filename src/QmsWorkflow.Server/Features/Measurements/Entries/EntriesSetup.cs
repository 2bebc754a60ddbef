namespace QmsWorkflow.Server.Features.Measurements.Entries;

internal static class EntriesSetup
{
    public static IServiceCollection AddEntries(this IServiceCollection services) => services
        .AddScoped<EnterResult>().AddScoped<DecideResult>().AddScoped<EntryNotices>().AddScoped<EntryQueries>();
}
