using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QmsWorkflow.Server.Features.Signing;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>A certificate authority made for one test, with the certificates it issues.</summary>
internal sealed class TestAuthority
{
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddYears(10);
    private readonly RSA key = RSA.Create(2048);
    private int serial;

    public TestAuthority(string name = "Tổ chức chứng thực thử nghiệm")
    {
        var request = new CertificateRequest($"CN={name}, C=VN", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Root = request.CreateSelfSigned(Start, End);
    }

    public X509Certificate2 Root { get; }

    public SigningKey Rsa(string name, DateTimeOffset? from = null, DateTimeOffset? to = null, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)
    {
        using var own = RSA.Create(2048);
        using var certificate = Issue(new CertificateRequest($"CN={name}, C=VN", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), from ?? Start.AddDays(1), to ?? End.AddDays(-1), usage);
        return new(Guid.NewGuid(), certificate.CopyWithPrivateKey(own), [], null);
    }

    public SigningKey Ec(string name)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(new CertificateRequest($"CN={name}, C=VN", own, HashAlgorithmName.SHA256), Start.AddDays(1), End.AddDays(-1), X509KeyUsageFlags.DigitalSignature);
        return new(Guid.NewGuid(), certificate.CopyWithPrivateKey(own), [], null);
    }

    private X509Certificate2 Issue(CertificateRequest request, DateTimeOffset from, DateTimeOffset to, X509KeyUsageFlags usage)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.Create(Root.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), from, to, BitConverter.GetBytes(++serial));
    }
}
