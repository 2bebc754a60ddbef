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
}
