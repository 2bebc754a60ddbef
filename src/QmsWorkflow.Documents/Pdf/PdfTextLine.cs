using System.Text;

namespace QmsWorkflow.Documents.Pdf;

/// <summary>The characters on one baseline, from left to right; wide gaps read as spaces.</summary>
internal sealed class PdfTextLine
{
    private readonly List<PdfGlyph> glyphs = [];
    private readonly List<int> glyphAt = [];

    private PdfTextLine(IEnumerable<PdfGlyph> onBaseline)
    {
        var text = new StringBuilder();
        foreach (var glyph in onBaseline.OrderBy(g => g.Left))
        {
            if (glyphs.Count > 0 && glyph.Left - glyphs[^1].Right > 0.2 * glyph.Size && !glyph.Text.StartsWith(' ') && !glyphs[^1].Text.EndsWith(' '))
            {
                text.Append(' ');
                glyphAt.Add(glyphs.Count - 1);
            }

            glyphs.Add(glyph);
            text.Append(glyph.Text);
            glyphAt.AddRange(Enumerable.Repeat(glyphs.Count - 1, glyph.Text.Length));
        }

        Text = text.ToString();
    }

    public string Text { get; }

    public double Baseline => glyphs[0].Baseline;

    public int Page => glyphs[0].Page;

    /// <summary>The character at an index of the text.</summary>
    public PdfGlyph this[int index] => glyphs[glyphAt[index]];

    /// <summary>The lines of a page from top to bottom.</summary>
    public static IReadOnlyList<PdfTextLine> Of(IEnumerable<PdfGlyph> page)
    {
        var lines = new List<List<PdfGlyph>>();
        foreach (var glyph in page.Where(g => g.Size > 1).OrderByDescending(g => g.Baseline))
        {
            if (lines.Count > 0 && lines[^1][0].Baseline - glyph.Baseline < 0.25 * Math.Min(glyph.Size, lines[^1][0].Size)) lines[^1].Add(glyph);
            else lines.Add([glyph]);
        }

        return [.. lines.Select(l => new PdfTextLine(l))];
    }

    /// <summary>Where words stand in the line, whatever the number of spaces between them; null when they do not.</summary>
    public (double Left, double Right, double Size)? Find(string words)
    {
        var (plain, map) = Squeezed(Text);
        var (wanted, _) = Squeezed(words.Normalize(NormalizationForm.FormC));
        var at = wanted.Length == 0 ? -1 : plain.LastIndexOf(wanted, StringComparison.Ordinal);
        if (at < 0) return null;
        if (at > 0 && char.IsLetterOrDigit(plain[at - 1]) && IsJoined(map[at - 1], map[at])) return null;
        var (first, last) = (this[map[at]], this[map[at + wanted.Length - 1]]);
        return (first.Left, last.Right, first.Size);
    }

    private bool IsJoined(int before, int after) => this[after].Left - this[before].Right < 0.2 * this[after].Size;

    private static (string Text, List<int> Map) Squeezed(string text)
    {
        var plain = new StringBuilder();
        var map = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i])) continue;
            plain.Append(text[i]);
            map.Add(i);
        }

        return (plain.ToString(), map);
    }
}
