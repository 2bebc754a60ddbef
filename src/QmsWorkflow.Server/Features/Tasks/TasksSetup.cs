using Microsoft.Extensions.DependencyInjection.Extensions;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Tasks;

internal static class TasksSetup
{
    public static IServiceCollection AddTasks(this IServiceCollection services)
    {
        services.TryAddSingleton(provider =>
            new FormFolder(Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, "workflows", "forms")));
        services.AddScoped<AgencyTime>().AddScoped<WorkRights>().AddScoped<WorkNotices>().AddScoped<TaskDeadlines>().AddScoped<TaskTimers>();
        services.AddScoped<WorkOpener>().AddScoped<WorkDesk>().AddScoped<StepDocuments>().AddScoped<FormLibrary>();
        services.AddScoped<CompleteTask>().AddScoped<SaveDraft>().AddScoped<AddEvidence>().AddScoped<RemoveEvidence>();
        services.AddScoped<ReassignTask>().AddScoped<CommentOnTask>().AddScoped<Acknowledge>().AddScoped<ReleaseReader>();
        services.AddScoped<WorkLists>().AddScoped<WorkViews>().AddScoped<WorkActs>();
        services.AddScoped<IStepHandler, UserTaskStep>().AddScoped<IStepHandler, AcknowledgeStep>();
        services.AddScoped<IStepHandler, NotifyStep>().AddScoped<IStepHandler, WaitUntilStep>();
        services.AddScoped<ITimerHandler, ReminderTimer>().AddScoped<ITimerHandler, EscalationTimer>();
        services.AddScoped<Calendar.IDeadlineRecalculator, DeadlineRecalculator>();
        return services;
    }
}
