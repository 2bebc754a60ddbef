using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Signing.Verification;

/// <summary>The certificate authorities that this installation trusts: PEM or DER files in the folder <c>trusted-roots</c> of the data folder.</summary>
internal sealed class TrustedRoots(QmsSettings settings)
{
    private const int MostFiles = 100;

    public string Folder => Path.Combine(settings.DataFolder, "trusted-roots");

    /// <summary>Read anew each time: an authority that is taken away is trusted no longer.</summary>
    public IReadOnlyList<X509Certificate2> Load() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).Take(MostFiles).SelectMany(Read)]
        : [];

    /// <exception cref="CryptographicException">The file holds no certificate.</exception>
    public static IReadOnlyList<X509Certificate2> Read(string file)
    {
        var text = File.ReadAllText(file);
        if (!text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)) return [X509CertificateLoader.LoadCertificateFromFile(file)];

        var several = new X509Certificate2Collection();
        several.ImportFromPem(text);
        return [.. several];
    }
}
