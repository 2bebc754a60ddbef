using System.Runtime.InteropServices;
using QmsWorkflow.Bench;

var suites = new Dictionary<string, string[]>(StringComparer.Ordinal)
{
    ["engine"] = ["durable", "memory", "growth"],
    ["documents"] = ["fill", "pdf"],
    ["measure"] = ["import", "evaluate", "scorecard"],
};
var isQuick = args.Contains("--quick", StringComparer.Ordinal);
var parts = args.Length > 0 && suites.TryGetValue(args[0], out var known) ? known : [];
var chosen = args.Skip(1).Where(argument => parts.Contains(argument, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
if (parts.Length == 0 || args.Length != 1 + chosen.Count + (isQuick ? 1 : 0))
{
    foreach (var (suite, its) in suites) Console.Error.WriteLine($"./bench.sh {suite} [--quick] [{string.Join("] [", its)}]");
    return 2;
}

var table = new Table();
bool Wants(string part) => parts.Contains(part, StringComparer.Ordinal) && (chosen.Count == 0 || chosen.Contains(part));
if (Wants("fill")) FillBench.Run(table, isQuick);
if (Wants("pdf")) await DocumentsPdfBench.RunAsync(table, isQuick);
if (Wants("memory")) MemoryBench.Run(table, isQuick);
if (((string[])["durable", "growth", "import", "evaluate", "scorecard"]).Any(Wants))
{
    await using var store = await Store.StartAsync();
    // Interrupted, it leaves neither a cluster nor its folder behind.
    using var interrupt = Store.DisposeOn(PosixSignal.SIGINT, store);
    using var termination = Store.DisposeOn(PosixSignal.SIGTERM, store);
    if (Wants("durable")) await DurableBench.RunAsync(store, table, isQuick);
    if (Wants("growth")) await GrowthBench.RunAsync(store, table, isQuick);
    if (Wants("import")) await MeasureImportBench.RunAsync(store, table, isQuick);
    if (Wants("evaluate")) await MeasureEvaluateBench.RunAsync(store, table, isQuick);
    if (Wants("scorecard")) await ScorecardBench.RunAsync(store, table, isQuick);
}

Console.WriteLine();
table.Print(Console.Out);
return 0;
