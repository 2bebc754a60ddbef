namespace QmsWorkflow.Documents.Pdf;

/// <summary>What a signature lets others do after it (DocMDP, FieldMDP).</summary>
internal readonly record struct PdfPermission(bool MayFill, bool MaySign)
{
    public static PdfPermission Of(PdfFile file, PdfValue.Dict signature)
    {
        var permission = new PdfPermission(true, true);
        foreach (var reference in file.Items(signature["Reference"]).Select(file.Dict))
        {
            var how = file.Dict(reference["TransformParams"]);
            var method = file.Resolve(reference["TransformMethod"]) is PdfValue.Name name ? name.Value : "";
            // P is 2 unless it is said (ISO 32000-1, table 254).
            if (method == "DocMDP" && file.Resolve(how["P"]) is PdfValue.Number { Value: 1 }) permission = new(false, false);
            // The lists of named fields are not told apart: a lock on some is a lock on all.
            if (method == "FieldMDP") permission = permission with { MayFill = false };
        }

        return permission;
    }
}
