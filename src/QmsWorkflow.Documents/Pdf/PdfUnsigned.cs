using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>What a signature forbids from then on (ISO 32000, 12.8.2).</summary>
internal enum PdfLock
{
    None,

    /// <summary>Only blanks may be filled and further signatures added (DocMDP 2).</summary>
    FillAndSign,

    /// <summary>Nothing may change (DocMDP 1).</summary>
    Everything,

    /// <summary>No field may change (FieldMDP all).</summary>
    Fields,
}

/// <summary>A file with an empty signature, ready to be signed.</summary>
internal sealed class PdfUnsigned
{
    private readonly byte[] bytes;
    private readonly int gapStart;
    private readonly int gapEnd;

    private PdfUnsigned(byte[] bytes, int objectOffset)
    {
        this.bytes = bytes;
        gapStart = objectOffset + bytes.AsSpan(objectOffset).IndexOf("/Contents <"u8) + "/Contents ".Length;
        gapEnd = gapStart + bytes.AsSpan(gapStart).IndexOf((byte)'>') + 1;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {gapStart} {gapEnd} {bytes.Length - gapEnd}]").PadRight(Placeholder.Length);
        Encoding.ASCII.GetBytes(range, bytes.AsSpan(objectOffset + bytes.AsSpan(objectOffset).IndexOf("/ByteRange ["u8) + "/ByteRange ".Length));
    }

    private const string Placeholder = "[0 9999999999 9999999999 9999999999]";

    /// <summary>The bytes that the signature is over.</summary>
    public byte[] ToSign => [.. bytes.AsSpan(0, gapStart), .. bytes.AsSpan(gapEnd)];

    /// <param name="update">The update that holds the appearance; the signature is added to it.</param>
    /// <param name="widget">Entries of the field and its widget: T, Rect, AP, F.</param>
    /// <param name="reserve">Room for the signature, in bytes.</param>
    public static PdfUnsigned Create(PdfUpdate update, PdfPage page, PdfValue.Dict widget, PdfValue.Dict about, PdfLock locks, int reserve)
    {
        var root = (PdfValue.Reference)update.File.Trailer["Root"];
        var signature = about.With(
            ("Type", new PdfValue.Name("Sig")), ("Filter", new PdfValue.Name("Adobe.PPKLite")), ("SubFilter", new PdfValue.Name("ETSI.CAdES.detached")),
            ("ByteRange", PdfValue.Numbers(0, 9999999999, 9999999999, 9999999999)), ("Contents", new PdfValue.Text(new byte[reserve])),
            ("Reference", Transform(locks, root)));
        var value = update.Add(signature);
        var field = widget.With(("Type", new PdfValue.Name("Annot")), ("Subtype", new PdfValue.Name("Widget")), ("FT", new PdfValue.Name("Sig")), ("V", value));
        if (locks is PdfLock.Fields) field = field.With(("Lock", PdfValue.Map(("Type", new PdfValue.Name("SigFieldLock")), ("Action", new PdfValue.Name("All")))));
        PdfForm.Add(update, page, field);
        var form = update.Dict(update.Dict(root)["AcroForm"]);
        PdfForm.SetForm(update, root, form.With(("SigFlags", 3)));
        if (locks is PdfLock.FillAndSign or PdfLock.Everything) update.Set(root, ("Perms", PdfValue.Map(("DocMDP", value))));
        var bytes = update.Write(out var offsets);
        return new(bytes, (int)offsets[value.Id]);
    }

    /// <summary>The signed file.</summary>
    /// <exception cref="InvalidOperationException">The signature is longer than the room left for it.</exception>
    public byte[] With(byte[] cms)
    {
        if (cms.Length * 2 > gapEnd - gapStart - 2) throw new InvalidOperationException("The signature is longer than its room.");
        var signed = bytes.ToArray();
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms), signed.AsSpan(gapStart + 1));
        return signed;
    }

    private static PdfValue.Sequence? Transform(PdfLock locks, PdfValue.Reference root)
    {
        PdfValue.Dict? how = locks switch
        {
            PdfLock.FillAndSign => PdfValue.Map(("P", 2)),
            PdfLock.Everything => PdfValue.Map(("P", 1)),
            PdfLock.Fields => PdfValue.Map(("Action", new PdfValue.Name("All"))),
            _ => null,
        };
        if (how is null) return null;
        var reference = PdfValue.Map(
            ("Type", new PdfValue.Name("SigRef")), ("TransformMethod", new PdfValue.Name(locks is PdfLock.Fields ? "FieldMDP" : "DocMDP")),
            ("TransformParams", how.With(("Type", new PdfValue.Name("TransformParams")), ("V", new PdfValue.Name("1.2")))));
        return PdfValue.List(locks is PdfLock.Fields ? reference.With(("Data", root)) : reference);
    }
}
