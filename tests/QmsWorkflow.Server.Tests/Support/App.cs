using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;
using QmsWorkflow.Testing;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>The whole product on a free port over a fresh database, with two agencies and the clock in the test's hand: Monday 22/4/2024, 9:00.</summary>
internal sealed class App : IAsyncDisposable
{
    public const string Password = "Mật khẩu thử 2024";
    public static readonly DateOnly Start = new(2024, 4, 22);

    private readonly WebApplication host;
    private readonly string folder;
    private readonly Dictionary<string, Guid> ids = new(StringComparer.Ordinal);

    private App(WebApplication host, string folder, string connection, ManualClock clock) =>
        (this.host, this.folder, Connection, Clock) = (host, folder, connection, clock);

    public string Connection { get; }
    public ManualClock Clock { get; }
    public Guid FirstAgency { get; } = Guid.CreateVersion7();
    public Guid SecondAgency { get; } = Guid.CreateVersion7();
    public Guid Planning { get; } = Guid.CreateVersion7();
    public Guid Labour { get; } = Guid.CreateVersion7();
    public string Address => host.Urls.First();

    public static async Task<App> StartAsync(TestCluster cluster, bool isDemo = false)
    {
        var connection = await cluster.CreateDatabaseAsync();
        var clock = new ManualClock(ManualClock.At(Start, 9));
        var folder = TestFolder.Create("app");
        System.IO.Directory.CreateDirectory(Path.Combine(folder, "workflows", "forms"));
        System.IO.Directory.CreateDirectory(Path.Combine(folder, "samples"));
        System.IO.Directory.CreateSymbolicLink(Path.Combine(folder, "templates"), Path.Combine(Journeys.Repository.Root, "templates"));
        var settings = new QmsSettings
        {
            ConnectionString = connection,
            DataFolder = folder,
            ContentFolder = folder,
            Url = "http://127.0.0.1:0",
            Beats = false,
            IsDemo = isDemo,
            DemoPassword = Password,
        };
        var host = await ServerHost.PrepareAsync(settings, TestContext.Current.CancellationToken, services => services.AddSingleton(new ManualTime(clock)));
        var app = new App(host, folder, connection, clock);
        await app.SettleAsync();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public Guid Id(string userName) => ids[userName];

    /// <summary>A browser of somebody who has not signed in.</summary>
    public Browser Open() => new(new Uri(Address));

    public async Task<Browser> SignInAsAsync(string userName, string password = Password)
    {
        var browser = Open();
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", userName), ("Form.Password", password));
        browser.Path.ShouldBe("/work", browser.Text);
        return browser;
    }

    /// <summary>Reads across agencies.</summary>
    public Task<T> ReadAsync<T>(Func<QmsDb, Task<T>> read) => InAsync(scope => read(scope.GetRequiredService<QmsDb>()));

    public async Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> act, Guid? agencyId = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        if (agencyId is { } id) scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(id);
        else scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        return await act(scope.ServiceProvider);
    }

    /// <summary>The actions the trail of an agency holds, oldest first.</summary>
    public Task<List<string>> ActionsAsync(Guid agencyId) =>
        ReadAsync(db => db.TrailEntries.Where(e => e.AgencyId == agencyId).OrderBy(e => e.Position).Select(e => e.Action).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private Task<int> SettleAsync() => InAsync(async scope =>
    {
        var db = scope.GetRequiredService<QmsDb>();
        AddAgency(db, FirstAgency, "so-mot", "Sở Một");
        AddAgency(db, SecondAgency, "so-hai", "Sở Hai");
        AddUnit(db, Planning, "KH", "Phòng Kế hoạch", 1);
        AddUnit(db, Labour, "LD", "Phòng Lao động", 2);
        AddPerson(db, FirstAgency, "quantri", "Vũ Quản Trị", null, Role.Admin);
        AddPerson(db, FirstAgency, "giamdoc", "Trần Giám Đốc", null, Role.Head);
        AddPerson(db, FirstAgency, "truong", "Hoàng Đức Trưởng", Planning, Role.UnitHead);
        AddPerson(db, FirstAgency, "canbo", "Bùi Cán Bộ", Planning, Role.Staff);
        AddPerson(db, FirstAgency, "danhgia", "Đỗ Đánh Giá", Labour, Role.Auditor);
        AddPerson(db, SecondAgency, "quantri2", "Lý Người Sở Hai", null, Role.Admin);
        await scope.GetRequiredService<AgencyCalendar>().SeedAsync(Actor.System(FirstAgency), default);
        return await db.SaveChangesAsync();
    });

    private static void AddAgency(QmsDb db, Guid id, string code, string name) => db.Agencies.Add(TestAgency.Of(id, code, name, code));

    private void AddUnit(QmsDb db, Guid id, string code, string name, int order) => db.Units.Add(new Unit
    {
        Id = id,
        AgencyId = FirstAgency,
        Code = code,
        Name = name,
        Kind = "division",
        InScope = true,
        ValidFrom = new DateOnly(2020, 1, 1),
        SortOrder = order,
    });

    private static readonly string Hash = SignIn.Hash(null!, Password);

    private void AddPerson(QmsDb db, Guid agencyId, string userName, string name, Guid? unitId, Role role)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agencyId,
            UnitId = unitId,
            FullName = name,
            UserName = userName,
            JobTitle = RoleNames.Of(role),
            PasswordHash = Hash,
            SecurityStamp = userName,
            FailedSignIns = 0,
            IsActive = true,
        };
        ids[userName] = person.Id;
        db.People.Add(person);
        db.RoleAssignments.Add(new RoleAssignment
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agencyId,
            PersonId = person.Id,
            Role = role,
            UnitId = role is Role.UnitHead or Role.Staff ? unitId : null,
            ValidFrom = new DateOnly(2020, 1, 1),
        });
    }
}
