using System.Globalization;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>
/// Signs PDF files in the order of NĐ 30/2020 for electronic documents: the person signs, the number and date are written into their blanks,
/// the agency signs over all. Each step is an incremental update that keeps the signatures before it valid (ADR 0008).
/// </summary>
internal static class PdfSigner
{
    private const int Room = 6_000;
    private const double Millimetre = 72 / 25.4;
    private const double WidestSignature = 55 * Millimetre;
    private const double SignatureShape = 2.2;
    private const double UsualSeal = 36 * Millimetre;

    /// <summary>Makes the blanks for number and date fillable after signing. Needed only before a file is handed out for signing elsewhere.</summary>
    /// <exception cref="PdfException">The file cannot be read.</exception>
    public static byte[] Prepare(byte[] pdf) => PdfBlanks.Prepare(pdf, PdfFonts.Upright, PdfFonts.Italic);

    /// <summary>The person's signature, with the picture between title and name (Phụ lục I, II.7d). From then on only number, date and further signatures may be added.</summary>
    /// <param name="signaturePng">A picture on transparent ground; null shows nothing.</param>
    /// <exception cref="PdfException">The file or picture cannot be read, or the file has no signature block of this signer.</exception>
    public static byte[] SignAsPerson(byte[] pdf, SigningKey key, byte[]? signaturePng, SignaturePlace place, DateTimeOffset at)
    {
        var file = PdfFile.Open(Prepare(pdf));
        var block = PdfSignatureBlock.Find(file, place.SignerName, place.TitleLines, place.OtherTitle)
            ?? throw new PdfException($"Không tìm thấy chỗ ký của {place.SignerName} trong tệp PDF.");
        var picture = signaturePng is null ? null : PngPicture.Read(signaturePng);
        var box = block.Fit(picture is null ? SignatureShape : picture.Width / (double)picture.Height, WidestSignature);
        var update = new PdfUpdate(file);
        var drawn = picture is null ? PdfAppearance.Empty(update, box.Width, box.Height) : PdfAppearance.Picture(update, picture, box.Width, box.Height);
        var isFirst = PdfForm.Signatures(file).Count == 0;
        return Sign(update, block.Page, "QmsPerson", box, drawn, key, at, isFirst ? PdfLock.FillAndSign : PdfLock.None);
    }

    /// <summary>Writes number and date into the blanks.</summary>
    /// <param name="number">"15", or "15/QĐ-UBND", whose symbol must be the printed one; empty when the document has no number.</param>
    /// <exception cref="PdfException">A blank is missing or filled already, or the printed symbol, month or year says otherwise.</exception>
    public static byte[] StampNumber(byte[] pdf, string number, DateOnly issuedOn)
    {
        var prepared = Prepare(pdf);
        var stamped = PdfBlanks.Fill(prepared, number, issuedOn);
        var refused = PdfRevisions.Compare(PdfFile.Open(prepared), PdfFile.Open(stamped)).FirstOrDefault(c => !c.IsAllowed);
        return refused is null ? stamped : throw new PdfException(refused.Text);
    }

    /// <summary>The agency's signature over everything; the seal covers the left third of the person's signature (Phụ lục I, II.8a). Nothing may be filled after it.</summary>
    /// <param name="sealPng">The red seal on transparent ground, in its real size by the file's resolution; null shows nothing.</param>
    /// <exception cref="PdfException">The file or picture cannot be read.</exception>
    public static byte[] SignAsAgency(byte[] pdf, SigningKey key, byte[]? sealPng, DateTimeOffset at)
    {
        var file = PdfFile.Open(pdf);
        var update = new PdfUpdate(file);
        var (page, box) = (PdfPage.All(file)[0], default(PdfBox));
        var seal = sealPng is null ? null : PngPicture.Read(sealPng);
        if (seal is not null)
        {
            (page, var signature) = LastVisible(file) ?? throw new PdfException("Không đặt được dấu: tệp PDF chưa có chữ ký của người có thẩm quyền.");
            box = SealOver(signature, seal);
        }

        var drawn = seal is null ? PdfAppearance.Empty(update, 0, 0) : PdfAppearance.Picture(update, seal, box.Width, box.Height);
        return Sign(update, page, "QmsAgency", box, drawn, key, at, PdfForm.Signatures(file).Count == 0 ? PdfLock.Everything : PdfLock.Fields);
    }

    /// <summary>The agency's signature on an appendix or enclosure in a file of its own: no seal, number and time at the top right of page 1 (Phụ lục I, II.8b, III.1d).</summary>
    /// <param name="numberAndSymbol">Of the document it belongs to, e.g. "15/QĐ-UBND".</param>
    public static byte[] SignEnclosure(byte[] pdf, SigningKey key, string numberAndSymbol, DateTimeOffset at) => SignAtCorner(pdf, key, [$"Số: {numberAndSymbol}; {Iso(at)}"], at);

    /// <summary>The agency's signature on an electronic copy (Phụ lục I, phần II, I.3; Phụ lục III, mẫu 3.2).</summary>
    /// <param name="form">"SAO Y", "SAO LỤC" or "TRÍCH SAO".</param>
    public static byte[] SignCopy(byte[] pdf, SigningKey key, string form, string agency, DateTimeOffset at) => SignAtCorner(pdf, key, [$"{form}; {agency}; {Iso(at)}"], at);

    private static byte[] SignAtCorner(byte[] pdf, SigningKey key, IReadOnlyList<string> lines, DateTimeOffset at)
    {
        const double size = 10; // Times New Roman 10, upright, black
        var file = PdfFile.Open(pdf);
        var update = new PdfUpdate(file);
        var page = PdfPage.All(file)[0];
        var font = PdfEmbeddedFont.Add(update, PdfFonts.Upright, "LiberationSerif", string.Concat(lines));
        var width = Math.Min(lines.Max(line => font.Width(line, size)) + 2, page.Right - page.Left - (30 * Millimetre));
        // Inside the right margin of 15 to 20 mm, above the text area's top margin of 20 to 25 mm.
        var box = new PdfBox(page.Right - (15 * Millimetre) - width, page.Top - (16 * Millimetre), page.Right - (15 * Millimetre), page.Top - (16 * Millimetre) + (lines.Count * size * 1.4));
        var drawn = PdfAppearance.Text(update, font, lines, size, box.Width, box.Height, align: 1);
        return Sign(update, page, "QmsAgency", box, drawn, key, at, PdfForm.Signatures(file).Count == 0 ? PdfLock.Everything : PdfLock.Fields);
    }

    private static byte[] Sign(PdfUpdate update, PdfPage page, string fieldName, PdfBox box, PdfValue.Reference drawn, SigningKey key, DateTimeOffset at, PdfLock locks)
    {
        var count = PdfForm.Fields(update.File).Count(f => f.Name.StartsWith(fieldName, StringComparison.Ordinal));
        var widget = PdfValue.Map(
            ("T", PdfValue.Words(string.Create(CultureInfo.InvariantCulture, $"{fieldName}{count + 1}"))), ("F", 132), ("Rect", PdfAppearance.Rect(box)), ("AP", PdfAppearance.Of(drawn)));
        var about = PdfValue.Map(("M", PdfValue.Words(PdfDate(at))), ("Name", PdfValue.Words(key.Name)));
        var room = Room + (key.Certificate.RawData.Length + key.Chain.Sum(c => c.RawData.Length));
        var unsigned = PdfUnsigned.Create(update, page, widget, about, locks, room);
        return unsigned.With(PdfCms.Sign(unsigned.ToSign, key));
    }

    private static (PdfPage Page, PdfBox Box)? LastVisible(PdfFile file)
    {
        var pages = PdfPage.All(file);
        foreach (var (field, _) in PdfForm.Signatures(file).Reverse())
        {
            if (file.Items(field.Dict["Rect"]).Select(file.Resolve).ToArray() is not [PdfValue.Number a, PdfValue.Number b, PdfValue.Number c, PdfValue.Number d]) continue;
            var box = new PdfBox(Math.Min(a.Value, c.Value), Math.Min(b.Value, d.Value), Math.Max(a.Value, c.Value), Math.Max(b.Value, d.Value));
            var page = pages.FirstOrDefault(p => file.Items(p.Dict["Annots"]).Contains(field.Reference));
            if (page is not null && box.Width > 10 && box.Height > 5) return (page, box);
        }

        return null;
    }

    private static PdfBox SealOver(PdfBox signature, PngPicture seal)
    {
        var width = seal.PixelsPerMetre is { } density ? seal.Width / (double)density * 1000 * Millimetre : UsualSeal;
        var height = width * seal.Height / seal.Width;
        var right = signature.Left + (signature.Width / 3);
        var middle = (signature.Top + signature.Bottom) / 2;
        return new(right - width, middle - (height / 2), right, middle + (height / 2));
    }

    private static string Iso(DateTimeOffset at) => VietnamTime.Of(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string PdfDate(DateTimeOffset at) => VietnamTime.Of(at).ToString("'D:'yyyyMMddHHmmss'+07''00'''", CultureInfo.InvariantCulture);
}
