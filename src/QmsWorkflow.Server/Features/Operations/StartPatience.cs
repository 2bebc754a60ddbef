using System.Diagnostics;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>
/// A server whose database is restarting, or cuts its connection, while it starts waits and tries again instead of ending: after a power cut both
/// come up at the same time. What is wrong for good (password, missing database, broken file) is not tried again.
/// </summary>
internal sealed class StartPatience(TimeSpan limit, TextWriter output)
{
    /// <summary>For verbs of the command line and for tests: the first failure is the answer.</summary>
    public static StartPatience None { get; } = new(TimeSpan.Zero, TextWriter.Null);

    /// <summary>For the server.</summary>
    public static StartPatience Server { get; } = new(TimeSpan.FromSeconds(60), Console.Error);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Stopwatch waited = Stopwatch.StartNew();

    public TimeSpan Limit => limit;

    /// <param name="what">What is being done, for the line that says why the start takes longer.</param>
    public async Task RunAsync(string what, Func<Task> step, CancellationToken ct)
    {
        waited.Restart();
        var said = "";
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception failure) when (DatabaseTrouble.IsPassing(failure) && waited.Elapsed < limit)
            {
                var reason = DatabaseTrouble.Say(failure);
                if (reason != said)
                {
                    await output.WriteLineAsync(
                        $"Cơ sở dữ liệu chưa sẵn sàng ({what}): {reason}. Thử lại, tối đa {limit.TotalSeconds:0} giây. (The database is not ready; trying again.)");
                }

                said = reason;
                await Task.Delay(Pause, ct);
            }
        }
    }
}
