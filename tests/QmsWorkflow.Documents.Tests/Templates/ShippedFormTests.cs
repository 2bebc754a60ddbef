using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Templates;

/// <summary>The check of form finds nothing in what the shipped templates make.</summary>
public sealed class ShippedFormTests
{
    /// <summary>Samples that are real documents of 2022–2024, with their words as they were issued: only their form is ours.</summary>
    private static readonly string[] AsIssued =
        ["annual-plan/ke-hoach", "agency-objectives/to-trinh", "agency-objectives/quyet-dinh", "agency-objectives/quyet-dinh-bang", "agency-objectives/quyet-dinh-nhom"];

    /// <summary>The rules about words: căn cứ and their dates, names, symbols, years.</summary>
    private static readonly string[] OfWords = ["ND30-4", "ND30-9"];

    public static TheoryData<string> All => [.. Repository.Templates()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_filled_template_keeps_to_the_decree(string name)
    {
        var sample = (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", name + ".sample.json")))!;
        var docx = DocxTemplate.Open(Repository.Template(name), name).Fill(sample).Docx!;
        // A record of the QMS is no administrative document: it has no number (S-192).
        var treatment = sample.ContainsKey("numberLine") && name != "copies/ban-sao" ? FormTreatment.Administrative : FormTreatment.Record;

        var report = FormCheck.Run(docx, FormContext.Empty with { Treatment = treatment });

        var findings = report.Findings.Where(finding => !AsIssued.Contains(name) || !OfWords.Any(words => finding.Rule.StartsWith(words, StringComparison.Ordinal)));
        findings.Select(finding => $"{finding.Rule} {finding.Place}: {finding.Found} / {finding.Required}").ShouldBeEmpty();
    }
}
