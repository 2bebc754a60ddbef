using System.Text.RegularExpressions;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>What every field of the form needs to know of the whole.</summary>
/// <param name="Url">The address that the form is posted to.</param>
/// <param name="Problems">What is wrong, by the id of the field.</param>
/// <param name="Year">The year of the document where its text was copied from an earlier one; other years are pointed out. Null where nothing was copied.</param>
/// <param name="Bases">The legal bases of the register, to be put into the list of bases.</param>
public sealed partial record ComposeModel(string Url, IReadOnlyList<FieldProblem> Problems, int? Year, IReadOnlyList<string> Bases)
{
    public string? ProblemOf(string id) => Problems.FirstOrDefault(problem => problem.Field == id)?.Message;

    /// <summary>The years in a copied text that are not the document's own.</summary>
    public IReadOnlyList<string> OtherYears(string text) =>
        Year is { } own ? [.. Years().Matches(text).Select(match => match.Value).Where(year => year != own.ToString(System.Globalization.CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal)] : [];

    [GeneratedRegex(@"\b20\d\d\b", RegexOptions.NonBacktracking)]
    private static partial Regex Years();
}
