using System.Text.RegularExpressions;
using QmsWorkflow.Server.Tests.Journeys;

namespace QmsWorkflow.Server.Tests.Docs;

/// <summary>The reference page of messages and the program may not part.</summary>
public sealed partial class ErrorReferenceTests
{
    [Fact]
    public void Every_code_the_program_uses_is_on_the_reference_page()
    {
        var documented = CodesIn(File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/errors.md"))).ToHashSet(StringComparer.Ordinal);

        var used = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".resx")
            .SelectMany(file => CodesIn(File.ReadAllText(file))).ToHashSet(StringComparer.Ordinal);

        used.Count.ShouldBeGreaterThan(20);
        used.Except(documented).Order().ShouldBeEmpty();
    }

    private static IEnumerable<string> CodesIn(string text) => Code().Matches(text).Select(match => match.Value);

    [GeneratedRegex("QMS[1-8][0-9]{2}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
