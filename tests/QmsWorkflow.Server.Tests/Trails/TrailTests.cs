using System.Net;
using Microsoft.EntityFrameworkCore;
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

        (await FaultsAsync(app)).ShouldBe([(3, TrailFault.Changed)]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_missing_entry_is_named(int sequence)
    {
        await using var app = await StartWithEntriesAsync();

        await TamperAsync(app, $"delete from trail_entries where sequence = {sequence}");

        (await FaultsAsync(app)).ShouldBe([(sequence, TrailFault.Missing)]);
    }

    [Fact]
    public async Task Two_entries_that_changed_places_are_named()
    {
        await using var app = await StartWithEntriesAsync();

        await TamperAsync(app,
            "update trail_entries set sequence = 100 where sequence = 2; update trail_entries set sequence = 2 where sequence = 3; update trail_entries set sequence = 3 where sequence = 100");

        (await FaultsAsync(app)).ShouldBe([(2, TrailFault.Moved), (3, TrailFault.Moved)]);
        (await VerifyAsync(app)).Problems[0].Text.ShouldBe("Mục 2 bị đổi chỗ: vốn là mục 3.");
    }

    [Fact]
    public async Task An_entry_added_with_a_right_hash_behind_the_last_is_found()
    {
        await using var app = await StartWithEntriesAsync();
        var forged = await ForgeAsync(app, 5, "Mục giả", entry => (entry.Sequence, entry.PreviousHash) = (6, entry.Hash));

        await TamperAsync(app, Copy(forged, 5));

        (await FaultsAsync(app)).ShouldBe([(6, TrailFault.Inserted)]);
    }

    [Fact]
    public async Task An_entry_taken_out_with_the_others_renumbered_is_named()
    {
        await using var app = await StartWithEntriesAsync();

        await TamperAsync(app, "delete from trail_entries where sequence = 3; update trail_entries set sequence = 3 where sequence = 4; update trail_entries set sequence = 4 where sequence = 5");

        (await FaultsAsync(app)).ShouldBe([(3, TrailFault.Moved), (3, TrailFault.Missing), (4, TrailFault.Moved)], ignoreOrder: true);
    }

    [Fact]
    public async Task An_entry_put_between_two_others_with_a_right_hash_is_named()
    {
        await using var app = await StartWithEntriesAsync();
        var forged = await ForgeAsync(app, 2, "Mục chèn", entry => (entry.Sequence, entry.PreviousHash) = (3, entry.Hash));

        await TamperAsync(app, $"""
            update trail_entries set sequence = 6 where sequence = 5; update trail_entries set sequence = 5 where sequence = 4; update trail_entries set sequence = 4 where sequence = 3;
            {Copy(forged, 2)}
            """);

        (await FaultsAsync(app)).ShouldBe([(3, TrailFault.Inserted), (4, TrailFault.Moved), (5, TrailFault.Moved), (6, TrailFault.Moved)]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task An_entry_changed_together_with_its_hash_is_named(int sequence)
    {
        await using var app = await StartWithEntriesAsync();
        var forged = await ForgeAsync(app, sequence, "Nội dung khác", _ => { });

        await TamperAsync(app, $"update trail_entries set summary = '{forged.Summary}', hash = '\\x{forged.Hash}' where sequence = {sequence}");

        (await FaultsAsync(app)).ShouldBe([(sequence, TrailFault.Changed)]);
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

    private static async Task<List<(long, TrailFault)>> FaultsAsync(App app) => [.. (await VerifyAsync(app)).Problems.Select(p => (p.Sequence, p.Fault))];

    /// <summary>An entry as somebody who knows how hashes are made would forge it.</summary>
    private static Task<TrailEntry> ForgeAsync(App app, long sequence, string summary, Action<TrailEntry> change) => app.ReadAsync(async db =>
    {
        var entry = await db.TrailEntries.AsNoTracking().SingleAsync(e => e.AgencyId == app.FirstAgency && e.Sequence == sequence);
        change(entry);
        entry.Summary = summary;
        entry.Hash = TrailLog.HashOf(entry);
        return entry;
    });

    private static string Copy(TrailEntry forged, long from) =>
        $"""
         insert into trail_entries (agency_id, lane, sequence, at, actor_id, actor_name, origin, action, subject_type, subject_id, summary, before, after, previous_hash, hash)
         select agency_id, lane, {forged.Sequence}, at, actor_id, actor_name, origin, action, subject_type, subject_id, '{forged.Summary}', before, after, '\x{forged.PreviousHash}', '\x{forged.Hash}'
         from trail_entries where sequence = {from}
         """;

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
