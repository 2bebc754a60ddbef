using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Signing.Flow;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>
/// Who composes, and when a document may still be changed: by its drafter, before it is submitted, while it is returned to them, and once it was
/// rejected or its approval cancelled, to be submitted again.
/// </summary>
internal sealed class ComposeRights(QmsDb db)
{
    private static readonly Role[] Composers =
        [Role.Head, Role.Deputy, Role.SteeringCommittee, Role.IsoSecretary, Role.Office, Role.UnitHead, Role.Staff, Role.Clerk, Role.Auditor];

    public static bool MayCompose(Actor actor) => actor.HasAny(Composers);

    public static string ComposerNames => string.Join(", ", Composers.Select(RoleNames.Of));

    /// <summary>The work that returned the document to its drafter; null when there is none open.</summary>
    public Task<Guid?> RevisionAsync(Guid documentId, CancellationToken ct) => db.UserTasks.AsNoTracking()
        .Where(t => t.DocumentId == documentId && t.State == WorkState.Open && t.Form == RevisionForm.FormName).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(ct);

    public async Task<bool> MayEditAsync(Document document, Actor actor, CancellationToken ct)
    {
        if (document.CreatedBy != actor.PersonId || document.State is not (DocumentState.Draft or DocumentState.Signed)) return false;
        if (DocumentKindInfo.Find(document.Kind) is not { IsComposed: true }) return false;

        return await db.IsUnderWayAsync(document, ct) ? await RevisionAsync(document.Id, ct) is not null : document.State == DocumentState.Draft;
    }
}
