using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements.Entries;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

internal static class EvaluatingSetup
{
    public static IServiceCollection AddEvaluating(this IServiceCollection services)
    {
        services.AddScoped<EvaluationQueries>().AddScoped<CasesBehindSql>().AddScoped<MissQueries>();
        services.AddScoped<Evaluator>().AddScoped<EvaluationFactsReader>().AddScoped<CaseCountsSql>().AddScoped<FiguresSql>().AddScoped<EvaluationsSql>();
        services.AddScoped<EvaluationRequests>().AddScoped<IFiguresObserver>(provider => provider.GetRequiredService<EvaluationRequests>())
            .AddScoped<IEntryObserver>(provider => provider.GetRequiredService<EvaluationRequests>());
        services.AddScoped<IJobHandler, EvaluationJob>().AddScoped<EvaluateNow>().AddScoped<SaveMissCause>();
        services.AddScoped<IDocumentObserver, ReportValues>().AddScoped<IDocumentGate, CauseGate>().AddScoped<IEffectPreview, EffectPreview>();
        return services;
    }
}
