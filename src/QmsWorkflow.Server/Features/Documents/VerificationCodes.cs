using System.Security.Cryptography;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Codes by which anyone looks up a document they hold: random, without letters that are mistaken for others.</summary>
internal static class VerificationCodes
{
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>16 letters of 31: nobody finds one by trying.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 16);
}
