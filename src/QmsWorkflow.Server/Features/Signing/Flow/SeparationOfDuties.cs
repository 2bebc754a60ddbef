using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>
/// Whoever drafts a document does not review, check or sign it, and whoever reviewed its content does not sign it
/// (NĐ 30/2020 Điều 10.4, 11.1, 12, 13: each of them answers for a part of their own).
/// </summary>
internal sealed class SeparationOfDuties(QmsDb db, DutyExceptions exceptions, FormCheckpoint form) : IDecisionRule
{
    public async Task<Outcome> CheckAsync(Approval approval, Document document, DecideInput input, Actor actor, CancellationToken ct) => approval.Duty switch
    {
        ApprovalStep.ContentDuty => await ReviewAsync(approval, document, actor, ct),
        ApprovalStep.FormDuty => await CheckFormAsync(approval, document, input, actor, ct),
        ApprovalStep.SigningDuty => await SignAsync(approval, document, actor, ct),
        _ => Outcome.Success,
    };

    private async Task<Outcome> ReviewAsync(Approval approval, Document document, Actor actor, CancellationToken ct) =>
        await IsDrafterAsync(approval, document, actor, ct) && !await exceptions.HoldsAsync(DutyRule.DrafterReviews, document, ct)
            ? Outcome.Refuse("QMS420", actor.Name)
            : Outcome.Success;

    private async Task<Outcome> CheckFormAsync(Approval approval, Document document, DecideInput input, Actor actor, CancellationToken ct)
    {
        // No exception here: there is always a clerk.
        if (await IsDrafterAsync(approval, document, actor, ct)) return Outcome.Refuse("QMS421", actor.Name);

        return await form.PassAsync(document, input.PassReason, actor, ct);
    }

    private async Task<Outcome> SignAsync(Approval approval, Document document, Actor actor, CancellationToken ct)
    {
        if (await IsDrafterAsync(approval, document, actor, ct) && !await exceptions.HoldsAsync(DutyRule.DrafterSigns, document, ct)) return Outcome.Refuse("QMS422", actor.Name);
        if (await HasReviewedAsync(approval, document, actor, ct) && !await exceptions.HoldsAsync(DutyRule.ReviewerSigns, document, ct)) return Outcome.Refuse("QMS423", actor.Name);

        return await form.RequireAsync(document, ct);
    }

    /// <summary>The person who made the document, and everybody who mended it.</summary>
    private async Task<bool> IsDrafterAsync(Approval approval, Document document, Actor actor, CancellationToken ct) =>
        document.CreatedBy == actor.PersonId
        || await db.UserTasks.AnyAsync(t => t.InstanceId == approval.InstanceId && t.Form == RevisionForm.FormName && t.CompletedBy == actor.PersonId, ct);

    private Task<bool> HasReviewedAsync(Approval approval, Document document, Actor actor, CancellationToken ct) =>
        db.ApprovalDecisions.Where(d => d.PersonId == actor.PersonId && d.Verdict == Verdict.Approve && d.SubjectVersion == document.ContentVersion)
            .Join(db.Approvals.Where(a => a.InstanceId == approval.InstanceId && a.DocumentId == document.Id && a.Duty == ApprovalStep.ContentDuty), d => d.ApprovalId, a => a.Id, (d, a) => a.Id)
            .AnyAsync(ct);
}

/// <summary>Reads the exceptions of units too small for separate hands.</summary>
internal sealed class DutyExceptions(QmsDb db, AdminRight right)
{
    public Task<bool> HoldsAsync(DutyRule rule, Document document, CancellationToken ct) => HoldsAsync(rule, document.UnitId, ct);

    public Task<bool> HoldsAsync(DutyRule rule, Guid? unitId, CancellationToken ct)
    {
        var today = right.Today;
        return db.DutyExceptions.AnyAsync(
            e => e.Rule == rule && (e.UnitId == null || e.UnitId == unitId) && e.ValidFrom <= today && (e.ValidTo == null || e.ValidTo >= today) && (e.EndedOn == null || e.EndedOn > today), ct);
    }

    public async Task<IReadOnlyList<DutyExceptionLine>> ListAsync(CancellationToken ct)
    {
        var units = db.Units;
        return await db.DutyExceptions.AsNoTracking().OrderBy(e => e.EndedOn != null).ThenByDescending(e => e.ValidFrom)
            .Select(e => new DutyExceptionLine(e.Id, e.Rule, units.Where(u => u.Id == e.UnitId).Select(u => u.Name).FirstOrDefault(), e.Source, e.ValidFrom, e.ValidTo, e.EndedOn)).ToListAsync(ct);
    }
}

internal sealed record DutyExceptionLine(Guid Id, DutyRule Rule, string? Unit, string Source, DateOnly ValidFrom, DateOnly? ValidTo, DateOnly? EndedOn);
