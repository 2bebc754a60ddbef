using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>Who signs gives the password again; wrong ones count towards the lock of the account, as at sign-in.</summary>
internal sealed class SigningPassword(QmsDb db, Transactor transactor, TrailLog trail)
{
    public const string Wrong = "QMS225";

    /// <summary>Real time, as at sign-in: moving the demo date must not open an account.</summary>
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task<Outcome> CheckAsync(Actor actor, string? password, CancellationToken ct)
    {
        var person = await db.People.SingleAsync(p => p.Id == actor.PersonId, ct);
        if (person.LockedUntil > Now) return Outcome.Refuse("QMS226");

        if (string.IsNullOrEmpty(password) || !SignIn.IsPassword(person, password)) return Outcome.Refuse(Wrong);

        person.FailedSignIns = 0;
        return Outcome.Success;
    }

    /// <summary>Counts a wrong password in a transaction of its own: the refused act has been rolled back.</summary>
    public Task<Outcome> NoteFailureAsync(Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var person = await db.People.SingleAsync(p => p.Id == actor.PersonId, ct);
            person.FailedSignIns++;
            if (person.FailedSignIns >= SignIn.MaxFailures)
            {
                person.LockedUntil = Now + SignIn.Lockout;
                person.FailedSignIns = 0;
            }

            trail.Record(actor, "signing.password-wrong", "person", person.Id, $"{person.FullName} nhập sai mật khẩu khi ký", after: new { person.FailedSignIns, person.LockedUntil });
        },
        ct);
}
