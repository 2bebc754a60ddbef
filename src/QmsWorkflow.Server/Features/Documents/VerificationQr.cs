namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The QR code that a document carries: it opens the page that tells whether the document is in force.</summary>
/// <param name="address">The address people open the product at.</param>
internal sealed class VerificationQr(Uri address)
{
    public Uri PageOf(string code) => new(address, $"/verify/{code}");

    /// <summary>The picture as the templates take it.</summary>
    public string Picture(string code) => QrPicture.Of(PageOf(code));
}
