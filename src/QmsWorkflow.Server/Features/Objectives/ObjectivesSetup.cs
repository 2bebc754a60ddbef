using Microsoft.Extensions.DependencyInjection.Extensions;
using QmsWorkflow.Server.Features.Tasks;

namespace QmsWorkflow.Server.Features.Objectives;

internal static class ObjectivesSetup
{
    public static IServiceCollection AddObjectives(this IServiceCollection services)
    {
        services.AddScoped<SaveObjective>().AddScoped<UnitObjectiveActs>().AddScoped<SaveMatrix>().AddScoped<ObjectiveQueries>().AddScoped<ObjectiveContext>().AddScoped<ObjectiveLocks>().TryAddScoped<WorkHolders>();
        services.AddScoped<ProposeRevision>().AddScoped<DecideRevision>().AddScoped<WithdrawRevision>().AddScoped<RevisionNotices>();
        return services.AddScoped<ITaskForm, AgencyObjectivesForm>().AddScoped<ITaskForm, UnitObjectivesForm>().AddScoped<ITaskObserver, PostedObjectives>();
    }
}
