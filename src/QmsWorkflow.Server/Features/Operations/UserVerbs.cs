using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>
/// People from the command line, for whoever keeps the machine: above all for an administrator who forgot the password. The acts are those of
/// the pages, under the same rules; the trail names the command line as their origin.
/// </summary>
internal static class UserVerbs
{
    private static readonly VerbOption Agency = new("--agency", "CODE", "Mã cơ quan", "Code of the agency");
    private static readonly VerbOption FullName = new("--name", "TEXT", "Họ và tên (bắt buộc)", "Full name (required)");
    private static readonly VerbOption Title = new("--title", "TEXT", "Chức danh (bắt buộc)", "Job title (required)");
    private static readonly VerbOption Unit = new("--unit", "CODE", "Mã đơn vị", "Code of the unit");
    private static readonly VerbOption Email = new("--email", "ADDRESS", "Thư điện tử", "E-mail address");
    private static readonly VerbOption Give = new("--give", "ROLE", $"Giao vai trò từ hôm nay: {string.Join(", ", RoleTokens.All)}", "Give the role from today");
    private static readonly VerbOption End = new("--end", "ROLE", "Kết thúc vai trò, hôm nay là ngày cuối", "End the role; today is its last day");

    public static IReadOnlyList<Verb> All(IConfiguration configuration) =>
    [
        new()
        {
            Name = "user list",
            Options = [Agency],
            SummaryVi = "Liệt kê người dùng với đơn vị, vai trò và tình trạng",
            SummaryEn = "List people with unit, roles and state",
            RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => UserListing.RunAsync(host, call, call.Value(Agency.Name), ct), ct),
        },
        new()
        {
            Name = "user add",
            Arguments = "USER",
            FewestArguments = 1,
            MostArguments = 1,
            Options = [Agency, FullName, Title, Unit, Email],
            SummaryVi = "Thêm người dùng; in mật khẩu ban đầu một lần",
            SummaryEn = "Add a person; prints the first password once",
            RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => AddAsync(host, call, ct), ct),
        },
        new()
        {
            Name = "user set-password",
            Arguments = "USER",
            FewestArguments = 1,
            MostArguments = 1,
            SummaryVi = "Đặt mật khẩu mới, mở khóa và in mật khẩu một lần; phiên đang mở bị đóng",
            SummaryEn = "Set a new password, unlock, print it once; open sessions end",
            RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => SetPasswordAsync(host, call, ct), ct),
        },
        new()
        {
            Name = "user roles",
            Arguments = "USER",
            FewestArguments = 1,
            MostArguments = 1,
            Options = [Give, End, Unit],
            SummaryVi = "Xem, giao hoặc kết thúc vai trò của một người",
            SummaryEn = "Show, give or end a person's roles",
            RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => RolesAsync(host, call, ct), ct),
        },
    ];

    private static async Task<int> AddAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        var agency = await UserDesk.AgencyAsync(host, call.Value(Agency.Name), ct);
        await using var desk = UserDesk.Open(host, agency);
        var unit = await desk.UnitAsync(call.Value(Unit.Name), ct);
        var input = new PersonInput(Required(call, FullName), call.Arguments[0], Required(call, Title), call.Value(Email.Name), unit);
        var (outcome, account) = await desk.Get<SavePerson>().AddAsync(input, desk.Actor, ct);
        return account is null ? await UserDesk.RefuseAsync(call, outcome) : await TellPasswordAsync(call, account.UserName, account.Password);
    }

    private static async Task<int> SetPasswordAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        var person = await UserDesk.PersonAsync(host, call.Arguments[0], ct);
        await using var desk = UserDesk.Open(host, person.AgencyId);
        var (outcome, password) = await desk.Get<PersonAccess>().ResetPasswordAsync(person.Id, desk.Actor, ct);
        return password is null ? await UserDesk.RefuseAsync(call, outcome) : await TellPasswordAsync(call, person.UserName, password);
    }

    private static async Task<int> RolesAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        var person = await UserDesk.PersonAsync(host, call.Arguments[0], ct);
        await using var desk = UserDesk.Open(host, person.AgencyId);
        var unit = await desk.UnitAsync(call.Value(Unit.Name), ct);
        if (call.Value(Give.Name) is { } given)
        {
            var outcome = await desk.Get<GiveRole>().ExecuteAsync(new RoleInput(person.Id, RoleOf(given), unit, desk.Today, null), desk.Actor, ct);
            if (!outcome.IsDone) return await UserDesk.RefuseAsync(call, outcome);
        }

        if (call.Value(End.Name) is { } ended)
        {
            var role = RoleOf(ended);
            var held = await desk.Get<QmsDb>().RoleAssignments.AsNoTracking()
                .Where(r => r.PersonId == person.Id && r.Role == role && (unit == null || r.UnitId == unit) && (r.ValidTo == null || r.ValidTo > desk.Today)).ToListAsync(ct);
            if (held.Count == 0) throw new CannotRunException($"{person.UserName} không giữ vai trò {ended}.", $"{person.UserName} does not hold the role.");

            foreach (var assignment in held)
            {
                var outcome = await desk.Get<EndRole>().ExecuteAsync(assignment.Id, desk.Today, desk.Actor, ct);
                if (!outcome.IsDone) return await UserDesk.RefuseAsync(call, outcome);
            }
        }

        await UserListing.WriteRolesAsync(call, person.UserName, await desk.Get<PeopleQueries>().RolesOfAsync(person.Id, ct));
        return ExitCode.Ok;
    }

    private static async Task<int> TellPasswordAsync(Invocation call, string userName, string password)
    {
        if (call.IsJson) call.WriteJson(new { userName, password });
        else await call.Output.WriteLineAsync($"{userName}: {password}");

        return ExitCode.Ok;
    }

    private static string Required(Invocation call, VerbOption option) =>
        call.Value(option.Name) ?? throw new UsageException($"Thiếu {option.Name} {option.Value}.", $"{option.Name} is missing.");

    private static Role RoleOf(string token)
    {
        if (RoleTokens.TryRole(token, out var role)) return role;

        var near = NearestWord.Of(token, RoleTokens.All) is { } word ? $" Có phải \"{word}\"?" : "";
        throw new UsageException($"Không có vai trò \"{token}\".{near} Các vai trò: {string.Join(", ", RoleTokens.All)}.", $"There is no role \"{token}\".");
    }
}
