namespace QmsWorkflow.Documents.Pdf;

/// <summary>The room between the signer's title and name (NĐ 30/2020, Phụ lục I, II.7d).</summary>
/// <param name="Centre">The middle of the printed name, which stands centred under the title.</param>
internal sealed record PdfSignatureBlock(PdfPage Page, double Centre, double Bottom, double Top)
{
    private const double Nearest = 18;
    private const double Farthest = 260;
    private const double MostOff = 60;
    private const double WithoutTitle = 70;

    /// <summary>The last block in the file that names this signer; null when there is none.</summary>
    /// <param name="otherTitle">The signer's other office, printed above the name; empty for none.</param>
    public static PdfSignatureBlock? Find(PdfFile file, string signerName, IReadOnlyList<string> titleLines, string otherTitle = "")
    {
        foreach (var page in PdfPage.All(file).Reverse())
        {
            var lines = PdfTextLine.Of(PdfText.Of(file, page));
            for (var i = lines.Count - 1; i >= 0; i--)
            {
                if (lines[i].Find(signerName) is not { } name) continue;
                var centre = (name.Left + name.Right) / 2;
                var bottom = BottomAbove(lines, i, name.Size, otherTitle);
                if (titleLines is not [.., var last]) return new(page, centre, bottom, bottom + WithoutTitle);
                foreach (var above in lines.Take(i).Reverse())
                {
                    var gap = above.Baseline - lines[i].Baseline;
                    if (gap > Farthest) break;
                    if (gap >= Nearest && above.Find(last) is { } title && Math.Abs(((title.Left + title.Right) / 2) - centre) < MostOff) return new(page, centre, bottom, above.Baseline - (title.Size * 0.3));
                }
            }
        }

        return null;
    }

    /// <summary>Above the name, and above another office of the signer that stands close over it (Phụ lục I, II.7đ).</summary>
    private static double BottomAbove(IReadOnlyList<PdfTextLine> lines, int at, double size, string otherTitle)
    {
        var office = otherTitle.Length == 0 ? null : lines.Take(at).LastOrDefault(line => line.Baseline - lines[at].Baseline < size * 2 && line.Find(otherTitle) is not null);
        return (office ?? lines[at]).Baseline + (size * 0.85);
    }

    /// <summary>The largest box of this shape that fits, centred.</summary>
    /// <param name="shape">Width divided by height.</param>
    public PdfBox Fit(double shape, double mostWidth)
    {
        // A block with little room is overlapped, as a pen would.
        var room = Math.Max(Top - Bottom, 30);
        var height = Math.Min(room, mostWidth / shape);
        var middle = (Top + Bottom) / 2;
        return new(Centre - (height * shape / 2), middle - (height / 2), Centre + (height * shape / 2), middle + (height / 2));
    }
}
