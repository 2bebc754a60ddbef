using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Web;

/// <summary>
/// A unit of reading of its own for a component inside a page. Components of one page load at the same time, and a database context serves
/// one question at a time: a component that asks for itself therefore opens its own.
/// </summary>
internal sealed class Reading(IServiceScopeFactory scopes, AgencyScope current)
{
    /// <summary>Asks one question within the agency of the request.</summary>
    public async Task<TAnswer> AskAsync<TQueries, TAnswer>(Func<TQueries, Task<TAnswer>> ask)
        where TQueries : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(current.AgencyId);
        return await ask(scope.ServiceProvider.GetRequiredService<TQueries>());
    }
}
