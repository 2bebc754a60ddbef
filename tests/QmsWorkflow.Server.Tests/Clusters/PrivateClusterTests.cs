using System.Diagnostics;
using System.Globalization;
using Npgsql;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Clusters;

public sealed class PrivateClusterTests : IDisposable
{
    // As in the product: a throw-away cluster may lose what was committed.
    private static readonly ClusterOptions Lasting = new();
    private readonly string data = TestFolder.Create("data");

    private string Postgres => Path.Combine(data, "postgres");

    private string PidFile => Path.Combine(Postgres, "postmaster.pid");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_start_finds_what_the_first_one_wrote()
    {
        await WriteNoteAsync("kế hoạch năm 2022");

        await using var again = await PrivateCluster.StartAsync(data, Lasting, Ct);

        (await ReadNoteAsync(again)).ShouldBe("kế hoạch năm 2022");
    }

    [Fact]
    public async Task Stopping_ends_PostgreSQL()
    {
        await using (await PrivateCluster.StartAsync(data, Lasting, Ct)) Postmaster.RunningIn(Postgres).ShouldNotBeNull();

        Postmaster.RunningIn(Postgres).ShouldBeNull();
        File.Exists(PidFile).ShouldBeFalse();
    }

    [Fact]
    public async Task The_products_role_owns_its_database_and_is_no_superuser()
    {
        await using var cluster = await PrivateCluster.StartAsync(data, Lasting, Ct);

        var role = await ScalarAsync(cluster.ConnectionString,
            "select format('%s %s %s %s', rolsuper, rolbypassrls, rolcreatedb, (select pg_get_userbyid(datdba) from pg_database where datname = 'qms')) from pg_roles where rolname = current_user");

        role.ShouldBe("f f f qms");
    }

    [Fact]
    public async Task No_TCP_port_is_open()
    {
        await using var cluster = await PrivateCluster.StartAsync(data, Lasting, Ct);

        (await ScalarAsync(cluster.ConnectionString, "show listen_addresses")).ShouldBe("");
    }

    [Fact]
    public async Task A_stale_pid_file_is_no_obstacle_even_when_its_number_is_in_use_again()
    {
        await WriteNoteAsync("còn nguyên");
        var stranger = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(PidFile, $"{stranger}\n{Postgres}\n1700000000\n5432\n{data}/run\n\n  0  0\nready\n", Ct);

        await using var again = await PrivateCluster.StartAsync(data, Lasting, Ct);

        (await ReadNoteAsync(again)).ShouldBe("còn nguyên");
    }

    [Fact]
    public async Task What_was_committed_survives_a_killed_PostgreSQL()
    {
        await using (var cluster = await PrivateCluster.StartAsync(data, Lasting, Ct))
        {
            await NoteAsync(cluster, "đã lưu");
            await KillAsync(Postmaster.RunningIn(Postgres)!.Value);
        }

        await using var again = await PrivateCluster.StartAsync(data, Lasting, Ct);

        (await ReadNoteAsync(again)).ShouldBe("đã lưu");
    }

    [Fact]
    public async Task A_PostgreSQL_left_over_by_a_killed_server_is_replaced_by_an_own_one()
    {
        await WriteNoteAsync("vẫn còn");
        await LaunchLikeAKilledServerAsync();
        var orphan = Postmaster.RunningIn(Postgres).ShouldNotBeNull();

        await using var again = await PrivateCluster.StartAsync(data, Lasting, Ct);

        Postmaster.RunningIn(Postgres).ShouldNotBe(orphan);
        (await ReadNoteAsync(again)).ShouldBe("vẫn còn");
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_told_the_first_ones_process()
    {
        await using var first = await PrivateCluster.StartAsync(data, Lasting, Ct);

        var refused = await Should.ThrowAsync<ClusterException>(() => PrivateCluster.StartAsync(data, Lasting, Ct));

        refused.Message.ShouldContain(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        await NoteAsync(first, "vẫn chạy");
        (await ReadNoteAsync(first)).ShouldBe("vẫn chạy");
    }

    [Fact]
    public async Task A_verb_uses_the_running_servers_cluster_and_leaves_it_running()
    {
        await using var server = await PrivateCluster.StartAsync(data, Lasting, Ct);
        await NoteAsync(server, "của máy chủ");

        await using (var verb = await PrivateCluster.OpenAsync(data, Lasting, Ct)) (await ReadNoteAsync(verb)).ShouldBe("của máy chủ");

        Postmaster.RunningIn(Postgres).ShouldNotBeNull();
        (await ReadNoteAsync(server)).ShouldBe("của máy chủ");
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_refused_and_left_as_it_was()
    {
        Directory.CreateDirectory(Postgres);
        await File.WriteAllTextAsync(Path.Combine(Postgres, "luong.xlsx"), "của người khác", Ct);

        var refused = await Should.ThrowAsync<ClusterException>(() => PrivateCluster.StartAsync(data, Lasting, Ct));

        refused.Message.ShouldContain(Postgres);
        Directory.EnumerateFileSystemEntries(Postgres).Select(Path.GetFileName).ShouldBe(["luong.xlsx"]);
    }

    [Fact]
    public async Task Data_of_another_PostgreSQL_version_is_refused_with_both_versions()
    {
        await WriteNoteAsync("cũ");
        await File.WriteAllTextAsync(Path.Combine(Postgres, "PG_VERSION"), "9\n", Ct);

        var refused = await Should.ThrowAsync<ClusterException>(() => PrivateCluster.StartAsync(data, Lasting, Ct));

        refused.Message.ShouldContain("PostgreSQL 9,");
    }

    [Fact]
    public async Task An_interrupted_first_start_is_begun_anew()
    {
        Directory.CreateDirectory(Postgres + ".new");
        await File.WriteAllTextAsync(Path.Combine(Postgres + ".new", "PG_VERSION"), "15\n", Ct);

        await using var cluster = await PrivateCluster.StartAsync(data, Lasting, Ct);

        (await ScalarAsync(cluster.ConnectionString, "select current_database()")).ShouldBe("qms");
        Directory.Exists(Postgres + ".new").ShouldBeFalse();
    }

    [Fact]
    public async Task A_long_or_quoted_path_still_gets_a_socket()
    {
        var deep = Path.Combine(data, "thư mục 'dài'", new string('x', 100));

        await using var cluster = await PrivateCluster.StartAsync(deep, Lasting, Ct);

        (await ScalarAsync(cluster.ConnectionString, "select 'tới được'")).ShouldBe("tới được");
    }

    [Fact]
    public async Task Nothing_is_left_in_the_temporary_files_of_a_long_path_after_the_stop()
    {
        var deep = Path.Combine(data, new string('y', 100));
        string sockets;
        await using (var cluster = await PrivateCluster.StartAsync(deep, Lasting, Ct)) sockets = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!;

        sockets.ShouldStartWith(Path.GetTempPath());
        Directory.Exists(sockets).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(data, recursive: true);

    private async Task WriteNoteAsync(string text)
    {
        await using var cluster = await PrivateCluster.StartAsync(data, Lasting, Ct);
        await NoteAsync(cluster, text);
    }

    private static Task<string> NoteAsync(PrivateCluster cluster, string text) =>
        ScalarAsync(cluster.ConnectionString, $"create table note (text text); insert into note values ('{text}') returning text");

    private static Task<string> ReadNoteAsync(PrivateCluster cluster) => ScalarAsync(cluster.ConnectionString, "select text from note");

    private static async Task<string> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    // What kill -9 of the server leaves: PostgreSQL goes on and nobody holds the lock.
    private async Task LaunchLikeAKilledServerAsync()
    {
        var (exit, output) = await ClusterTools.RunAsync(
            PostgresBinaries.Find()["pg_ctl"], ["start", "-D", Postgres, "-w", "-l", Path.Combine(Postgres, "server.log"), "-o", $"-k {data}/run"], Ct);
        exit.ShouldBe(0, output);
    }

    private static async Task KillAsync(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        await process.WaitForExitAsync(Ct);
    }
}
