using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>What other parts do when a task was completed. Runs inside the completing transaction; throwing undoes it.</summary>
internal interface ITaskObserver
{
    Task CompletedAsync(UserTask task, Actor actor, CancellationToken ct);
}
