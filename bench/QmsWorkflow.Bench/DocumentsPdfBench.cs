using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using QmsWorkflow.Documents;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Bench;

/// <summary>Pages of PDF per second: the warm pool beside one cold LibreOffice per file, on the same document in the same run.</summary>
internal static class DocumentsPdfBench
{
    private const double Aim = 5;

    public static async Task RunAsync(Table table, bool isQuick)
    {
        using var folder = new WorkFolder();
        var place = Path.Combine(folder.Repository, "templates", "agency-objectives", "quyet-dinh");
        var docx = DocxTemplate.Open(await File.ReadAllBytesAsync(place + ".docx")).Fill((JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(place + ".sample.json"))!).Docx!;
        var (coldFiles, warmFiles) = isQuick ? (3, 30) : (10, 200);

        using var cold = new PdfRenderer(NullLogger<PdfRenderer>.Instance, new() { Python = "/nonexistent/python3" });
        var (coldPages, coldTime) = await MeasureAsync(cold, docx, coldFiles);
        table.Add("decision of three pages: one cold soffice per file", $"{Table.Text(coldPages / coldTime, "pages/s")}, {Table.Text(coldTime / coldFiles * 1000, "ms per file")}");
        foreach (var workers in new[] { 1, 2 })
        {
            using var pool = new PdfRenderer(NullLogger<PdfRenderer>.Instance, new() { Workers = workers });
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => pool.RenderAsync(docx, default)));
            var first = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var (pages, time) = await MeasureAsync(pool, docx, warmFiles);
            var name = $"pool of {workers}";
            table.Add(name, $"{Table.Text(pages / time, "pages/s")}, {Table.Text(time / warmFiles * 1000, "ms per file")}; {Table.Text(first, "s")} until the first");
            table.AtLeast($"{name}: times faster than cold", pages / time / (coldPages / coldTime), Aim, "times");
        }
    }

    private static async Task<(double Pages, double Seconds)> MeasureAsync(PdfRenderer renderer, byte[] docx, int files)
    {
        var start = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, files).Select(_ => renderer.RenderAsync(docx, default)));
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (all.Sum(Pages), time);
    }

    private static double Pages(byte[] pdf)
    {
        var file = PdfFile.Open(pdf);
        return file.Resolve(file.Dict(file.Catalog["Pages"])["Count"]) is PdfValue.Number count ? count.Value : throw new InvalidOperationException("A PDF without pages.");
    }
}
