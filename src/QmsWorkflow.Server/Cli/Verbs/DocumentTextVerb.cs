using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Cli.Verbs;

internal static class DocumentTextVerb
{
    public static Verb Create() => new()
    {
        Name = "document text",
        Arguments = "FILE.docx",
        FewestArguments = 1,
        MostArguments = 1,
        SummaryVi = "In phần chữ của một tệp Word: mỗi đoạn một dòng, các ô của một hàng cách nhau bằng dấu tab",
        SummaryEn = "Print the text of a Word file: a paragraph per line, the cells of a row parted by tabs",
        RunAsync = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken ct)
    {
        var file = call.Files()[0];
        try
        {
            var blocks = DocxText.Read(await File.ReadAllBytesAsync(file, ct));
            if (call.IsJson) call.WriteJson(new { file, blocks });
            else await call.Output.WriteAsync(DocxText.ToPlainText(blocks));
            return ExitCode.Ok;
        }
        catch (DocxException refused)
        {
            if (call.IsJson) call.WriteJson(new { file, error = refused.Message });
            else await call.Error.WriteLineAsync($"{file}: {refused.Message}");
            return ExitCode.Finding;
        }
    }
}
