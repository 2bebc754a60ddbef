namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>The length of a line of Times New Roman in print.</summary>
internal static class TextWidth
{
    // Widths in 1/1000 of the letter size, from space (32) to tilde (126); letters with marks are as wide as without.
    private static readonly int[] Regular =
    [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
        921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
        333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
    ];

    private static readonly int[] Bold =
    [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
        930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
        333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
    ];

    /// <summary>In twips.</summary>
    public static int Of(string text, double points, bool isBold)
    {
        var widths = isBold ? Bold : Regular;
        double total = 0;
        foreach (var letter in Vietnamese.Composed(text))
        {
            var plain = letter switch
            {
                'Đ' => 'D',
                'đ' => 'd',
                '–' => '_',
                '\t' => ' ',
                > '~' => Vietnamese.Bare(letter.ToString()) is [var bare, ..] ? char.IsLower(letter) ? char.ToLowerInvariant(bare) : bare : 'n',
                _ => letter,
            };
            total += plain is >= ' ' and <= '~' ? widths[plain - ' '] : 500;
        }

        return (int)Math.Round(total * points * 20 / 1000);
    }

    /// <summary>The length of a line as it looks, in twips.</summary>
    public static int Of(FormLine line) => line.Spans.Sum(span =>
    {
        var (from, to) = (Math.Max(span.Start, line.Start), Math.Min(span.End, line.End));
        var text = span.Text[(from - span.Start)..(to - span.Start)];
        return Of(span.Look.IsCaps ? text.ToUpperInvariant() : text, span.Look.Points, span.Look.IsBold);
    });

    /// <summary>The lengths of the lines that a text takes in a space, broken between words as Word does.</summary>
    public static IReadOnlyList<int> Wrapped(FormLine line)
    {
        var whole = Of(line);
        var space = Math.Max(line.Paragraph.Width, 200);
        if (whole <= space) return [whole];

        List<int> lengths = [];
        var now = 0;
        foreach (var word in line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var length = whole * word.Length / Math.Max(line.Text.Length, 1);
            var gap = now == 0 ? 0 : whole / Math.Max(line.Text.Length, 1);
            if (now > 0 && now + gap + length > space)
            {
                lengths.Add(now);
                now = length;
            }
            else
            {
                now += gap + length;
            }
        }

        lengths.Add(now);
        return lengths;
    }
}
