using QmsWorkflow.Documents.Checking.Reading;
using static QmsWorkflow.Documents.Checking.Rules.RuleParts;

namespace QmsWorkflow.Documents.Checking.Rules;

/// <summary>The mark at the end of a line.</summary>
internal static class Endings
{
    private static readonly char[] Marks = ['.', ';', ',', ':', ' '];

    /// <summary>A finding when the line does not end with this mark.</summary>
    public static IEnumerable<Hit> Check(FormView view, FormArea area, FormLine line, string mark)
    {
        // Dots that leave room to write end what they like.
        if (line.Text.EndsWith("..", StringComparison.Ordinal) || line.Text.EndsWith('…') || line.Text.EndsWith("/.", StringComparison.Ordinal)) yield break;

        var words = line.Text.TrimEnd(Marks);
        var end = line.Text[words.Length..];
        if (end == mark || words.Length == 0) yield break;

        yield return new Hit(view.Place(area, line), end.Trim().Length == 0 ? "cuối dòng không có dấu" : $"cuối dòng là “{end.Trim()}”", $"cuối dòng là “{mark}”")
        {
            Fix = Words($"Sửa dấu cuối dòng thành “{mark}”", line.Paragraph, line.Start + words.Length, end.Length, mark),
        };
    }
}
