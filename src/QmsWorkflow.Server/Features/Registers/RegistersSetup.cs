using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Registers;

internal static class RegistersSetup
{
    public static IServiceCollection AddRegisters(this IServiceCollection services)
    {
        services.AddScoped<NumberQueries>().AddScoped<EntryQueries>().AddScoped<ReserveNumbers>().AddScoped<VoidNumber>().AddScoped<KeepNumber>();
        services.AddScoped<SaveSeries>().AddScoped<SaveCommittee>().AddScoped<SaveCommitteeLeader>().AddScoped<CommitteeQueries>().AddScoped<IssueAsCommittee>();
        services.AddScoped<RelateDocuments>().AddScoped<IDocumentObserver, RelationsAtIssue>();
        services.AddScoped<OutgoingQueries>().AddScoped<SaveOutgoingEntry>();
        services.AddScoped<ReceiveDocument>().AddScoped<CorrectIncoming>().AddScoped<AssignIncoming>().AddScoped<NoteProgress>().AddScoped<IncomingQueries>();
        services.AddScoped<SearchIndex>().AddScoped<SearchDesk>();
        services.AddScoped<IDocumentObserver>(provider => provider.GetRequiredService<SearchIndex>());
        services.AddScoped<IIncomingObserver>(provider => provider.GetRequiredService<SearchIndex>());
        services.AddScoped<IJobHandler>(provider => provider.GetRequiredService<SearchIndex>());
        services.AddScoped<SaveLegalBasis>().AddScoped<LegalBasisQueries>().AddScoped<MakeCopy>().AddScoped<CopyQueries>().AddScoped<RegisterSheets>().AddScoped<MetadataExport>().AddScoped<DossierActs>().AddScoped<DossierQueries>();
        return services;
    }
}
