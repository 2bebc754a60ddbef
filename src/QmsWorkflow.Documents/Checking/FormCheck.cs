using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;
using QmsWorkflow.Documents.Checking.Rules;

namespace QmsWorkflow.Documents.Checking;

/// <summary>Checks the form of administrative documents by Nghị định 30/2020/NĐ-CP, and their words for usual slips.</summary>
public static class FormCheck
{
    /// <summary>Of one rule no more findings than these are told; a 1,000-page file would otherwise drown its reader.</summary>
    private const int MostOfOneRule = 50;

    /// <summary>All rules in the order of their codes.</summary>
    public static ImmutableArray<FormRule> Rules { get; } =
    [
        .. PageRules.All, .. HeadingRules.All, .. NumberRules.All, .. DateRules.All, .. TitleRules.All, .. BasisRules.All, .. BodyRules.All, .. ArticleRules.All,
        .. SignatureRules.All, .. RecipientRules.All, .. AppendixRules.All, .. MarkRules.All, .. WordRules.All, .. NameRules.All, .. ObjectiveRules.All,
    ];

    /// <summary>Checks a document.</summary>
    /// <param name="docx">The bytes of the .docx file, at most 20 MB.</param>
    /// <param name="context">What is known of the cycle, the agency and the law.</param>
    /// <exception cref="DocxException">The file is refused; the message says why.</exception>
    /// <remarks>The same file and context always give the same report.</remarks>
    public static FormReport Run(byte[] docx, FormContext context) => new([.. Bind(docx, context).Found.Select(found => found.Finding)]);

    /// <summary>The findings with their fixes, bound to the file that was read.</summary>
    internal static (WordPackage Package, ImmutableArray<(FormFinding Finding, Hit Hit)> Found) Bind(byte[] docx, FormContext context)
    {
        var document = FormReader.Read(docx);
        var view = new FormView(document, FormLayout.Of(document), context);
        var found = new List<(FormFinding Finding, Hit Hit)>();
        foreach (var rule in Rules.Where(rule => context.Treatment == FormTreatment.Administrative || rule.IsForRecords))
        {
            var hits = rule.Check(view).Take(MostOfOneRule);
            found.AddRange(hits.GroupBy(hit => (hit.Place.Section, hit.Place.Paragraph, hit.Place.Area)).SelectMany(group => group.Select((hit, index) => (Finding(rule, hit, index), hit))));
        }

        return (document.Package, [.. found.OrderByDescending(item => item.Finding.Severity).ThenBy(item => item.Finding.Place.Paragraph ?? 0).ThenBy(item => item.Finding.Rule, StringComparer.Ordinal)]);
    }

    private static FormFinding Finding(FormRule rule, Hit hit, int index)
    {
        var place = hit.Place.Paragraph is { } paragraph ? $"d{paragraph}" : $"p{hit.Place.Section}";
        if (hit.Place.Area == FormArea.Margin) place = "m" + place;
        var id = $"{rule.Code}.{place}" + (index == 0 ? "" : $".{index + 1}");
        var fix = hit.Fix is null ? null : new FormFixOffer(hit.Fix.Description, FormFix.Changes(hit.Fix));
        return new FormFinding(id, rule.Code, hit.Severity ?? rule.Severity, hit.Place, rule.Article, hit.Found, hit.Required, fix);
    }
}
