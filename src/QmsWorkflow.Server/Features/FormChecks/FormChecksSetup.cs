using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.FormChecks;

internal static class FormChecksSetup
{
    public static IServiceCollection AddFormChecks(this IServiceCollection services) => services
        .AddScoped<FormContexts>().AddScoped<DocumentFormCheck>().AddScoped<FormFixRights>().AddScoped<ApplyFormFixes>().AddScoped<FileCheck>().AddScoped<IDocumentGate, FormGate>();
}
