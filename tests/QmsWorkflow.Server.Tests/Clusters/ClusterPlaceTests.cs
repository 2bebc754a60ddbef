using Npgsql;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Clusters;

/// <summary>Run as root, the product never opens folders that are not its own: ADR 0002.</summary>
public sealed class ClusterPlaceTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string home;
    private readonly string data;
    private readonly ClusterOptions options;

    public ClusterPlaceTests()
    {
        home = TestFolder.Create("home");
        data = Directory.CreateDirectory(Path.Combine(home, "qms", "data")).FullName;
        options = new ClusterOptions { Elsewhere = Path.Combine(TestFolder.Create("elsewhere"), "qms-workflow") };
        Close(isClosed: true);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Near => Path.Combine(data, "postgres");

    [Fact]
    public async Task A_closed_home_stays_closed_and_the_data_is_found_again()
    {
        var before = Modes();
        await using (var cluster = await PrivateCluster.StartAsync(data, options, Ct)) await RunAsync(cluster, "create table note as select 'còn' as text");

        await using (var again = await PrivateCluster.StartAsync(data, options, Ct)) (await RunAsync(again, "select text from note")).ShouldBe("còn");

        Modes().ShouldBe(before);
        // An ordinary user's PostgreSQL is that user: it comes everywhere the user comes.
        (new FileInfo(Near).LinkTarget is not null).ShouldBe(Environment.IsPrivilegedProcess);
        if (Environment.IsPrivilegedProcess) new FileInfo(Near).LinkTarget!.ShouldStartWith(options.Elsewhere);
    }

    [Fact]
    public async Task A_deleted_data_folder_begins_anew()
    {
        await using (var cluster = await PrivateCluster.StartAsync(data, options, Ct)) await RunAsync(cluster, "create table note as select 'cũ' as text");
        Directory.Delete(data, recursive: true);
        Directory.CreateDirectory(data);

        await using var anew = await PrivateCluster.StartAsync(data, options, Ct);

        (await RunAsync(anew, "select count(*)::text from pg_tables where tablename = 'note'")).ShouldBe("0");
    }

    [Fact]
    public async Task Data_that_was_closed_off_later_is_refused_with_what_to_do()
    {
        Close(isClosed: false);
        await using (var cluster = await PrivateCluster.StartAsync(data, options, Ct)) await RunAsync(cluster, "create table note as select 'còn' as text");
        Close(isClosed: true);

        if (Environment.IsPrivilegedProcess)
        {
            (await Should.ThrowAsync<ClusterException>(() => PrivateCluster.StartAsync(data, options, Ct))).Message.ShouldContain("chmod o+x");
            Close(isClosed: false);
        }

        await using var again = await PrivateCluster.StartAsync(data, options, Ct);
        (await RunAsync(again, "select text from note")).ShouldBe("còn");
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_refused()
    {
        File.CreateSymbolicLink(Near, Path.Combine(home, "lost", "postgres"));

        (await Should.ThrowAsync<ClusterException>(() => PrivateCluster.StartAsync(data, options, Ct))).Message.ShouldContain("lost");
    }

    [Fact]
    public async Task Leftovers_of_a_killed_run_go_but_a_process_that_got_its_number_lives()
    {
        var parent = TestFolder.Create("leftovers");
        var old = TestFolder.MakeRun(parent, int.MaxValue);
        var folder = Directory.CreateDirectory(Path.Combine(old, "cluster", "postgres")).FullName;
        using var stranger = System.Diagnostics.Process.Start("sleep", "60");
        await File.WriteAllTextAsync(Path.Combine(folder, "postmaster.pid"), $"{stranger.Id}\n{folder}\n", Ct);
        var own = TestFolder.MakeRun(parent, Environment.ProcessId);

        TestFolder.RemoveLeftovers(parent);

        var lives = !stranger.HasExited;
        stranger.Kill();
        lives.ShouldBeTrue();
        Directory.Exists(old).ShouldBeFalse();
        Directory.Exists(own).ShouldBeTrue("this run still needs its folder");
    }

    public void Dispose()
    {
        Directory.Delete(home, recursive: true);
        if (Directory.Exists(options.Elsewhere)) Directory.Delete(options.Elsewhere, recursive: true);
    }

    private void Close(bool isClosed)
    {
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(home, isClosed ? OwnerOnly : OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private UnixFileMode[] Modes() => OperatingSystem.IsLinux() ? [File.GetUnixFileMode(home), File.GetUnixFileMode(Path.GetDirectoryName(data)!), File.GetUnixFileMode(data)] : [];

    private static async Task<string?> RunAsync(PrivateCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Ct);
    }
}
