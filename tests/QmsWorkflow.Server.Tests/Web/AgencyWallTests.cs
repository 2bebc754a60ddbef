using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>Agencies in one installation never see each other: once by the queries, once more by the database.</summary>
public sealed class AgencyWallTests(TestCluster cluster)
{
    [Fact]
    public async Task Another_agencys_people_are_not_listed_and_not_found()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");

        (await browser.GoAsync("/admin/people")).Text.ShouldNotContain("Lý Người Sở Hai");
        await browser.GoAsync($"/admin/people/{app.Id("quantri2")}");

        browser.Status.ShouldBe(HttpStatusCode.NotFound);
        browser.Text.ShouldNotContain("Lý Người Sở Hai");
    }

    [Fact]
    public async Task Queries_of_one_agency_see_only_its_rows()
    {
        await using var app = await App.StartAsync(cluster);

        var names = await app.InAsync(scope => ((QmsDb)scope.GetService(typeof(QmsDb))!).People.Select(p => p.UserName).ToListAsync(), app.SecondAgency);

        names.ShouldBe(["quantri2"]);
    }

    [Theory]
    [InlineData("people")]
    [InlineData("units")]
    [InlineData("role_assignments")]
    [InlineData("calendar_notices")]
    public async Task The_database_itself_hides_the_rows_of_others(string table)
    {
        await using var app = await App.StartAsync(cluster);

        (await CountAsync(app, app.FirstAgency.ToString(), $"select count(*) from {table}")).ShouldBeGreaterThan(0);
        (await CountAsync(app, app.SecondAgency.ToString(), $"select count(*) from {table} where agency_id = '{app.FirstAgency}'")).ShouldBe(0);
        (await CountAsync(app, "", $"select count(*) from {table}")).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_refuses_to_write_into_another_agency()
    {
        await using var app = await App.StartAsync(cluster);
        await using var connection = await OpenAsync(app, app.SecondAgency.ToString());

        await using var insert = new NpgsqlCommand(
            "insert into units (id, agency_id, code, name, kind, in_scope, valid_from, sort_order) values (gen_random_uuid(), $1, 'X', 'X', 'division', true, '2024-01-01', 1)", connection);
        insert.Parameters.AddWithValue(app.FirstAgency);
        var refusal = await Should.ThrowAsync<PostgresException>(() => insert.ExecuteNonQueryAsync());
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        await using var update = new NpgsqlCommand("update people set full_name = 'X'", connection);
        (await update.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Every_table_of_agency_rows_is_behind_the_wall()
    {
        await using var app = await App.StartAsync(cluster);
        await using var connection = new NpgsqlConnection(app.Connection);
        await connection.OpenAsync();

        await using var command = new NpgsqlCommand(
            """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'agency_id' and not a.attisdropped
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
              and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (select 1 from pg_policy p where p.polrelid = c.oid))
            """, connection);
        var open = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) open.Add(reader.GetString(0));

        open.ShouldBeEmpty();
    }

    private static async Task<long> CountAsync(App app, string agency, string sql)
    {
        await using var connection = await OpenAsync(app, agency);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<NpgsqlConnection> OpenAsync(App app, string agency)
    {
        var connection = new NpgsqlConnection(app.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select set_config('qms.agency', $1, false)", connection);
        command.Parameters.AddWithValue(agency);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
