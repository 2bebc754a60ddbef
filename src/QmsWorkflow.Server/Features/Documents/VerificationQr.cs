using QRCoder;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The QR code that a document carries: it opens the page that tells whether the document is in force.</summary>
/// <param name="address">The address people open the product at.</param>
internal sealed class VerificationQr(Uri address)
{
    /// <summary>Printed 20 mm wide, a point of the code is then half a millimetre; a tenth of the code may be unreadable.</summary>
    private const int PixelsPerPoint = 8;

    public Uri PageOf(string code) => new(address, $"/verify/{code}");

    /// <summary>The picture as the templates take it.</summary>
    public string Picture(string code)
    {
        using var code2d = QRCodeGenerator.GenerateQrCode(PageOf(code).AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code2d);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetGraphic(PixelsPerPoint));
    }
}
