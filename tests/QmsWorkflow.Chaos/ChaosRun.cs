using System.Diagnostics;
using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Chaos;

/// <param name="Kills">The run goes on until this many SIGKILLs met a living server, or the time is over.</param>
/// <param name="Seconds">The longest time of the killing; what is open then is brought to its end afterwards.</param>
internal sealed record ChaosOptions(int Kills = 20, int Seconds = 120, int Seed = 1)
{
    public int Nodes { get; init; } = 2;

    /// <summary>How many instances of each kind show, before the first kill, how it should end.</summary>
    public int Undisturbed { get; init; } = 2;

    /// <summary>One instance of so many makes a document; its PDFs take the servers seconds.</summary>
    public int DocumentEvery { get; init; } = 20;

    /// <summary>Where the cluster, the files and the logs lie.</summary>
    /// <value>The default is a new folder for temporary files.</value>
    public string? Folder { get; init; }
}

/// <summary>Servers on one real PostgreSQL under load, while this program kills, restarts, cuts and moves the clock.</summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> say)
{
    private static readonly string[] Kinds = [ChaosFlows.Parent, ChaosFlows.Work, ChaosFlows.Document];

    /// <summary>Longer than any pause of the product: a job that failed five times has waited two minutes by then.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(150);
    private readonly ChaosAgency agency = new();
    private readonly Tally tally = new();
    private readonly string root = options.Folder ?? MakeRoot();

    public async Task<ChaosReport> RunAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var content = await WriteContentAsync(ct);
        // Not a throw-away cluster: what was committed must survive an immediate stop.
        var (data, elsewhere) = (Path.Combine(root, "cluster"), Path.Combine(root, "elsewhere"));
        await using var cluster = await PrivateCluster.StartAsync(data, new ClusterOptions { Elsewhere = elsewhere }, ct);
        var place = await ClusterPlace.FindAsync(data, elsewhere, ct);
        var connection = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { MaxPoolSize = 15 }.ConnectionString;
        using var mails = new MailSink();
        // Servers of one database share the data folder with its files, as they must.
        var shared = Path.Combine(root, "data");
        var nodes = Enumerable.Range(1, options.Nodes)
            .Select(n => new ServerNode($"node{n.ToString(CultureInfo.InvariantCulture)}", root, shared, content, connection, mails.Port)).ToList();
        try
        {
            var settings = new QmsSettings
            {
                ConnectionString = connection,
                DataFolder = shared,
                ContentFolder = content,
                IsDemo = true,
                Beats = false,
                Mail = new MailSettings { Host = "127.0.0.1", Port = mails.Port, From = new MailAddress("qms@chaos.test"), PublicUrl = new Uri("http://127.0.0.1") },
            };
            await using var app = await ServerHost.PrepareAsync(settings, ct,
                static services => services.AddLogging(logging => logging.ClearProviders()));
            await agency.SettleAsync(app, ct);
            var checks = new ChaosChecks(cluster.AdminConnection("qms"));
            var client = new ChaosClient(app, agency, tally, say);
            var disturber = new Disturber(options, nodes, checks, place, client, tally, say);
            disturber.StartEnded();
            await disturber.UntilReadyAsync(nodes, ct);

            using var workOver = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var working = client.AnswerAsync(new Random(options.Seed + 1), workOver.Token);
            foreach (var kind in Enumerable.Repeat(Kinds, options.Undisturbed).SelectMany(kinds => kinds)) await client.StartAsync(kind, ct);
            await UntilQuietAsync(checks, client, "the undisturbed instances", ct);
            await checks.RememberAsync(ct);
            say($"undisturbed after {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s:\n{await checks.FactsAsync(ct)}");

            using var loadOver = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var loading = LoadAsync(client, loadOver.Token);
            await disturber.RunAsync(ct);
            await loadOver.CancelAsync();
            var started = (options.Undisturbed * Kinds.Length) + await loading;
            await disturber.UntilReadyAsync(nodes, ct);
            say(string.Create(CultureInfo.InvariantCulture, $"{tally.Kills} kills after {watch.Elapsed.TotalSeconds:0} s; now everything has to come to its end"));
            await UntilQuietAsync(checks, client, "the disturbed instances", ct);
            await workOver.CancelAsync();
            await working;

            var (report, differences) = await checks.CompareAsync(
                tally, started, Path.Combine(shared, "files"), await client.IsTrailWholeAsync(ct), mails, watch.Elapsed, ct);
            if (differences.Length > 0) say($"not as undisturbed:\n{differences}");
            return report;
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }
    }

    public void RemoveFiles() => Directory.Delete(root, recursive: true);

    /// <summary>Moves the clock to the last planned timer, again and again, until nothing is open; says what is, when nothing moves any more.</summary>
    private async Task UntilQuietAsync(ChaosChecks checks, ChaosClient client, string what, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var before = -1L;
        while (!await checks.IsQuietAsync(ct))
        {
            var done = await checks.DoneAsync(ct);
            if (done != before) watch.Restart();
            before = done;
            if (watch.Elapsed > Standstill)
            {
                say($"Stuck, {what}:\n{await checks.OpenThingsAsync(ct)}");
                return;
            }

            if (await checks.LastTimerAsync(ct) is { } due) await client.MoveClockToAsync(due, ct);
            await Task.Delay(1000, ct);
        }
    }

    /// <summary>Mostly branches and people's work; a document takes the servers several seconds of rendering.</summary>
    private async Task<int> LoadAsync(ChaosClient client, CancellationToken ct)
    {
        var count = 0;
        while (!ct.IsCancellationRequested)
        {
            await client.StartAsync(count % options.DocumentEvery == 2 ? ChaosFlows.Document : count % 2 == 0 ? ChaosFlows.Parent : ChaosFlows.Work, CancellationToken.None);
            count++;
            await Task.Delay(400, CancellationToken.None);
        }

        return count;
    }

    private async Task<string> WriteContentAsync(CancellationToken ct)
    {
        var content = Path.Combine(root, "content");
        await ChaosFlows.WriteAsync(Path.Combine(content, "workflows"), ct);
        Directory.CreateDirectory(Path.Combine(content, "samples"));
        var templates = Path.Combine(ServerHost.ContentFolder(new ConfigurationBuilder().AddEnvironmentVariables().Build()), "templates");
        foreach (var file in Directory.EnumerateFiles(templates, "*.docx", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(content, "templates", Path.GetRelativePath(templates, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return content;
    }

    private static string MakeRoot()
    {
        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException();

        return Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"qms-chaos-{Guid.NewGuid().ToString("N")[..8]}"), passable).FullName;
    }
}
