using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Conformance;

namespace QmsWorkflow.Engine.Tests.Conformance;

public sealed class ConformanceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Conformance", "Cases");

    public static TheoryData<string> Cases() => [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_recorded_case_gives_the_expected_result(string name)
    {
        var example = ConformanceCase.Read(File.ReadAllText(Path.Combine(Folder, name + ".json")));

        var result = ConformanceReplay.Run(example);

        result.FirstDifference.ShouldBeNull();
    }

    public static TheoryData<string> Deviations() => [.. Cases().Select(c => c.Data).Where(name => name.StartsWith("deviation-", StringComparison.Ordinal))];

    /// <summary>Here the expected result is our own, so nothing is left open as where Elsa leaves an activity open.</summary>
    [Theory]
    [MemberData(nameof(Deviations))]
    public void Where_we_differ_from_Elsa_the_executions_are_exactly_ours(string name)
    {
        var example = ConformanceCase.Read(File.ReadAllText(Path.Combine(Folder, name + ".json")));

        var actual = ConformanceReplay.Run(example).Actual;

        example.Note.ShouldNotBeNullOrEmpty();
        ((JsonArray)actual["executed"]!).Select(e => (string?)e).ShouldBe(((JsonArray)example.Expected["executed"]!).Select(e => (string?)e));
        ((JsonArray)actual["incidents"]!).Count.ShouldBe(((JsonArray)example.Expected["incidents"]!).Count);
    }

    [Fact]
    public void There_is_a_result_of_our_own_for_each_recognised_defect() => Deviations().Count.ShouldBe(30);
}
