using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Cli.Verbs;

/// <summary>Compares Word templates with the data they will get, and fills them with the sample beside them to be looked at.</summary>
internal static class TemplateCheckVerb
{
    private const string Out = "--out";

    public static Verb Create() => new()
    {
        Name = "template check",
        Arguments = "FILES.docx…",
        FewestArguments = 1,
        MostArguments = int.MaxValue,
        SummaryVi = "Kiểm tra mẫu Word: trường lạ, trường thiếu, trường sai loại; điền thử dữ liệu mẫu",
        SummaryEn = "Check Word templates: unknown, missing and wrongly typed fields; fill in the sample data",
        Options = [new(Out, "FOLDER", "ghi văn bản điền thử vào thư mục này để xem", "write the filled samples into this folder")],
        RunAsync = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken ct)
    {
        var (files, problems) = (call.Files(), new List<string>());
        foreach (var file in files) problems.AddRange(await CheckAsync(file, call.Value(Out), ct));

        if (call.IsJson)
        {
            call.WriteJson(new { files = files.Count, problems });
        }
        else
        {
            foreach (var problem in problems) await call.Output.WriteLineAsync(problem);
            await call.Output.WriteLineAsync($"{files.Count} mẫu, {problems.Count} lỗi ({files.Count} templates, {problems.Count} faults)");
        }

        return problems.Count == 0 ? ExitCode.Ok : ExitCode.Finding;
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(string file, string? folder, CancellationToken ct)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        try
        {
            var template = DocxTemplate.Open(await File.ReadAllBytesAsync(file, ct), name);
            var schema = TemplateSchema.Parse(await BesideAsync(file, ".schema.json", ct));
            var sample = JsonNode.Parse(await BesideAsync(file, ".sample.json", ct)) as JsonObject ?? throw new DocxException("dữ liệu mẫu phải là một đối tượng JSON.");
            List<FillProblem> problems = [.. template.Check(schema), .. schema.Validate(sample)];
            if (problems.Count > 0) return [.. problems.Select(problem => problem.ToString())];

            var filled = template.Fill(sample);
            if (filled.Docx is not { } docx) return [.. filled.Problems.Select(problem => problem.ToString())];

            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                // Several processes have a "bao-cao": the folder's name keeps them apart.
                var process = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)));
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{process}-{name}.docx"), docx, ct);
            }

            return [];
        }
        catch (Exception broken) when (broken is DocxException or JsonException)
        {
            return [$"mẫu {name}: {broken.Message}"];
        }
    }

    private static async Task<string> BesideAsync(string file, string ending, CancellationToken ct)
    {
        var path = Path.ChangeExtension(file, null) + ending;
        return File.Exists(path)
            ? await File.ReadAllTextAsync(path, ct)
            : throw new CannotRunException($"Cần tệp {path} bên cạnh mẫu.", $"The file {path} is needed beside the template.");
    }
}
