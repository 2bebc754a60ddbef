using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Approvals;

internal static class ApprovalsSetup
{
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddScoped<Decide>().AddScoped<FourEyes>().AddScoped<SigningPassword>().AddScoped<ApprovalViews>().AddScoped<ApprovalActs>();
        services.AddScoped<IWorkSection, ReturnReasonsSection>();
        services.AddScoped<IStepHandler, ApprovalStep>();
        return services;
    }
}
