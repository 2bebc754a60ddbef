namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Names the texts of the document pages (DocumentsText.resx, DocumentsText.en.resx).</summary>
internal sealed class DocumentsText;
