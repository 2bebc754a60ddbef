using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Registers;

internal static class RegistersSetup
{
    public static IServiceCollection AddRegisters(this IServiceCollection services)
    {
        services.AddScoped<NumberQueries>().AddScoped<ReserveNumbers>().AddScoped<VoidNumber>().AddScoped<KeepNumber>();
        services.AddScoped<SaveSeries>().AddScoped<SaveCommittee>().AddScoped<IssueAsCommittee>();
        services.AddScoped<RelateDocuments>().AddScoped<IDocumentObserver, RelationsAtIssue>();
        return services;
    }
}
