using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace QmsWorkflow.Server.Runtime;

internal static class RuntimeSetup
{
    public static IServiceCollection AddRuntime(this IServiceCollection services)
    {
        services.TryAddSingleton(new JobTime(TimeProvider.System));
        services.AddSingleton<DefinitionLibrary>().AddSingleton<JobSignal>().AddSingleton<JobWorker>().AddSingleton<TimerSweep>();
        services.AddScoped<InstanceStore>().AddScoped<InstanceRunner>().AddScoped<JobQueue>().AddScoped<WorkflowPublisher>();
        services.AddScoped<VersionWriter>().AddScoped<InstanceMigration>().AddSingleton<SystemWork>();
        services.AddScoped<IJobHandler, ChildStarter>().AddScoped<IJobHandler, ParentResumer>().AddScoped<IJobHandler, EventPublisher>();
        return services;
    }

    /// <summary>The beats: the job worker and the timer sweep. Left out by tests that step through time themselves.</summary>
    public static IServiceCollection AddRuntimeBeats(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<TimerSweep>(trigger => trigger.WithIdentity("timer-sweep").StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(2)).RepeatForever()));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
