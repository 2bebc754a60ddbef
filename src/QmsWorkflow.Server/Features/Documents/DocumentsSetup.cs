namespace QmsWorkflow.Server.Features.Documents;

internal static class DocumentsSetup
{
    /// <param name="templates">The folder of the Word templates.</param>
    /// <param name="files">The folder of the file store.</param>
    /// <param name="address">The address people open the product at.</param>
    public static IServiceCollection AddDocuments(this IServiceCollection services, string templates, string files, Uri address)
    {
        services.AddSingleton(new VerificationQr(address));
        services.AddSingleton(new FileFolder(files)).AddSingleton(new TemplateFolder(templates)).AddSingleton(new OpenTemplates()).AddSingleton<PdfRenderer>();
        services.AddSingleton(_ => PdfRendererOptions.Read(new ConfigurationBuilder().AddJsonFile("qms.json", optional: true).AddEnvironmentVariables().Build()));
        services.AddScoped<FileStore>();
        services.AddScoped<AgencyTemplates>();
        services.AddScoped<NumberAllotment>();
        services.AddScoped<SeriesOfDocuments>();
        services.AddScoped<DocumentStandings>();
        services.AddScoped<LegalBasisWarnings>();
        services.AddScoped<DocumentDrafting>();
        services.AddScoped<DocumentIssue>();
        services.AddScoped<Wording>();
        services.AddScoped<UnitObjectiveTexts>();
        services.AddScoped<SignatureBlocks>();
        services.AddScoped<AuthorisationDocuments>();
        services.AddScoped<DocumentOriginals>();
        services.AddScoped<SigningRights>();
        services.AddScoped<GiveSigningRight>();
        services.AddScoped<RevokeSigningRight>();
        services.AddScoped<DocumentSigning>();
        services.AddScoped<DocumentQueries>();
        services.AddScoped<PdfJob>();
        services.AddScoped<Runtime.IJobHandler>(provider => provider.GetRequiredService<PdfJob>());
        services.AddScoped<Runtime.IStepHandler, GenerateDocumentStep>().AddScoped<Runtime.IStepHandler, IssueDocumentStep>();
        services.AddScoped<IDocumentContent, PlanContent>();
        services.AddScoped<IDocumentContent, SubmissionContent>();
        services.AddScoped<IDocumentContent, DecisionContent>();
        services.AddScoped<IDocumentContent, UnitObjectivesContent>().AddScoped<IDocumentContent, PostingSheetContent>();
        return services;
    }
}
