using System.Net.Mail;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

internal sealed record PersonInput(string FullName, string UserName, string JobTitle, string? Email, Guid? UnitId);

/// <summary>A new account with the password that is shown once.</summary>
internal sealed record NewAccount(Guid PersonId, string UserName, string Password);

/// <summary>Adds a person, or changes who they are. User names are unique in the whole installation, because sign-in does not ask for the agency.</summary>
internal sealed partial class SavePerson(QmsDb db, AdminRight right, Transactor transactor, TrailLog trail)
{
    public async Task<(Outcome Outcome, NewAccount? Account)> AddAsync(PersonInput input, Actor actor, CancellationToken ct)
    {
        var clean = Clean(input);
        var password = Passwords.Make();
        var id = Guid.CreateVersion7();
        var outcome = await GuardedAsync(clean, actor, () =>
        {
            var person = new Person
            {
                Id = id,
                AgencyId = actor.AgencyId,
                UnitId = clean.UnitId,
                FullName = clean.FullName,
                UserName = clean.UserName,
                Email = clean.Email,
                JobTitle = clean.JobTitle,
                PasswordHash = "",
                SecurityStamp = Passwords.Stamp(),
                FailedSignIns = 0,
                IsActive = true,
            };
            person.PasswordHash = SignIn.Hash(person, password);
            db.People.Add(person);
            trail.Record(actor, "person.added", "person", id, $"Thêm người dùng {clean.FullName} ({clean.UserName})", after: clean);
            return Task.FromResult(Outcome.Success);
        }, ct);
        return outcome.IsDone ? (outcome, new NewAccount(id, clean.UserName, password)) : (outcome, null);
    }

    public Task<Outcome> ChangeAsync(Guid personId, PersonInput input, Actor actor, CancellationToken ct)
    {
        var clean = Clean(input);
        return GuardedAsync(clean, actor, async () =>
        {
            var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId, ct);
            if (person is null) return Outcome.Refuse("QMS305");

            var before = new PersonInput(person.FullName, person.UserName, person.JobTitle, person.Email, person.UnitId);
            if (before == clean) return Outcome.Success;

            (person.FullName, person.UserName, person.JobTitle, person.Email, person.UnitId) = (clean.FullName, clean.UserName, clean.JobTitle, clean.Email, clean.UnitId);
            trail.Record(actor, "person.changed", "person", personId, $"Sửa thông tin {clean.FullName}", before, clean);
            return Outcome.Success;
        }, ct);
    }

    private async Task<Outcome> GuardedAsync(PersonInput input, Actor actor, Func<Task<Outcome>> act, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        var problems = await ProblemsAsync(input, ct);
        if (problems.Count > 0) return AdminRight.Problems(problems);

        try
        {
            return await transactor.RunAsync(act, ct);
        }
        catch (DbUpdateException failure) when (failure.IsTaken())
        {
            trail.Discard();
            db.ChangeTracker.Clear();
            return Outcome.Refuse("QMS604", input.UserName);
        }
    }

    private async Task<List<FieldProblem>> ProblemsAsync(PersonInput input, CancellationToken ct)
    {
        var problems = new List<FieldProblem>();
        if (input.FullName.Length is 0 or > 100) problems.Add(AdminRight.Problem("FullName", "NeedFullName"));
        if (!UserNameShape().IsMatch(input.UserName)) problems.Add(AdminRight.Problem("UserName", "NeedUserName"));
        if (input.JobTitle.Length is 0 or > 100) problems.Add(AdminRight.Problem("JobTitle", "NeedJobTitle"));
        if (input.Email is { } email && !MailAddress.TryCreate(email, out _)) problems.Add(AdminRight.Problem("Email", "BadEmail"));
        if (input.UnitId is { } unitId && !await db.Units.AnyAsync(u => u.Id == unitId && (u.ValidTo == null || u.ValidTo >= right.Today), ct))
        {
            problems.Add(AdminRight.Problem("UnitId", "BadUnit"));
        }

        return problems;
    }

    private static PersonInput Clean(PersonInput input) => new(
        Spaces().Replace(input.FullName.Trim(), " "), input.UserName.Trim(), Spaces().Replace(input.JobTitle.Trim(), " "),
        string.IsNullOrWhiteSpace(input.Email) ? null : input.Email.Trim(), input.UnitId);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{2,63}$", RegexOptions.None, 1000)]
    private static partial Regex UserNameShape();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}

internal static class Passwords
{
    public const int MinLength = 10;

    // Without letters and digits that look alike: the password is handed over on paper.
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string Make() => RandomNumberGenerator.GetString(Letters, 14);

    public static string Stamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
