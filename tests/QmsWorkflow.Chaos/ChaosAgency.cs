using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Testing;

namespace QmsWorkflow.Chaos;

/// <summary>The agency of the run: its people, each with an e-mail address, and a cycle whose wording fills a real template.</summary>
internal sealed class ChaosAgency
{
    public const string Password = "Mật-khẩu-2024";

    private const string Wording =
        """
        {"submission":{"title":"Về việc công bố Mục tiêu chất lượng","addressee":"Giám đốc Sở Thử nghiệm","paragraphs":["Ban Chỉ đạo ISO trình Giám đốc Sở xem xét."],
        "closing":"Kính trình Giám đốc Sở xem xét, quyết định./.","recipients":["Như trên;","Lưu: VT."],"bases":[],"signer":"Trần Giám Đốc"}}
        """;

    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);
    private readonly Dictionary<Role, string[]> holders = [];

    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid CycleId { get; } = Guid.CreateVersion7();

    public Person Named(Guid id) => people.Values.Single(person => person.Id == id);

    /// <summary>Everybody who holds the role; two people of one role may act at the same moment.</summary>
    public IReadOnlyList<Person> Holders(Role role) => [.. holders[role].Select(name => people[name])];

    public async Task SettleAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(Id);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        db.Agencies.Add(TestAgency.Of(Id, "so-thu", "Sở Thử nghiệm", "STN"));
        Add(db, "giamdoc", "Trần Giám Đốc", Role.Head);
        Add(db, "phogiamdoc", "Lê Phó Giám Đốc", Role.Deputy);
        Add(db, "thuky", "Nguyễn Thư Ký", Role.IsoSecretary);
        Add(db, "thuky2", "Đặng Thư Ký", Role.IsoSecretary);
        Add(db, "vanthu", "Phạm Văn Thư", Role.Clerk);
        Add(db, "vanthu2", "Mai Văn Thư", Role.Clerk);
        Add(db, "vanphong", "Hồ Văn Phòng", Role.Office);
        Add(db, "chuyenvien", "Bùi Chuyên Viên", Role.Auditor);
        db.Cycles.Add(new Cycle
        {
            Id = CycleId,
            AgencyId = Id,
            Year = 2026,
            Name = "Năm 2026",
            StandardEdition = "TCVN ISO 9001:2015",
            State = CycleState.Running,
            Wording = Wording,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });
        await scope.ServiceProvider.GetRequiredService<AgencyCalendar>().SeedAsync(Actor.System(Id), ct);
        await db.SaveChangesAsync(ct);
    }

    private void Add(QmsDb db, string userName, string name, Role role)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(),
            AgencyId = Id,
            FullName = name,
            UserName = userName,
            JobTitle = role.ToString(),
            Email = string.Create(CultureInfo.InvariantCulture, $"{userName}@chaos.test"),
            PasswordHash = "",
            SecurityStamp = "s",
            FailedSignIns = 0,
            IsActive = true,
        };
        person.PasswordHash = SignIn.Hash(person, Password);
        people[userName] = person;
        holders[role] = [.. holders.GetValueOrDefault(role, []), userName];
        db.People.Add(person);
        db.RoleAssignments.Add(new RoleAssignment { Id = Guid.CreateVersion7(), AgencyId = Id, PersonId = person.Id, Role = role, ValidFrom = new DateOnly(2020, 1, 1) });
    }
}
