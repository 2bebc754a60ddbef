using System.Globalization;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>The numbers that Word writes itself: counts them as paragraphs come.</summary>
internal sealed class NumberingSheet
{
    private const int Levels = 9;
    private readonly Dictionary<string, Dictionary<int, XElement>> levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> abstracts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> counters = new(StringComparer.Ordinal);

    public NumberingSheet(XElement? root)
    {
        var definitions = root.Children("abstractNum").GroupBy(definition => definition.Attr("abstractNumId") ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var number in root.Children("num"))
        {
            if (number.Attr("numId") is not { } id || number.Val("abstractNumId") is not { } definition || levels.ContainsKey(id)) continue;

            abstracts[id] = definition;
            var own = definitions.GetValueOrDefault(definition).Children("lvl").Concat(number.Children("lvlOverride").Select(change => change.Child("lvl")).OfType<XElement>());
            levels[id] = own.GroupBy(LevelOf).ToDictionary(group => group.Key, group => group.Last());
        }
    }

    /// <summary>The look that a level of a list gives its paragraphs.</summary>
    public XElement? Properties(string? id, int level) => id is not null && levels.TryGetValue(id, out var known) ? known.GetValueOrDefault(level).Child("pPr") : null;

    /// <summary>Counts one more paragraph of this list and gives its label.</summary>
    public (string Label, bool IsBullet) Next(string? id, int level)
    {
        if (id is null or "0" || !levels.TryGetValue(id, out var known) || !known.TryGetValue(level, out var definition)) return ("", false);
        if (definition.Val("numFmt") == "bullet") return ("-", true);

        if (!counters.TryGetValue(abstracts[id], out var counter)) counters[abstracts[id]] = counter = new int[Levels];
        counter[level] = counter[level] == 0 ? Start(definition) : counter[level] + 1;
        Array.Clear(counter, level + 1, Levels - level - 1);
        var label = definition.Val("lvlText") ?? "";
        for (var index = 0; index <= level; index++)
        {
            var shown = known.GetValueOrDefault(index);
            label = label.Replace($"%{index + 1}", Write(counter[index] == 0 ? Start(shown) : counter[index], shown.Val("numFmt")), StringComparison.Ordinal);
        }

        return (label.Trim(), false);
    }

    public static string Roman(int number)
    {
        var text = "";
        foreach (var (value, letters) in (ReadOnlySpan<(int, string)>)[(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
        {
            for (; number >= value && text.Length < 40; number -= value) text += letters;
        }

        return text;
    }

    private static string Write(int number, string? format) => format switch
    {
        "upperRoman" => Roman(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperLetter" => Letters(number),
        "lowerLetter" => Letters(number).ToLowerInvariant(),
        "none" => "",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    // Word goes on after z with aa, bb, …
    private static string Letters(int number) => number < 1 ? "" : new string((char)('A' + ((number - 1) % 26)), Math.Min(((number - 1) / 26) + 1, 10));

    private static int Start(XElement? level) => int.TryParse(level.Val("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;

    private static int LevelOf(XElement level) => int.TryParse(level.Attr("ilvl"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Levels ? number : 0;
}
