using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.People;

/// <summary>Signs people in: hashed passwords (ASP.NET Core Identity), lockout, one message for every failure.</summary>
internal sealed class SignIn(QmsDb db, AgencyScope scope, Transactor transactor, TrailLog trail, ActorFactory actors)
{
    public const int MaxFailures = 5;
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<Person> Hasher = new();

    public static string Hash(Person person, string password) => Hasher.HashPassword(person, password);

    /// <summary>Whether the password is this person's own; for signing and for changing it.</summary>
    public static bool IsPassword(Person person, string password) =>
        Hasher.VerifyHashedPassword(person, person.PasswordHash, password) != PasswordVerificationResult.Failed;

    /// <returns>The person, or the refusal: wrong name or password (one message for both), locked, inactive.</returns>
    public async Task<(Person? Person, Outcome Outcome)> ExecuteAsync(string userName, string password, string origin, CancellationToken ct)
    {
        scope.EnterSystem();
        Person? signedIn = null;
        Outcome refusal = Outcome.Success;
        await transactor.RunAsync(
            async () =>
            {
                var name = userName.Trim();
                var person = await db.People.SingleOrDefaultAsync(p => p.UserName == name, ct);
                if (person is null || !person.IsActive)
                {
                    refusal = Outcome.Refuse("QMS601");
                    return;
                }

                // Lockout is measured in real time: moving the demo date must not open an account.
                var now = TimeProvider.System.GetUtcNow();
                if (person.LockedUntil > now)
                {
                    refusal = Outcome.Refuse("QMS602", (int)Math.Ceiling((person.LockedUntil.Value - now).TotalMinutes));
                    return;
                }

                var actor = await actors.ForPersonAsync(person, origin, ct);
                if (!IsPassword(person, password))
                {
                    person.FailedSignIns++;
                    var isLocked = person.FailedSignIns >= MaxFailures;
                    if (isLocked)
                    {
                        person.LockedUntil = now + Lockout;
                        person.FailedSignIns = 0;
                    }

                    trail.Record(actor, isLocked ? "person.locked" : "person.sign-in-failed", "person", person.Id,
                        isLocked ? $"Khóa đăng nhập {person.UserName} trong {Lockout.TotalMinutes:0} phút" : $"Đăng nhập sai: {person.UserName}");
                    refusal = isLocked ? Outcome.Refuse("QMS602", (int)Lockout.TotalMinutes) : Outcome.Refuse("QMS601");
                    return;
                }

                person.FailedSignIns = 0;
                person.LockedUntil = null;
                trail.Record(actor, "person.signed-in", "person", person.Id, $"{person.FullName} đăng nhập");
                signedIn = person;
            },
            ct);
        return (signedIn, refusal);
    }
}

/// <summary>Makes the actor of a person with the roles held on the product's date.</summary>
internal sealed class ActorFactory(QmsDb db, TimeProvider clock)
{
    public async Task<Actor> ForPersonAsync(Person person, string origin, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
        var roles = await db.RoleAssignments.AsNoTracking()
            .Where(r => r.PersonId == person.Id && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today))
            .Select(r => new HeldRole(r.Role, r.UnitId)).ToListAsync(ct);
        return new Actor(person.Id, person.AgencyId, person.UnitId, person.FullName, origin, roles);
    }
}
