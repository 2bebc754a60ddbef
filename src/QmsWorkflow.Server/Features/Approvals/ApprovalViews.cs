using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>Everything the approval page shows.</summary>
internal sealed class ApprovalViews(QmsDb db, WorkViews works, SignatureBlocks blocks, IEnumerable<IApprovalSection> sections, AgencyTime time)
{
    /// <returns>Null when the task is no approval or the person may not see it.</returns>
    public async Task<ApprovalView?> LoadAsync(Guid taskId, Actor actor, CancellationToken ct)
    {
        var work = await works.LoadAsync(taskId, actor, ct);
        if (work is not { Task.ApprovalId: { } approvalId }) return null;

        var approval = await db.Approvals.AsNoTracking().SingleAsync(a => a.Id == approvalId, ct);
        var approvers = await ApproversAsync(approvalId, ct);
        var isLast = approvers.All(a => a.TaskId == taskId || a.State is not (WorkState.Open or WorkState.Waiting));
        var signs = approval.IsSigning && isLast && work.MayAct;
        return new ApprovalView
        {
            Work = work,
            Approval = approval,
            Approvers = approvers,
            Earlier = await EarlierAsync(approval, ct),
            IsSigning = signs,
            Sections = [.. sections.Where(section => section.AppliesTo(approval)).Select(section => section.Component)],
            Signature = signs && work.Document is { } document ? await SignatureAsync(approval, document, actor, ct) : null,
        };
    }

    private async Task<IReadOnlyList<ApproverLine>> ApproversAsync(Guid approvalId, CancellationToken ct)
    {
        var (people, decisions) = (db.People, db.ApprovalDecisions);
        return await db.UserTasks.AsNoTracking().Where(t => t.ApprovalId == approvalId).OrderBy(t => t.Ordinal).Select(t => new ApproverLine
        {
            TaskId = t.Id,
            State = t.State,
            Role = t.AssigneeRole,
            Person = people.Where(p => p.Id == (t.CompletedBy ?? t.AssigneeId)).Select(p => p.FullName).FirstOrDefault(),
            Verdict = decisions.Where(d => d.TaskId == t.Id).Select(d => (Verdict?)d.Verdict).FirstOrDefault(),
            Comment = decisions.Where(d => d.TaskId == t.Id).Select(d => d.Comment).FirstOrDefault(),
            Version = decisions.Where(d => d.TaskId == t.Id).Select(d => (int?)d.SubjectVersion).FirstOrDefault(),
            At = t.CompletedAt,
        }).ToListAsync(ct);
    }

    /// <summary>Reasons given in this instance so far, with their answers: what the approver wants to see mended.</summary>
    private async Task<IReadOnlyList<ReasonLine>> EarlierAsync(Approval approval, CancellationToken ct)
    {
        var people = db.People;
        return await db.ReturnReasons.AsNoTracking().Where(r => r.InstanceId == approval.InstanceId).OrderBy(r => r.GivenAt).ThenBy(r => r.Ordinal)
            .Select(r => new ReasonLine
            {
                Id = r.Id,
                Text = r.Text,
                GivenBy = people.Where(p => p.Id == r.GivenBy).Select(p => p.FullName).First(),
                GivenAt = r.GivenAt,
                Answer = r.Answer,
                AnsweredBy = people.Where(p => p.Id == r.AnsweredBy).Select(p => p.FullName).FirstOrDefault(),
            }).ToListAsync(ct);
    }

    private async Task<SignaturePreview> SignatureAsync(Approval approval, Document document, Actor actor, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == approval.AgencyId, ct);
        var today = await time.TodayAsync(approval.AgencyId, ct);
        var (block, reason) = await blocks.ForAsync(agency, approval.SigningForm ?? ApprovalStep.AutoSigning, document.Kind, document.CommitteeId, actor, today, ct);
        return new SignaturePreview(block?.Lines ?? [], actor.Name, reason);
    }
}

internal sealed record ApprovalView
{
    public required WorkView Work { get; init; }
    public required Approval Approval { get; init; }
    public required IReadOnlyList<ApproverLine> Approvers { get; init; }
    public required IReadOnlyList<ReasonLine> Earlier { get; init; }

    /// <summary>Further parts of the page that other slices bring.</summary>
    public IReadOnlyList<Type> Sections { get; init; } = [];

    /// <summary>This person's approval is the signature.</summary>
    public required bool IsSigning { get; init; }
    public SignaturePreview? Signature { get; init; }
}

internal sealed record ApproverLine
{
    public required Guid TaskId { get; init; }
    public required WorkState State { get; init; }
    public Role? Role { get; init; }
    public string? Person { get; init; }
    public Verdict? Verdict { get; init; }
    public string? Comment { get; init; }
    public int? Version { get; init; }
    public DateTimeOffset? At { get; init; }
}

internal sealed record ReasonLine
{
    public required Guid Id { get; init; }
    public required string Text { get; init; }
    public required string GivenBy { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
    public string? Answer { get; init; }
    public string? AnsweredBy { get; init; }
}

/// <param name="Lines">The lines above the name, as they will be printed.</param>
/// <param name="Refusal">Why the person may not sign; null when they may.</param>
internal sealed record SignaturePreview(IReadOnlyList<string> Lines, string Name, string? Refusal);
