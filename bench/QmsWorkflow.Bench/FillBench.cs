using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents;

namespace QmsWorkflow.Bench;

/// <summary>Filling templates, beside docxtemplater in the same run on an equal template; and how the cost grows with the rows.</summary>
internal static class FillBench
{
    private const double Aim = 5;
    private const double LinearAim = 1.1;

    public static void Run(Table table, bool isQuick)
    {
        var seconds = isQuick ? 2 : 8;
        using var folder = new WorkFolder();
        Compare(table, folder, "decision, 12 objectives", "agency-objectives/quyet-dinh", data => Extend(data, ["appendix", "items"], 12), seconds);
        Compare(table, folder, "report, 2,000 rows", "annual-plan/ke-hoach", data => Extend(data, ["rows"], 2_000), seconds);
        Grow(table, isQuick ? [100, 1000, 5000] : [100, 1000, 5000, 20_000], seconds);
    }

    private static void Compare(Table table, WorkFolder folder, string name, string template, Action<JsonObject> extend, double seconds)
    {
        var file = File.ReadAllBytes(Path.Combine(folder.Repository, "templates", template + ".docx"));
        var data = Sample(folder, template);
        extend(data);
        var (peer, peerFile) = Peer(folder, file, data, seconds);
        var opened = DocxTemplate.Open(file);
        var ourFile = Fill(opened, data);
        if (Text(ourFile) != Text(peerFile)) throw new InvalidOperationException($"{name}: the two programs write different texts.");

        var (kept, bytes) = Measure(() => Fill(opened, data), seconds);
        var (anew, _) = Measure(() => Fill(DocxTemplate.Open(file), data), seconds);
        table.Add($"{name}: docxtemplater", peer.ToString());
        table.Add($"{name}: ours", kept.ToString());
        table.Add($"{name}: ours, opening the template each time", anew.ToString());
        table.Add($"{name}: ours, allocated", Table.Text(bytes / 1024, "KB per fill"));
        table.Add($"{name}: size of the file", $"{Table.Text(ourFile.Length / 1024.0, "KB")}; docxtemplater {Table.Text(peerFile.Length / 1024.0, "KB")}");
        table.AtLeast($"{name}: times faster", peer.Best / kept.Best, Aim, "times");
        table.AtLeast($"{name}: times faster, opening the template each time", peer.Best / anew.Best, Aim, "times");
    }

    private static void Grow(Table table, int[] sizes, double seconds)
    {
        using var folder = new WorkFolder();
        var template = DocxTemplate.Open(File.ReadAllBytes(Path.Combine(folder.Repository, "templates", "annual-plan", "ke-hoach.docx")));
        var points = new List<(double Rows, double Milliseconds, double Bytes)>();
        foreach (var size in sizes)
        {
            var data = Sample(folder, "annual-plan/ke-hoach");
            Extend(data, ["rows"], size);
            var (time, bytes) = Measure(() => Fill(template, data), seconds / 2);
            points.Add((size, time.Best, bytes));
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{size:#,0} rows"), $"{time}, {Table.Text(bytes / 1024, "KB allocated")}");
        }

        table.AtMost("rows: exponent of time", Table.Exponent([.. points.Select(point => (point.Rows, point.Milliseconds))]), LinearAim, "");
        table.AtMost("rows: exponent of bytes allocated", Table.Exponent([.. points.Select(point => (point.Rows, point.Bytes))]), LinearAim, "");
    }

    private static (Times Times, byte[] File) Peer(WorkFolder folder, byte[] template, JsonObject data, double seconds)
    {
        var (file, json, result) = (folder.File("peer.docx"), folder.File("data.json"), folder.File("filled.docx"));
        File.WriteAllBytes(file, PeerTemplate.From(template));
        File.WriteAllText(json, data.ToJsonString());
        var program = Path.Combine(folder.Repository, "bench", "documents", "docxtemplater.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [program, file, json, seconds.ToString(CultureInfo.InvariantCulture), result]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        if (node.ExitCode != 0) throw new InvalidOperationException("docxtemplater cannot fill the template; see above.");

        var measured = JsonDocument.Parse(output).RootElement;
        return (new Times(measured.GetProperty("best").GetDouble(), measured.GetProperty("median").GetDouble()), File.ReadAllBytes(result));
    }

    /// <summary>What many fills took, warm; and the bytes that one allocates.</summary>
    private static (Times Times, double Bytes) Measure(Action run, double seconds)
    {
        Repeat(run, seconds / 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var times = Repeat(run, seconds);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / times.Count;
        times.Sort();
        return (new Times(times[0], times[times.Count / 2]), bytes);
    }

    private static List<double> Repeat(Action run, double seconds)
    {
        var times = new List<double>(1 << 16);
        for (var watch = Stopwatch.StartNew(); times.Count < 5 || watch.Elapsed.TotalSeconds < seconds;)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static byte[] Fill(DocxTemplate template, JsonObject data)
    {
        var filled = template.Fill(data);
        return filled.Docx ?? throw new InvalidOperationException(string.Join('\n', filled.Problems));
    }

    private static string Text(byte[] docx) => DocxText.ToPlainText(DocxText.Read(docx));

    private static JsonObject Sample(WorkFolder folder, string template) =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Repository, "templates", template + ".sample.json")))!;

    /// <summary>Repeats the items of a list until there are so many.</summary>
    private static void Extend(JsonObject data, string[] path, int count)
    {
        JsonNode list = data;
        foreach (var step in path) list = list[step]!;
        var items = list.AsArray();
        var model = items.Select(item => item!.DeepClone()).ToList();
        items.Clear();
        for (var index = 0; index < count; index++) items.Add(model[index % model.Count].DeepClone());
    }

    /// <summary>The best of many and their median, in milliseconds. Sides are compared by their best: what else the machine does only adds.</summary>
    private readonly record struct Times(double Best, double Median)
    {
        public override string ToString() => $"{Table.Text(Best, "ms")} (median {Table.Text(Median, "ms")})";
    }
}
