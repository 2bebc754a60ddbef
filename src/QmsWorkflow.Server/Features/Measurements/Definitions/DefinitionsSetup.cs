namespace QmsWorkflow.Server.Features.Measurements.Definitions;

internal static class DefinitionsSetup
{
    public static IServiceCollection AddDefinitions(this IServiceCollection services) =>
        services.AddScoped<DraftDefinition>().AddScoped<ApproveDefinition>().AddScoped<DefinitionQueries>();
}
