using System.Collections.Immutable;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Features.Tasks;

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
        foreach (var file in files) problems.AddRange(Check(file, await File.ReadAllTextAsync(file, ct), steps));

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

    /// <summary>A definition, or a form described by a file (<c>*.form.json</c>).</summary>
    private static ImmutableArray<DefinitionProblem> Check(string file, string json, StepCatalog steps)
    {
        if (!file.EndsWith(".form.json", StringComparison.Ordinal)) return DefinitionChecker.Check(json, file, steps);

        try
        {
            DeclaredForm.Read(json, file);
            return [];
        }
        catch (FormatException wrong)
        {
            return [new DefinitionProblem("QMS120", file, "$", "", "", wrong.Message)];
        }
    }
}
