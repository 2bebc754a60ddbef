using Microsoft.Extensions.DependencyInjection.Extensions;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Trends;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Measurements.Links;

internal static class LinksSetup
{
    public static IServiceCollection AddObjectiveLinks(this IServiceCollection services)
    {
        services.TryAddScoped<EvaluationRequests>();
        services.AddScoped<IRevisionObserver, RevisedTargets>().AddScoped<IObjectiveObserver, ChangedObjectives>();
        return services.AddScoped<IIndicatorLinks, IndicatorLinks>().AddScoped<UsualMeasures>().AddScoped<ShippedUpgrades>().AddScoped<IYearResults, TrendQueries>();
    }
}
