using System.Text;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Signing;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>Ways to make a signed file say something else without touching a signed byte: each is found.</summary>
public sealed class PdfAttackTests(PdfSample sample) : IClassFixture<PdfSample>
{
    private static readonly byte[] Lie = Encoding.ASCII.GetBytes("BT /F1 40 Tf 100 400 Td (LIE) Tj ET");

    public static TheoryData<string> Attacks => [.. All.Keys];

    private static readonly Dictionary<string, Action<PdfUpdate>> All = new()
    {
        ["content of the page exchanged"] = u => u.Set(Page(u), ("Contents", u.AddStream(PdfValue.Map(), Lie))),
        ["content stream replaced under its own number"] = u => u.Replace((PdfValue.Reference)u.Dict(Page(u))["Contents"], new PdfValue.Stream(PdfValue.Map(), Lie)),
        ["content added behind the old"] = u => u.Set(Page(u), ("Contents", PdfValue.List(u.Dict(Page(u))["Contents"], u.AddStream(PdfValue.Map(), Lie)))),
        ["page exchanged in the tree"] = u => u.Set(Tree(u), ("Kids", PdfValue.List([u.Add(u.Dict(Page(u)).With(("Contents", u.AddStream(PdfValue.Map(), Lie)))), .. u.Items(u.Dict(Tree(u))["Kids"]).Skip(1)]))),
        ["page added"] = u => u.Set(Tree(u), ("Kids", PdfValue.List([.. u.Items(u.Dict(Tree(u))["Kids"]), u.Add(u.Dict(Page(u)).With(("Annots", null)))])), ("Count", 4)),
        ["pages in another order"] = u => u.Set(Tree(u), ("Kids", PdfValue.List(u.Items(u.Dict(Tree(u))["Kids"]).Reverse()))),
        ["page removed"] = u => u.Set(Tree(u), ("Kids", PdfValue.List(u.Items(u.Dict(Tree(u))["Kids"]).Skip(1))), ("Count", 2)),
        ["page turned"] = u => u.Set(Page(u), ("Rotate", 180)),
        ["page cropped"] = u => u.Set(Page(u), ("CropBox", PdfValue.Numbers(0, 0, 300, 300))),
        ["fonts exchanged"] = u => u.Set(Page(u), ("Resources", PdfValue.Map(("Font", PdfValue.Map())))),
        ["a note laid over the text"] = u => AddMark(u, PdfValue.Map(("Type", new PdfValue.Name("Annot")), ("Subtype", new PdfValue.Name("FreeText")), ("Rect", PdfValue.Numbers(50, 50, 500, 500)), ("Contents", PdfValue.Words("LIE")))),
        ["a note that calls itself a signature"] = u => AddMark(u, PdfValue.Map(("Type", new PdfValue.Name("Annot")), ("Subtype", new PdfValue.Name("Widget")), ("FT", new PdfValue.Name("Sig")), ("V", PdfValue.Map()), ("Rect", PdfValue.Numbers(50, 50, 90, 90)))),
        ["a huge signature picture"] = u => PdfForm.Add(u, PdfPage.All(u.File)[0], Widget("Big", u).With(("Rect", PdfValue.Numbers(50, 50, 500, 700)))),
        ["a text field added"] = u => PdfForm.Add(u, PdfPage.All(u.File)[0], PdfValue.Map(("Type", new PdfValue.Name("Annot")), ("Subtype", new PdfValue.Name("Widget")), ("FT", new PdfValue.Name("Tx")), ("T", PdfValue.Words("QmsMonth")), ("V", PdfValue.Words("9")), ("Rect", PdfValue.Numbers(50, 50, 90, 90)))),
        ["the signature's picture exchanged"] = u => u.Set(Field(u, "QmsPerson1"), ("AP", PdfAppearance.Of(PdfAppearance.Empty(u, 10, 10)))),
        ["the signature's picture moved"] = u => u.Set(Field(u, "QmsPerson1"), ("Rect", PdfValue.Numbers(10, 10, 90, 90))),
        ["the stamped number exchanged"] = u => u.Set(Field(u, "QmsNumber"), ("V", PdfValue.Words("99"))),
        ["the stamped number's looks exchanged"] = u => u.Set(Field(u, "QmsNumber"), ("AP", PdfAppearance.Of(PdfAppearance.Empty(u, 10, 10)))),
        ["a script at opening"] = u => u.Set(Root(u), ("OpenAction", PdfValue.Map(("S", new PdfValue.Name("JavaScript")), ("JS", PdfValue.Words("app.alert(1)"))))),
        ["layers added"] = u => u.Set(Root(u), ("OCProperties", PdfValue.Map(("OCGs", PdfValue.List())))),
        ["the form redrawn by the reader"] = u => PdfForm.SetForm(u, Root(u), u.Dict(u.Dict(Root(u))["AcroForm"]).With(("NeedAppearances", new PdfValue.Bool(true)))),
        ["the permission taken away"] = u => u.Set(Root(u), ("Perms", null)),
        ["the signature's field removed"] = u => PdfForm.SetForm(u, Root(u), u.Dict(u.Dict(Root(u))["AcroForm"]).With(("Fields", PdfValue.List()))),
        ["a lie that hangs on allowed metadata"] = u =>
        {
            // Compared with the old metadata, the new names the exchanged content before it fails: that must vouch for nothing.
            var content = (PdfValue.Reference)u.Dict(Page(u))["Contents"];
            u.Replace(content, new PdfValue.Stream(PdfValue.Map(), Lie));
            u.Set(Root(u), ("Metadata", u.AddStream(PdfValue.Map(("X", content)), [1])));
        },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_change_after_the_signature_is_found(string attack)
    {
        var update = new PdfUpdate(PdfFile.Open(sample.Issued));
        All[attack](update);

        var verification = sample.Verify(update.ToBytes());

        verification.IsIntact.ShouldBeFalse(attack);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_returned_file_with_other_content_is_refused(string attack)
    {
        var update = new PdfUpdate(PdfFile.Open(sample.Issued));
        All[attack](update);

        PdfContents.IsSameContent(sample.Issued, update.ToBytes(), out var reason).ShouldBeFalse(attack);
        reason.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_returned_file_with_only_a_signature_more_is_taken_even_when_it_was_written_anew()
    {
        var handedOut = PdfSigner.Prepare(sample.Pdf);
        var signed = PdfSigner.SignAsPerson(handedOut, sample.Person, null, PdfSample.Place, PdfSample.At);
        var anew = PdfSigner.SignAsPerson(PdfRebuild.WithObjectStreams(handedOut), sample.Person, null, PdfSample.Place, PdfSample.At);

        PdfContents.IsSameContent(handedOut, signed, out var reason).ShouldBeTrue(reason);
        PdfContents.IsSameContent(handedOut, anew, out reason).ShouldBeTrue(reason);
        PdfContents.IsSameContent(handedOut, handedOut, out reason).ShouldBeFalse();
        reason.ShouldBe("Tệp nhận lại chưa có chữ ký số mới.");
        PdfContents.IsSameContent(handedOut, sample.Stamped, out reason).ShouldBeFalse();
        reason.ShouldContain("số 15");
    }

    [Fact]
    public void Any_flipped_byte_is_found()
    {
        var missed = new List<int>();
        for (var at = 3; at < sample.Issued.Length; at += 487)
        {
            var pdf = sample.Issued.ToArray();
            pdf[at] ^= 1;
            if (sample.Verify(pdf).IsIntact) missed.Add(at);
        }

        missed.ShouldBeEmpty();
    }

    [Fact]
    public void Any_flipped_bit_of_the_signature_itself_is_found_and_none_crashes_the_check()
    {
        var text = Encoding.Latin1.GetString(sample.Issued);
        var start = text.LastIndexOf("/Contents <", StringComparison.Ordinal) + 11;
        var missed = new List<int>();
        for (var at = start; at < start + 2_400; at += 7)
        {
            var pdf = sample.Issued.ToArray();
            pdf[at] ^= 1;
            if (sample.Verify(pdf).IsIntact) missed.Add(at - start);
        }

        missed.ShouldBeEmpty();
    }

    [Fact]
    public void Bytes_after_the_end_are_refused()
    {
        sample.Verify([.. sample.Issued, .. "%%LIE 1 0 obj"u8]).Problem.ShouldNotBeNull();
        sample.Verify([.. sample.Issued, .. "\n"u8]).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public void A_chain_of_tables_that_leaves_the_signed_one_out_is_found()
    {
        // A new table that takes another file's objects as the older ones.
        var other = PdfSigner.Prepare(PdfRebuildText(sample.Pdf));
        var joined = new List<byte>(sample.Issued);
        var shift = joined.Count;
        joined.AddRange(other);
        var text = Encoding.Latin1.GetString([.. joined]);
        var start = text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10;
        var offset = int.Parse(text[start..text.IndexOf('\n', start)], System.Globalization.CultureInfo.InvariantCulture);
        byte[] forged = [.. Encoding.Latin1.GetBytes(text[..start]), .. Encoding.ASCII.GetBytes($"{offset + shift}\n%%EOF\n")];

        sample.Verify(forged).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public void A_range_that_leaves_more_out_than_the_signature_is_refused()
    {
        var text = Encoding.Latin1.GetString(sample.Issued);
        var at = text.LastIndexOf("/ByteRange [", StringComparison.Ordinal) + 12;
        var parts = text[at..text.IndexOf(']', at)].Split(' ');
        var wider = $"{parts[0]} {int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) - 2} {parts[2]} {parts[3]}".PadRight(string.Join(' ', parts).Length);

        var forged = Encoding.Latin1.GetBytes(text[..at] + wider + text[(at + wider.Length)..]);

        sample.Verify(forged).Signatures[1].IsIntact.ShouldBeFalse();
    }

    [Fact]
    public void A_signature_carried_over_from_another_file_proves_nothing()
    {
        var mine = PdfSigner.SignAsPerson(sample.Pdf, sample.Person, null, PdfSample.Place, PdfSample.At);
        var other = PdfSigner.SignAsPerson(sample.Pdf, sample.Person, null, PdfSample.Place, PdfSample.At.AddDays(1));
        var (from, to) = (Encoding.Latin1.GetString(other), Encoding.Latin1.GetString(mine));
        int Gap(string pdf) => pdf.LastIndexOf("/Contents <", StringComparison.Ordinal) + 11;
        var length = from.IndexOf('>', Gap(from)) - Gap(from);

        var forged = Encoding.Latin1.GetBytes(string.Concat(to.AsSpan(0, Gap(to)), from.AsSpan(Gap(from), length), to.AsSpan(Gap(to) + length)));

        sample.Verify(forged).Signatures.Single().IsIntact.ShouldBeFalse();
    }

    [Fact]
    public void No_mutation_of_a_file_crashes_the_reader()
    {
        uint state = 7;
        int Next(int below) => (int)((state = unchecked((state * 1664525) + 1013904223)) >> 8) % below;
        for (var round = 0; round < 300; round++)
        {
            var pdf = (round % 2 == 0 ? sample.Issued : PdfRebuild.WithObjectStreams(sample.Pdf)).ToArray();
            for (var i = 0; i <= round % 5; i++)
            {
                // Structure sits near the end; most mutations go there.
                var at = Next(2) == 0 ? Next(pdf.Length) : pdf.Length - 1 - Next(Math.Min(4_000, pdf.Length));
                pdf[at] = (byte)"0<>[]/R%( 9"[Next(11)];
            }

            if (round % 7 == 0) pdf = pdf[..Next(pdf.Length)];
            sample.Verify(pdf).Signatures.Count.ShouldBeLessThan(3); // an answer, whichever; no exception
        }
    }

    private static byte[] PdfRebuildText(byte[] pdf)
    {
        var update = new PdfUpdate(PdfFile.Open(pdf));
        update.Set(Page(update), ("Contents", update.AddStream(PdfValue.Map(), Lie)));
        return update.ToBytes();
    }

    private static PdfValue.Dict Widget(string name, PdfUpdate update) => PdfValue.Map(
        ("Type", new PdfValue.Name("Annot")), ("Subtype", new PdfValue.Name("Widget")), ("FT", new PdfValue.Name("Sig")), ("T", PdfValue.Words(name)),
        ("V", update.Add(PdfValue.Map(("Type", new PdfValue.Name("Sig"))))), ("Rect", PdfValue.Numbers(50, 50, 90, 90)));

    private static void AddMark(PdfUpdate update, PdfValue.Dict mark) =>
        update.Set(Page(update), ("Annots", PdfValue.List([.. update.Items(update.Dict(Page(update))["Annots"]), update.Add(mark)])));

    private static PdfValue.Reference Root(PdfUpdate update) => (PdfValue.Reference)update.File.Trailer["Root"];

    private static PdfValue.Reference Tree(PdfUpdate update) => (PdfValue.Reference)update.File.Catalog["Pages"];

    private static PdfValue.Reference Page(PdfUpdate update) => PdfPage.All(update.File)[0].Reference;

    private static PdfValue.Reference Field(PdfUpdate update, string name) => PdfForm.Fields(update.File).Single(f => f.Name == name).Reference;
}
