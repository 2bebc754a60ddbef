using System.Text.Json.Nodes;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Builds, from the database, the data that the template of one kind of document wants.</summary>
internal interface IDocumentContent
{
    /// <summary>A kind of <see cref="DocumentKindInfo"/>.</summary>
    string Kind { get; }

    /// <summary>The content without number, date and signature; these are added when the file is made.</summary>
    Task<DocumentDraft> BuildAsync(DocumentSubject subject, CancellationToken ct);
}

/// <summary>What a document is about.</summary>
internal sealed record DocumentSubject(Guid AgencyId, Guid CycleId, Guid? UnitId);

/// <summary>A drafted document: its title for lists, the agency's symbol and the data of the template.</summary>
internal sealed record DocumentDraft(string Title, JsonObject Data)
{
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The template of the layout that the agency's wording chose; null for the usual one of the kind.</summary>
    public string? Template { get; init; }
}
