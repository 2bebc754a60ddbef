using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Conformance;

namespace QmsWorkflow.Server.Cli.Verbs;

internal static class WorkflowReplayVerb
{
    public static Verb Create(StepCatalog steps) => new()
    {
        Name = "workflow replay",
        Arguments = "FILES…",
        FewestArguments = 1,
        MostArguments = int.MaxValue,
        SummaryVi = "Chạy lại các tình huống mẫu (quy trình, sự kiện, kết quả đúng) và so sánh kết quả",
        SummaryEn = "Replay recorded cases (workflow, events, right result) and compare the results",
        RunAsync = (call, ct) => RunAsync(call, steps, ct),
    };

    private static async Task<int> RunAsync(Invocation call, StepCatalog steps, CancellationToken ct)
    {
        var results = new List<Replayed>();
        foreach (var file in call.Files()) results.Add(Replay(file, await File.ReadAllTextAsync(file, ct), steps));

        var failed = results.Count(result => !result.Passed);
        if (call.IsJson)
        {
            call.WriteJson(new { cases = results.Count, failed, results });
        }
        else
        {
            foreach (var result in results.Where(result => !result.Passed)) await call.Output.WriteLineAsync($"{result.File}: {result.Difference}");
            await call.Output.WriteLineAsync($"{results.Count} tình huống, {failed} sai khác ({results.Count} cases, {failed} differ)");
        }

        return failed == 0 ? ExitCode.Ok : ExitCode.Finding;
    }

    private static Replayed Replay(string file, string json, StepCatalog steps)
    {
        try
        {
            var result = ConformanceReplay.Run(ConformanceCase.Read(json), steps);
            return new Replayed(file, result.Passed, result.FirstDifference);
        }
        catch (FormatException broken)
        {
            return new Replayed(file, false, $"không phải tình huống mẫu: {broken.Message}");
        }
    }

    private sealed record Replayed(string File, bool Passed, string? Difference);
}
