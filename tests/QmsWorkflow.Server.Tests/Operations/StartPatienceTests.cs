using System.Net.Sockets;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Operations;

/// <summary>A server that starts while its database is restarting.</summary>
public sealed class StartPatienceTests(TestCluster cluster)
{
    [Fact]
    public async Task A_database_that_comes_back_is_waited_for_and_the_reason_is_said()
    {
        var said = new StringWriter();
        var tries = 0;

        await new StartPatience(TimeSpan.FromSeconds(30), said).RunAsync(
            "phát hành quy trình", () => ++tries < 3 ? throw Refused() : Task.CompletedTask, TestContext.Current.CancellationToken);

        tries.ShouldBe(3);
        said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain("Cơ sở dữ liệu chưa sẵn sàng (phát hành quy trình): Failed to connect");
    }

    [Fact]
    public async Task What_is_wrong_for_good_is_not_tried_again()
    {
        var tries = 0;

        await Should.ThrowAsync<InvalidOperationException>(() => new StartPatience(TimeSpan.FromSeconds(30), TextWriter.Null).RunAsync(
            "x", () => ++tries > 0 ? throw new InvalidOperationException("broken file") : Task.CompletedTask, TestContext.Current.CancellationToken));

        tries.ShouldBe(1);
    }

    [Fact]
    public async Task A_verb_of_the_command_line_does_not_wait()
    {
        var tries = 0;

        await Should.ThrowAsync<NpgsqlException>(() => StartPatience.None.RunAsync(
            "x", () => ++tries > 0 ? throw Refused() : Task.CompletedTask, TestContext.Current.CancellationToken));

        tries.ShouldBe(1);
    }

    [Fact]
    public async Task A_date_moved_by_one_server_reaches_the_others()
    {
        var connection = await cluster.CreateDatabaseAsync();
        await Migrator.MigrateAsync(connection, TestContext.Current.CancellationToken);
        await using var database = NpgsqlDataSource.Create(connection);
        var (one, other) = (new ProductClock(TimeProvider.System), new ProductClock(TimeProvider.System));

        await one.MoveToAsync(TimeProvider.System.GetUtcNow().AddDays(40), database, TestContext.Current.CancellationToken);
        await other.LoadAsync(database, TestContext.Current.CancellationToken);

        other.Offset.ShouldBe(one.Offset);
        one.Offset.TotalDays.ShouldBe(40, 0.01);
    }

    private static NpgsqlException Refused() => new("Failed to connect", new SocketException((int)SocketError.ConnectionRefused));
}
