using QRCoder;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>An address as a picture for a template's <c>image:</c> field.</summary>
internal static class QrPicture
{
    /// <summary>Printed 20 mm wide, a point of the code is then half a millimetre; a tenth of the code may be unreadable.</summary>
    private const int PixelsPerPoint = 8;

    public static string Of(Uri address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(PixelsPerPoint));
    }
}
