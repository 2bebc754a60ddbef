using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

internal static class MeasurePagesSetup
{
    public static IServiceCollection AddMeasurePages(this IServiceCollection services) =>
        services.AddScoped<ScorecardDesk>().AddScoped<ObjectiveResultDesk>().AddScoped<UnitResults>().AddScoped<DashboardDesk>()
            .AddScoped<ResultCodesSql>().AddScoped<IUnitResultsAddress>(provider => provider.GetRequiredService<ResultCodesSql>()).AddScoped<PostedResults>();
}
