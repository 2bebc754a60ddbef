using System.Collections.Concurrent;
using System.Globalization;

namespace QmsWorkflow.Engine.Expressions.Script.Patterns;

/// <summary>The general categories <c>\p{…}</c> knows.</summary>
internal static class UnicodeSets
{
    private static readonly Dictionary<string, string> LongNames = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Mark"] = "M",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["Punctuation"] = "P",
        ["Symbol"] = "S",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
    };

    private static readonly string[] Codes =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly ConcurrentDictionary<string, List<(int From, int To)>> Known = new(StringComparer.Ordinal);

    public static CharacterSet? Of(string name, bool negated)
    {
        var code = LongNames.GetValueOrDefault(name, name);
        if (code.Length is 0 or > 2 || code[0] == 'C' || !Codes.Any(c => c.StartsWith(code, StringComparison.Ordinal)))
            return null;
        var set = new CharacterSet(negated, ignoreCase: false, unicode: true);
        foreach (var (from, to) in Known.GetOrAdd(code, Ranges))
            set.Add(from, to);
        set.MarkSorted();
        return set;
    }

    private static List<(int From, int To)> Ranges(string code)
    {
        var ranges = new List<(int, int)>();
        var start = -1;
        for (var c = 0; c <= 0x10FFFF + 1; c++)
        {
            var inside = c <= 0x10FFFF && Codes[(int)CharUnicodeInfo.GetUnicodeCategory(c)].StartsWith(code, StringComparison.Ordinal);
            if (inside && start < 0)
                start = c;
            if (!inside && start >= 0)
            {
                ranges.Add((start, c - 1));
                start = -1;
            }
        }

        return ranges;
    }
}
