using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>What people do with the versions of a template: approve one, go back to an earlier one, retire the agency's own.</summary>
internal sealed class TemplateActs(QmsDb db, AgencyTemplates templates, TemplateCheck check, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    /// <summary>Lets a draft be used from now on; the version before it is retired.</summary>
    public Task<Outcome> ApproveAsync(Guid versionId, Actor actor, CancellationToken ct) => PutInUseAsync(versionId, TemplateState.Draft, actor, ct);

    /// <summary>Back to a version that was approved before.</summary>
    public Task<Outcome> RestoreAsync(Guid versionId, Actor actor, CancellationToken ct) => PutInUseAsync(versionId, TemplateState.Retired, actor, ct);

    /// <summary>Drops a draft, or takes the version in use away so that the shipped template counts again.</summary>
    public async Task<Outcome> RetireAsync(Guid versionId, Actor actor, CancellationToken ct)
    {
        if (!TemplateRights.MayApprove(actor) && !TemplateRights.MayUpload(actor)) return Outcome.Refuse("QMS302", $"{TemplateRights.UploaderNames}, {TemplateRights.ApproverNames}");

        return await transactor.RunAsync(
            async () =>
            {
                if (await TakeAsync(versionId, actor, ct) is not { } version) return Outcome.Refuse("QMS305");
                if (version.State == TemplateState.Retired) return Outcome.Refuse("QMS416", version.Version);
                // Who may bring drafts may drop them; what is in use is taken away by those who approve.
                if (version.State == TemplateState.Approved && !TemplateRights.MayApprove(actor)) return Outcome.Refuse("QMS302", TemplateRights.ApproverNames);

                var before = version.State;
                version.State = TemplateState.Retired;
                var words = before == TemplateState.Draft
                    ? $"{actor.Name} bỏ bản {version.Version} chưa duyệt của mẫu {version.Template}"
                    : $"{actor.Name} thôi dùng bản {version.Version} của mẫu {version.Template}; dùng lại mẫu đi kèm phần mềm";
                trail.Record(actor, "template.retired", "template", version.Template, words, before: new { State = before.ToString() }, after: new { State = nameof(TemplateState.Retired) });
                return Outcome.Success;
            },
            ct);
    }

    private async Task<Outcome> PutInUseAsync(Guid versionId, TemplateState from, Actor actor, CancellationToken ct)
    {
        if (!TemplateRights.MayApprove(actor)) return Outcome.Refuse("QMS302", TemplateRights.ApproverNames);

        return await transactor.RunAsync(
            async () =>
            {
                if (await TakeAsync(versionId, actor, ct) is not { } version) return Outcome.Refuse("QMS305");
                // What was never approved is uploaded again, not brought back.
                if (version.State != from || (from == TemplateState.Retired && version.ApprovedAt is null)) return Outcome.Refuse("QMS416", version.Version);
                if (version.UploadedBy == actor.PersonId) return Outcome.Refuse("QMS414", version.Version);
                if (Problems(version, await templates.ReadAsync(version.FileId, ct)) is { Count: > 0 } problems)
                {
                    return (Outcome.Refused)Outcome.Refuse("QMS415", version.Version, problems.Count) with { Fields = [.. problems.Select(p => new FieldProblem("problems", p))] };
                }

                var inUse = await db.TemplateVersions.SingleOrDefaultAsync(v => v.Template == version.Template && v.State == TemplateState.Approved, ct);
                if (inUse is not null)
                {
                    inUse.State = TemplateState.Retired;
                    // Only one may be approved at any moment, so the one before goes first.
                    await db.SaveChangesAsync(ct);
                }

                version.State = TemplateState.Approved;
                version.ApprovedBy = actor.PersonId;
                version.ApprovedAt = clock.GetUtcNow();
                var words = from == TemplateState.Draft ? "duyệt" : "dùng lại";
                trail.Record(actor, from == TemplateState.Draft ? "template.approved" : "template.restored", "template", version.Template, $"{actor.Name} {words} bản {version.Version} của mẫu {version.Template}",
                    before: new { Version = inUse?.Version ?? 0 }, after: new { version.Version, version.Sha256 });
                return Outcome.Success;
            },
            ct);
    }

    private IReadOnlyList<string> Problems(TemplateVersion version, byte[] content)
    {
        try
        {
            return [.. check.Problems(version.Template, content).Select(problem => problem.ToString())];
        }
        catch (DocxException broken)
        {
            return [broken.Message];
        }
    }

    private async Task<TemplateVersion?> TakeAsync(Guid versionId, Actor actor, CancellationToken ct)
    {
        if (await db.TemplateVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct) is not { } seen) return null;

        await db.LockTemplateAsync(actor.AgencyId, seen.Template, ct);
        return await db.TemplateVersions.SingleAsync(v => v.Id == versionId, ct);
    }
}
