using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

/// <summary>Lets a person in or keeps them out: activate, deactivate, a new password from the administrator.</summary>
internal sealed class PersonAccess(QmsDb db, AdminRight right, Transactor transactor, TrailLog trail)
{
    public Task<Outcome> ActivateAsync(Guid personId, Actor actor, CancellationToken ct) => ActAsync(personId, actor, person =>
    {
        if (person.IsActive) return Task.FromResult(Outcome.Success);

        person.IsActive = true;
        trail.Record(actor, "person.activated", "person", person.Id, $"Cho {person.FullName} hoạt động lại", new { IsActive = false }, new { IsActive = true });
        return Task.FromResult(Outcome.Success);
    }, ct);

    public Task<Outcome> DeactivateAsync(Guid personId, Actor actor, CancellationToken ct) => ActAsync(personId, actor, async person =>
    {
        if (!person.IsActive) return Outcome.Success;
        if (!await right.RemainsAsync(right.Today, withoutPerson: person.Id, withoutAssignment: null, ct)) return Outcome.Refuse("QMS605");

        person.IsActive = false;
        person.SecurityStamp = Passwords.Stamp();
        trail.Record(actor, "person.deactivated", "person", person.Id, $"Cho {person.FullName} ngừng hoạt động", new { IsActive = true }, new { IsActive = false });
        return Outcome.Success;
    }, ct);

    /// <returns>The new password, to be shown once.</returns>
    public async Task<(Outcome Outcome, string? Password)> ResetPasswordAsync(Guid personId, Actor actor, CancellationToken ct)
    {
        var password = Passwords.Make();
        var outcome = await ActAsync(personId, actor, person =>
        {
            person.PasswordHash = SignIn.Hash(person, password);
            person.SecurityStamp = Passwords.Stamp();
            person.FailedSignIns = 0;
            person.LockedUntil = null;
            trail.Record(actor, "person.password-reset", "person", person.Id, $"Đặt lại mật khẩu của {person.FullName}");
            return Task.FromResult(Outcome.Success);
        }, ct);
        return (outcome, outcome.IsDone ? password : null);
    }

    private async Task<Outcome> ActAsync(Guid personId, Actor actor, Func<Person, Task<Outcome>> act, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockPeopleAsync(actor.AgencyId, ct);
                return await db.People.SingleOrDefaultAsync(p => p.Id == personId, ct) is { } person ? await act(person) : Outcome.Refuse("QMS305");
            },
            ct);
    }
}

/// <summary>Everybody changes their own password, knowing the present one.</summary>
internal sealed class ChangePassword(QmsDb db, Transactor transactor, TrailLog trail)
{
    /// <returns>The person with the new security stamp, for a new session.</returns>
    public async Task<(Outcome Outcome, Person? Person)> ExecuteAsync(string current, string chosen, string repeated, Actor actor, CancellationToken ct)
    {
        Person? changed = null;
        var outcome = await transactor.RunAsync(
            async () =>
            {
                var person = await db.People.SingleAsync(p => p.Id == actor.PersonId, ct);
                if (!SignIn.IsPassword(person, current)) return Outcome.Refuse("QMS606");

                var problems = Problems(person, chosen, repeated);
                if (problems.Count > 0) return AdminRight.Problems(problems);

                person.PasswordHash = SignIn.Hash(person, chosen);
                person.SecurityStamp = Passwords.Stamp();
                trail.Record(actor, "person.password-changed", "person", person.Id, $"{person.FullName} đổi mật khẩu");
                changed = person;
                return Outcome.Success;
            },
            ct);
        return (outcome, outcome.IsDone ? changed : null);
    }

    private static List<FieldProblem> Problems(Person person, string chosen, string repeated)
    {
        var problems = new List<FieldProblem>();
        if (chosen.Length < Passwords.MinLength) problems.Add(AdminRight.Problem("Chosen", "PasswordTooShort"));
        if (string.Equals(chosen, person.UserName, StringComparison.OrdinalIgnoreCase)) problems.Add(AdminRight.Problem("Chosen", "PasswordIsName"));
        if (chosen != repeated) problems.Add(AdminRight.Problem("Repeated", "PasswordsDiffer"));
        return problems;
    }
}
