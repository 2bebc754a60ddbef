using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// One act on what all agencies of the installation share, in a unit of work of its own that sees all of them. Whoever calls it has checked
/// the right of the person.
/// </summary>
internal sealed class SystemWork(IServiceScopeFactory scopes)
{
    public async Task<Outcome> RunAsync<TWorker>(Func<TWorker, Task<Outcome>> act, CancellationToken ct)
        where TWorker : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var worker = scope.ServiceProvider.GetRequiredService<TWorker>();
        return await scope.ServiceProvider.GetRequiredService<Transactor>().RunAsync(() => act(worker), ct);
    }
}
