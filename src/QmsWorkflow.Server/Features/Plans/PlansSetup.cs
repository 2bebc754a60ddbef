using Microsoft.Extensions.DependencyInjection.Extensions;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Tasks;

namespace QmsWorkflow.Server.Features.Plans;

internal static class PlansSetup
{
    public static IServiceCollection AddPlans(this IServiceCollection services)
    {
        services.TryAddScoped<WorkHolders>();
        return services.AddScoped<SavePlan>().AddScoped<PlanLocks>().AddScoped<PlanTemplate>().AddScoped<ITaskForm, PlanForm>();
    }
}
