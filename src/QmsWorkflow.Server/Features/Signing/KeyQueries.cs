using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Signing;

public enum KeyState
{
    Valid,
    EndsSoon,
    NotYet,
    Ended,
    Revoked,
}

/// <param name="Owner">Null for the agency.</param>
public sealed record KeyLine(Guid Id, string? Owner, string Subject, string Issuer, string Serial, DateOnly From, DateOnly To, KeyState State, bool IsTrusted, bool IsDemo, DateOnly? RevokedOn, string RevokedBecause);

internal sealed record PictureLine(Guid? PersonId, string? Owner, decimal WidthMm, decimal HeightMm, DateOnly On);

/// <summary>Reads the certificates and pictures for the administrator's page.</summary>
internal sealed class KeyQueries(QmsDb db, KeyVault vault, TrustedRoots roots, TimeProvider clock)
{
    /// <summary>So many days before its end a certificate is warned of: time to get a new one.</summary>
    public const int WarningDays = 30;

    public async Task<IReadOnlyList<KeyLine>> ListAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await db.SigningKeys.AsNoTracking().GroupJoin(db.People, k => k.PersonId, p => p.Id, (k, p) => new { k, p }).SelectMany(x => x.p.DefaultIfEmpty(), (x, p) => new { x.k, Owner = p!.FullName })
            .OrderBy(x => x.k.RevokedAt != null).ThenBy(x => x.k.PersonId != null).ThenBy(x => x.Owner).ThenByDescending(x => x.k.NotAfter).ToListAsync(ct);
        return [.. rows.Select(x => new KeyLine(
            x.k.Id, x.Owner, x.k.Subject, x.k.Issuer, x.k.Serial, VietnamTime.DateOf(x.k.NotBefore), VietnamTime.DateOf(x.k.NotAfter), StateOf(x.k, now), IsTrusted(x.k), x.k.IsDemo,
            x.k.RevokedAt is { } revoked ? VietnamTime.DateOf(revoked) : null, x.k.RevokedBecause))];
    }

    public async Task<IReadOnlyList<PictureLine>> PicturesAsync(CancellationToken ct)
    {
        var rows = await db.SigningPictures.AsNoTracking().GroupJoin(db.People, k => k.PersonId, p => p.Id, (k, p) => new { k, p }).SelectMany(x => x.p.DefaultIfEmpty(), (x, p) => new { x.k.PersonId, Owner = p!.FullName, x.k.WidthMm, x.k.HeightMm, x.k.AddedAt })
            .OrderBy(x => x.PersonId != null).ThenBy(x => x.Owner).ToListAsync(ct);
        return [.. rows.Select(x => new PictureLine(x.PersonId, x.Owner, x.WidthMm, x.HeightMm, VietnamTime.DateOf(x.AddedAt)))];
    }

    /// <summary>Who may own a certificate: everybody active.</summary>
    public async Task<IReadOnlyList<KeyOwner>> OwnersAsync(CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.FullName).Select(p => new KeyOwner(p.Id, p.FullName, p.JobTitle)).ToListAsync(ct);

    private static KeyState StateOf(SigningKeyRow key, DateTimeOffset now) =>
        key.RevokedAt is not null ? KeyState.Revoked
        : key.NotAfter <= now ? KeyState.Ended
        : key.NotBefore > now ? KeyState.NotYet
        : key.NotAfter <= now.AddDays(WarningDays) ? KeyState.EndsSoon
        : KeyState.Valid;

    private bool IsTrusted(SigningKeyRow key)
    {
        X509Certificate2Collection all;
        try
        {
            all = vault.OpenPfx(key.ProtectedPfx);
        }
        catch (CryptographicException)
        {
            return false; // The data folder's keys were lost: the certificate signs nothing any more.
        }

        try
        {
            return all.FirstOrDefault(c => c.Thumbprint == key.Thumbprint) is { } own && roots.Trust(own, all);
        }
        finally
        {
            foreach (var certificate in all) certificate.Dispose();
        }
    }
}

public sealed record KeyOwner(Guid Id, string Name, string JobTitle);
