using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>A connection that is cut in the middle of an act takes the whole act with it.</summary>
public sealed class LostConnectionTests(TestCluster cluster)
{
    [Fact]
    public async Task Nothing_after_a_cut_is_committed_alone_even_when_the_act_goes_on()
    {
        await using var world = await World.CreateAsync(cluster);

        var failure = await Record.ExceptionAsync(() => world.InAsync(async scope =>
        {
            var db = scope.GetRequiredService<QmsDb>();
            var numbers = scope.GetRequiredService<NumberAllotment>();
            return await scope.GetRequiredService<Transactor>().RunAsync(
                async () =>
                {
                    await numbers.NextAsync(world.AgencyId, "BEFORE", 2024, default);
                    await CutAsync(world.Connection, await PidAsync(db));
                    await Record.ExceptionAsync(() => numbers.NextAsync(world.AgencyId, "FIRST", 2024, default));
                    await numbers.NextAsync(world.AgencyId, "SECOND", 2024, default);
                },
                default);
        }));

        failure.ShouldNotBeNull();
        DatabaseTrouble.IsPassing(failure).ShouldBeTrue(failure.ToString());
        (await world.ReadAsync(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from number_series").SingleAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_scope_that_lost_its_connection_can_act_again()
    {
        await using var world = await World.CreateAsync(cluster);

        var number = await world.InAsync(async scope =>
        {
            var db = scope.GetRequiredService<QmsDb>();
            var numbers = scope.GetRequiredService<NumberAllotment>();
            var transactor = scope.GetRequiredService<Transactor>();
            await Record.ExceptionAsync(() => transactor.RunAsync(
                async () =>
                {
                    await numbers.NextAsync(world.AgencyId, "QĐ", 2024, default);
                    await CutAsync(world.Connection, await PidAsync(db));
                },
                default));
            var taken = 0;
            (await transactor.RunAsync(async () => { taken = await numbers.NextAsync(world.AgencyId, "QĐ", 2024, default); }, default)).ShouldBeDone();
            return taken;
        });

        number.ShouldBe(1);
    }

    [Fact]
    public async Task A_transaction_that_the_driver_has_ended_counts_as_a_lost_connection()
    {
        await using var world = await World.CreateAsync(cluster);

        var failure = await Record.ExceptionAsync(() => world.InAsync(async scope =>
        {
            var db = scope.GetRequiredService<QmsDb>();
            return await scope.GetRequiredService<Transactor>().RunAsync(
                async () =>
                {
                    await db.Database.CurrentTransaction!.GetDbTransaction().RollbackAsync();
                    await scope.GetRequiredService<NumberAllotment>().NextAsync(world.AgencyId, "QĐ", 2024, default);
                },
                default);
        }));

        failure.ShouldBeOfType<ConnectionLostException>().InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("Transaction is already completed");
        (await world.ReadAsync(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from number_series").SingleAsync())).ShouldBe(0);
    }

    private static Task<int> PidAsync(QmsDb db) => db.Database.SqlQuery<int>($"select pg_backend_pid() as \"Value\"").SingleAsync();

    private static async Task CutAsync(string connectionString, int pid)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        // The same user may end its own connections; PostgreSQL answers when the backend is gone.
        await using var command = new NpgsqlCommand("select pg_terminate_backend($1, 5000)", connection);
        command.Parameters.AddWithValue(pid);
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }
}
