namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Something a document has to be free of before it is signed; another slice knows what.</summary>
internal interface IDocumentGate
{
    /// <value>Whether nobody may let the document pass with a reason.</value>
    bool IsHard => false;

    /// <returns>What stands against signing, one sentence each, in Vietnamese; empty when nothing does.</returns>
    Task<IReadOnlyList<string>> ProblemsAsync(Guid documentId, CancellationToken ct);
}
