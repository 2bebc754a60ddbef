namespace QmsWorkflow.Documents.Pdf;

/// <summary>What differs between two revisions of a PDF file.</summary>
public enum PdfChangeKind
{
    /// <summary>A signature was added.</summary>
    Signature,

    /// <summary>The number, day or month was written into its blank.</summary>
    NumberStamp,

    /// <summary>Data about the file or for checking signatures later; nothing that is seen.</summary>
    Metadata,

    /// <summary>Content that was signed was changed.</summary>
    Content,
}

/// <summary>One difference between two revisions.</summary>
/// <param name="Text">What and where, in Vietnamese.</param>
/// <param name="IsAllowed">Whether the signatures before it allow it.</param>
public sealed record PdfChange(PdfChangeKind Kind, string Text, bool IsAllowed);
