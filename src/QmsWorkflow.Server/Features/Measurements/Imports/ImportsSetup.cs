using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal static class ImportsSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportDatabase>().AddSingleton<ImportPace>();
        services.AddScoped<ImportReading>().AddScoped<ImportReview>().AddScoped<ImportMerge>();
        services.AddScoped<IJobHandler>(provider => provider.GetRequiredService<ImportReading>());
        services.AddScoped<IJobHandler>(provider => provider.GetRequiredService<ImportMerge>());
        services.AddScoped<ImportStart>().AddScoped<ImportCancel>().AddScoped<ImportCommit>().AddScoped<ImportUndo>().AddScoped<SaveSource>();
        return services;
    }
}
