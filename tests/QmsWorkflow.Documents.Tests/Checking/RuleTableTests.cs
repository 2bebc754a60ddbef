using System.Globalization;
using System.Text;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Documents.Tests.Support;
using QmsWorkflow.Domain.Sources;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>The reference of the form check is the list of its rules.</summary>
public sealed class RuleTableTests
{
    private const string Start = "<!-- rules: this table is checked against the program -->";
    private const string End = "<!-- /rules -->";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void The_reference_lists_every_rule_as_it_is()
    {
        var file = Repository.Path("docs", "reference", "form-check.md");
        var text = File.ReadAllText(file);
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, text.IndexOf(End, StringComparison.Ordinal));
        // QMS_UPDATE_DOCS=1 writes the table anew.
        if (Environment.GetEnvironmentVariable("QMS_UPDATE_DOCS") == "1") File.WriteAllText(file, text = string.Concat(text.AsSpan(0, start), "\n", Table(), text.AsSpan(end)));

        text[start..text.IndexOf(End, StringComparison.Ordinal)].Trim().ShouldBe(Table().Trim());
    }

    [Fact]
    public void Every_code_of_a_source_is_known() => FormCheck.Rules.SelectMany(rule => FactSources.CodesIn(rule.Article)).Where(code => !FactSources.Knows(code)).ShouldBeEmpty();

    [Fact]
    public void Codes_are_unique_and_in_order_and_each_rule_says_where_it_comes_from()
    {
        FormCheck.Rules.Select(rule => rule.Code).ShouldBe(FormCheck.Rules.Select(rule => rule.Code).Distinct().Order(StringComparer.Ordinal));
        FormCheck.Rules.ShouldAllBe(rule => rule.Article.Length > 0 && rule.TitleVi.Length > 0 && rule.TitleEn.Length > 0);
        FormCheck.Rules.Length.ShouldBeGreaterThan(90);
    }

    private static string Table()
    {
        var table = new StringBuilder("| Code | Required | Article | Severity | Fix |\n|---|---|---|---|---|\n");
        foreach (var rule in FormCheck.Rules) table.Append($"| {rule.Code} | {rule.TitleVi}<br>{rule.TitleEn} | {FactSources.Say(rule.Article, English)} | {rule.Severity.ToString().ToLowerInvariant()} | {(rule.CanFix ? "yes" : "no")} |\n");
        return table.ToString();
    }
}
