using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Hands out the certificate that a person or agency signs with.</summary>
internal sealed class SigningKeys(QmsDb db, KeyVault vault)
{
    /// <summary>The person's certificate that is valid that day, the longest lasting one that is not revoked, with the picture; null when there is none. Dispose it after signing.</summary>
    public async Task<SigningKey?> ForPersonAsync(Guid personId, DateOnly on, CancellationToken ct) =>
        await OpenAsync(db.SigningKeys.Where(k => k.PersonId == personId), db.SigningPictures.Where(p => p.PersonId == personId), on, ct);

    /// <summary>The agency's certificate that is valid that day, the longest lasting one that is not revoked, with the seal; null when there is none. Dispose it after signing.</summary>
    public async Task<SigningKey?> ForAgencyAsync(Guid agencyId, DateOnly on, CancellationToken ct) =>
        await OpenAsync(db.SigningKeys.Where(k => k.AgencyId == agencyId && k.PersonId == null), db.SigningPictures.Where(p => p.AgencyId == agencyId && p.PersonId == null), on, ct);

    /// <summary>Of these certificates, those that were revoked here, with the instant.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> RevokedAsync(IReadOnlyCollection<string> thumbprints, CancellationToken ct) =>
        await db.SigningKeys.AsNoTracking().Where(k => k.RevokedAt != null && thumbprints.Contains(k.Thumbprint)).Select(k => new { k.Thumbprint, k.RevokedAt }).Distinct()
            .ToDictionaryAsync(k => k.Thumbprint, k => k.RevokedAt!.Value, StringComparer.Ordinal, ct);

    private async Task<SigningKey?> OpenAsync(IQueryable<SigningKeyRow> keys, IQueryable<SigningPictureRow> pictures, DateOnly on, CancellationToken ct)
    {
        var (from, to) = (VietnamTime.At(on, TimeOnly.MinValue).ToUniversalTime(), VietnamTime.At(on.AddDays(1), TimeOnly.MinValue).ToUniversalTime());
        var row = await keys.AsNoTracking().Where(k => k.RevokedAt == null && k.NotBefore < to && k.NotAfter >= from)
            .OrderByDescending(k => k.NotAfter).ThenByDescending(k => k.AddedAt).FirstOrDefaultAsync(ct);
        if (row is null) return null;

        var picture = await pictures.AsNoTracking().Select(p => p.ProtectedPng).FirstOrDefaultAsync(ct);
        var all = vault.OpenPfx(row.ProtectedPfx);
        var own = all.Single(c => c.HasPrivateKey && c.Thumbprint == row.Thumbprint);
        List<X509Certificate2> chain = [];
        foreach (var other in all)
        {
            if (other == own) continue;
            // A root proves nothing by being sent along.
            if (other.SubjectName.RawData.AsSpan().SequenceEqual(other.IssuerName.RawData)) other.Dispose();
            else chain.Add(other);
        }

        return new SigningKey(row.Id, own, chain, picture is null ? null : vault.OpenPicture(picture));
    }
}
