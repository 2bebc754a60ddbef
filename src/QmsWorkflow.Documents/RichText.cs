using System.Collections.Immutable;
using System.Text;

namespace QmsWorkflow.Documents;

/// <summary>A piece of text with its emphasis.</summary>
internal readonly record struct RichSpan(string Text, bool IsBold, bool IsItalic);

/// <summary>
/// Paragraphs of plain text with <c>**bold**</c> and <c>*italic*</c> words; a line break parts paragraphs, <c>\*</c> is a star.
/// A star without its partner is a star.
/// </summary>
internal static class RichText
{
    public static ImmutableArray<ImmutableArray<RichSpan>> Parse(string text) =>
        [.. Lines(text).Select(Spans)];

    /// <summary>The paragraphs with their marks.</summary>
    public static ImmutableArray<string> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Trim())];

    /// <summary>The pieces of one paragraph.</summary>
    public static ImmutableArray<RichSpan> Spans(string line)
    {
        var spans = ImmutableArray.CreateBuilder<RichSpan>();
        var plain = new StringBuilder();
        var (isBold, isItalic) = (false, false);
        void Close()
        {
            if (plain.Length > 0) spans.Add(new RichSpan(plain.ToString(), isBold, isItalic));
            plain.Clear();
        }

        for (var index = 0; index < line.Length; index++)
        {
            var rest = line.AsSpan(index);
            if (rest.StartsWith(@"\*", StringComparison.Ordinal))
            {
                plain.Append('*');
                index++;
            }
            else if (rest.StartsWith("**", StringComparison.Ordinal) && (isBold || HasPartner(line, index, "**")))
            {
                Close();
                isBold = !isBold;
                index++;
            }
            else if (rest[0] == '*' && !rest.StartsWith("**", StringComparison.Ordinal) && (isItalic || HasPartner(line, index, "*")))
            {
                Close();
                isItalic = !isItalic;
            }
            else
            {
                plain.Append(line[index]);
            }
        }

        Close();
        return spans.ToImmutable();
    }

    /// <summary>A mark opens only where a word follows at once and the same mark comes again: "5 * 3" is arithmetic.</summary>
    private static bool HasPartner(string line, int index, string mark)
    {
        var after = index + mark.Length;
        return after < line.Length && !char.IsWhiteSpace(line[after]) && line.IndexOf(mark, after + 1 > line.Length ? line.Length : after + 1, StringComparison.Ordinal) >= 0;
    }
}
