using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>
/// Encrypts private keys and signature pictures for the database. The server's own keys lie in its data folder, outside the database:
/// whoever gets a copy of the database alone can sign nothing. A backup needs both.
/// </summary>
internal sealed class KeyVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector keys = protection.CreateProtector("QmsWorkflow.SigningKeys.v1");
    private readonly IDataProtector pictures = protection.CreateProtector("QmsWorkflow.SigningPictures.v1");

    public byte[] ProtectPfx(byte[] pfx, string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        byte[] plain = [.. BitConverter.GetBytes(secret.Length), .. secret, .. pfx];
        try
        {
            return keys.Protect(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="CryptographicException">The keys of the data folder are not those it was encrypted with.</exception>
    public X509Certificate2Collection OpenPfx(byte[] encrypted)
    {
        var plain = keys.Unprotect(encrypted);
        try
        {
            var length = BitConverter.ToInt32(plain);
            return Load(plain.AsSpan(4 + length), Encoding.UTF8.GetString(plain, 4, length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public byte[] ProtectPicture(byte[] png) => pictures.Protect(png);

    public byte[] OpenPicture(byte[] encrypted) => pictures.Unprotect(encrypted);

    /// <summary>Reads a PFX file in memory only; the library's bounds keep costly passwords out.</summary>
    /// <exception cref="CryptographicException">The password is wrong or the file is no PFX.</exception>
    public static X509Certificate2Collection Load(ReadOnlySpan<byte> pfx, string password) =>
        X509CertificateLoader.LoadPkcs12Collection(pfx, password, X509KeyStorageFlags.EphemeralKeySet);
}
