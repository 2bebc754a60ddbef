using System.Globalization;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements.Pages;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Testing;
using Document = QmsWorkflow.Server.Features.Documents.Document;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>One agency with two units and its people, on a real database, with the clock in the test's hand: Monday 22/4/2024, 9:00.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Password = "Mật-khẩu-2024";
    public static readonly DateOnly Start = new(2024, 4, 22);

    private readonly Func<ServiceProvider> host;
    private ServiceProvider services;
    private readonly string folder;
    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);

    private World(Func<ServiceProvider> host, string folder, string connection, ManualClock clock) =>
        (this.host, services, this.folder, Connection, Clock) = (host, host(), folder, connection, clock);

    public string Connection { get; }
    public ManualClock Clock { get; }
    public Guid AgencyId { get; } = Guid.CreateVersion7();
    public Guid Planning { get; } = Guid.CreateVersion7();
    public Guid Labour { get; } = Guid.CreateVersion7();
    public Guid CycleId { get; } = Guid.CreateVersion7();
    public string FormFolder => Path.Combine(folder, "forms");

    public static async Task<World> CreateAsync(TestCluster cluster, Action<IServiceCollection>? more = null)
    {
        var connection = await cluster.CreateDatabaseAsync();
        var clock = new ManualClock(ManualClock.At(Start, 9));
        var root = TestFolder.Create("world");
        System.IO.Directory.CreateDirectory(Path.Combine(root, "forms"));
        var world = new World(() => Host(connection, clock, root, more), root, connection, clock);
        await world.SettleAsync();
        return world;
    }

    private static ServiceProvider Host(string connection, ManualClock clock, string root, Action<IServiceCollection>? more)
    {
        var registered = new ServiceCollection().AddLogging();
        registered.AddSingleton(new ManualTime(clock)).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        registered.AddData(connection).AddRuntime().AddPeople(new DemoOptions(false, Password));
        registered.AddDocuments(Path.Combine(root, "templates"), Path.Combine(root, "files"), new Uri("http://localhost"));
        registered.AddSingleton(new FormFolder(Path.Combine(root, "forms")));
        registered.AddScoped<AgencyCalendar>().AddScoped<CycleFacts>();
        registered.AddNotifications(MailSettings.None).AddTasks().AddApprovals().AddRegisters().AddSigningKeys(root).AddSigningFlow().AddMeasurePages();
        registered.AddDataProtection();
        more?.Invoke(registered);
        return registered.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <summary>The server stops and starts again: nothing but the database and the folder is left.</summary>
    public async Task RestartAsync()
    {
        await services.DisposeAsync();
        services = host();
    }

    /// <summary>Sweeps as another process on the same database would.</summary>
    public async Task<int> SweepAsAnotherAsync() => await (await InAsync(scope => Task.FromResult(ActivatorUtilities.CreateInstance<TimerSweep>(scope)))).SweepAsync(default);

    public Guid Id(string userName) => people[userName].Id;

    /// <summary>Runs something in a scope of its own, as one request would.</summary>
    public async Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(AgencyId);
        return await act(scope.ServiceProvider);
    }

    public async Task<Outcome> InOtherAgencyAsync<TVerb>(Guid agencyId, Func<TVerb, Task<Outcome>> act) where TVerb : notnull
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        return await act(scope.ServiceProvider.GetRequiredService<TVerb>());
    }

    public async Task RaiseAsync(Guid instanceId, WorkflowEvent occurrence) => (await InAsync(scope =>
    {
        var runner = scope.GetRequiredService<InstanceRunner>();
        return scope.GetRequiredService<Transactor>().RunAsync(() => runner.RaiseAsync(instanceId, occurrence, Actor.System(AgencyId), default), default);
    })).IsDone.ShouldBeTrue();

    /// <summary>One person does one thing, with the roles held now.</summary>
    public Task<Outcome> ActAsync<TVerb>(string userName, Func<TVerb, Actor, Task<Outcome>> act) where TVerb : notnull => InAsync(async scope =>
    {
        var person = await scope.GetRequiredService<QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == userName);
        var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", default);
        return await act(scope.GetRequiredService<TVerb>(), actor);
    });

    public Task<T> ReadAsync<T>(Func<QmsDb, Task<T>> read) => InAsync(scope => read(scope.GetRequiredService<QmsDb>()));

    public Task WriteAsync(Func<QmsDb, Task> write) => InAsync(async scope =>
    {
        var db = scope.GetRequiredService<QmsDb>();
        await write(db);
        return await db.SaveChangesAsync();
    });

    public async Task PublishAsync(params Flow[] flows)
    {
        var problems = await InAsync(scope => scope.GetRequiredService<WorkflowPublisher>()
            .PublishAsync([.. flows.Select((flow, index) => ($"{index.ToString(CultureInfo.InvariantCulture)}.json", flow.Json))], default));
        problems.ShouldBeEmpty();
    }

    /// <summary>Publishes files of the product as they are shipped, or as a test changed them.</summary>
    public async Task PublishAsync(params (string Source, string Json)[] files) =>
        (await InAsync(scope => scope.GetRequiredService<WorkflowPublisher>().PublishAsync(files, default))).ShouldBeEmpty();

    public Task<Guid> StartAsync(string definitionId, Guid? unitId = null, bool inCycle = false, string by = "thuky", JsonObject? input = null) => InAsync(async scope =>
    {
        var person = await scope.GetRequiredService<QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == by);
        var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", default);
        var start = new StartInstance(definitionId, input ?? []) { InstanceId = Guid.CreateVersion7(), UnitId = unitId, CycleId = inCycle ? CycleId : null };
        var runner = scope.GetRequiredService<InstanceRunner>();
        (await scope.GetRequiredService<Transactor>().RunAsync(() => runner.StartAsync(start, actor, default), default)).IsDone.ShouldBeTrue();
        return start.InstanceId.Value;
    });

    public Task SetFactAsync(string name, DateOnly day) => WriteAsync(db =>
    {
        db.CycleFacts.Add(new CycleFact { CycleId = CycleId, AgencyId = AgencyId, Name = name, Day = day, Source = "test" });
        return Task.CompletedTask;
    });

    /// <summary>The one piece of work of a step that is open now.</summary>
    public Task<UserTask> OpenTaskAsync(string activityId) => ReadAsync(db =>
        db.UserTasks.AsNoTracking().SingleAsync(t => t.ActivityId == activityId && t.State == WorkState.Open));

    public Task<List<UserTask>> TasksAsync(string activityId) => ReadAsync(db =>
        db.UserTasks.AsNoTracking().Where(t => t.ActivityId == activityId).OrderBy(t => t.OpenedAt).ThenBy(t => t.Ordinal).ToListAsync());

    public async Task<Outcome> CompleteAsync(string userName, string activityId, string? outcome = null, params (string Field, string Value)[] posted)
    {
        var task = await OpenTaskAsync(activityId);
        return await CompleteAsync(userName, task.Id, outcome, posted);
    }

    public Task<Outcome> CompleteAsync(string userName, Guid taskId, string? outcome = null, params (string Field, string Value)[] posted) =>
        ActAsync<CompleteTask>(userName, (verb, actor) => verb.ExecuteAsync(new CompleteInput(taskId, outcome, Posted(posted)), actor, default));

    public Task<Outcome> DecideAsync(string userName, DecideInput input) =>
        ActAsync<Decide>(userName, (verb, actor) => verb.ExecuteAsync(input, actor, default));

    public static IFormCollection Posted(params (string Field, string Value)[] fields) =>
        new FormCollection(fields.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value)])));

    public Task<InstanceRow> InstanceAsync(Guid id) => ReadAsync(db => db.WorkflowInstances.AsNoTracking().SingleAsync(i => i.Id == id));

    public Task<int> SweepAsync() => services.GetRequiredService<TimerSweep>().SweepAsync(default);

    public Task DrainJobsAsync() => services.GetRequiredService<JobWorker>().DrainAsync(default);

    public Task<List<string>> NoticesOfAsync(string userName, string keyPrefix) => ReadAsync(db => db.Notifications.AsNoTracking()
        .Where(n => n.PersonId == Id(userName) && n.Key.StartsWith(keyPrefix)).OrderBy(n => n.Id).Select(n => n.Text).ToListAsync());

    public Task<WorkListing> ListAsync(string userName, WorkFilter filter) => InAsync(async scope =>
    {
        var person = await scope.GetRequiredService<QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == userName);
        var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", default);
        return await scope.GetRequiredService<WorkLists>().LoadAsync(filter, actor, default);
    });

    /// <summary>Records a calendar notice as the calendar page does, with the deadlines that follow from it.</summary>
    public async Task AddNoticeAsync(CalendarNotice notice) => (await InAsync(scope => scope.GetRequiredService<Transactor>().RunAsync(
        async () =>
        {
            scope.GetRequiredService<AgencyCalendar>().Add(notice, Actor.System(AgencyId));
            await scope.GetRequiredService<IDeadlineRecalculator>().RecalculateAsync(AgencyId, $"thông báo {notice.Code}", Actor.System(AgencyId), default);
        },
        default))).IsDone.ShouldBeTrue();

    /// <summary>A drafted document whose template has no fields.</summary>
    public async Task<Guid> AddDocumentAsync(string title = "Kế hoạch thử")
    {
        var document = new Document
        {
            Id = Guid.CreateVersion7(),
            AgencyId = AgencyId,
            CycleId = CycleId,
            Kind = "plan",
            Template = "test/plain",
            Title = title,
            Symbol = "KH-TEST",
            Series = "KH",
            State = DocumentState.Draft,
            Content = """{"place":"Thử","draftMonth":4,"year":2024}""",
            ContentVersion = 1,
            DocxSha256 = new string('a', 64),
            Year = 2024,
            CreatedAt = Clock.GetUtcNow(),
        };
        await WriteAsync(db =>
        {
            db.Documents.Add(document);
            return Task.CompletedTask;
        });
        return document.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private async Task SettleAsync()
    {
        MakeTemplate();
        await WriteAsync(db =>
        {
            db.Agencies.Add(TestAgency.Of(AgencyId, "so-thu", "Sở Thử nghiệm", "STN"));
            AddUnit(db, Planning, "P1", "Phòng Kế hoạch", 1);
            AddUnit(db, Labour, "P2", "Phòng Lao động", 2);
            AddPerson(db, "giamdoc", "Trần Giám Đốc", null, "Giám đốc", (Role.Head, null));
            AddPerson(db, "phogiamdoc", "Lê Phó Giám Đốc", null, "Phó Giám đốc", (Role.Deputy, null));
            db.SigningMandates.Add(new SigningMandateRow
            {
                Id = Guid.CreateVersion7(),
                AgencyId = AgencyId,
                PersonId = people["phogiamdoc"].Id,
                Kind = Domain.Signing.MandateKind.AssignedField,
                Source = "Phân công công tác",
                ValidFrom = new DateOnly(2020, 1, 1),
                RecordedAt = Clock.GetUtcNow(),
            });
            AddPerson(db, "thuky", "Nguyễn Thư Ký", Planning, "Thư ký ISO", (Role.IsoSecretary, null));
            AddPerson(db, "vanthu", "Phạm Văn Thư", Planning, "Văn thư", (Role.Clerk, null));
            AddPerson(db, "quantri", "Vũ Quản Trị", null, "Quản trị", (Role.Admin, null));
            AddPerson(db, "truong1", "Hoàng Trưởng Một", Planning, "Trưởng phòng", (Role.UnitHead, Planning));
            AddPerson(db, "truong2", "Đỗ Trưởng Hai", Labour, "Trưởng phòng", (Role.UnitHead, Labour));
            AddPerson(db, "can1", "Bùi Cán Bộ", Planning, "Chuyên viên", (Role.Staff, Planning));
            AddPerson(db, "can2", "Ngô Chuyên Viên", Labour, "Chuyên viên", (Role.Staff, Labour));
            AddPerson(db, "nghi", "Người Đã Nghỉ", Labour, "Chuyên viên", (Role.Staff, Labour)).IsActive = false;
            db.Cycles.Add(new Cycle
            {
                Id = CycleId,
                AgencyId = AgencyId,
                Year = 2024,
                Name = "Năm 2024",
                StandardEdition = "TCVN ISO 9001:2015",
                State = CycleState.Running,
                Wording = "{}",
                CreatedAt = Clock.GetUtcNow(),
            });
            return Task.CompletedTask;
        });
        await InAsync(async scope =>
        {
            await scope.GetRequiredService<AgencyCalendar>().SeedAsync(Actor.System(AgencyId), default);
            return await scope.GetRequiredService<QmsDb>().SaveChangesAsync();
        });
    }

    private void AddUnit(QmsDb db, Guid id, string code, string name, int order) => db.Units.Add(new Unit
    {
        Id = id,
        AgencyId = AgencyId,
        Code = code,
        Name = name,
        Kind = "division",
        InScope = true,
        ValidFrom = new DateOnly(2020, 1, 1),
        SortOrder = order,
    });

    private Person AddPerson(QmsDb db, string userName, string name, Guid? unitId, string title, (Role Role, Guid? Unit) role)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(),
            AgencyId = AgencyId,
            UnitId = unitId,
            FullName = name,
            UserName = userName,
            JobTitle = title,
            PasswordHash = "",
            SecurityStamp = "s",
            FailedSignIns = 0,
            IsActive = true,
        };
        // Hashing is slow on purpose; only those who sign need a real one.
        if (role.Role is Role.Head or Role.Deputy) person.PasswordHash = SignIn.Hash(person, Password);
        people[userName] = person;
        db.People.Add(person);
        db.RoleAssignments.Add(new RoleAssignment
        {
            Id = Guid.CreateVersion7(),
            AgencyId = AgencyId,
            PersonId = person.Id,
            Role = role.Role,
            UnitId = role.Unit,
            ValidFrom = new DateOnly(2020, 1, 1),
        });
        return person;
    }

    /// <summary>Writes the template of the test documents anew: a line of text, and the fields that are named.</summary>
    public void MakeTemplate(params IEnumerable<string> fields) => MakeTemplateAt("test/plain", fields);

    public void MakeTemplateAt(string template, params IEnumerable<string> fields)
    {
        var file = Path.Combine(folder, "templates", template + ".docx");
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var word = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document);
        var body = new Body(new Paragraph(new Run(new Text("Văn bản thử"))));
        foreach (var field in fields)
        {
            body.AppendChild(new Paragraph(new SdtRun(new SdtProperties(new Tag { Val = field }), new SdtContentRun(new Run(new Text("ví dụ"))))));
        }

        word.AddMainDocumentPart().Document = new DocumentFormat.OpenXml.Wordprocessing.Document(body);
    }
}

internal static class OutcomeAssertions
{
    public static void ShouldBeDone(this Outcome outcome) => outcome.ShouldBe(Outcome.Success);

    public static Outcome.Refused ShouldBeRefused(this Outcome outcome, string code)
    {
        var refused = outcome.ShouldBeOfType<Outcome.Refused>();
        refused.Code.ShouldBe(code, refused.Message);
        return refused;
    }
}
