using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>
/// A form that another slice brings: its component is shown in the task page's form, with the <c>UserTask</c>
/// and the <see cref="FormValues"/> as cascading values; completing runs
/// inside the completing transaction, so the form may write rows of its own. A refusal keeps the task open.
/// </summary>
internal interface ITaskForm
{
    /// <summary>The name that definitions use in <c>form</c>.</summary>
    string Name { get; }

    Type Component { get; }

    /// <param name="chosen">The outcome that the person chose, one of the task's.</param>
    Task<Outcome> CompleteAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct);
}

/// <summary>A further part of the task page that must be in order before the task can be completed, for example reasons of a return to answer.</summary>
internal interface IWorkSection
{
    /// <summary>Shown in the task page's form, with the <c>UserTask</c> and the <see cref="FormValues"/> as cascading values.</summary>
    Type Component { get; }

    Task<bool> AppliesAsync(UserTask task, CancellationToken ct);

    Task<Outcome> CompleteAsync(UserTask task, IFormCollection posted, Actor actor, CancellationToken ct);
}
