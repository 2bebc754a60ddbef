using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Signing.Verification;

/// <summary>Answers whether a document is genuine: what the register says, and what a file's signatures prove.</summary>
internal sealed class VerificationDesk(VerificationRegister register, TrustedRoots roots)
{
    public Task<IReadOnlyList<RegisterEntry>> ByCodeAsync(string code, CancellationToken ct) => register.ByCodeAsync(code, ct);

    /// <param name="words">A code, or a number with its symbol, which needs the date.</param>
    public Task<IReadOnlyList<RegisterEntry>> ByWordsAsync(string words, DateOnly? issuedOn, CancellationToken ct) =>
        VerificationRegister.IsNumber(words) && issuedOn is { } day ? register.ByNumberAsync(words, day, ct) : register.ByCodeAsync(words, ct);

    /// <param name="named">The entries of the page that the file was uploaded on.</param>
    /// <returns>What the file proves, and the entries it belongs to.</returns>
    public async Task<(CheckedFile File, IReadOnlyList<RegisterEntry> Entries)> CheckAsync(byte[] content, IReadOnlyList<RegisterEntry> named, CancellationToken ct)
    {
        var sha256 = FileStore.HashOf(content);
        var found = await register.ByFileAsync(sha256, ct);
        var verification = PdfVerifier.Verify(content, roots.All);
        // The other document's entry is not shown as if it were this file's.
        var match = found.Count > 0 ? FileMatch.Issued : named.Any(entry => entry.Sha256.Count > 0) ? FileMatch.Other : FileMatch.Unknown;
        return (new CheckedFile(sha256, match, verification), found.Count > 0 ? found : named);
    }
}

/// <summary>How a file stands to the register.</summary>
public enum FileMatch
{
    /// <summary>It is, byte for byte, the issued original.</summary>
    Issued,

    /// <summary>The document that was named has another file.</summary>
    Other,

    /// <summary>The register knows no such file.</summary>
    Unknown,
}

internal sealed record CheckedFile(string Sha256, FileMatch Match, PdfVerification Verification);
