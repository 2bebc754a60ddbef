using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Domain.Sources;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.FormChecks;

/// <summary>Checks the form of a document of the product: of the Word file that its current content version has.</summary>
internal sealed class DocumentFormCheck(QmsDb db, FileStore files, FormContexts contexts)
{
    /// <summary>The findings, and which of them can be mended in the content; null when there is no such document, or no file of it yet.</summary>
    public async Task<CheckedDocument?> LoadAsync(Guid documentId, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        return document?.DocxFileId is null ? null : await CheckAsync(document, ct);
    }

    public async Task<CheckedDocument> CheckAsync(Document document, CancellationToken ct)
    {
        var row = await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == document.DocxFileId, ct);
        var report = FormCheck.Run(await files.ReadAsync(row, ct), await contexts.OfAsync(document, ct));
        var content = (JsonObject)JsonNode.Parse(document.Content)!;
        var fixable = report.Findings.Where(finding => finding.Fix is { Changes.Length: > 0 } fix && ContentFix.Fits(content, fix.Changes)).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        return new CheckedDocument(document, report, fixable);
    }
}

/// <param name="Fixable">Ids of findings whose words stand in the content.</param>
internal sealed record CheckedDocument(Document Document, FormReport Report, IReadOnlySet<string> Fixable);

/// <summary>What is against the decree stands against signing; warnings and hints do not.</summary>
internal sealed class FormGate(DocumentFormCheck check) : IDocumentGate
{
    public async Task<IReadOnlyList<string>> ProblemsAsync(Guid documentId, CancellationToken ct) => await check.LoadAsync(documentId, ct) is { } found
        ? [.. found.Report.Findings.Where(finding => finding.Severity == FormSeverity.Error && !IsStampedLater(found.Document, finding)).Select(Sentence)]
        : [];

    /// <summary>Number and date come after the signature; until then their place is blank (NĐ 30/2020 Điều 15.2).</summary>
    private static bool IsStampedLater(Document document, FormFinding finding) => document.Number is null && finding.Rule is "ND30-223" or "ND30-233" or "ND30-235";

    private static string Sentence(FormFinding finding) => $"{finding.Rule}, {finding.Place}: {finding.Found}; yêu cầu: {finding.Required} ({FactSources.Say(finding.Article, CultureInfo.CurrentUICulture)}).";
}
