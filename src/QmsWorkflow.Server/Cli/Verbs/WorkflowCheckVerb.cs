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
        var texts = new List<(string File, string Json)>();
        foreach (var file in files) texts.Add((file, await File.ReadAllTextAsync(file, ct)));

        // Files that are checked together may use each other as activities.
        var library = new WorkflowLibrary(texts.Where(t => !IsForm(t.File)).Select(t => new PublishedWorkflow(t.Json, t.File)));
        foreach (var (file, json) in texts) problems.AddRange(Check(file, json, steps, library));

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
    private static ImmutableArray<DefinitionProblem> Check(string file, string json, StepCatalog steps, WorkflowLibrary library)
    {
        if (!IsForm(file)) return DefinitionChecker.Check(json, file, steps, library);

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

    private static bool IsForm(string file) => file.EndsWith(".form.json", StringComparison.Ordinal);
}
