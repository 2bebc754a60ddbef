using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Registers;

/// <summary>The office of Hải Dương: its clerk, head and administrator work on the registers of the whole product.</summary>
internal sealed class Office(ProductApp app) : IAsyncDisposable
{
    public const string Code = "hai-duong";

    public ProductApp App => app;

    public static async Task<Office> OpenAsync(TestCluster cluster, DateOnly? today = null) => new(await ProductApp.CreateAsync(cluster, today ?? new DateOnly(2022, 3, 2)));

    public async Task<T> ActAsync<TVerb, T>(string userName, Func<TVerb, Actor, Task<T>> act) where TVerb : notnull
    {
        var actor = await app.ActorAsync(Code, userName);
        return await app.InAsync(Code, (services, _) => act(services.GetRequiredService<TVerb>(), actor));
    }

    public Task<Outcome> ClerkAsync<TVerb>(Func<TVerb, Actor, Task<Outcome>> act) where TVerb : notnull => ActAsync("hd.vanthu", act);

    public Task<T> AskAsync<TQueries, T>(Func<TQueries, Task<T>> ask) where TQueries : notnull => app.InAsync(Code, (services, _) => ask(services.GetRequiredService<TQueries>()));

    public Task<T> ReadAsync<T>(Func<QmsDb, Task<T>> read) => AskAsync(read);

    /// <summary>A signed document that waits for its number.</summary>
    public async Task<Guid> SignedAsync(string kind = "decision")
    {
        var id = await app.DraftAsync(Code, kind);
        (await app.SignAsync(Code, id, "hd.giamdoc")).ShouldBe(Outcome.Success);
        return id;
    }

    public async Task<Document> IssuedAsync(string kind = "decision") => await IssueAsync(await SignedAsync(kind));

    public async Task<Document> IssueAsync(Guid id)
    {
        await app.IssueAsync(Code, id);
        return await app.DocumentAsync(Code, id);
    }

    /// <summary>Runs the jobs that the acts left behind.</summary>
    public Task DrainAsync() => app.Services.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

internal static class OutcomeChecks
{
    public static void ShouldSucceed(this Outcome outcome) => outcome.ShouldBe(Outcome.Success);

    public static Outcome.Refused ShouldRefuse(this Outcome outcome, string code)
    {
        var refused = outcome.ShouldBeOfType<Outcome.Refused>();
        refused.Code.ShouldBe(code, refused.Message);
        return refused;
    }
}
