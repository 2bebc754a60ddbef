namespace QmsWorkflow.Server.Features.Measurements.Samples;

internal static class SamplesSetup
{
    public static IServiceCollection AddSamples(this IServiceCollection services) =>
        services.AddScoped<FigureLoad>().AddScoped<DemoEntries>().AddSingleton<DemoFigures>();
}
