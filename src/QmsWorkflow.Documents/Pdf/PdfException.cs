namespace QmsWorkflow.Documents.Pdf;

/// <summary>The bytes are no PDF that is read here, or lack what was asked for; the message, in Vietnamese, says what is wrong.</summary>
public sealed class PdfException(string message) : Exception(message);
