namespace QmsWorkflow.Server.Features.Operations;

internal static class OperationsSetup
{
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services.AddScoped<AgencyImport>().AddScoped<MoveClock>().AddSingleton<DemoAgencies>();
}
