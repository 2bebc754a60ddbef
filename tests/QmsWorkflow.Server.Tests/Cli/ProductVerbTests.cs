using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Npgsql;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Cli;

/// <summary>The verbs that need the database, typed as on the command line.</summary>
public sealed class ProductVerbTests(TestCluster cluster)
{
    private static readonly string HaiDuong = Path.Combine(Repository.Root, "samples", "hai-duong-2022");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agency_is_imported_once_and_then_left_as_it_is()
    {
        var cli = await Machine.AtAsync(cluster);

        var first = await cli.TypeAsync("import", "agency", HaiDuong, "--json");
        var second = await cli.TypeAsync("import", "agency", HaiDuong);

        first.Code.ShouldBe(0, first.Error);
        var report = JsonDocument.Parse(first.Output).RootElement;
        report.GetProperty("agency").GetString().ShouldBe("Sở LĐTBXH Hải Dương");
        report.GetProperty("isNew").GetBoolean().ShouldBeTrue();
        second.Code.ShouldBe(0);
        second.Output.ShouldContain("đã có, giữ nguyên");
    }

    [Fact]
    public async Task A_broken_agency_folder_is_explained_and_nothing_of_it_is_imported()
    {
        var folder = TestFolder.Create("sample");
        foreach (var file in System.IO.Directory.EnumerateFiles(HaiDuong)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(folder, "plan.json"), (await File.ReadAllTextAsync(Path.Combine(folder, "plan.json"), Ct)).Replace("\"timing\"", "\"timming\"", StringComparison.Ordinal), Ct);
        var cli = await Machine.AtAsync(cluster);

        var said = await cli.TypeAsync("import", "agency", folder);

        said.Code.ShouldBe(1);
        said.Output.ShouldContain("plan.json");
        said.Output.ShouldContain("chưa nhập gì");
        (await cli.TypeAsync("user", "list")).Output.ShouldBeEmpty();
        (await cli.TypeAsync("import", "agency", Path.Combine(folder, "none"))).Code.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_move_to_another_version_names_what_is_not_there_and_what_was_typed_wrongly()
    {
        var cli = await Machine.AtAsync(cluster);
        (await cli.TypeAsync("import", "agency", HaiDuong)).Code.ShouldBe(0);

        (await cli.TypeAsync("workflow", "migrate", "annual-plan")).Code.ShouldBe(2);
        (await cli.TypeAsync("workflow", "migrate", "annual-plan", "--from", "1", "--to", "2", "--instance", "x")).Code.ShouldBe(2);
        var missing = await cli.TypeAsync("workflow", "migrate", "annual-plan", "--from", "1", "--to", "7", "--preview");
        missing.Code.ShouldBe(3);
        missing.Error.ShouldContain("không có phiên bản 1 hoặc 7");
    }

    [Fact]
    public async Task Instances_are_previewed_and_moved_and_what_does_not_fit_stays_with_its_reason()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "clerk").Task("b", "clerk"));
        var (stuck, free) = (await world.StartAsync("w"), await world.StartAsync("w"));
        (await world.CompleteAsync("vanthu", (await world.TasksAsync("a")).Single(t => t.InstanceId == stuck).Id)).ShouldBeDone();
        await world.PublishAsync(new Flow("w").Task("a", "clerk").Task("c", "head"));
        var cli = new Machine(world.Connection);

        var preview = await cli.TypeAsync("workflow", "migrate", "w", "--from", "1", "--to", "2", "--preview");
        preview.Code.ShouldBe(1, preview.Error);
        preview.Output.ShouldContain("2 lần thực hiện, 1 chuyển được");
        preview.Output.ShouldContain("“b”");
        (await world.InstanceAsync(free)).DefinitionVersion.ShouldBe(1);
        (await cli.TypeAsync("workflow", "migrate", "w", "--from", "1", "--to", "2", "--instance", free.ToString())).Code.ShouldBe(0);
        var rest = await cli.TypeAsync("workflow", "migrate", "w", "--from", "1", "--to", "2", "--json");

        rest.Code.ShouldBe(1);
        var line = JsonDocument.Parse(rest.Output).RootElement.GetProperty("instances").EnumerateArray().Single();
        (line.GetProperty("id").GetGuid(), line.GetProperty("code").GetString(), line.GetProperty("isMoved").GetBoolean()).ShouldBe((stuck, "QMS773", false));
        (await world.InstanceAsync(free)).DefinitionVersion.ShouldBe(2);
        (await world.InstanceAsync(stuck)).DefinitionVersion.ShouldBe(1);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_the_way_out()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Qms"] = await cluster.CreateDatabaseAsync(),
            ["QMS_DATA"] = TestFolder.Create("cli"),
            ["QMS_CONTENT"] = Repository.Root,
            ["QMS_URL"] = $"http://{other.LocalEndpoint}",
        }).Build();

        var refused = await Should.ThrowAsync<StartException>(() => ServerHost.ServeAsync(settings, Ct));

        refused.Message.ShouldContain($"{other.LocalEndpoint} đang được chương trình khác dùng");
        refused.Message.ShouldContain("QMS_URL=");
    }

    [Fact]
    public async Task The_trail_is_verified_and_the_wrong_entry_named()
    {
        var cli = await Machine.WithHaiDuongAsync(cluster);
        var whole = await cli.TypeAsync("trail", "verify");
        await cli.TamperAsync(cluster, "update trail_entries set summary = 'khác' where sequence = 1");

        var broken = await cli.TypeAsync("trail", "verify", "--agency", "hai-duong");
        var json = JsonDocument.Parse((await cli.TypeAsync("trail", "verify", "--json")).Output).RootElement[0];

        whole.Code.ShouldBe(0, whole.Error);
        whole.Output.ShouldContain("nguyên vẹn");
        broken.Code.ShouldBe(1);
        broken.Output.ShouldContain("Mục 1 đã bị sửa");
        json.GetProperty("isWhole").GetBoolean().ShouldBeFalse();
        json.GetProperty("problems")[0].GetProperty("fault").GetString().ShouldBe("changed");
        (await cli.TypeAsync("trail", "verify", "--agency", "khong-co")).Code.ShouldBe(3);
    }

    [Fact]
    public async Task An_administrator_who_forgot_the_password_gets_a_new_one()
    {
        var cli = await Machine.WithHaiDuongAsync(cluster);
        await cli.TamperAsync(cluster, "update people set failed_sign_ins = 5, locked_until = now() + interval '1 hour' where user_name = 'hd.quantri'");
        (await cli.TypeAsync("user", "list", "--agency", "hai-duong")).Output.ShouldContain("đang khóa");

        var said = await cli.TypeAsync("user", "set-password", "hd.quantri", "--json");

        said.Code.ShouldBe(0, said.Error);
        var password = JsonDocument.Parse(said.Output).RootElement.GetProperty("password").GetString()!;
        var hash = await cli.ScalarAsync(cluster, "select password_hash from people where user_name = 'hd.quantri' and locked_until is null");
        SignIn.IsPassword(new QmsWorkflow.Server.Features.People.Person { Id = Guid.Empty, AgencyId = Guid.Empty, FullName = "", UserName = "hd.quantri", JobTitle = "", PasswordHash = hash, SecurityStamp = "", FailedSignIns = 0, IsActive = true }, password).ShouldBeTrue();
        (await cli.ScalarAsync(cluster, "select origin || ' ' || action from trail_entries order by sequence desc limit 1")).ShouldBe("cli person.password-reset");
        (await cli.TypeAsync("trail", "verify")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_person_is_added_gets_a_role_and_loses_it()
    {
        var cli = await Machine.WithHaiDuongAsync(cluster);

        var added = await cli.TypeAsync("user", "add", "hd.moi", "--name", "Trần Văn Mới", "--title", "Chuyên viên", "--unit", "KHTC");
        var given = await cli.TypeAsync("user", "roles", "hd.moi", "--give", "staff", "--unit", "KHTC");
        var listed = JsonDocument.Parse((await cli.TypeAsync("user", "list", "--json")).Output).RootElement.EnumerateArray().Single(p => p.GetProperty("userName").GetString() == "hd.moi");
        var ended = JsonDocument.Parse((await cli.TypeAsync("user", "roles", "hd.moi", "--end", "staff", "--json")).Output).RootElement.GetProperty("roles")[0];

        added.Code.ShouldBe(0, added.Error);
        added.Output.ShouldStartWith("hd.moi: ");
        given.Code.ShouldBe(0, given.Error);
        given.Output.ShouldStartWith("staff\t");
        listed.GetProperty("roles")[0].GetString().ShouldBe("staff");
        listed.GetProperty("unit").GetString().ShouldBe("KHTC");
        ended.GetProperty("to").GetString().ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1, "QMS604", "user", "add", "hd.thuky", "--name", "Người Khác", "--title", "Chuyên viên")]
    [InlineData(1, "QMS603", "user", "add", "Có Dấu", "--name", "Người Khác", "--title", "Chuyên viên")]
    [InlineData(1, "QMS603", "user", "roles", "hd.thuky", "--give", "unit-head")]
    [InlineData(1, "QMS605", "user", "roles", "hd.quantri", "--end", "admin")]
    [InlineData(2, "--title", "user", "add", "hd.moi", "--name", "Người Mới")]
    [InlineData(2, "unit-head", "user", "roles", "hd.thuky", "--give", "unit-heed")]
    [InlineData(2, "user list", "user", "lisst")]
    [InlineData(3, "hd.thuky", "user", "set-password", "hd.thuki")]
    [InlineData(3, "hai-duong", "user", "list", "--agency", "hai-dong")]
    [InlineData(3, "KHTC", "user", "add", "hd.moi", "--name", "Người Mới", "--title", "Chuyên viên", "--unit", "KHTCC")]
    [InlineData(3, "không giữ vai trò", "user", "roles", "hd.thuky", "--end", "admin")]
    public async Task What_cannot_be_done_is_said_on_standard_error(int code, string hint, params string[] words)
    {
        var cli = await Machine.WithHaiDuongAsync(cluster);

        var said = await cli.TypeAsync(words);

        said.Code.ShouldBe(code, said.Error);
        said.Error.ShouldContain(hint);
        said.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_said_without_a_stack()
    {
        var cli = new Machine($"Host={TestFolder.Create("nothing")};Username=qms;Database=qms;Timeout=3");

        var said = await cli.TypeAsync("user", "list");

        said.Code.ShouldBe(3);
        said.Error.ShouldNotBeEmpty();
        said.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public void The_reference_names_every_verb_and_option()
    {
        var reference = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "command-line.md"));
        var verbs = VerbTable.Create(_ => Task.FromResult(0), StepCatalog.Empty, ProductVerbs.All(new ConfigurationBuilder().Build()));

        var missing = verbs.Select(v => v.Name).Concat(verbs.SelectMany(v => v.Options).Select(o => o.Name)).Where(word => !reference.Contains(word, StringComparison.Ordinal));

        missing.ShouldBeEmpty();
    }

    /// <summary>A machine with its own database, and somebody at its command line.</summary>
    private sealed class Machine(string connection)
    {
        private readonly Typist typist = Typist.At(connection);

        public static async Task<Machine> AtAsync(TestCluster cluster) => new(await cluster.CreateDatabaseAsync());

        public static async Task<Machine> WithHaiDuongAsync(TestCluster cluster)
        {
            var cli = await AtAsync(cluster);
            (await cli.TypeAsync("import", "agency", HaiDuong)).Code.ShouldBe(0);
            return cli;
        }

        public Task<Said> TypeAsync(params string[] words) => typist.TypeAsync(words);

        public Task<int> TamperAsync(TestCluster cluster, string sql) => RunAsync(cluster, $"set session_replication_role = replica; {sql}", command => command.ExecuteNonQueryAsync(Ct));

        public async Task<string> ScalarAsync(TestCluster cluster, string sql) => (string)(await RunAsync(cluster, sql, command => command.ExecuteScalarAsync(Ct)))!;

        private async Task<T> RunAsync<T>(TestCluster cluster, string sql, Func<NpgsqlCommand, Task<T>> run)
        {
            await using var database = new NpgsqlConnection(cluster.AdminConnection(connection));
            await database.OpenAsync(Ct);
            await using var command = new NpgsqlCommand(sql, database);
            return await run(command);
        }
    }
}
