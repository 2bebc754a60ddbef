namespace QmsWorkflow.Server.Features.Cycles;

internal static class CyclesSetup
{
    public static IServiceCollection AddCycles(this IServiceCollection services) =>
        services.AddScoped<CycleFacts>().AddScoped<StartCycle>().AddScoped<RollOver>().AddScoped<CycleQueries>().AddScoped<IncidentActs>();
}
