namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

internal static class EvaluatingSetup
{
    public static IServiceCollection AddEvaluating(this IServiceCollection services) => services
        .AddScoped<EvaluationQueries>().AddScoped<CasesBehindSql>();
}
