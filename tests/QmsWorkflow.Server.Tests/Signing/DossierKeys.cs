using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>Certificates of a test authority for the people and the agency of a dossier.</summary>
internal sealed class DossierKeys
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RSA key = RSA.Create(2048);
    private int serial;

    public DossierKeys()
    {
        var request = new CertificateRequest("CN=Tổ chức chứng thực thử, C=VN", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        Root = request.CreateSelfSigned(From, From.AddYears(30));
    }

    public X509Certificate2 Root { get; }

    /// <summary>A certificate with its key that no agency keeps: for signing outside.</summary>
    public SigningKey Of(string name) => new(Guid.NewGuid(), Issue(name), [], PdfSample.Ink(600, 260, 0x1A3A9E));

    /// <summary>An agency without certificates: the demo ones are revoked.</summary>
    public static Task<int> RevokeAllAsync(ProductApp app, string agencyCode) => app.InAsync(agencyCode, (services, _) =>
        services.GetRequiredService<QmsDb>().SigningKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, From).SetProperty(k => k.RevokedBecause, "thử"), TestContext.Current.CancellationToken));

    public async Task GiveToPersonAsync(ProductApp app, string agencyCode, string userName)
    {
        var actor = await app.ActorAsync(agencyCode, userName);
        await KeepAsync(app, agencyCode, actor.PersonId, actor.Name);
    }

    public async Task GiveToAgencyAsync(ProductApp app, string agencyCode) => await KeepAsync(app, agencyCode, null, (await app.AgencyAsync(agencyCode)).Name);

    private Task<int> KeepAsync(ProductApp app, string agencyCode, Guid? personId, string name) => app.InAsync(agencyCode, async (services, agency) =>
    {
        using var certificate = Issue(name);
        var db = services.GetRequiredService<QmsDb>();
        var vault = services.GetRequiredService<KeyVault>();
        db.SigningKeys.Add(new SigningKeyRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency.Id,
            PersonId = personId,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            Serial = certificate.SerialNumber,
            Thumbprint = certificate.Thumbprint,
            NotBefore = From.AddDays(1),
            NotAfter = From.AddYears(29),
            ProtectedPfx = vault.ProtectPfx(certificate.Export(X509ContentType.Pfx, "bí mật"), "bí mật"),
            AddedAt = From,
        });
        // The demo agencies have pictures already; the certificate that lasts longest is used.
        if (!await db.SigningPictures.AnyAsync(p => p.PersonId == personId, TestContext.Current.CancellationToken)) db.SigningPictures.Add(new SigningPictureRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency.Id,
            PersonId = personId,
            ProtectedPng = vault.ProtectPicture(personId is null ? PdfSample.Ink(425, 425, 0xD01C1C, 11811) : PdfSample.Ink(600, 260, 0x1A3A9E)),
            WidthMm = 36,
            HeightMm = 36,
            AddedAt = From,
        });
        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    private X509Certificate2 Issue(string name)
    {
        using var own = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}, C=VN", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var certificate = request.Create(Root.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), From.AddDays(1), From.AddYears(29), BitConverter.GetBytes(++serial));
        return certificate.CopyWithPrivateKey(own);
    }
}
