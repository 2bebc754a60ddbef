using System.Text.Json;
using Npgsql;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Cli;

/// <summary><c>qms import cases</c> as typed.</summary>
public sealed class ImportVerbTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_tells_all_and_commits_nothing_then_the_same_file_goes_in()
    {
        var connection = await SettleAsync();
        var file = await FileAsync("Ma;DonVi;NgayTiepNhan;NgayKetThucXuLy\nHS1;VP;01/02/2022;09/02/2022\nHS2;VP;01/02/2022;\n");
        var mapping = await FileAsync("""{ "columns": { "case_code": "Ma" } }""", "mapping.json");

        var dry = await TypeAsync(connection, "import", "cases", file, "--agency", "hai-duong", "--source", "mot-cua", "--mapping", mapping, "--dry-run", "--json");
        var afterDry = await CountAsync(connection);
        var real = await TypeAsync(connection, "import", "cases", file, "--agency", "hai-duong", "--source", "mot-cua", "--mapping", mapping);

        dry.Code.ShouldBe(0, dry.Output + dry.Error);
        var report = JsonDocument.Parse(dry.Output).RootElement;
        (report.GetProperty("state").GetString(), report.GetProperty("rowsRead").GetInt32(), report.GetProperty("added").GetInt32(), report.GetProperty("dryRun").GetBoolean()).ShouldBe(("ready", 2, 2, true));
        afterDry.ShouldBe(0);
        real.Code.ShouldBe(0, real.Output + real.Error);
        real.Output.ShouldContain("Đã ghi.");
        (await CountAsync(connection)).ShouldBe(2);
    }

    [Fact]
    public async Task Faults_are_printed_with_file_row_and_fix_and_nothing_goes_in()
    {
        var connection = await SettleAsync();
        var file = await FileAsync("MaHoSo;DonVi;NgayTiepNhan\nHS1;VP;01/02/2022\nHS2;XX;32/02/2022\n");

        var said = await TypeAsync(connection, "import", "cases", file, "--source", "mot-cua");
        var other = await TypeAsync(connection, "import", "cases", file, "--source", "khac");

        said.Code.ShouldBe(1);
        said.Output.ShouldContain($"{file}:3: DonVi “XX” [unit]");
        said.Output.ShouldContain("[date]");
        said.Output.ShouldContain("Chưa ghi gì.");
        (await CountAsync(connection)).ShouldBe(0);
        other.Code.ShouldBe(3);
        other.Error.ShouldContain("mot-cua");
    }

    [Fact]
    public async Task A_mapping_says_in_which_row_the_headers_stand_and_how_dates_are_written()
    {
        var connection = await SettleAsync();
        var file = await FileAsync("Danh sách hồ sơ;;\nMa;DonVi;NgayTiepNhan\nHS1;VP;02/25/2022\nHS2;VP;02/03/2022 09:15\n");
        var mapping = await FileAsync("""{ "columns": { "case_code": "Ma" }, "headerRow": 2, "dateFormats": ["MM/dd/yyyy"] }""", "mapping.json");
        var other = await FileAsync("""{ "columns": { "case_code": "Ma" }, "headerRow": 2, "dateFormats": ["dd/MM/yyyy"] }""", "mapping.json");

        var good = await TypeAsync(connection, "import", "cases", file, "--agency", "hai-duong", "--source", "mot-cua", "--mapping", mapping, "--dry-run", "--json");
        var bad = await TypeAsync(connection, "import", "cases", file, "--agency", "hai-duong", "--source", "mot-cua", "--mapping", other, "--dry-run", "--json");

        good.Code.ShouldBe(0, good.Output + good.Error);
        var report = JsonDocument.Parse(good.Output).RootElement;
        (report.GetProperty("rowsRead").GetInt32(), report.GetProperty("fromDay").GetString()).ShouldBe((2, "2022-02-03"));
        bad.Code.ShouldBe(1);
        JsonDocument.Parse(bad.Output).RootElement.GetProperty("faults")[0].GetProperty("value").GetString().ShouldBe("02/25/2022");
    }

    private async Task<string> SettleAsync()
    {
        var connection = await cluster.CreateDatabaseAsync();
        (await TypeAsync(connection, "import", "agency", Path.Combine(Repository.Root, "samples", "hai-duong-2022"))).Code.ShouldBe(0);
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            "select set_config('qms.agency', '*', false); insert into data_sources (id, agency_id, code, name, kind, topic, rank) select gen_random_uuid(), id, 'mot-cua', 'Một cửa', 'cases', 'one-stop', 10 from agencies on conflict do nothing", open);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private static async Task<string> FileAsync(string text, string name = "cases.csv")
    {
        var path = Path.Combine(TestFolder.Create("import"), name);
        await File.WriteAllTextAsync(path, text, Ct);
        return path;
    }

    private static async Task<long> CountAsync(string connection)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Ct);
        await using var wall = new NpgsqlCommand("select set_config('qms.agency', '*', false)", open);
        await wall.ExecuteNonQueryAsync(Ct);
        await using var command = new NpgsqlCommand("select count(*) from cases", open);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static Task<Said> TypeAsync(string connection, params string[] words) => Typist.At(connection).TypeAsync(words);
}
