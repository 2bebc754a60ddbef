namespace QmsWorkflow.Documents.Pdf;

/// <summary>A page with what it inherits.</summary>
/// <param name="Left">The visible box, in points from the lower left corner of the page's space.</param>
internal sealed record PdfPage(int Index, PdfValue.Reference Reference, PdfValue.Dict Dict, PdfValue.Dict Resources, double Left, double Bottom, double Right, double Top)
{
    private const int MostPages = 20_000;

    public static IReadOnlyList<PdfPage> All(PdfFile file)
    {
        var pages = new List<PdfPage>();
        var seen = new HashSet<int>();
        Walk(file, file.Catalog["Pages"], PdfValue.Map(), 0, seen, pages);
        return pages;
    }

    private static void Walk(PdfFile file, PdfValue node, PdfValue.Dict inherited, int depth, HashSet<int> seen, List<PdfPage> pages)
    {
        if (node is not PdfValue.Reference reference || depth > 50 || !seen.Add(reference.Id) || pages.Count > MostPages) throw new PdfException("Tệp PDF hỏng: cây trang sai.");
        var dict = file.Dict(reference);
        foreach (var name in (string[])["Resources", "MediaBox", "CropBox", "Rotate"])
        {
            if (dict.TryGet(name, out var own)) inherited = inherited.With((name, own));
        }

        if (file.Resolve(dict["Type"]) is PdfValue.Name { Value: "Pages" })
        {
            foreach (var kid in file.Items(dict["Kids"])) Walk(file, kid, inherited, depth + 1, seen, pages);
            return;
        }

        var box = file.Items(inherited.TryGet("CropBox", out var crop) ? crop : inherited["MediaBox"]).Select(i => file.Resolve(i) is PdfValue.Number n ? n.Value : 0).ToArray();
        if (box.Length != 4) throw new PdfException("Tệp PDF hỏng: trang không có khổ.");
        pages.Add(new(pages.Count, reference, dict, file.Dict(inherited["Resources"]), Math.Min(box[0], box[2]), Math.Min(box[1], box[3]), Math.Max(box[0], box[2]), Math.Max(box[1], box[3])));
    }
}
