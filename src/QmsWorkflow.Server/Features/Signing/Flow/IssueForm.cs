using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>
/// The form <c>document-issue</c> of the clerk: shows the check of the form, then number, date and the agency's signature are the clerk's alone,
/// or the clerk returns what is wrong in form (NĐ 30/2020 Điều 14, 15, 17; Điều 32.2c: the seal and the agency's key are kept by the clerk).
/// </summary>
internal sealed class IssueForm(QmsDb db, FormCheckpoint form, ClerkReturn back) : ITaskForm
{
    public string Name => "document-issue";

    public Type Component => typeof(IssuePanel);

    public async Task<Outcome> CompleteAsync(UserTask task, string chosen, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        if (!actor.Has(Role.Clerk)) return Outcome.Refuse("QMS424", actor.Name);
        if (chosen == UserTaskStep.ReturnedOutcome) return await back.ExecuteAsync(task, posted[ClerkReturn.ReasonsField].ToString(), actor, ct);

        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == task.DocumentId, ct);
        return document is null ? Outcome.Refuse("QMS305") : await form.PassAsync(document, posted["pass-reason"], actor, ct);
    }
}
