using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What other parts do when a document changes. Runs inside the transaction of the act; throwing undoes the act.</summary>
internal interface IDocumentObserver
{
    /// <summary>A new file became the document's.</summary>
    Task KeptAsync(Document document, Actor actor, CancellationToken ct);

    /// <summary>The document has its number, its date and its final file.</summary>
    Task IssuedAsync(Document document, Actor actor, CancellationToken ct);
}
