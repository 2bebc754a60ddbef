using System.Runtime.InteropServices;
using QmsWorkflow.Bench;

var isQuick = args.Contains("--quick", StringComparer.Ordinal);
string[] parts = ["durable", "memory", "growth"];
var chosen = args.Skip(1).Where(argument => parts.Contains(argument, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
if (args.Length == 0 || args[0] != "engine" || args.Length != 1 + chosen.Count + (isQuick ? 1 : 0))
{
    Console.Error.WriteLine("./bench.sh engine [--quick] [durable] [memory] [growth]");
    return 2;
}

var table = new Table();
bool Wants(string part) => chosen.Count == 0 || chosen.Contains(part);
if (Wants("memory")) MemoryBench.Run(table, isQuick);
if (Wants("durable") || Wants("growth"))
{
    await using var store = await Store.StartAsync();
    // Interrupted, it leaves neither a cluster nor its folder behind.
    using var interrupt = Store.DisposeOn(PosixSignal.SIGINT, store);
    using var termination = Store.DisposeOn(PosixSignal.SIGTERM, store);
    if (Wants("durable")) await DurableBench.RunAsync(store, table, isQuick);
    if (Wants("growth")) await GrowthBench.RunAsync(store, table, isQuick);
}

Console.WriteLine();
table.Print(Console.Out);
return 0;
