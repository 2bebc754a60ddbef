using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Chaos;

/// <param name="Kills">The run goes on until this many SIGKILLs met a living server, or the time is over.</param>
internal sealed record ChaosOptions(int Kills = 20, int Seconds = 120, int Seed = 1, int Nodes = 2);

/// <summary>Two servers on one real PostgreSQL under load, while this program kills, restarts and cuts.</summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> say)
{
    private const int Undisturbed = 3;
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(90);
    private readonly Random random = new(options.Seed);
    private readonly Guid agencyId = Guid.CreateVersion7();
    private readonly string root = MakeRoot();
    private int kills, restarts, cuts, ownEnds;

    public async Task<ChaosReport> RunAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var content = Path.Combine(root, "content");
        await ChaosFlows.WriteAsync(Path.Combine(content, "workflows"), ct);
        foreach (var other in (string[])["templates", "samples"]) System.IO.Directory.CreateDirectory(Path.Combine(content, other));
        // Not a throw-away cluster: what was committed must survive an immediate stop.
        var data = Path.Combine(root, "cluster");
        var elsewhere = Path.Combine(root, "elsewhere");
        await using var cluster = await PrivateCluster.StartAsync(data, new ClusterOptions { Elsewhere = elsewhere }, ct);
        var place = await ClusterPlace.FindAsync(data, elsewhere, ct);
        var connection = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxPoolSize = 15 }.ConnectionString;
        var nodes = Enumerable.Range(1, options.Nodes).Select(n => new ServerNode($"node{n.ToString(CultureInfo.InvariantCulture)}", root, content, connection)).ToList();
        try
        {
            await using var app = await ServerHost.PrepareAsync(
                new QmsSettings { ConnectionString = connection, DataFolder = Path.Combine(root, "client"), ContentFolder = content, Beats = false }, ct);
            await SettleAsync(app, ct);
            nodes.ForEach(node => node.Start());
            await UntilReadyAsync(nodes, ct);
            var checks = new ChaosChecks(cluster.AdminConnection("qms"));
            for (var n = 0; n < Undisturbed; n++) await StartInstanceAsync(app, ct);
            if (!await checks.UntilQuietAsync(QuietLimit, ct)) throw new InvalidOperationException($"The undisturbed run did not end.\n{nodes[0].LastWords}");

            var reference = await checks.ReferenceAsync(ct);
            say($"undisturbed: {reference}");
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var load = LoadAsync(app, over.Token);
            await DisturbAsync(nodes, checks, place, watch, ct);
            await over.CancelAsync();
            var started = Undisturbed + await load;
            foreach (var node in nodes.Where(node => !node.IsRunning)) node.Start();
            await UntilReadyAsync(nodes, ct);
            await checks.UntilQuietAsync(QuietLimit, ct);
            var isWhole = await IsTrailWholeAsync(app, ct);
            var report = await checks.CompareAsync(reference, started, ct);
            return report with { Kills = kills, Restarts = restarts, Cuts = cuts, OwnEnds = ownEnds, IsTrailWhole = isWhole, Duration = watch.Elapsed };
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }
    }

    public void RemoveFiles() => System.IO.Directory.Delete(root, recursive: true);

    private async Task DisturbAsync(List<ServerNode> nodes, ChaosChecks checks, ClusterPlace place, Stopwatch watch, CancellationToken ct)
    {
        while (kills < options.Kills && watch.Elapsed < TimeSpan.FromSeconds(options.Seconds))
        {
            await Task.Delay(random.Next(200, 1500), ct);
            foreach (var node in nodes.Where(node => !node.IsRunning))
            {
                ownEnds++;
                node.Start();
            }

            var dice = random.Next(10);
            if (dice < 4)
            {
                var node = nodes[random.Next(nodes.Count)];
                // Half of the kills meet a server that is still starting.
                if (random.Next(2) == 0) await UntilReadyAsync([node], ct);
                await Task.Delay(random.Next(0, 800), ct);
                if (await node.KillAsync()) kills++;
                if (random.Next(2) == 0) await Task.Delay(random.Next(0, 1500), ct);
                node.Start();
                if (kills % 10 == 0) say($"{kills.ToString(CultureInfo.InvariantCulture)} kills");
            }
            else if (dice < 7)
            {
                cuts += await checks.CutAsync(ct);
            }
            else
            {
                var (exit, output) = await ClusterTools.RunAsync(PostgresBinaries.Find()["pg_ctl"],
                    ["restart", "-D", place.Folder, "-l", Path.Combine(place.Folder, "server.log"), "-m", "immediate", "-w", "-t", "60", "-o", $"-k '{place.Sockets}'"], ct);
                if (exit != 0) throw new InvalidOperationException($"PostgreSQL did not come back: {output}");
                restarts++;
            }
        }
    }

    /// <summary>A server that met a stopped database at its start ends by itself, as a service manager would see it, and is started again.</summary>
    private async Task UntilReadyAsync(List<ServerNode> nodes, CancellationToken ct)
    {
        var limit = Stopwatch.StartNew();
        foreach (var node in nodes)
        {
            while (!await node.IsReadyAsync(ct))
            {
                if (limit.Elapsed > TimeSpan.FromSeconds(120)) throw new InvalidOperationException($"A server does not start:\n{node.LastWords}");
                if (!node.IsRunning)
                {
                    ownEnds++;
                    node.Start();
                }

                await Task.Delay(100, ct);
            }
        }
    }

    private async Task<int> LoadAsync(WebApplication app, CancellationToken ct)
    {
        var count = 0;
        while (!ct.IsCancellationRequested)
        {
            await StartInstanceAsync(app, CancellationToken.None);
            count++;
            await Task.Delay(250, CancellationToken.None);
        }

        return count;
    }

    /// <summary>Starts an instance and takes a number for it in one transaction; a lost answer is looked up, as a person does who reloads the page.</summary>
    private async Task StartInstanceAsync(WebApplication app, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        while (true)
        {
            try
            {
                await using var scope = app.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
                var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
                if (await db.WorkflowInstances.AnyAsync(i => i.Id == id, ct)) return;

                var numbers = scope.ServiceProvider.GetRequiredService<NumberAllotment>();
                var runner = scope.ServiceProvider.GetRequiredService<InstanceRunner>();
                var outcome = await scope.ServiceProvider.GetRequiredService<Transactor>().RunAsync(
                    async () =>
                    {
                        var number = await numbers.NextAsync(agencyId, "CHAOS", 2026, ct);
                        var start = new StartInstance(ChaosFlows.Parent, []) { InstanceId = id, CorrelationId = number.ToString(CultureInfo.InvariantCulture) };
                        await runner.StartAsync(start, Actor.System(agencyId), ct);
                    },
                    ct);
                if (outcome.IsDone) return;
            }
            catch (Exception failure) when (DatabaseTrouble.IsPassing(failure))
            {
                await Task.Delay(200, ct);
            }
        }
    }

    private async Task<bool> IsTrailWholeAsync(WebApplication app, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var scope = app.Services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
                return (await scope.ServiceProvider.GetRequiredService<TrailVerifier>().VerifyAsync(agencyId, ct)).IsWhole;
            }
            catch (Exception failure) when (DatabaseTrouble.IsPassing(failure))
            {
                // A pooled connection that was cut earlier shows it at its first use.
                await Task.Delay(200, ct);
            }
        }
    }

    private async Task SettleAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        db.Agencies.Add(new Agency
        {
            Id = agencyId,
            Code = "so-thu",
            Name = "Sở Thử nghiệm",
            ShortName = "Sở Thử nghiệm",
            SuperiorName = "UBND tỉnh",
            PlaceName = "Thử",
            Symbol = "STN",
            HeadTitle = "Giám đốc",
            DeputyTitle = "Phó Giám đốc",
            AuthorityLine = "GIÁM ĐỐC",
            IsCollective = false,
            StandardEdition = "TCVN ISO 9001:2015",
            TimeZone = "Asia/Ho_Chi_Minh",
            Profile = "{}",
        });
        var head = new Person
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agencyId,
            FullName = "Trần Giám Đốc",
            UserName = "giamdoc",
            JobTitle = "Giám đốc",
            PasswordHash = "",
            SecurityStamp = "s",
            FailedSignIns = 0,
            IsActive = true,
        };
        db.People.Add(head);
        db.RoleAssignments.Add(new RoleAssignment { Id = Guid.CreateVersion7(), AgencyId = agencyId, PersonId = head.Id, Role = Role.Head, ValidFrom = new DateOnly(2020, 1, 1) });
        await db.SaveChangesAsync(ct);
    }

    private static string MakeRoot()
    {
        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException();

        return System.IO.Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"qms-chaos-{Guid.NewGuid().ToString("N")[..8]}"), passable).FullName;
    }
}
