using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>One act of the command line inside one agency. Whoever may run it may read the data folder anyway, so it acts as an administrator.</summary>
internal sealed class UserDesk : IAsyncDisposable
{
    private readonly AsyncServiceScope scope;

    private UserDesk(AsyncServiceScope scope, Guid agencyId)
    {
        this.scope = scope;
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        Actor = new Actor(null, agencyId, null, $"Dòng lệnh ({Environment.UserName})", "cli", [new HeldRole(Role.Admin, null)]);
    }

    public Actor Actor { get; }

    public DateOnly Today => Get<AdminRight>().Today;

    public static UserDesk Open(ServerHost host, Guid agencyId) => new(host.App.Services.CreateAsyncScope(), agencyId);

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <exception cref="CannotRunException">There is no such agency, or several and none was named.</exception>
    public static Task<Guid> AgencyAsync(ServerHost host, string? code, CancellationToken ct) => AcrossAsync(host, async db =>
    {
        var agencies = await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => new { a.Id, a.Code }).ToListAsync(ct);
        var codes = string.Join(", ", agencies.Select(a => a.Code));
        if (code is null && agencies.Count == 1) return agencies[0].Id;
        if (code is null) throw new CannotRunException($"Hãy nêu cơ quan bằng --agency: {codes}.", "Say which agency.");

        return agencies.Find(a => a.Code == code)?.Id ?? throw new CannotRunException($"Không có cơ quan mã \"{code}\"; hiện có: {codes}.", $"There is no agency \"{code}\".");
    });

    /// <summary>User names are unique in the whole installation.</summary>
    /// <exception cref="CannotRunException">There is no such person.</exception>
    public static Task<Person> PersonAsync(ServerHost host, string userName, CancellationToken ct) => AcrossAsync(host, async db =>
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.UserName == userName, ct) is { } person) return person;

        var near = NearestWord.Of(userName, await db.People.Select(p => p.UserName).ToListAsync(ct)) is { } word ? $" Có phải \"{word}\"?" : "";
        throw new CannotRunException($"Không có người dùng \"{userName}\".{near}", $"There is no user \"{userName}\".");
    });

    /// <exception cref="CannotRunException">The agency has no such unit.</exception>
    public async Task<Guid?> UnitAsync(string? code, CancellationToken ct)
    {
        if (code is null) return null;

        var units = await Get<QmsDb>().Units.AsNoTracking().OrderBy(u => u.SortOrder).Select(u => new { u.Id, u.Code }).ToListAsync(ct);
        return units.Find(u => u.Code == code)?.Id
            ?? throw new CannotRunException($"Không có đơn vị mã \"{code}\"; hiện có: {string.Join(", ", units.Select(u => u.Code))}.", $"There is no unit \"{code}\".");
    }

    public static async Task<int> RefuseAsync(Invocation call, Outcome outcome)
    {
        var refused = (Outcome.Refused)outcome;
        if (call.IsJson) call.WriteJson(new { refused.Code, refused.Message, refused.Fields });

        await call.Error.WriteLineAsync($"{refused.Code}: {refused.Message}");
        foreach (var field in refused.Fields) await call.Error.WriteLineAsync($"  {field.Field}: {field.Message}");

        return ExitCode.Finding;
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    private static async Task<T> AcrossAsync<T>(ServerHost host, Func<QmsDb, Task<T>> read)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        return await read(scope.ServiceProvider.GetRequiredService<QmsDb>());
    }
}

/// <summary>People and their roles as the command line prints them.</summary>
internal static class UserListing
{
    public static async Task<int> RunAsync(ServerHost host, Invocation call, string? agencyCode, CancellationToken ct)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        if (agencyCode is not null) await UserDesk.AgencyAsync(host, agencyCode, ct);

        var today = scope.ServiceProvider.GetRequiredService<AdminRight>().Today;
        var now = TimeProvider.System.GetUtcNow();
        var people = await db.People.AsNoTracking().Join(db.Agencies, p => p.AgencyId, a => a.Id, (p, a) => new { Person = p, Agency = a.Code })
            .Where(line => agencyCode == null || line.Agency == agencyCode).OrderBy(line => line.Agency).ThenBy(line => line.Person.UserName).ToListAsync(ct);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Code, ct);
        var roles = (await db.RoleAssignments.AsNoTracking().Where(r => r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).ToListAsync(ct))
            .ToLookup(r => r.PersonId, r => Token(r.Role));
        var lines = people.Select(line => new
        {
            line.Agency,
            line.Person.UserName,
            line.Person.FullName,
            Unit = line.Person.UnitId is { } unit ? units.GetValueOrDefault(unit) : null,
            Roles = roles[line.Person.Id].Distinct(StringComparer.Ordinal).ToList(),
            line.Person.IsActive,
            IsLocked = line.Person.LockedUntil > now,
        }).ToList();
        if (call.IsJson)
        {
            call.WriteJson(lines);
            return ExitCode.Ok;
        }

        foreach (var line in lines)
        {
            var state = line switch { { IsActive: false } => "\tngừng hoạt động (inactive)", { IsLocked: true } => "\tđang khóa (locked)", _ => "" };
            await call.Output.WriteLineAsync($"{line.Agency}\t{line.UserName}\t{line.FullName}\t{line.Unit ?? "–"}\t{string.Join(", ", line.Roles)}{state}");
        }

        return ExitCode.Ok;
    }

    public static async Task WriteRolesAsync(Invocation call, string userName, IReadOnlyList<RoleLine> roles)
    {
        if (call.IsJson)
        {
            call.WriteJson(new { userName, Roles = roles.Select(r => new { Role = Token(r.Role), Unit = r.UnitName, From = r.ValidFrom, To = r.ValidTo }) });
            return;
        }

        foreach (var role in roles)
        {
            await call.Output.WriteLineAsync($"{Token(role.Role)}\t{RoleNames.Of(role.Role)}\t{role.UnitName ?? "–"}\t{role.ValidFrom:yyyy-MM-dd}\t{(role.ValidTo is { } end ? end.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "–")}");
        }
    }

    private static string Token(Role role) => RoleTokens.All.First(token => RoleTokens.TryRole(token, out var known) && known == role);
}
