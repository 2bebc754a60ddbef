using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>The authorities whose certificates count: the PEM and DER files in the folder <c>trusted-roots</c> of the data folder.</summary>
/// <param name="folder">Read anew each time: the agency adds a file, nothing is started again.</param>
internal sealed class TrustedRoots(string folder)
{
    private const int MostBytes = 64 * 1024;

    public string Folder => folder;

    public IReadOnlyCollection<X509Certificate2> All
    {
        get
        {
            if (!Directory.Exists(folder)) return [];
            return [.. Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".pem" or ".crt" or ".cer" && new FileInfo(f).Length <= MostBytes).Order(StringComparer.Ordinal).SelectMany(Read)];
        }
    }

    /// <summary>Whether a certificate leads to one of them, as long as itself is valid.</summary>
    public bool Trust(X509Certificate2 certificate, X509Certificate2Collection others)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(All.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = certificate.NotBefore.AddSeconds(1);
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Read(string file)
    {
        var found = new X509Certificate2Collection();
        try
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.AsSpan().StartsWith("-----"u8)) found.ImportFromPem(System.Text.Encoding.ASCII.GetString(bytes));
            else found.Add(X509CertificateLoader.LoadCertificate(bytes));
        }
        catch (CryptographicException)
        {
            // No certificate: it trusts nobody.
        }

        return found;
    }
}
