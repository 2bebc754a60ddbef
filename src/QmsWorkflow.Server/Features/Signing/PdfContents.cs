using QmsWorkflow.Documents.Pdf;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Compares a file that was handed out for signing elsewhere with the one that came back.</summary>
internal static class PdfContents
{
    /// <summary>Whether the returned file is the handed-out one with nothing but signatures added.</summary>
    /// <param name="reason">What is different, in Vietnamese; empty when nothing is.</param>
    public static bool IsSameContent(byte[] handedOut, byte[] returned, out string reason)
    {
        try
        {
            var changes = PdfRevisions.Compare(PdfFile.Open(handedOut), PdfFile.Open(returned));
            var other = changes.Where(c => !c.IsAllowed || c.Kind is not (PdfChangeKind.Signature or PdfChangeKind.Metadata)).ToList();
            reason = other.Count > 0 ? $"Tệp nhận lại khác tệp đã giao: {string.Join("; ", other.Select(c => c.Text))}."
                : changes.Any(c => c.Kind == PdfChangeKind.Signature) ? "" : "Tệp nhận lại chưa có chữ ký số mới.";
        }
        catch (PdfException failure)
        {
            reason = failure.Message;
        }

        return reason.Length == 0;
    }
}
