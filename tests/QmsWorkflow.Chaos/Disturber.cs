using System.Diagnostics;
using System.Globalization;
using QmsWorkflow.Server.Data.Cluster;

namespace QmsWorkflow.Chaos;

/// <summary>Kills servers, restarts PostgreSQL, cuts connections and moves the clock, as its dice fall.</summary>
internal sealed class Disturber(
    ChaosOptions options, List<ServerNode> nodes, ChaosChecks checks, ClusterPlace place, ChaosClient client, Tally tally, Action<string> say)
{
    private static readonly TimeSpan[] Jumps =
        [TimeSpan.FromDays(3), TimeSpan.FromDays(-2), TimeSpan.FromDays(40), TimeSpan.FromHours(-1), TimeSpan.FromHours(1), TimeSpan.FromDays(-30), TimeSpan.FromDays(200)];

    private readonly Random random = new(options.Seed);

    /// <summary>Goes on until enough kills met a living server, or the time is over. A short run has at least one of each.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var first = new Queue<Func<CancellationToken, Task>>([JumpAsync, RestartAsync, CutAsync, KillAsync]);
        while (tally.Kills < options.Kills && watch.Elapsed < TimeSpan.FromSeconds(options.Seconds))
        {
            await Task.Delay(random.Next(50, 500), ct);
            StartEnded();
            if (first.TryDequeue(out var once))
            {
                await once(ct);
                continue;
            }

            await (random.Next(20) switch
            {
                < 12 => KillAsync(ct),
                < 15 => CutAsync(ct),
                < 17 => RestartAsync(ct),
                _ => JumpAsync(ct),
            });
        }
    }

    /// <summary>Starts what does not run and waits until all of it answers.</summary>
    public async Task UntilReadyAsync(IReadOnlyList<ServerNode> some, CancellationToken ct)
    {
        var limit = Stopwatch.StartNew();
        foreach (var node in some)
        {
            while (!await node.IsReadyAsync(ct))
            {
                if (limit.Elapsed > TimeSpan.FromSeconds(180)) throw new InvalidOperationException($"A server does not start:\n{node.LastWords}");
                StartEnded();
                await Task.Delay(100, ct);
            }
        }
    }

    /// <summary>A server that ended by itself is started again, as a service manager would; it is counted, and its last words are said.</summary>
    public void StartEnded()
    {
        foreach (var node in nodes.Where(node => !node.IsRunning))
        {
            if (node.HasStarted)
            {
                tally.OwnEnds++;
                say($"{node.Name} ended by itself:\n{node.LastWords}");
            }

            node.Start();
        }
    }

    private async Task KillAsync(CancellationToken ct)
    {
        var before = tally.Kills;
        // Now and then all at once, as when the machine loses power; PostgreSQL alone stays.
        var victims = random.Next(5) == 0 ? nodes : [nodes[random.Next(nodes.Count)]];
        // Some of the kills meet a server that is still starting.
        if (random.Next(2) == 0) await UntilReadyAsync(victims, ct);
        await Task.Delay(random.Next(0, 600), ct);
        foreach (var node in victims)
        {
            if (await node.KillAsync()) tally.Kills++;
        }

        if (random.Next(2) == 0) await Task.Delay(random.Next(0, 600), ct);
        foreach (var node in victims) node.Start();
        if (tally.Kills / 10 > before / 10) say(string.Create(CultureInfo.InvariantCulture, $"{tally.Kills} kills"));
    }

    private async Task CutAsync(CancellationToken ct) => tally.Cuts += await checks.CutAsync(ct);

    private async Task RestartAsync(CancellationToken ct)
    {
        var (exit, output) = await ClusterTools.RunAsync(PostgresBinaries.Find()["pg_ctl"],
            ["restart", "-D", place.Folder, "-l", Path.Combine(place.Folder, "server.log"), "-m", "immediate", "-w", "-t", "120", "-o", $"-k '{place.Sockets}'"], ct);
        if (exit != 0) throw new InvalidOperationException($"PostgreSQL did not come back: {output}");
        tally.Restarts++;
    }

    private async Task JumpAsync(CancellationToken ct)
    {
        await client.MoveClockAsync(Jumps[random.Next(Jumps.Length)], ct);
        tally.Jumps++;
    }
}
