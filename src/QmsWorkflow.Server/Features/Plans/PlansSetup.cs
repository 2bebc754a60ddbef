using QmsWorkflow.Server.Features.Tasks;

namespace QmsWorkflow.Server.Features.Plans;

internal static class PlansSetup
{
    public static IServiceCollection AddPlans(this IServiceCollection services) => services.AddScoped<SavePlan>().AddScoped<ITaskForm, PlanForm>();
}
