using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QmsWorkflow.Documents.Pdf;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Checks the signatures in a PDF file: the bytes, the certificate, and what was changed after each.</summary>
internal static class PdfVerifier
{
    private const int MostSignatures = 50;

    /// <param name="roots">The authorities that are trusted; no other is, not even those of the machine.</param>
    public static PdfVerification Verify(byte[] pdf, IReadOnlyCollection<X509Certificate2> roots)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            var signatures = PdfForm.Signatures(file);
            if (signatures.Count > MostSignatures) return new([], "Tệp PDF có quá nhiều chữ ký.");
            return new([.. signatures.Select(s => One(file, s.Field, s.Signature, roots))], null);
        }
        catch (PdfException failure)
        {
            return new([], failure.Message);
        }
    }

    private static PdfSignatureResult One(PdfFile file, PdfField field, PdfValue.Dict signature, IReadOnlyCollection<X509Certificate2> roots)
    {
        var time = PdfTime.Read(file.Resolve(signature["M"]) is PdfValue.Text text ? text.Value : "");
        var name = file.Resolve(signature["Name"]) is PdfValue.Text known ? known.Value : "";
        PdfSignatureResult Broken(string problem) => new(name, time, false, false, false, [], "", "", problem);
        try
        {
            if (file.Resolve(signature["SubFilter"]) is not PdfValue.Name { Value: "ETSI.CAdES.detached" or "adbe.pkcs7.detached" }) return Broken("kiểu chữ ký chưa được hỗ trợ");
            var range = PdfSignedRange.Of(file, signature);
            var (signer, others, problem) = PdfCms.Check(range.Contents, range.Signed(file));
            if (signer is null) return Broken(problem!);

            // What was signed is the file as it was then, read by itself: the signature must be in it, unchanged.
            var signed = PdfFile.Open(file.Bytes[..range.End]);
            var own = PdfForm.Signatures(signed).Where(s => s.Field.Name == field.Name).Select(s => s.Signature).FirstOrDefault();
            if (own is null || PdfSignedRange.Of(signed, own) is not { } same || same.End != range.End || same.GapStart != range.GapStart) problem ??= "chữ ký không nằm trong phần nó ký";
            var changes = PdfRevisions.Compare(signed, file);
            var trust = Trust(signer, others, roots, time);
            return new(
                signer.GetNameInfo(X509NameType.SimpleName, forIssuer: false), time, problem is null, problem is null && trust is null,
                IsRest(file.Bytes.Span[range.End..]), own is null ? changes : Judged(changes, PdfPermission.Of(signed, own)),
                signer.Thumbprint, signer.GetNameInfo(X509NameType.SimpleName, forIssuer: true), problem ?? trust);
        }
        catch (PdfException failure)
        {
            return Broken(failure.Message);
        }
        catch (CryptographicException)
        {
            return Broken("chứng thư số trong chữ ký bị hỏng"); // its parts are read only when they are asked for
        }
    }

    /// <summary>What the signature itself forbids is not allowed either.</summary>
    private static List<PdfChange> Judged(IReadOnlyList<PdfChange> changes, PdfPermission permission) => [.. changes.Select(change => change with
    {
        IsAllowed = change.IsAllowed && change.Kind switch
        {
            PdfChangeKind.NumberStamp => permission.MayFill,
            PdfChangeKind.Signature => permission.MaySign,
            _ => true,
        },
    })];

    private static bool IsRest(ReadOnlySpan<byte> rest)
    {
        foreach (var b in rest)
        {
            if (b is not ((byte)'\r' or (byte)'\n' or (byte)' ')) return false;
        }

        return true;
    }

    private static string? Trust(X509Certificate2 signer, X509Certificate2Collection others, IReadOnlyCollection<X509Certificate2> roots, DateTimeOffset? time)
    {
        if (time is not { } at) return "chữ ký không ghi thời gian ký";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        if (!chain.Build(signer))
        {
            var status = chain.ChainStatus.Select(s => s.Status).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one);
            return status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? string.Create(CultureInfo.InvariantCulture, $"chứng thư số không có hiệu lực lúc ký ({signer.NotBefore:dd/MM/yyyy}–{signer.NotAfter:dd/MM/yyyy})")
                : status.HasFlag(X509ChainStatusFlags.PartialChain) || status.HasFlag(X509ChainStatusFlags.UntrustedRoot) ? "chứng thư số không do tổ chức chứng thực được tin cậy cấp"
                : $"chuỗi chứng thư số không hợp lệ ({status})";
        }

        var usage = signer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return usage is null || (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0 ? null : "chứng thư số không được cấp để ký số";
    }
}
