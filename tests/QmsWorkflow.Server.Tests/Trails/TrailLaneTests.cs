using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Trails;

/// <summary>Acts of one agency do not wait for each other's commit, and what they leave is as hard to forge as one chain (ADR 6).</summary>
public sealed class TrailLaneTests(TestCluster cluster)
{
    [Fact]
    public async Task An_act_takes_another_lane_while_the_first_is_being_written()
    {
        await using var app = await App.StartAsync(cluster);
        await ActAsync(app, 1);

        await WhileLaneZeroIsTakenAsync(app, async () =>
        {
            await ActAsync(app, 2);
            await ActAsync(app, 3);
        });
        await ActAsync(app, 4);

        (await LinesAsync(app)).ShouldBe([("Mục 1", 0, 1), ("Mục 2", 1, 1), ("Mục 3", 1, 2), ("Mục 4", 0, 2)]);
        (await VerifyAsync(app)).ShouldBe((4, true));
    }

    [Fact]
    public async Task Many_acts_at_once_leave_a_whole_trail_without_gaps()
    {
        await using var app = await App.StartAsync(cluster);

        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (number, _) => await ActAsync(app, number));

        var lines = await LinesAsync(app);
        lines.Select(l => l.Summary).Order().ShouldBe(Enumerable.Range(0, 60).Select(number => $"Mục {number}").Order());
        foreach (var lane in lines.GroupBy(l => l.Lane))
        {
            lane.Select(l => l.Sequence).Order().ShouldBe(Enumerable.Range(1, lane.Count()).Select(n => (long)n));
        }

        (await VerifyAsync(app)).ShouldBe((60, true));
    }

    [Theory]
    [InlineData("update trail_entries set summary = 'khác' where lane = 1 and sequence = 1", "Chuỗi 1: Mục 1 đã bị sửa: nội dung không khớp mã băm.")]
    [InlineData("delete from trail_entries where lane = 1 and sequence = 1", "Chuỗi 1: Thiếu mục 1.")]
    [InlineData("delete from trail_entries where lane = 1", "Chuỗi 1: Thiếu các mục 1–2.")]
    [InlineData("update trail_entries set lane = 0, sequence = 3 where lane = 1 and sequence = 2", "Chuỗi 1: Thiếu mục 2.")]
    public async Task A_forgery_in_another_lane_is_found_as_well(string forgery, string problem)
    {
        await using var app = await App.StartAsync(cluster);
        await ActAsync(app, 1);
        await ActAsync(app, 2);
        await WhileLaneZeroIsTakenAsync(app, async () =>
        {
            await ActAsync(app, 3);
            await ActAsync(app, 4);
        });

        await ExecuteAsync(cluster.AdminConnection(app.Connection), $"set session_replication_role = replica; {forgery}");

        var report = await app.InAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(app.FirstAgency, default));
        report.Problems.Select(p => p.Text).ShouldContain(problem);
    }

    private static async Task ActAsync(App app, int number)
    {
        var outcome = await app.InAsync(scope => scope.GetRequiredService<Transactor>().RunAsync(
            () =>
            {
                scope.GetRequiredService<TrailLog>().Record(Actor.System(app.FirstAgency), "test.made", "test", number, $"Mục {number}");
                return Task.CompletedTask;
            },
            default));
        outcome.IsDone.ShouldBeTrue();
    }

    private static Task<List<(string Summary, short Lane, long Sequence)>> LinesAsync(App app) => app.ReadAsync(async db =>
        (await db.TrailEntries.OrderBy(e => e.Position).ToListAsync()).ConvertAll(e => (e.Summary, e.Lane, e.Sequence)));

    private static async Task<(long, bool)> VerifyAsync(App app)
    {
        var report = await app.InAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(app.FirstAgency, default));
        return (report.Entries, report.IsWhole);
    }

    /// <summary>As an act does that is just about to commit.</summary>
    private static async Task WhileLaneZeroIsTakenAsync(App app, Func<Task> act)
    {
        await using var connection = new NpgsqlConnection(app.Connection);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("set local qms.agency = '*'; select * from trail_heads where lane = 0 for update", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await act();
        await transaction.RollbackAsync();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
