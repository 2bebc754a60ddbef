using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing.Flow;
using QmsWorkflow.Server.Features.Signing.Outside;
using QmsWorkflow.Server.Features.Signing.Verification;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Signing;

internal static class SigningFlowSetup
{
    /// <summary>Review, form check, signature and issue of documents, with the duties in different hands.</summary>
    public static IServiceCollection AddSigningFlow(this IServiceCollection services)
    {
        services.AddScoped<FormCheckpoint>().AddScoped<FormFindingsView>().AddScoped<DutyExceptions>().AddScoped<AllowDutyException>().AddScoped<EndDutyException>();
        services.AddScoped<IDecisionRule, SeparationOfDuties>().AddScoped<IApprovalSection, FormSection>().AddScoped<IApprovalSection, SigningPlaceSection>().AddScoped<SigningPlaceView>();
        services.AddScoped<IStepHandler, PeopleStep>().AddScoped<ITaskForm, RevisionForm>().AddScoped<ITaskForm, IssueForm>().AddScoped<ClerkReturn>();
        services.AddScoped<IElectronicSignatures, ElectronicSignatures>();
        services.AddScoped<OutsideDesk>().AddScoped<HandOut>().AddScoped<TakeBack>();
        return services.AddVerification();
    }
}
