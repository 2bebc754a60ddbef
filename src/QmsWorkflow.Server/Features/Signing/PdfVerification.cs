using QmsWorkflow.Documents.Pdf;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>What the signatures in a PDF file prove.</summary>
/// <param name="Signatures">In the order they were made.</param>
/// <param name="Problem">Why the file cannot be read, in Vietnamese; null when it can.</param>
internal sealed record PdfVerification(IReadOnlyList<PdfSignatureResult> Signatures, string? Problem)
{
    /// <summary>There is a signature, all are intact, and whatever was added after each was allowed.</summary>
    public bool IsIntact => Problem is null && Signatures.Count > 0 && Signatures.All(s => s.IsIntact && s.ChangesAfter.All(c => c.IsAllowed));
}

/// <summary>What one signature proves.</summary>
/// <param name="SubjectName">The common name in the signer's certificate.</param>
/// <param name="SigningTime">The time the signer claims; null when none is given.</param>
/// <param name="IsIntact">The bytes it covers are as they were signed.</param>
/// <param name="IsTrusted">Its certificate leads to one of the given roots and was valid at the signing time.</param>
/// <param name="CoversWholeFile">Nothing was added after it.</param>
/// <param name="ChangesAfter">What was changed after it.</param>
/// <param name="Problem">Why it is not intact or not trusted, in Vietnamese; null when it is both.</param>
internal sealed record PdfSignatureResult(
    string SubjectName, DateTimeOffset? SigningTime, bool IsIntact, bool IsTrusted, bool CoversWholeFile, IReadOnlyList<PdfChange> ChangesAfter,
    string Thumbprint, string IssuerName, string? Problem);
