using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing;

/// <param name="PersonId">The owner; null for the agency.</param>
/// <param name="Pfx">The file; null when none was chosen or it was too large to be read.</param>
internal sealed record SigningKeyInput(Guid? PersonId, byte[]? Pfx, string Password)
{
    public const int MostKilobytes = 200;
}

/// <summary>Takes in a certificate with its private key. Only the administrator does; the trail names the certificate, never the secret.</summary>
internal sealed class AddSigningKey(QmsDb db, KeyVault vault, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    private static readonly ResourceManager Texts = new(typeof(KeysText));

    public async Task<Outcome> ExecuteAsync(SigningKeyInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;
        if (input.Pfx is null || input.Pfx.Length > SigningKeyInput.MostKilobytes * 1024) return AdminRight.Problems([Problem("Pfx", "NeedPfx", SigningKeyInput.MostKilobytes)]);

        X509Certificate2Collection all;
        try
        {
            all = KeyVault.Load(input.Pfx, input.Password);
        }
        catch (CryptographicException)
        {
            return AdminRight.Problems([Problem("Password", "WrongPassword")]);
        }

        try
        {
            return await AddAsync(all, input, actor, ct);
        }
        finally
        {
            foreach (var certificate in all) certificate.Dispose();
        }
    }

    private async Task<Outcome> AddAsync(X509Certificate2Collection all, SigningKeyInput input, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (all.Where(c => c.HasPrivateKey).ToList() is not [var own]) return AdminRight.Problems([Problem("Pfx", "NeedOneKey")]);
        if (Weakness(own, now) is { } weakness) return AdminRight.Problems([weakness]);

        return await transactor.RunAsync(
            async () =>
            {
                var person = input.PersonId is { } id ? await db.People.SingleOrDefaultAsync(p => p.Id == id && p.IsActive, ct) : null;
                if (input.PersonId is not null && person is null) return Outcome.Refuse("QMS305");
                if (await db.SigningKeys.AnyAsync(k => k.AgencyId == actor.AgencyId && k.Thumbprint == own.Thumbprint, ct)) return Outcome.Refuse("QMS430", own.Thumbprint[..8]);

                var row = SigningKeyRows.Of(own, vault.ProtectPfx(input.Pfx!, input.Password), actor, person?.Id, now);
                db.SigningKeys.Add(row);
                trail.Record(actor, "signing-key.added", person is null ? "agency" : "person", person?.Id ?? actor.AgencyId,
                    $"Nhập chứng thư số của {person?.FullName ?? "cơ quan"}: {row.Subject}", after: new { row.Subject, row.Issuer, row.Serial, row.Thumbprint, row.NotBefore, row.NotAfter });
                return Outcome.Success;
            },
            ct);
    }

    private static FieldProblem? Weakness(X509Certificate2 own, DateTimeOffset now)
    {
        if (own.NotAfter.ToUniversalTime() <= now.UtcDateTime) return Problem("Pfx", "Expired", own.NotAfter.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        using var rsa = own.GetRSAPublicKey();
        using var ec = own.GetECDsaPublicKey();
        if (rsa is { KeySize: < 2048 } || ec is { KeySize: < 256 } || (rsa is null && ec is null)) return Problem("Pfx", "WeakKey");
        var usage = own.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return usage is null || (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0 ? null : Problem("Pfx", "NotForSigning");
    }

    internal static FieldProblem Problem(string field, string text, params object[] args) =>
        new(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args));
}

internal static class SigningKeyRows
{
    public static SigningKeyRow Of(X509Certificate2 own, byte[] encrypted, Actor actor, Guid? personId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = actor.AgencyId,
        PersonId = personId,
        Subject = own.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
        Issuer = own.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
        Serial = own.SerialNumber,
        Thumbprint = own.Thumbprint,
        NotBefore = new DateTimeOffset(own.NotBefore.ToUniversalTime()),
        NotAfter = new DateTimeOffset(own.NotAfter.ToUniversalTime()),
        ProtectedPfx = encrypted,
        AddedAt = now,
        AddedBy = actor.PersonId,
    };
}

/// <summary>Takes a certificate out of use from now on; what it signed before stays signed.</summary>
internal sealed class RevokeSigningKey(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public const int LongestReason = 300;

    public async Task<Outcome> ExecuteAsync(Guid keyId, string reason, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        reason = reason.Trim();
        if (reason.Length is 0 or > LongestReason) return AdminRight.Problems([AddSigningKey.Problem("Reason", "NeedReason", LongestReason)]);

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.SigningKeys.SingleOrDefaultAsync(k => k.Id == keyId, ct);
                if (row is null) return Outcome.Refuse("QMS305");
                if (row.RevokedAt is { } known) return Outcome.Refuse("QMS431", Web.FormDate.Say(Web.VietnamTime.DateOf(known)));

                (row.RevokedAt, row.RevokedBy, row.RevokedBecause) = (clock.GetUtcNow(), actor.PersonId, reason);
                trail.Record(actor, "signing-key.revoked", row.PersonId is null ? "agency" : "person", row.PersonId ?? row.AgencyId,
                    $"Ngừng dùng chứng thư số {row.Subject}: {reason}", before: new { RevokedAt = (DateTimeOffset?)null }, after: new { row.Thumbprint, row.RevokedAt, row.RevokedBecause });
                return Outcome.Success;
            },
            ct);
    }
}
