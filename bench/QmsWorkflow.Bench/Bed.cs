using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Testing;

namespace QmsWorkflow.Bench;

/// <summary>The server's own runtime on one database: the same services, scopes and transactions as a request has.</summary>
internal sealed class Bed : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly QueryCounter queries = new();

    private Bed(string connection)
    {
        var registered = new ServiceCollection().AddLogging();
        registered.AddData(connection).AddRuntime();
        services = registered.BuildServiceProvider();
    }

    /// <value>The round trips to the database, as Npgsql counts them.</value>
    public long Queries => queries.Count;

    public static Bed Open(string connection) => new(connection);

    public async Task<Guid> AddAgencyAsync(string code)
    {
        var id = Guid.CreateVersion7();
        await InAsync(id, async scope =>
        {
            var db = scope.GetRequiredService<QmsDb>();
            db.Agencies.Add(TestAgency.Of(id, code, code, code));
            await db.SaveChangesAsync();
        });
        return id;
    }

    public Task PublishAsync(Guid agencyId, params string[] flows) => InAsync(agencyId, async scope =>
    {
        var problems = await scope.GetRequiredService<WorkflowPublisher>().PublishAsync([.. flows.Select(flow => ("bench.json", flow))], default);
        if (problems.Count > 0) throw new InvalidOperationException(string.Join("; ", problems));
    });

    public async Task<Guid> StartAsync(Guid agencyId, string definitionId)
    {
        var id = Guid.CreateVersion7();
        await ActAsync(agencyId, (runner, actor) => runner.StartAsync(new StartInstance(definitionId, new JsonObject()) { InstanceId = id }, actor, default));
        return id;
    }

    public Task RaiseAsync(Guid agencyId, Guid instanceId, string name) => ActAsync(agencyId, async (runner, actor) =>
    {
        var occurrence = new WorkflowEvent.EventReceived(TimeProvider.System.GetUtcNow(), actor.Name, name, null);
        if (!await runner.RaiseAsync(instanceId, occurrence, actor, default)) throw new InvalidOperationException($"The event {name} changed nothing.");
    });

    /// <summary>One workflow of ten activities from its start to its end: three acts, each in a scope and a transaction of its own.</summary>
    public async Task RunTenAsync(Guid agencyId)
    {
        var id = await StartAsync(agencyId, Flows.Ten);
        await RaiseAsync(agencyId, id, "event-a4");
        await RaiseAsync(agencyId, id, "event-a8");
    }

    public Task DrainAsync() => services.GetRequiredService<JobWorker>().DrainAsync(default);

    /// <exception cref="InvalidOperationException">Not as many instances as expected finished: the figures would be worth nothing.</exception>
    public Task ExpectFinishedAsync(Guid agencyId, string definitionId, int count) => InAsync(agencyId, async scope =>
    {
        var found = await scope.GetRequiredService<QmsDb>().WorkflowInstances
            .CountAsync(row => row.DefinitionId == definitionId && row.SubStatus == SubStatus.Finished);
        if (found != count) throw new InvalidOperationException($"{found} of {count} instances of {definitionId} finished.");
    });

    public ValueTask DisposeAsync()
    {
        queries.Dispose();
        return services.DisposeAsync();
    }

    private Task ActAsync(Guid agencyId, Func<InstanceRunner, Actor, Task> act) => InAsync(agencyId, async scope =>
    {
        var runner = scope.GetRequiredService<InstanceRunner>();
        var actor = Actor.System(agencyId);
        (await scope.GetRequiredService<Transactor>().RunAsync(() => act(runner, actor), default)).OrThrow();
    });

    private async Task InAsync(Guid agencyId, Func<IServiceProvider, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        await act(scope.ServiceProvider);
    }

    /// <summary>Npgsql's own meter: one measurement for each command or batch.</summary>
    private sealed class QueryCounter : IDisposable
    {
        private readonly MeterListener listener = new();
        private long count;

        public QueryCounter()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.duration" }) self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref count));
            listener.Start();
        }

        public long Count => Interlocked.Read(ref count);

        public void Dispose() => listener.Dispose();
    }
}
