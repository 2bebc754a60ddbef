using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Signing;

namespace QmsWorkflow.Server.Tests.Signing;

public sealed class PdfSigningTests(PdfSample sample) : IClassFixture<PdfSample>
{
    [Fact]
    public void A_person_signs_the_number_is_stamped_and_the_agency_signs_over_it_all()
    {
        var verification = sample.Verify(sample.Issued);

        verification.IsIntact.ShouldBeTrue(verification.Describe());
        verification.Signatures.Select(s => s.SubjectName).ShouldBe(["Bùi Thanh Tùng", "Sở Lao động - Thương binh và Xã hội"]);
        verification.Signatures.ShouldAllBe(s => s.IsIntact && s.IsTrusted);
        verification.Signatures.Select(s => s.CoversWholeFile).ShouldBe([false, true]);
        verification.Signatures[0].SigningTime.ShouldBe(PdfSample.At);
        verification.Signatures[0].ChangesAfter.Select(c => c.Kind).ShouldBe([PdfChangeKind.NumberStamp, PdfChangeKind.NumberStamp, PdfChangeKind.Signature], ignoreOrder: true);
        verification.Signatures[1].ChangesAfter.ShouldBeEmpty();
    }

    [Fact]
    public void Another_reader_finds_both_signatures_valid_and_trusted()
    {
        var report = PdfSig.Run(sample.Issued, sample.Authority.Root);

        PdfSig.Count(report, "Signature is Valid.").ShouldBe(2, report);
        PdfSig.Count(report, "Certificate is Trusted.").ShouldBe(2, report);
        PdfSig.Count(report, "ETSI.CAdES.detached").ShouldBe(2, report);
        PdfSig.Count(report, "SHA-256").ShouldBe(2, report);
        PdfSig.Count(report, "Total document signed").ShouldBe(1, report);
    }

    [Fact]
    public void Another_reader_finds_a_flipped_byte()
    {
        var pdf = sample.Issued.ToArray();
        pdf[5_000] ^= 1;

        PdfSig.Count(PdfSig.Run(pdf, sample.Authority.Root), "Signature is Valid.").ShouldBe(0);
        sample.Verify(pdf).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public void Number_and_day_can_be_read_in_their_places()
    {
        var text = PdfSig.Text(sample.Issued, 1);

        text.ShouldMatch(@"Số:\s+15\s?/QĐ-SLĐTBXH");
        text.ShouldMatch(@"Hải Dương, ngày\s?28\s?tháng 3 năm 2022");
    }

    [Fact]
    public void The_signature_stands_between_title_and_name_and_the_seal_covers_its_left_third()
    {
        var file = PdfFile.Open(sample.Issued);
        var lines = PdfTextLine.Of(PdfText.Of(file, PdfPage.All(file)[1]));
        var title = lines.Single(l => l.Find("GIÁM ĐỐC") is not null);
        var name = lines.Single(l => l.Find("Bùi Thanh Tùng") is not null);
        var boxes = PdfForm.Signatures(file).Select(s => file.Items(s.Field.Dict["Rect"]).Cast<PdfValue.Number>().Select(n => n.Value).ToArray()).ToArray();
        var (person, seal) = (boxes[0], boxes[1]);

        person[3].ShouldBeLessThanOrEqualTo(title.Baseline);
        person[1].ShouldBeGreaterThanOrEqualTo(name.Baseline + 8);
        var printed = name.Find("Bùi Thanh Tùng")!.Value;
        ((person[0] + person[2]) / 2).ShouldBe((printed.Left + printed.Right) / 2, 0.01);
        ((seal[2] - person[0]) / (person[2] - person[0])).ShouldBe(1 / 3.0, 0.01); // NĐ 30/2020, Phụ lục I, II.8a
        seal[0].ShouldBeLessThan(person[0]);
        ((seal[2] - seal[0]) * 25.4 / 72).ShouldBe(36, 0.1); // its real size
    }

    [Fact]
    public void A_file_with_object_streams_is_signed_in_its_own_manner()
    {
        var modern = PdfRebuild.WithObjectStreams(sample.Pdf);
        var signed = PdfSigner.SignAsAgency(PdfSigner.StampNumber(PdfSigner.SignAsPerson(modern, sample.Person, null, PdfSample.Place, PdfSample.At), "7", new DateOnly(2022, 3, 2)), sample.Agency, null, PdfSample.At);

        sample.Verify(signed).IsIntact.ShouldBeTrue(sample.Verify(signed).Describe());
        PdfSig.Count(PdfSig.Run(signed, sample.Authority.Root), "Signature is Valid.").ShouldBe(2);
        PdfSig.Text(signed, 1).ShouldMatch(@"ngày\s?02\s?tháng 3 năm 2022");
    }

    [Fact]
    public void An_enclosure_carries_number_and_time_at_the_top_right_in_Times_10()
    {
        var signed = PdfSigner.SignEnclosure(sample.Pdf, sample.Agency, "15/QĐ-SLĐTBXH", PdfSample.At);

        var text = PdfSig.Text(signed, 1);
        text.Split('\n').First(l => l.Trim().Length > 0).Trim().ShouldBe("Số: 15/QĐ-SLĐTBXH; 2026-03-28T09:15:30+07:00");
        sample.Verify(signed).IsIntact.ShouldBeTrue();
        var file = PdfFile.Open(signed);
        var form = (PdfValue.Stream)file.Resolve(file.Dict(PdfForm.Signatures(file).Single().Field.Dict["AP"])["N"]);
        System.Text.Encoding.ASCII.GetString(file.Content(form)).ShouldContain("/F 10 Tf");
    }

    [Fact]
    public void A_copy_says_its_form_its_agency_and_the_time()
    {
        var signed = PdfSigner.SignCopy(sample.Pdf, sample.Agency, "SAO Y", "Ủy ban nhân dân huyện Bàu Bàng", PdfSample.At);

        PdfSig.Text(signed, 1).ShouldContain("SAO Y; Ủy ban nhân dân huyện Bàu Bàng; 2026-03-28T09:15:30+07:00");
    }

    [Theory]
    [InlineData("15/QĐ-UBND", "28/3/2022", "ký hiệu")]
    [InlineData("15", "28/4/2022", "tháng 3")]
    [InlineData("15", "28/3/2023", "năm 2022")]
    [InlineData("mười", "28/3/2022", "mười")]
    public void A_number_or_date_against_what_is_printed_is_refused(string number, string date, string reason)
    {
        var signed = PdfSigner.SignAsPerson(sample.Pdf, sample.Person, null, PdfSample.Place, PdfSample.At);

        Should.Throw<PdfException>(() => PdfSigner.StampNumber(signed, number, DateOnly.ParseExact(date, "d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture))).Message.ShouldContain(reason);
    }

    [Fact]
    public void A_number_is_stamped_once() =>
        Should.Throw<PdfException>(() => PdfSigner.StampNumber(sample.Stamped, "16", new DateOnly(2022, 3, 28))).Message.ShouldBe("Văn bản đã được ghi số và ngày.");

    [Fact]
    public void A_signer_whose_name_is_not_printed_cannot_be_placed() =>
        Should.Throw<PdfException>(() => PdfSigner.SignAsPerson(sample.Pdf, sample.Person, null, new("Nguyễn Văn Khác", ["GIÁM ĐỐC"]), PdfSample.At)).Message.ShouldContain("Nguyễn Văn Khác");

    [Fact]
    public void A_seal_needs_a_signature_to_lie_on() =>
        Should.Throw<PdfException>(() => PdfSigner.SignAsAgency(sample.Pdf, sample.Agency, PdfSample.Ink(100, 100, 0xFF0000), PdfSample.At));

    [Fact]
    public void A_certificate_of_another_authority_is_intact_but_not_trusted()
    {
        var verification = PdfVerifier.Verify(sample.Issued, [new TestAuthority("Khác").Root]);

        verification.IsIntact.ShouldBeTrue();
        verification.Signatures.ShouldAllBe(s => !s.IsTrusted && s.Problem != null && s.Problem.Contains("tin cậy"));
    }

    [Fact]
    public void A_certificate_that_had_ended_or_is_not_for_signing_is_not_trusted()
    {
        var old = sample.Authority.Rsa("Bùi Thanh Tùng", TestAuthority.Start.AddDays(1), TestAuthority.Start.AddDays(30));
        var wrong = sample.Authority.Rsa("Bùi Thanh Tùng", usage: System.Security.Cryptography.X509Certificates.X509KeyUsageFlags.KeyEncipherment);

        Problem(old).ShouldContain("không có hiệu lực lúc ký");
        Problem(wrong).ShouldContain("không được cấp để ký số");

        string Problem(SigningKey key)
        {
            var result = sample.Verify(PdfSigner.SignAsPerson(sample.Pdf, key, null, PdfSample.Place, PdfSample.At)).Signatures.Single();
            result.IsIntact.ShouldBeTrue();
            result.IsTrusted.ShouldBeFalse();
            return result.Problem.ShouldNotBeNull();
        }
    }
}
