using System.Text;
using System.Text.Json;
using Npgsql;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Cli;

/// <summary><c>qms objectives evaluate</c> as typed, over files that were imported as typed; values by hand and by SQL.</summary>
public sealed class EvaluateVerbTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_results_of_a_period_are_computed_and_told_exactly_and_what_only_looks_like_the_target_is_missed()
    {
        var connection = await SettleAsync();
        // 968/1019 = 94,99509… %: shown as 95,00 %, and short of 95 %.
        await ImportAsync(connection, "figures", "khao-sat", "unit;month;year;satisfied_answers;answers\nVP;1;2022;460;484\nNCC;2;2022;508;535\n");
        await ImportAsync(connection, "cases", "mot-cua", CaseList());

        var said = await TypeAsync(connection, "objectives", "evaluate", "--cycle", "2022", "--period", "Q1", "--json");

        said.Code.ShouldBe(0, said.Output + said.Error);
        var report = JsonDocument.Parse(said.Output).RootElement;
        (Text(report, "period"), Text(report, "cutOff"), Text(report, "from"), Text(report, "to")).ShouldBe(("Q1", "calendar", "2022-01-01", "2022-03-31"));
        var survey = Result(report, "3.", null);
        (Number(survey, "numerator"), Number(survey, "denominator"), Text(survey, "value"), Text(survey, "exact"), Text(survey, "target"), Text(survey, "outcome")).ShouldBe((968, 1019, "95,00%", "96800/1019", "≥ 95%", "Missed"));
        Text(survey, "verdict").ShouldNotBeNull().ShouldContain("hiển thị 95,00% nhưng KHÔNG đạt");
        Result(report, "3.", "VP").GetProperty("outcome").GetString().ShouldBe("Met"); // 460/484 = 95,04 %

        var counted = (await AskAsync(connection, "select count(*) filter (where finished_at <= due_at), count(*) from cases where finished_at >= '2022-01-01' and finished_at < '2022-04-01'")).Split('|').Select(long.Parse).ToArray();
        var inTime = Result(report, "2.", null);
        (Number(inTime, "numerator"), Number(inTime, "denominator"), Text(inTime, "outcome")).ShouldBe((counted[0], counted[1], "Missed"));
        counted.ShouldBe([39, 40]);
        (Text(Result(report, "2.", "VP"), "value"), Text(Result(report, "2.", "VP"), "outcome")).ShouldBe(("100,00%", "Met"));
        Text(Result(report, "1.", null), "outcome").ShouldBe("NoData");
        Result(report, "1.", null).GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_window_of_the_fifteenth_counts_what_was_finished_in_it()
    {
        var connection = await SettleAsync();
        await ImportAsync(connection, "cases", "mot-cua", CaseList());

        var said = await TypeAsync(connection, "objectives", "evaluate", "--cycle", "2022", "--period", "M02", "--cut-off", "15", "--json");
        var plain = await TypeAsync(connection, "objectives", "evaluate", "--cycle", "2022", "--period", "M02", "--cut-off", "15");

        var report = JsonDocument.Parse(said.Output).RootElement;
        (Text(report, "cutOff"), Text(report, "from"), Text(report, "to")).ShouldBe(("15", "2022-01-15", "2022-02-14"));
        var counted = (await AskAsync(connection, "select count(*) filter (where finished_at <= due_at), count(*) from cases where finished_at >= '2022-01-15' and finished_at < '2022-02-15'")).Split('|').Select(long.Parse).ToArray();
        var inTime = Result(report, "2.", null);
        (Number(inTime, "numerator"), Number(inTime, "denominator")).ShouldBe((counted[0], counted[1]));
        counted[1].ShouldBeInRange(1, 39);
        plain.Code.ShouldBe(0);
        plain.Output.ShouldContain($"[{counted[0]}/{counted[1]}]");
        plain.Output.ShouldContain("2. toàn cơ quan: ");
    }

    [Fact]
    public async Task A_period_cycle_or_window_that_is_none_is_said_with_the_ones_there_are()
    {
        var connection = await SettleAsync();

        var period = await TypeAsync(connection, "objectives", "evaluate", "--cycle", "2022", "--period", "Q5");
        var cycle = await TypeAsync(connection, "objectives", "evaluate", "--cycle", "2023", "--period", "Q1");
        var window = await TypeAsync(connection, "objectives", "evaluate", "--cycle", "2022", "--period", "Y", "--cut-off", "20");

        (period.Code, cycle.Code, window.Code).ShouldBe((2, 3, 2));
        period.Error.ShouldContain("Q1…Q4|M01…M12|6M|9M|Y");
        cycle.Error.ShouldContain("2023");
        window.Error.ShouldContain("calendar");
    }

    [Fact]
    public async Task A_month_that_another_source_tells_already_is_said_by_the_command_with_the_one_that_counts()
    {
        var connection = await SettleAsync();
        await ExecuteAsync(connection, "insert into data_sources (id, agency_id, code, name, kind, topic, rank) select gen_random_uuid(), id, 'trang-web', 'Trang đánh giá', 'figures', 'survey', 35 from agencies");
        await ImportAsync(connection, "figures", "khao-sat", "unit;month;year;satisfied_answers;answers\nVP;1;2022;460;484\n");
        var file = await FileAsync("unit;month;year;satisfied_answers;answers\nVP;1;2022;400;484\n");

        var plain = await TypeAsync(connection, "import", "figures", file, "--source", "trang-web", "--dry-run");
        var json = await TypeAsync(connection, "import", "figures", file, "--source", "trang-web", "--dry-run", "--json");

        plain.Code.ShouldBe(0, plain.Output + plain.Error);
        plain.Output.ShouldContain("Lưu ý: 1 tháng của các đơn vị (tháng 01/2022) đã có ở nguồn");
        plain.Output.ShouldContain("1 số liệu khác nhau. Kết quả tính theo số liệu của nguồn khao-sat (thứ hạng 30 nhỏ hơn 35).");
        var overlap = JsonDocument.Parse(json.Output).RootElement.GetProperty("overlaps").EnumerateArray().ShouldHaveSingleItem();
        (Text(overlap, "source"), overlap.GetProperty("fileCounts").GetBoolean(), Number(overlap, "differing")).ShouldBe(("khao-sat", false, 1));
    }

    /// <summary>Forty cases of two units from January to March, all in time but one of NCC.</summary>
    private static string CaseList()
    {
        var list = new StringBuilder("MaHoSo;DonVi;NgayTiepNhan;NgayHenTra;NgayKetThucXuLy\n");
        for (var at = 0; at < 40; at++)
        {
            var day = new DateOnly(2022, 1, 4).AddDays(at * 2);
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"HS{at};{(at % 2 == 0 ? "VP" : "NCC")};{day:dd/MM/yyyy};{day.AddDays(4):dd/MM/yyyy};{day.AddDays(at == 21 ? 6 : 3):dd/MM/yyyy}\n");
        }

        return list.ToString();
    }

    private async Task<string> SettleAsync()
    {
        var connection = await cluster.CreateDatabaseAsync();
        (await TypeAsync(connection, "import", "agency", Path.Combine(Repository.Root, "samples", "hai-duong-2022"))).Code.ShouldBe(0);
        return connection;
    }

    private static async Task ImportAsync(string connection, string kind, string source, string content)
    {
        var done = await TypeAsync(connection, "import", kind, await FileAsync(content), "--source", source);
        done.Code.ShouldBe(0, done.Output + done.Error);
    }

    private static async Task<string> FileAsync(string text)
    {
        var path = Path.Combine(TestFolder.Create("evaluate"), "table.csv");
        await File.WriteAllTextAsync(path, text, Ct);
        return path;
    }

    private static JsonElement Result(JsonElement report, string objective, string? unit) =>
        report.GetProperty("results").EnumerateArray().Single(line => Text(line, "objective") == objective && Text(line, "unit") == unit);

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static long Number(JsonElement of, string name) => (long)of.GetProperty(name).GetDecimal();

    private static async Task<string> AskAsync(string connection, string sql)
    {
        await using var open = await OpenAsync(connection);
        await using var command = new NpgsqlCommand(sql, open);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        (await reader.ReadAsync(Ct)).ShouldBeTrue();
        return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetInt64(i)));
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = await OpenAsync(connection);
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connection)
    {
        var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Ct);
        await using var wall = new NpgsqlCommand("select set_config('qms.agency', '*', false)", open);
        await wall.ExecuteNonQueryAsync(Ct);
        return open;
    }

    private static Task<Said> TypeAsync(string connection, params string[] words) => Typist.At(connection).TypeAsync(words);
}
