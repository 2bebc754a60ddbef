using QRCoder;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>An address as a picture for a template's <c>image:</c> field.</summary>
internal static class QrPicture
{
    /// <summary>Middle correction: a sheet on a wall gets stains, and the code stays small.</summary>
    public static string Of(Uri address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(8))}";
    }
}
