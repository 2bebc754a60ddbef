using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Cli.Verbs;

namespace QmsWorkflow.Server.Cli;

/// <summary>All verbs in the order help shows them. A new verb is one file in <c>Verbs/</c> and one line here.</summary>
internal static class VerbTable
{
    /// <param name="serve">Runs the server until it is stopped.</param>
    /// <param name="steps">The product's step types, for the check of workflow files.</param>
    /// <param name="others">Verbs that need the product's features, in the same form.</param>
    public static IReadOnlyList<Verb> Create(Func<CancellationToken, Task<int>> serve, StepCatalog steps, params IEnumerable<Verb> others) =>
    [
        ServeVerb.Create(serve),
        DeadlineVerb.Create(),
        WorkflowCheckVerb.Create(steps),
        WorkflowReplayVerb.Create(steps),
        TemplateCheckVerb.Create(),
        DocumentTextVerb.Create(),
        .. others,
    ];
}
