using System.Globalization;
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

var run = new ChaosRun(options, Console.WriteLine);
var report = await run.RunAsync(CancellationToken.None);
Console.WriteLine(report.Table());
// The files stay for a look when something went wrong.
if (report.IsGood) run.RemoveFiles();
return report.IsGood ? 0 : 1;
