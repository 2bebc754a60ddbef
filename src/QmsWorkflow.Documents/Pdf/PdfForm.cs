namespace QmsWorkflow.Documents.Pdf;

/// <summary>A field of the file's form with its widget.</summary>
/// <param name="Name">The full name, its parts joined by dots.</param>
/// <param name="Type">Tx, Sig, Btn, Ch, or empty.</param>
internal sealed record PdfField(string Name, string Type, PdfValue.Reference Reference, PdfValue.Dict Dict);

/// <summary>The form of a file: its fields, and adding new ones.</summary>
internal static class PdfForm
{
    private const int MostFields = 5_000;

    public static IReadOnlyList<PdfField> Fields(PdfFile file)
    {
        var fields = new List<PdfField>();
        var seen = new HashSet<int>();
        foreach (var item in file.Items(file.Dict(file.Catalog["AcroForm"])["Fields"])) Walk(file, item, "", "", 0, seen, fields);
        return fields;
    }

    /// <summary>The signatures that are there, in the order of the bytes they cover.</summary>
    public static IReadOnlyList<(PdfField Field, PdfValue.Dict Signature)> Signatures(PdfFile file) =>
        [.. Fields(file).Where(f => f.Type == "Sig").Select(f => (f, file.Resolve(f.Dict["V"]) as PdfValue.Dict))
            .Where(f => f.Item2 is not null).Select(f => (f.f, f.Item2!)).OrderBy(f => PdfSignedRange.Last(file, f.Item2))];

    /// <summary>Puts a widget on a page and its field into the form.</summary>
    public static PdfValue.Reference Add(PdfUpdate update, PdfPage page, PdfValue.Dict field)
    {
        var reference = update.Add(field.With(("P", page.Reference)));
        var current = update.Dict(page.Reference);
        var annotations = new PdfValue.Sequence([.. update.Items(current["Annots"]), reference]);
        if (current["Annots"] is PdfValue.Reference list) update.Replace(list, annotations);
        else update.Set(page.Reference, ("Annots", annotations));

        var root = (PdfValue.Reference)update.File.Trailer["Root"];
        var form = update.Dict(update.Dict(root)["AcroForm"]);
        var changed = form.With(("Fields", new PdfValue.Sequence([.. update.Items(form["Fields"]), reference])));
        SetForm(update, root, changed);
        return reference;
    }

    public static void SetForm(PdfUpdate update, PdfValue.Reference root, PdfValue.Dict form)
    {
        if (update.Dict(root)["AcroForm"] is PdfValue.Reference known) update.Replace(known, form);
        else update.Set(root, ("AcroForm", update.Add(form)));
    }

    private static void Walk(PdfFile file, PdfValue node, string prefix, string type, int depth, HashSet<int> seen, List<PdfField> fields)
    {
        if (node is not PdfValue.Reference reference || depth > 20 || !seen.Add(reference.Id) || fields.Count > MostFields) throw new PdfException("Tệp PDF hỏng: cây trường biểu mẫu sai.");
        var dict = file.Dict(reference);
        var own = file.Resolve(dict["T"]) is PdfValue.Text text ? text.Value : "";
        var name = prefix.Length == 0 ? own : own.Length == 0 ? prefix : $"{prefix}.{own}";
        if (file.Resolve(dict["FT"]) is PdfValue.Name known) type = known.Value;
        var kids = file.Items(dict["Kids"]);
        // Kids without a name of their own are widgets of this field.
        var named = kids.Where(kid => file.Dict(kid).TryGet("T", out _)).ToList();
        if (named.Count == 0) fields.Add(new(name, type, reference, dict));
        foreach (var kid in named) Walk(file, kid, name, type, depth + 1, seen, fields);
    }
}
