using System.Globalization;
using System.Text;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>
/// Compares texts as readers order them: letters first, then their marks, then small before large. It has its own tables
/// (after Unicode's root collation, and the Vietnamese alphabet and order of tones for <c>vi</c>), so that the result is the same on every machine.
/// </summary>
internal sealed class Collation(bool isVietnamese, bool isNumeric, Sensitivity sensitivity, bool largeFirst)
{
    private const string Signs = "\t\n\v\f\r _-\u2013\u2014,;:!?.\u2026'\u2018\u2019\"\u201C\u201D\u00AB\u00BB()[]{}\u00A7\u00B6@*/\\&#%\u2030\u2022`\u00B4^\u00B0\u00A9\u00AE+\u00B1\u00F7\u00D7<=>|\u00A6~$\u00A2\u00A3\u00A5\u20AB\u20AC";
    private const int OtherSigns = 0x100;
    private const int Digits = 0x20_0000;
    private const int Letters = 0x60_0000;
    private const int OtherLetters = Letters + 0x1000;
    private const int NoMark = 1;

    private const string RootMarks = "\u0301\u0300\u0306\u0302\u030C\u030A\u0308\u030B\u0303\u0307\u0338\u0335\u0327\u0328\u0304\u0309\u031B\u0323";
    private const string VietnameseMarks = "\u0300\u0309\u0303\u0301\u0323";

    public int Compare(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.Ordinal))
            return 0;
        var (a, b) = (KeyOf(one), KeyOf(other));
        var result = Compare(a.Primary, b.Primary);
        if (result == 0 && sensitivity is Sensitivity.Accent or Sensitivity.Variant)
            result = Compare(a.Secondary, b.Secondary);
        if (result == 0 && sensitivity is Sensitivity.Case or Sensitivity.Variant)
            result = largeFirst ? Compare(b.Tertiary, a.Tertiary) : Compare(a.Tertiary, b.Tertiary);
        return Math.Sign(result);
    }

    private static int Compare(List<int> a, List<int> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            if (a[i] != b[i])
                return a[i].CompareTo(b[i]);
        }

        return a.Count.CompareTo(b.Count);
    }

    private sealed record Key(List<int> Primary, List<int> Secondary, List<int> Tertiary)
    {
        public void Add(int primary, int tertiary)
        {
            Primary.Add(primary);
            Secondary.Add(NoMark);
            Tertiary.Add(tertiary);
        }
    }

    private Key KeyOf(string text)
    {
        var key = new Key([], [], []);
        text = Decomposed(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (isNumeric && char.IsAsciiDigit(text[i]))
            {
                i = AddNumber(key, text, i) - 1;
                continue;
            }

            var rune = Rune.TryGetRuneAt(text, i, out var whole) ? whole : Rune.ReplacementChar;
            AddRune(key, rune);
            i += rune.Utf16SequenceLength - 1;
        }

        return key;
    }

    /// <summary>Texts with half of a pair cannot be decomposed; they stay as they are.</summary>
    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    /// <summary>A longer number is a greater one.</summary>
    private static int AddNumber(Key key, string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) { end++; }
        while (start < end - 1 && text[start] == '0') { start++; }
        key.Add(Digits + 10 + (end - start), 0);
        for (var i = start; i < end; i++) { key.Add(Digits + text[i] - '0', 0); }
        return end;
    }

    private void AddRune(Key key, Rune rune)
    {
        var value = rune.Value;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            AddMark(key, value);
            return;
        }

        var sign = rune.IsBmp ? Signs.IndexOf((char)value, StringComparison.Ordinal) : -1;
        var small = Rune.ToLowerInvariant(rune).Value;
        var size = small == value ? 0 : 1;
        switch (small)
        {
            case 0xA0: key.Add(1 + Signs.IndexOf(' ', StringComparison.Ordinal), 2); break;
            case >= '0' and <= '9': key.Add(Digits + small - '0', 0); break;
            case >= 'a' and <= 'z': key.Add(Letter((char)small), size); break;
            case 'đ' when isVietnamese: key.Add(Letter('d') + 1, size); break;
            case 'đ': AddMarked(key, 'd', 0x335, size); break;
            case 'ł': AddMarked(key, 'l', 0x335, size); break;
            case 'ø': AddMarked(key, 'o', 0x338, size); break;
            case 'ß': key.Add(Letter('s'), 2); key.Add(Letter('s'), 2); break;
            case 'æ': AddMarked(key, 'a', 0x335, size); key.Add(Letter('e'), size); break;
            case 'œ': AddMarked(key, 'o', 0x335, size); key.Add(Letter('e'), size); break;
            case var _ when sign >= 0: key.Add(1 + sign, 0); break;
            case var _ when Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format: break;
            case var _ when Rune.IsLetter(rune): key.Add(OtherLetters + small, size); break;
            default: key.Add(OtherSigns + value, 0); break;
        }
    }

    private static int Letter(char small) => Letters + ((small - 'a') * 8);

    private static void AddMarked(Key key, char letter, int mark, int size)
    {
        key.Add(Letter(letter), size);
        key.Secondary.Add(MarkOf(RootMarks, mark));
    }

    private void AddMark(Key key, int mark)
    {
        if (isVietnamese && key.Primary.Count > 0 && OwnLetter(key.Primary[^1], mark) is var own && own > 0)
        {
            key.Primary[^1] += own;
            return;
        }

        var tone = isVietnamese ? VietnameseMarks.IndexOf((char)mark, StringComparison.Ordinal) : -1;
        key.Secondary.Add(tone >= 0 ? 2 + tone : MarkOf(RootMarks, mark));
    }

    /// <summary>In Vietnamese ă, â, ê, ô, ơ and ư are letters of their own.</summary>
    private static int OwnLetter(int primary, int mark) => (primary - Letter('a'), mark) switch
    {
        (0, 0x306) => 1,
        (0, 0x302) => 2,
        ('e' * 8 - 'a' * 8, 0x302) => 1,
        ('o' * 8 - 'a' * 8, 0x302) => 1,
        ('o' * 8 - 'a' * 8, 0x31B) => 2,
        ('u' * 8 - 'a' * 8, 0x31B) => 1,
        _ => 0,
    };

    private static int MarkOf(string known, int mark)
    {
        var at = mark <= char.MaxValue ? known.IndexOf((char)mark, StringComparison.Ordinal) : -1;
        return at >= 0 ? 10 + at : 0x100 + mark;
    }
}

/// <summary>What counts in a comparison.</summary>
internal enum Sensitivity { Base, Accent, Case, Variant }
