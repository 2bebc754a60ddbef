using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Puts signatures on PDFs with the keys that another slice holds.</summary>
internal interface IElectronicSignatures
{
    /// <summary>Whether this person signs here with a certificate; without one the paper, or a tool outside, is signed.</summary>
    Task<bool> HasKeyAsync(Guid personId, DateOnly on, CancellationToken ct);

    /// <summary>The person's signature between title and name (NĐ 30/2020, Phụ lục I, II.7d).</summary>
    /// <exception cref="SigningFailedException">The person has no certificate, or the PDF has no place for the signature.</exception>
    Task<SignedFile> SignAsync(byte[] pdf, Actor signer, SignatureBlock block, DateTimeOffset at, CancellationToken ct);

    /// <summary>Whether number and date could be written into this PDF later.</summary>
    /// <exception cref="SigningFailedException">The blanks are missing or do not fit.</exception>
    void TryBlanks(byte[] signed, string number, DateOnly issuedOn);

    /// <summary>Number and date in their blanks, then the agency's signature where the agency has a certificate (Phụ lục I, II.8).</summary>
    /// <param name="number">"05/QĐ-UBND"; empty for a record without a number.</param>
    /// <exception cref="SigningFailedException">The blanks are missing or do not fit.</exception>
    Task<SignedFile> SealAsync(byte[] signed, Guid agencyId, string number, DateOnly issuedOn, DateTimeOffset at, CancellationToken ct);
}

/// <param name="CertificateName">Whose certificate signed last; null when none did.</param>
internal sealed record SignedFile(byte[] Pdf, string? CertificateName);

/// <summary>A signature could not be put on a PDF; the message, in Vietnamese, says why.</summary>
internal sealed class SigningFailedException(string message) : Exception(message);
