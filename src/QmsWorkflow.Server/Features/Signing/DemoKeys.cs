using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Gives the demo agencies and their signers certificates of an authority made for this installation, and drawn pictures. They have no legal value and say so.</summary>
internal sealed class DemoKeys(IServiceScopeFactory scopes, KeyVault vault, TrustedRoots roots, DemoOptions options, TimeProvider clock)
{
    public const string AuthorityName = "DEMO – không có giá trị pháp lý";
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2045, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Role[] Signers = [Role.Head, Role.Deputy, Role.UnitHead];

    /// <summary>Makes what is missing; outside demo mode does nothing. Several servers may start at once.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (!options.IsEnabled) return;

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var (db, transactor) = (scope.ServiceProvider.GetRequiredService<QmsDb>(), scope.ServiceProvider.GetRequiredService<Transactor>());
        using var authority = Authority();
        foreach (var agencyId in await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => a.Id).ToListAsync(ct))
        {
            (await transactor.RunAsync(() => EnsureAsync(db, scope.ServiceProvider.GetRequiredService<TrailLog>(), agencyId, authority, ct), ct)).OrThrow();
        }
    }

    private async Task EnsureAsync(QmsDb db, TrailLog trail, Guid agencyId, X509Certificate2 authority, CancellationToken ct)
    {
        var agency = await KeysSql.LockAgencyAsync(db, agencyId, ct);
        var actor = Actor.System(agencyId);
        var known = await db.SigningKeys.Where(k => k.AgencyId == agencyId).Select(k => k.PersonId).ToListAsync(ct);
        var signers = db.RoleAssignments.Where(r => r.AgencyId == agencyId && Signers.Contains(r.Role)).Select(r => r.PersonId);
        var people = await db.People.AsNoTracking().Where(p => p.AgencyId == agencyId && p.IsActive && signers.Contains(p.Id)).Select(p => new { p.Id, p.FullName }).ToListAsync(ct);
        var added = 0;
        if (!known.Contains(null)) added += Add(db, actor, null, agency.Name, DemoInk.Seal(), (36, 36), authority);
        foreach (var person in people.Where(p => !known.Contains(p.Id))) added += Add(db, actor, person.Id, person.FullName, DemoInk.Signature(person.FullName), (45, 18), authority);
        if (added > 0) trail.Record(actor, "signing-key.demo", "agency", agencyId, $"Tạo {added} chứng thư số thử nghiệm ({AuthorityName})");
    }

    private int Add(QmsDb db, Actor actor, Guid? personId, string name, byte[] picture, (decimal Width, decimal Height) size, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCountryOrRegion("VN");
        subject.AddOrganizationName(AuthorityName);
        subject.AddCommonName(name[..Math.Min(name.Length, 64)]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        using var issued = request.Create(authority, From, To.AddDays(-1), RandomNumberGenerator.GetBytes(16));
        using var own = issued.CopyWithPrivateKey(key);
        var row = SigningKeyRows.Of(own, vault.ProtectPfx(own.Export(X509ContentType.Pkcs12, ""), ""), actor, personId, clock.GetUtcNow());
        row.IsDemo = true;
        db.SigningKeys.Add(row);
        db.SigningPictures.Add(new()
        {
            Id = Guid.CreateVersion7(),
            AgencyId = actor.AgencyId,
            PersonId = personId,
            ProtectedPng = vault.ProtectPicture(picture),
            WidthMm = size.Width,
            HeightMm = size.Height,
            AddedAt = clock.GetUtcNow(),
        });
        return 1;
    }

    /// <summary>The authority of this installation: its key encrypted, its certificate among the trusted roots.</summary>
    private X509Certificate2 Authority()
    {
        System.IO.Directory.CreateDirectory(roots.Folder);
        var secret = Path.Combine(System.IO.Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(roots.Folder)!, "keys")).FullName, "demo-authority.key");
        if (!File.Exists(secret))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={AuthorityName}, C=VN", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            using var made = request.CreateSelfSigned(From, To);
            // Several servers may get here at once: one file wins, all use it.
            var draft = $"{secret}.{Guid.NewGuid():N}";
            File.WriteAllBytes(draft, vault.ProtectPfx(made.Export(X509ContentType.Pkcs12, ""), ""));
            try
            {
                File.Move(draft, secret, overwrite: false);
            }
            catch (IOException)
            {
                File.Delete(draft);
            }
        }

        var authority = vault.OpenPfx(File.ReadAllBytes(secret))[0];
        File.WriteAllText(Path.Combine(roots.Folder, "demo-authority.pem"), authority.ExportCertificatePem());
        return authority;
    }
}
