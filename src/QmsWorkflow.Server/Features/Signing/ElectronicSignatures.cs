using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Signs with the certificates that the agency keeps here, in the order of NĐ 30/2020: person, number and date, agency.</summary>
internal sealed class ElectronicSignatures(SigningKeys keys) : IElectronicSignatures
{
    public async Task<bool> HasKeyAsync(Guid personId, DateOnly on, CancellationToken ct)
    {
        using var key = await keys.ForPersonAsync(personId, on, ct);
        return key is not null;
    }

    public async Task<SignedFile> SignAsync(byte[] pdf, Actor signer, SignatureBlock block, DateTimeOffset at, CancellationToken ct)
    {
        using var key = await keys.ForPersonAsync(signer.PersonId!.Value, VietnamTime.DateOf(at), ct)
            ?? throw new SigningFailedException($"{signer.Name} chưa có chứng thư số còn hiệu lực.");
        return Try(() => new SignedFile(PdfSigner.SignAsPerson(pdf, key, key.Picture, new SignaturePlace(signer.Name, block.Lines) { OtherTitle = block.OtherTitle }, at), key.Name));
    }

    public async Task<SignedFile> SealAsync(byte[] signed, Guid agencyId, string number, DateOnly issuedOn, DateTimeOffset at, CancellationToken ct)
    {
        using var key = await keys.ForAgencyAsync(agencyId, VietnamTime.DateOf(at), ct);
        return Try(() =>
        {
            var stamped = Stamp(signed, number, issuedOn);
            return key is null ? new SignedFile(stamped, null) : new SignedFile(PdfSigner.SignAsAgency(stamped, key, key.Picture, at), key.Name);
        });
    }

    public void TryBlanks(byte[] signed, string number, DateOnly issuedOn)
    {
        var stamped = Try(() => new SignedFile(Stamp(signed, number, issuedOn), null));
        // A tool outside may have closed the file for good: then the number could never be written in.
        if (!PdfVerifier.Verify(stamped.Pdf, []).IsIntact) throw new SigningFailedException("chữ ký không cho phép ghi số và ngày sau khi ký. Hãy ký lại, không chọn khóa tệp.");
    }

    private static byte[] Stamp(byte[] signed, string number, DateOnly issuedOn)
    {
        try
        {
            return PdfSigner.StampNumber(signed, number, issuedOn);
        }
        catch (PdfException) when (number.Length == 0)
        {
            // A QMS record without a number (S-192) may have no date line either; the register keeps the day.
            return signed;
        }
    }

    private static SignedFile Try(Func<SignedFile> sign)
    {
        try
        {
            return sign();
        }
        catch (PdfException failure)
        {
            throw new SigningFailedException(failure.Message);
        }
    }
}
