namespace QmsWorkflow.Server.Features.Documents;

internal static class DocumentsSetup
{
    /// <param name="templates">The folder of the Word templates.</param>
    /// <param name="files">The folder of the file store.</param>
    public static IServiceCollection AddDocuments(this IServiceCollection services, string templates, string files)
    {
        services.AddSingleton(new FileFolder(files)).AddSingleton(new TemplateFolder(templates)).AddSingleton<PdfRenderer>();
        services.AddSingleton(provider => PdfRendererOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddScoped<FileStore>().AddScoped<AgencyTemplates>().AddScoped<NumberAllotment>().AddScoped<SeriesOfDocuments>().AddScoped<DocumentStandings>().AddScoped<LegalBasisWarnings>().AddScoped<DocumentDrafting>().AddScoped<DocumentIssue>();
        services.AddScoped<Wording>().AddScoped<UnitObjectiveTexts>().AddScoped<SignatureBlocks>().AddScoped<AuthorisationDocuments>().AddScoped<SigningRights>().AddScoped<GiveSigningRight>().AddScoped<RevokeSigningRight>().AddScoped<DocumentSigning>().AddScoped<DocumentQueries>().AddScoped<PdfJob>();
        services.AddScoped<Runtime.IJobHandler>(provider => provider.GetRequiredService<PdfJob>());
        services.AddScoped<Runtime.IStepHandler, GenerateDocumentStep>().AddScoped<Runtime.IStepHandler, IssueDocumentStep>();
        services.AddScoped<IDocumentContent, PlanContent>().AddScoped<IDocumentContent, SubmissionContent>().AddScoped<IDocumentContent, DecisionContent>();
        services.AddScoped<IDocumentContent, UnitObjectivesContent>().AddScoped<IDocumentContent, PostingSheetContent>();
        return services;
    }
}
