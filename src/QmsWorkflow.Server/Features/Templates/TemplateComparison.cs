using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>A line of text that only one of two templates has.</summary>
public sealed record ComparedLine(bool IsAdded, string Text);

/// <summary>Tells in which lines of text two templates differ; their looks are compared by eye in the previews.</summary>
internal static class TemplateComparison
{
    /// <summary>More lines than this are not compared pairwise: the common ones at both ends are cut off first.</summary>
    private const int MostLines = 2_000;

    public static IReadOnlyList<ComparedLine> Of(byte[] before, byte[] after)
    {
        var old = Lines(before);
        var now = Lines(after);
        var start = 0;
        while (start < old.Count && start < now.Count && old[start] == now[start]) start++;
        var end = 0;
        while (end < old.Count - start && end < now.Count - start && old[^(end + 1)] == now[^(end + 1)]) end++;
        return Differ([.. old.Take(old.Count - end).Skip(start).Take(MostLines)], [.. now.Take(now.Count - end).Skip(start).Take(MostLines)]);
    }

    /// <summary>By the longest common subsequence.</summary>
    private static List<ComparedLine> Differ(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--) common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<ComparedLine>();
        for (var (i, j) = (0, 0); i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j]) (i, j) = (i + 1, j + 1);
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1])) lines.Add(new ComparedLine(IsAdded: false, old[i++]));
            else lines.Add(new ComparedLine(IsAdded: true, now[j++]));
        }

        return lines;
    }

    private static List<string> Lines(byte[] docx) =>
        [.. DocxText.ToPlainText(DocxText.Read(docx)).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
