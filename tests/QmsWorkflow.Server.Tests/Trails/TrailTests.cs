using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Trails;

/// <summary>The trail is append-only, and whoever gets round that is found out.</summary>
public sealed class TrailTests(TestCluster cluster)
{
    [Theory]
    [InlineData("update trail_entries set summary = 'khác'")]
    [InlineData("delete from trail_entries")]
    [InlineData("truncate trail_entries")]
    public async Task The_database_refuses_to_change_the_trail(string sql)
    {
        await using var app = await StartWithEntriesAsync();

        var refusal = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(app.Connection, $"set qms.agency = '*'; {sql}"));

        refusal.MessageText.ShouldContain("QMS501");
        (await VerifyAsync(app)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task An_untouched_trail_is_whole()
    {
        await using var app = await StartWithEntriesAsync();

        var report = await VerifyAsync(app);

        report.IsWhole.ShouldBeTrue();
        report.Entries.ShouldBe(5);
    }

    [Theory]
    [InlineData("summary = 'khác'")]
    [InlineData("at = at + interval '1 microsecond'")]
    [InlineData("actor_name = 'Người khác'")]
    [InlineData("after = '{}'")]
    public async Task A_changed_entry_is_named(string change)
    {
        await using var app = await StartWithEntriesAsync();

        await TamperAsync(app, $"update trail_entries set {change} where sequence = 3");

        (await VerifyAsync(app)).Problems.ShouldContain(p => p.Sequence == 3 && p.Fault == TrailFault.Changed);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_missing_entry_is_named(int sequence)
    {
        await using var app = await StartWithEntriesAsync();

        await TamperAsync(app, $"delete from trail_entries where sequence = {sequence}");

        (await VerifyAsync(app)).Problems.ShouldContain(p => p.Sequence == sequence && p.Fault == TrailFault.Missing);
    }

    [Fact]
    public async Task Two_entries_that_changed_places_are_named()
    {
        await using var app = await StartWithEntriesAsync();

        await TamperAsync(app,
            "update trail_entries set sequence = 100 where sequence = 2; update trail_entries set sequence = 2 where sequence = 3; update trail_entries set sequence = 3 where sequence = 100");

        var report = await VerifyAsync(app);
        report.Problems.Select(p => p.Sequence).ShouldContain(2);
        report.Problems.Select(p => p.Sequence).ShouldContain(3);
    }

    [Fact]
    public async Task An_entry_added_with_a_right_hash_behind_the_last_is_found()
    {
        await using var app = await StartWithEntriesAsync();
        var forged = await app.ReadAsync(async db =>
        {
            var last = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.TrailEntries, e => e.AgencyId == app.FirstAgency && e.Sequence == 5);
            (last.Sequence, last.PreviousHash, last.Summary) = (6, last.Hash, "Mục giả");
            last.Hash = TrailLog.HashOf(last);
            return last;
        });

        await TamperAsync(app,
            $"""
             insert into trail_entries (agency_id, sequence, at, actor_id, actor_name, origin, action, subject_type, subject_id, summary, before, after, previous_hash, hash)
             select agency_id, 6, at, actor_id, actor_name, origin, action, subject_type, subject_id, '{forged.Summary}', before, after, '{forged.PreviousHash}', '{forged.Hash}'
             from trail_entries where sequence = 5
             """);

        (await VerifyAsync(app)).Problems.ShouldContain(p => p.Sequence == 6 && p.Fault == TrailFault.Moved);
    }

    [Fact]
    public async Task The_page_verifies_and_says_which_entry_is_wrong()
    {
        await using var app = await StartWithEntriesAsync();
        using var browser = await app.SignInAsAsync("danhgia");
        (await browser.GoAsync("/trail?verify=true")).Page.QuerySelector(".alert-success").ShouldNotBeNull();

        await TamperAsync(app, "update trail_entries set summary = 'khác' where sequence = 2");

        (await browser.GoAsync("/trail?verify=true")).Page.QuerySelector(".alert-danger")!.TextContent.ShouldContain("Mục 2");
    }

    [Fact]
    public async Task Staff_may_not_read_the_whole_trail()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        await browser.GoAsync("/trail");
        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
        await browser.GoAsync("/trail/export");
        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_export_holds_every_entry_and_no_formula()
    {
        await using var app = await App.StartAsync(cluster);
        await app.InAsync(scope => scope.GetRequiredService<Transactor>().RunAsync(
            () =>
            {
                scope.GetRequiredService<TrailLog>().Record(Actor.System(app.FirstAgency), "test.made", "test", 1, "=HYPERLINK(\"http://x\")", after: new { Text = "có \"ngoặc\", dấu phẩy" });
                return Task.CompletedTask;
            },
            default));
        using var browser = await app.SignInAsAsync("danhgia");

        await browser.GoAsync("/trail/export?q=hyperlink");

        browser.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var csv = await browser.Response.Content.ReadAsStringAsync();
        csv.ShouldContain("\"'=HYPERLINK(\"\"http://x\"\")\"");
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    private async Task<App> StartWithEntriesAsync()
    {
        var app = await App.StartAsync(cluster);
        for (var number = 1; number <= 5; number++)
        {
            await app.InAsync(scope => scope.GetRequiredService<Transactor>().RunAsync(
                () =>
                {
                    scope.GetRequiredService<TrailLog>().Record(Actor.System(app.FirstAgency), "test.made", "test", number, $"Mục {number}", after: new { Number = number });
                    return Task.CompletedTask;
                },
                default));
        }

        return app;
    }

    private static Task<TrailReport> VerifyAsync(App app) => app.InAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(app.FirstAgency, default));

    /// <summary>As somebody with the database's own password would: the guards switched off.</summary>
    private Task TamperAsync(App app, string sql) => ExecuteAsync(cluster.AdminConnection(app.Connection), $"set session_replication_role = replica; {sql}");

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
