using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Signing;

public sealed class PdfSigningTests(PdfSample sample) : IClassFixture<PdfSample>
{
    [Fact]
    public void A_person_signs_the_number_is_stamped_and_the_agency_signs_over_it_all()
    {
        var verification = sample.Verify(sample.Issued);

        verification.IsIntact.ShouldBeTrue(Describe(verification));
        verification.Signatures.Select(s => s.SubjectName).ShouldBe(["Bùi Thanh Tùng", "Sở Lao động - Thương binh và Xã hội"]);
        verification.Signatures.ShouldAllBe(s => s.IsIntact && s.IsTrusted);
        verification.Signatures.Select(s => s.CoversWholeFile).ShouldBe([false, true]);
        verification.Signatures[0].SigningTime.ShouldBe(PdfSample.At);
        verification.Signatures[0].ChangesAfter.Select(c => c.Kind).ShouldBe([PdfChangeKind.NumberStamp, PdfChangeKind.NumberStamp, PdfChangeKind.Signature], ignoreOrder: true);
        verification.Signatures[1].ChangesAfter.ShouldBeEmpty();
    }

    private static string Describe(PdfVerification verification) =>
        $"{verification.Problem} {string.Join(" | ", verification.Signatures.Select(s => $"{s.SubjectName}: {s.Problem} {string.Join("; ", s.ChangesAfter.Where(c => !c.IsAllowed).Select(c => c.Text))}"))}";

    [Fact]
    public void Keeps_files_to_look_at()
    {
        var folder = Environment.GetEnvironmentVariable("QMS_LOOK") ?? TestFolder.Create("look");
        File.WriteAllBytes(Path.Combine(folder, "plain.pdf"), sample.Pdf);
        File.WriteAllBytes(Path.Combine(folder, "stamped.pdf"), sample.Stamped);
        File.WriteAllBytes(Path.Combine(folder, "issued.pdf"), sample.Issued);
        File.WriteAllBytes(Path.Combine(folder, "enclosure.pdf"), PdfSigner.SignEnclosure(sample.Pdf, sample.Agency, "15/QĐ-SLĐTBXH", PdfSample.At));
        File.WriteAllBytes(Path.Combine(folder, "root.pem"), System.Text.Encoding.ASCII.GetBytes(sample.Authority.Root.ExportCertificatePem()));
    }
}
