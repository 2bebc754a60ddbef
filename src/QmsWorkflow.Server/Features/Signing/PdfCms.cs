using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>The CMS part of a PAdES baseline signature (ETSI EN 319 142-1): detached, SHA-256, bound to its certificate.</summary>
internal static class PdfCms
{
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private static readonly Oid Sha256 = new("2.16.840.1.101.3.4.2.1");
    private static readonly HashSet<string> Digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    public static byte[] Sign(byte[] content, SigningKey key)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, key.Certificate) { DigestAlgorithm = Sha256, IncludeOption = X509IncludeOption.EndCertOnly };
        // The certificate is signed too, so that it cannot be exchanged. The signing time stands in the PDF, not here (EN 319 142-1, 6.3).
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, BindingOf(key.Certificate)));
        foreach (var certificate in key.Chain) signer.Certificates.Add(certificate);
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }

    /// <summary>Checks a signature over content.</summary>
    /// <returns>The signer's certificate and what is wrong, in Vietnamese; null when nothing is.</returns>
    public static (X509Certificate2? Signer, X509Certificate2Collection Others, string? Problem) Check(byte[] contents, byte[] content)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(Unpadded(contents));
            if (cms.SignerInfos is not [var info]) return (null, cms.Certificates, "phải có đúng một người ký trong mỗi chữ ký");
            if (info.Certificate is not { } certificate) return (null, cms.Certificates, "chữ ký không kèm chứng thư số");
            if (!Digests.Contains(info.DigestAlgorithm.Value ?? "")) return (certificate, cms.Certificates, "chữ ký dùng hàm băm yếu hoặc không biết");
            if (!IsPlain(cms, info, contents)) return (certificate, cms.Certificates, "phần khung của chữ ký sai");
            info.CheckSignature(verifySignatureOnly: true);
            return (certificate, cms.Certificates, IsBound(info, certificate) ? null : "chữ ký không gắn với chứng thư số (signing-certificate-v2)");
        }
        catch (Exception broken) when (broken is CryptographicException or AsnContentException)
        {
            return (null, [], "nội dung không khớp chữ ký, đã bị sửa");
        }
    }

    // SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 { hash OCTET STRING } } with SHA-256 as default (RFC 5035).
    private static byte[] BindingOf(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }

        return writer.Encode();
    }

    // The envelope is not signed; it may only say what the signature says.
    private static bool IsPlain(SignedCms cms, SignerInfo info, byte[] contents)
    {
        if (info.Version is not (1 or 3)) return false;
        var outer = new AsnReader(Unpadded(contents), AsnEncodingRules.BER).ReadSequence();
        outer.ReadObjectIdentifier();
        var signed = outer.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        if (!signed.TryReadInt32(out var version) || version is not (1 or 3)) return false;
        var digests = signed.ReadSetOf();
        if (signed.ReadSequence().ReadObjectIdentifier() != "1.2.840.113549.1.7.1") return false;
        while (digests.HasData)
        {
            if (digests.ReadSequence().ReadObjectIdentifier() == info.DigestAlgorithm.Value) return true;
        }

        return false;
    }

    // Older tools bind by SHA-1 (signing-certificate) or not at all (adbe.pkcs7.detached): only a wrong binding is a fault.
    private static bool IsBound(SignerInfo info, X509Certificate2 certificate)
    {
        foreach (var attribute in info.SignedAttributes)
        {
            if (attribute.Oid?.Value != SigningCertificateV2) continue;
            try
            {
                var id = new AsnReader(attribute.Values[0].RawData, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadSequence();
                var algorithm = "2.16.840.1.101.3.4.2.1";
                if (id.PeekTag() == new Asn1Tag(UniversalTagNumber.Sequence)) algorithm = id.ReadSequence().ReadObjectIdentifier();
                var hash = id.ReadOctetString();
                using var digest = IncrementalHash.CreateHash(algorithm switch
                {
                    "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
                    "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
                    "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
                    _ => throw new CryptographicException("unknown digest"),
                });
                digest.AppendData(certificate.RawData);
                return digest.GetHashAndReset().AsSpan().SequenceEqual(hash);
            }
            catch (AsnContentException)
            {
                return false;
            }
        }

        return true;
    }

    // The room left in the file is filled with zeros.
    private static byte[] Unpadded(byte[] contents)
    {
        try
        {
            AsnDecoder.ReadEncodedValue(contents, AsnEncodingRules.BER, out _, out _, out var length);
            return contents.AsSpan(length).ContainsAnyExcept((byte)0) ? throw new CryptographicException("data after the signature") : contents[..length];
        }
        catch (AsnContentException failure)
        {
            throw new CryptographicException("no CMS", failure);
        }
    }
}
