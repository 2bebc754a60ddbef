using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>What the shipped templates make of their samples stands the form check: hints at most.</summary>
public sealed class ShippedFormTests
{
    public static TheoryData<string> All => [.. Repository.Templates()];

    /// <summary>The decree's own Word files are not part of this repository; QMS_DECREE_FILES names a folder with them.</summary>
    public static TheoryData<string> DecreeFiles => [.. Environment.GetEnvironmentVariable("QMS_DECREE_FILES") is { Length: > 0 } folder ? Directory.GetFiles(folder, "*.docx") : [""]];

    [Theory]
    [MemberData(nameof(All))]
    public void A_filled_template_has_neither_error_nor_warning(string name)
    {
        var sample = SeedSlips.Sample(name);
        // A document with a number is an administrative one; the others are records of the system (S-192).
        var isNumbered = sample["numberLine"] is JsonValue number && number.GetValue<string>().Length > 0;
        var context = FormContext.Empty with { Treatment = isNumbered ? FormTreatment.Administrative : FormTreatment.Record };

        var report = FormCheck.Run(SeedSlips.Fill(name), context);

        report.Findings.Where(finding => finding.Severity != FormSeverity.Hint).Select(finding => $"{finding.Rule} {finding.Place}: {finding.Found} → {finding.Required}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void All_fixes_of_a_filled_template_leave_nothing_to_fix_and_a_valid_file(string name)
    {
        var docx = SeedSlips.Fill(name);

        var mended = FormFix.ApplyAll(docx, FormContext.Empty);

        FormCheck.Run(mended, FormContext.Empty).Findings.Where(finding => finding.Fix is not null).Select(finding => finding.ToString()).ShouldBeEmpty();
        FormFix.ApplyAll(mended, FormContext.Empty).ShouldBe(mended);
        Word.Objections(mended).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(DecreeFiles))]
    public void The_decrees_own_files_are_read_to_their_end(string file)
    {
        var docx = file.Length == 0 ? Nd30Form.Decision.Build() : File.ReadAllBytes(file);

        var report = FormCheck.Run(docx, FormContext.Empty);
        var mended = FormFix.ApplyAll(docx, FormContext.Empty);

        report.Findings.Length.ShouldBeLessThan(20);
        FormCheck.Run(mended, FormContext.Empty).Findings.Where(finding => finding.Fix is not null).Select(finding => finding.ToString()).ShouldBeEmpty();
    }
}
