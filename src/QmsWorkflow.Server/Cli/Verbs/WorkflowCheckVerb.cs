using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;

namespace QmsWorkflow.Server.Cli.Verbs;

internal static class WorkflowCheckVerb
{
    public static Verb Create(StepCatalog steps) => new()
    {
        Name = "workflow check",
        Arguments = "FILES…",
        FewestArguments = 1,
        MostArguments = int.MaxValue,
        SummaryVi = "Kiểm tra tệp quy trình: mỗi lỗi nêu tên tệp, vị trí, điều tìm thấy và điều được phép",
        SummaryEn = "Check workflow files: each fault with its file, place, what was found and what is allowed",
        RunAsync = (call, ct) => RunAsync(call, steps, ct),
    };

    private static async Task<int> RunAsync(Invocation call, StepCatalog steps, CancellationToken ct)
    {
        var files = call.Files();
        var problems = new List<DefinitionProblem>();
        foreach (var file in files) problems.AddRange(DefinitionChecker.Check(await File.ReadAllTextAsync(file, ct), file, steps));

        if (call.IsJson)
        {
            call.WriteJson(new { files = files.Count, problems });
        }
        else
        {
            foreach (var problem in problems) await call.Output.WriteLineAsync($"{problem.Code} {problem}");
            await call.Output.WriteLineAsync($"{files.Count} tệp, {problems.Count} lỗi ({files.Count} files, {problems.Count} faults)");
        }

        return problems.Count == 0 ? ExitCode.Ok : ExitCode.Finding;
    }
}
