using System.Text;

namespace QmsWorkflow.Domain;

/// <summary>Vietnamese typed on some keyboards and systems comes as letters and separate marks; readers compare composed text.</summary>
internal static class ComposedText
{
    /// <summary>The text in composed form (NFC); text that is not valid Unicode is left as it is.</summary>
    public static string Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) { continue; }
            if (!char.IsSurrogatePair(text, i)) { return text; }
            i++;
        }

        return text.Normalize(NormalizationForm.FormC);
    }
}
