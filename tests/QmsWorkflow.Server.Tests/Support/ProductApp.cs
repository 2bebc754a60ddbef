using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>The whole product in process, with the shipped workflows, templates and samples, on a fresh database; jobs and timers wait for the test.</summary>
internal sealed class ProductApp : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private ProductApp(WebApplication app, string folder, string connection, ManualClock clock) => (this.app, this.folder, Connection, Clock) = (app, folder, connection, clock);

    public string Connection { get; }

    public ManualClock Clock { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="content">The folder with <c>workflows</c>, <c>templates</c> and <c>samples</c>; null for the shipped one.</param>
    /// <param name="replace">Parts that the test puts in place of the product's, for example keys and gates.</param>
    public static async Task<ProductApp> CreateAsync(TestCluster cluster, DateOnly? today = null, string? content = null, Action<IServiceCollection>? replace = null)
    {
        var day = today ?? new DateOnly(2022, 3, 2);
        var folder = TestFolder.Create("app");
        // A first start with its demo agencies is made once for each day; a test opens its copy as a server opens its database again.
        var connection = content is null
            ? await cluster.CopyStartAsync($"{day:O}", folder, async (fresh, empty) => await (await PrepareAsync(fresh, empty, new ManualClock(ManualClock.At(day, 9)))).DisposeAsync())
            : await cluster.CreateDatabaseAsync();
        var clock = new ManualClock(ManualClock.At(day, 9));
        return new ProductApp(await PrepareAsync(connection, folder, clock, content, replace), folder, connection, clock);
    }

    private static Task<WebApplication> PrepareAsync(string connection, string folder, ManualClock clock, string? content = null, Action<IServiceCollection>? replace = null)
    {
        var settings = new QmsSettings { ConnectionString = connection, DataFolder = folder, ContentFolder = content ?? Repository.Root, IsDemo = true, Beats = false, Url = "http://127.0.0.1:0" };
        return ServerHost.PrepareAsync(settings, TestContext.Current.CancellationToken, services =>
        {
            services.AddSingleton(new ManualTime(clock));
            replace?.Invoke(services);
        });
    }

    public IReadOnlyList<RouteEndpoint> Routes => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Listens on a free port, for <see cref="SignInAsync"/>.</summary>
    public Task ListenAsync() => app.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>A browser of somebody who has not signed in.</summary>
    public Browser Open() => new(new Uri(app.Urls.First()));

    public async Task<Browser> SignInAsync(string userName)
    {
        var browser = new Browser(new Uri(app.Urls.First()));
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", userName), ("Form.Password", "Demo@2026"));
        browser.Path.ShouldBe("/work", browser.Text);
        return browser;
    }

    /// <summary>Runs something as one request of this agency would.</summary>
    public async Task<T> InAsync<T>(string agencyCode, Func<IServiceProvider, Agency, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var agency = await AgencyAsync(agencyCode);
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agency.Id);
        return await act(scope.ServiceProvider, agency);
    }

    public async Task<Agency> AgencyAsync(string code)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        return await scope.ServiceProvider.GetRequiredService<QmsDb>().Agencies.AsNoTracking().SingleAsync(a => a.Code == code);
    }

    public Task<Actor> ActorAsync(string agencyCode, string userName) => InAsync(agencyCode, async (services, _) =>
    {
        var person = await services.GetRequiredService<QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == userName);
        return await services.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", TestContext.Current.CancellationToken);
    });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
