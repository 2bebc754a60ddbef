using System.Buffers;
using System.Xml;

namespace QmsWorkflow.Documents.Filling;

/// <summary>What of a text can stand in a Word file.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> Doubtful = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Except([9, 10, 13]).Concat(Enumerable.Range(0xD800, 0x800)).Concat([0xFFFE, 0xFFFF]).Select(code => (char)code)]);

    /// <summary>XML 1.0 has no room for most control characters and for halves of surrogate pairs.</summary>
    public static bool IsWritable(string text)
    {
        for (var index = text.AsSpan().IndexOfAny(Doubtful); index >= 0 && index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index])) continue;
            if (index + 1 >= text.Length || !XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index])) return false;

            index++;
        }

        return true;
    }
}
