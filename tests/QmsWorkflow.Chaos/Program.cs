using System.Globalization;
using System.Runtime.InteropServices;
using QmsWorkflow.Chaos;

var options = new ChaosOptions();
for (var index = 0; index + 1 < args.Length; index += 2)
{
    var value = int.Parse(args[index + 1], CultureInfo.InvariantCulture);
    options = args[index] switch
    {
        "--kills" => options with { Kills = value },
        "--seconds" => options with { Seconds = value },
        "--seed" => options with { Seed = value },
        _ => throw new InvalidOperationException($"Unknown option {args[index]}; known: --kills N, --seconds S, --seed X"),
    };
}

// Whoever stops the run leaves no server and no PostgreSQL behind.
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var run = new ChaosRun(options, Console.WriteLine);
try
{
    var report = await run.RunAsync(stop.Token);
    Console.WriteLine(report.Table());
    // The files stay for a look when something went wrong.
    if (report.IsGood) run.RemoveFiles();
    return report.IsGood ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    run.RemoveFiles();
    return 2;
}
catch (Exception failure) when (!stop.IsCancellationRequested)
{
    // Caught so that servers and PostgreSQL are ended first; the files stay.
    Console.Error.WriteLine(failure);
    return 3;
}
