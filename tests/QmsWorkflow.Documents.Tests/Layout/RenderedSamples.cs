using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Layout;

/// <summary>All shipped templates, filled with their samples and made into PDFs by one run of LibreOffice for the whole test run.</summary>
internal static class RenderedSamples
{
    private static readonly Lazy<Task<string>> Folder = new(RenderAllAsync);
    private static readonly ConcurrentDictionary<string, Lazy<Task<RenderedSample>>> Read = new(StringComparer.Ordinal);

    /// <param name="template">As <c>annual-plan/ke-hoach</c>.</param>
    public static Task<RenderedSample> OfAsync(string template) => Read.GetOrAdd(template, name => new Lazy<Task<RenderedSample>>(() => ReadAsync(name))).Value;

    public static JsonObject Data(string template) => (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", template + ".sample.json")))!;

    public static byte[] Fill(string template)
    {
        var filled = DocxTemplate.Open(Repository.Template(template), template).Fill(Data(template));
        filled.Problems.ShouldBeEmpty();
        return filled.Docx!;
    }

    private static async Task<RenderedSample> ReadAsync(string template)
    {
        var pdf = Path.Combine(await Folder.Value, FileName(template) + ".pdf");
        File.Exists(pdf).ShouldBeTrue($"LibreOffice made no PDF of {template}");
        var pages = PdfPage.Read(await RunAsync("pdftohtml", "-xml", "-zoom", $"{PdfPage.Zoom}", "-i", "-hidden", "-stdout", pdf));
        return new RenderedSample(pages, await RunAsync("pdffonts", pdf), await RunAsync("pdfinfo", "-f", "1", "-l", "1000", pdf));
    }

    private static async Task<string> RenderAllAsync()
    {
        var folder = Directory.CreateTempSubdirectory("qms-layout-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var files = new List<string>();
        foreach (var template in Repository.Templates())
        {
            var file = Path.Combine(folder, FileName(template) + ".docx");
            await File.WriteAllBytesAsync(file, Fill(template), TestContext.Current.CancellationToken);
            files.Add(file);
        }

        // A profile of its own: another LibreOffice of the same user may be open.
        await RunAsync("soffice", [$"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, .. files]);
        return folder;
    }

    private static string FileName(string template) => template.Replace('/', '_');

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        // A file that cannot be made must not hold the tests up for ever.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException slow)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than four minutes.", slow);
        }

        process.ExitCode.ShouldBe(0, $"{program}: {await errors}");
        return await output;
    }
}

/// <summary>A filled template as pages.</summary>
/// <param name="Fonts">The answer of <c>pdffonts</c>.</param>
/// <param name="Info">The answer of <c>pdfinfo</c>.</param>
internal sealed record RenderedSample(IReadOnlyList<PdfPage> Pages, string Fonts, string Info)
{
    public IEnumerable<PdfLine> Lines => Pages.SelectMany(page => page.Lines);

    /// <summary>The lines that together say exactly this, where it stands first; line breaks and spaces do not count.</summary>
    public IReadOnlyList<PdfLine> Find(string text, Func<PdfLine, bool>? among = null)
    {
        var wanted = Plain(text);
        var all = Lines.Where(line => among is null || among(line)).ToList();
        for (var start = 0; start < all.Count; start++)
        {
            var (found, rest) = (new List<PdfLine>(), wanted);
            for (var index = start; index < all.Count && rest.Length > 0 && rest.StartsWith(Plain(all[index].Text), StringComparison.Ordinal); index++)
            {
                rest = rest[Plain(all[index].Text).Length..];
                found.Add(all[index]);
            }

            if (rest.Length == 0 && found.Count > 0) return found;
        }

        throw new InvalidOperationException($"The pages do not show \"{text}\".");
    }

    private static string Plain(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}
