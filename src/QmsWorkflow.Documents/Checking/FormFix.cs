using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Rules;

namespace QmsWorkflow.Documents.Checking;

/// <summary>Makes the fixes that the form check offers.</summary>
public static class FormFix
{
    /// <summary>Fixes of the same words are made one after the other.</summary>
    private const int MostRounds = 6;

    /// <summary>Mended after what they depend on: a line drawn by indents on the margins and the words, the reference of an appendix on the number, the first page of a part on its count.</summary>
    private static readonly string[] Dependent = [.. HeadingLines.Codes, "ND30-113", "ND30-707"];

    /// <summary>Applies the fixes of these findings.</summary>
    /// <param name="docx">The bytes of the .docx file, as they were checked.</param>
    /// <param name="findingIds">Ids of <see cref="FormFinding"/>; those without a fix, and unknown ones, change nothing.</param>
    /// <param name="context">The context of the check.</param>
    /// <returns>The fixed file; the same bytes when there was nothing to fix.</returns>
    /// <exception cref="DocxException">The file is refused.</exception>
    /// <remarks>Nothing but what the findings speak of is changed. The same input always gives the same bytes.</remarks>
    public static byte[] Apply(byte[] docx, IReadOnlyCollection<string> findingIds, FormContext context)
    {
        var ids = findingIds.ToHashSet(StringComparer.Ordinal);
        Func<FormFinding, bool> isWanted = finding => ids.Contains(finding.Id);
        HashSet<(string Rule, int? Paragraph)>? before = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var (package, found) = FormCheck.Bind(docx, context);
            // What was found before and is not to be fixed stays.
            before ??= [.. found.Where(item => !isWanted(item.Finding)).Select(item => (item.Finding.Rule, item.Finding.Place.Paragraph))];
            var chosen = found.Where(item => item.Hit.Fix is not null && isWanted(item.Finding)).ToList();
            if (chosen.Count == 0) return docx;

            foreach (var look in chosen.SelectMany(item => item.Hit.Fix!.Looks)) look();
            var left = Rewrite(chosen);
            docx = package.Save();
            isWanted = finding => left.Contains((finding.Rule, finding.Place.Paragraph)) || (Dependent.Contains(finding.Rule) && !before.Contains((finding.Rule, finding.Place.Paragraph)));
        }

        return docx;
    }

    /// <summary>Applies all fixes that the check offers, and those of what is seen only after them: a "1)" that became "1." is a khoản with its own rules.</summary>
    /// <inheritdoc cref="Apply(byte[], IReadOnlyCollection{string}, FormContext)"/>
    public static byte[] ApplyAll(byte[] docx, FormContext context)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            List<string> offered = [.. FormCheck.Run(docx, context).Findings.Where(finding => finding.Fix is not null).Select(finding => finding.Id)];
            if (offered.Count == 0) break;

            docx = Apply(docx, offered, context);
        }

        return docx;
    }

    /// <summary>What a fix makes of the words of its paragraphs.</summary>
    internal static ImmutableArray<FormTextChange> Changes(Fix fix) =>
        [.. fix.Words.GroupBy(edit => edit.Paragraph).Select(group => new FormTextChange(group.Key.Text.Trim(), Rewritten(group.Key.Text, group).Trim()))];

    private static string Rewritten(string text, IEnumerable<TextEdit> edits) =>
        edits.OrderByDescending(edit => edit.Start).Aggregate(text, (now, edit) => string.Concat(now.AsSpan(0, edit.Start), edit.Words, now.AsSpan(edit.End)));

    /// <summary>Makes the changes of words that do not touch each other; gives those that must wait.</summary>
    private static HashSet<(string Rule, int? Paragraph)> Rewrite(List<(FormFinding Finding, Hit Hit)> chosen)
    {
        HashSet<(string, int?)> left = [];
        List<TextEdit> taken = [];
        foreach (var (finding, hit) in chosen)
        {
            var words = hit.Fix!.Words;
            if (words.Any(edit => taken.Any(other => other.Paragraph == edit.Paragraph && edit.Start <= other.End && other.Start <= edit.End))) left.Add((finding.Rule, finding.Place.Paragraph));
            else taken.AddRange(words);
        }

        // From the end of each paragraph to its start, so that places stay true.
        foreach (var edit in taken.OrderByDescending(edit => edit.Start)) Edits.Replace(edit);
        return left;
    }
}
