using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>The form <c>document-revision</c>: the drafter mends the document on its own page; the answers to the reasons are a part of the task page.</summary>
internal sealed class RevisionForm : ITaskForm
{
    public const string FormName = "document-revision";

    public string Name => FormName;

    public Type Component => typeof(RevisionPanel);

    public Task<Outcome> CompleteAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct) => Task.FromResult(Outcome.Success);
}
