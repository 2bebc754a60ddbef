using System.Security.Cryptography.X509Certificates;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>A certificate with its private key, ready to sign, and the picture that goes with it.</summary>
/// <param name="Chain">The certificates between it and its root, without the root.</param>
/// <param name="Picture">The signature or seal as PNG; null when none was given.</param>
internal sealed record SigningKey(Guid Id, X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Chain, byte[]? Picture) : IDisposable
{
    /// <summary>The owner's common name.</summary>
    public string Name => Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var certificate in Chain) certificate.Dispose();
    }
}
