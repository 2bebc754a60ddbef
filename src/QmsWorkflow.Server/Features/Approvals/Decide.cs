using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>Records one person's decision; the first return or rejection closes the approval, the last approval approves (and signs).</summary>
internal sealed class Decide(
    QmsDb db, Transactor transactor, WorkDesk desk, WorkOpener work, FourEyes fourEyes, SigningPassword password, DocumentSigning signing,
    IEnumerable<IDecisionRule> rules, TrailLog trail, TimeProvider clock)
{
    private const int LongestText = 2000;

    public async Task<Outcome> ExecuteAsync(DecideInput input, Actor actor, CancellationToken ct)
    {
        ReadyToSign? ready;
        try
        {
            ready = await RenderAsync(input, actor, ct);
        }
        catch (SigningFailedException failure)
        {
            return Outcome.Refuse("QMS409", failure.Message);
        }

        var outcome = await transactor.RunAsync(() => DecideAsync(input, ready, actor, ct), ct);
        if (outcome is Outcome.Refused { Code: SigningPassword.Wrong }) await password.NoteFailureAsync(actor, ct);
        return outcome;
    }

    /// <summary>The PDF of a document about to be signed with a certificate is made before the transaction; nothing is decided here.</summary>
    private async Task<ReadyToSign?> RenderAsync(DecideInput input, Actor actor, CancellationToken ct)
    {
        if (input.Verdict != Verdict.Approve || input.Outside is not null || db.Database.CurrentTransaction is not null) return null;

        var approval = await db.UserTasks.AsNoTracking().Where(t => t.Id == input.TaskId && t.State == WorkState.Open)
            .Join(db.Approvals, t => t.ApprovalId, a => a.Id, (t, a) => a).SingleOrDefaultAsync(ct);
        return approval is { IsSigning: true, DocumentId: { } documentId }
            ? await signing.RenderAsync(documentId, approval.SigningForm ?? ApprovalStep.AutoSigning, actor, always: false, ct)
            : null;
    }

    private async Task<Outcome> DecideAsync(DecideInput input, ReadyToSign? ready, Actor actor, CancellationToken ct)
    {
        var (task, refusal) = await desk.TakeAsync(input.TaskId, actor, ct);
        if (task is null) return refusal;
        if (task is not { Kind: WorkKind.Approval, ApprovalId: { } approvalId }) return Outcome.Refuse("QMS316");

        var approval = await db.Approvals.SingleAsync(a => a.Id == approvalId, ct);
        if (approval.State != ApprovalState.Open) return Outcome.Refuse("QMS304");

        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == approval.DocumentId, ct);
        var seen = Seen(input, document);
        if (!seen.IsDone) return seen;

        var reasons = input.Reasons.Select(r => r.Trim()).Where(r => r.Length > 0).ToList();
        if (input.Verdict == Verdict.Return && reasons.Count == 0) return Outcome.Refuse("QMS223");
        if (input.Verdict == Verdict.Reject && input.Comment.Trim().Length == 0) return Outcome.Refuse("QMS224");
        if (reasons.Append(input.Comment).Any(text => text.Length > LongestText)) return Outcome.Refuse("QMS221", LongestText);

        var earlier = await db.ApprovalDecisions.Where(d => d.ApprovalId == approvalId).ToListAsync(ct);
        var pending = await db.UserTasks
            .Where(t => t.ApprovalId == approvalId && t.Id != task.Id && (t.State == WorkState.Open || t.State == WorkState.Waiting))
            .OrderBy(t => t.Ordinal).ToListAsync(ct);
        var isLast = pending.Count == 0;
        if (input.Verdict == Verdict.Approve)
        {
            var mayApprove = await MayApproveAsync(approval, document, earlier, isLast, actor, ct);
            if (!mayApprove.IsDone) return mayApprove;

            foreach (var rule in rules)
            {
                var kept = document is null ? Outcome.Success : await rule.CheckAsync(approval, document, input, actor, ct);
                if (!kept.IsDone) return kept;
            }

            if (isLast && approval.IsSigning)
            {
                var signed = await SignAsync(approval, document!, input, ready, actor, ct);
                if (!signed.IsDone) return signed;
            }
        }

        var decision = Write(approval, task, document, input, actor);
        await desk.CloseAsync(
            task, OutcomeOf(input.Verdict), null, actor, "approval.decided", $"{Say(input.Verdict)}: {approval.Title}",
            new { decision.Verdict, decision.Comment, reasons, decision.SubjectVersion, decision.SubjectSha256 }, ct);
        if (input.Verdict == Verdict.Return) AddReasons(approval, reasons, actor);

        if (input.Verdict == Verdict.Approve && !isLast)
        {
            var next = pending[0];
            if (next.State == WorkState.Waiting) await work.OpenWaitingAsync(next, clock.GetUtcNow(), ct);
            return Outcome.Success;
        }

        return await CloseAsync(approval, task, pending, [.. earlier, decision], reasons, actor, ct);
    }

    /// <summary>The decision is about exactly what the page showed.</summary>
    private static Outcome Seen(DecideInput input, Document? document) =>
        document is null || (document.ContentVersion == input.SubjectVersion && (document.DocxSha256 ?? "") == (input.SubjectSha256 ?? ""))
            ? Outcome.Success
            : Outcome.Refuse("QMS303", input.SubjectVersion, document.ContentVersion);

    private async Task<Outcome> MayApproveAsync(
        Approval approval, Document? document, List<ApprovalDecision> earlier, bool isLast, Actor actor, CancellationToken ct)
    {
        var older = earlier.Find(d => document is not null && d.SubjectVersion != document.ContentVersion);
        if (older is not null)
        {
            var name = await db.People.Where(p => p.Id == older.PersonId).Select(p => p.FullName).SingleAsync(ct);
            return Outcome.Refuse("QMS311", name, older.SubjectVersion, document!.ContentVersion);
        }

        return isLast ? await fourEyes.CheckAsync(approval, [.. earlier.Select(d => d.PersonId), actor.PersonId!.Value], ct) : Outcome.Success;
    }

    private async Task<Outcome> SignAsync(Approval approval, Document document, DecideInput input, ReadyToSign? ready, Actor actor, CancellationToken ct)
    {
        var form = approval.SigningForm ?? ApprovalStep.AutoSigning;
        // Authority before password: a person who may not sign is told so, not asked for a password.
        var allowed = await signing.CheckAsync(document.Id, document.ContentVersion, form, actor, ct);
        if (!allowed.IsDone) return allowed;

        var known = await password.CheckAsync(actor, input.Password, ct);
        return known.IsDone ? await signing.SignAsync(document.Id, document.ContentVersion, form, input.Outside?.Ready ?? ready, input.Outside?.Signed, actor, ct) : known;
    }

    private ApprovalDecision Write(Approval approval, UserTask task, Document? document, DecideInput input, Actor actor)
    {
        var decision = new ApprovalDecision
        {
            Id = Guid.CreateVersion7(),
            AgencyId = approval.AgencyId,
            ApprovalId = approval.Id,
            TaskId = task.Id,
            PersonId = actor.PersonId!.Value,
            Verdict = input.Verdict,
            Comment = input.Comment.Trim(),
            SubjectVersion = document?.ContentVersion ?? 0,
            SubjectSha256 = document?.DocxSha256,
            DecidedAt = clock.GetUtcNow(),
        };
        db.ApprovalDecisions.Add(decision);
        return decision;
    }

    private void AddReasons(Approval approval, List<string> reasons, Actor actor) => db.ReturnReasons.AddRange(reasons.Select((text, index) => new ReturnReason
    {
        Id = Guid.CreateVersion7(),
        AgencyId = approval.AgencyId,
        ApprovalId = approval.Id,
        InstanceId = approval.InstanceId,
        Text = text,
        Ordinal = index,
        GivenBy = actor.PersonId!.Value,
        GivenAt = clock.GetUtcNow(),
    }));

    private async Task<Outcome> CloseAsync(
        Approval approval, UserTask task, List<UserTask> pending, List<ApprovalDecision> decisions, List<string> reasons, Actor actor, CancellationToken ct)
    {
        var last = decisions[^1];
        approval.State = last.Verdict switch
        {
            Verdict.Approve => ApprovalState.Approved,
            Verdict.Return => ApprovalState.Returned,
            _ => ApprovalState.Rejected,
        };
        approval.ClosedAt = clock.GetUtcNow();
        foreach (var other in pending)
        {
            await work.CancelAsync(other, actor, clock.GetUtcNow(), $"{actor.Name}: {Say(last.Verdict)}", ct);
        }

        trail.Record(
            actor, $"approval.{approval.State}".ToLowerInvariant(), "approval", approval.Id, $"{Say(last.Verdict)}: {approval.Title}",
            new { State = ApprovalState.Open }, new { approval.State, reasons, last.Comment, last.SubjectVersion, last.SubjectSha256 });
        if (approval.DocumentId is { } documentId)
        {
            trail.Record(actor, $"document.{approval.State}".ToLowerInvariant(), "document", documentId, $"{Say(last.Verdict)}: {approval.Title}", after: new { reasons, last.Comment });
        }

        var people = decisions.ConvertAll(d => d.PersonId);
        var names = await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName, ct);
        var said = last.Verdict == Verdict.Reject ? [last.Comment] : reasons;
        var result = new JsonObject
        {
            ["verdict"] = approval.State.ToString(),
            ["reasons"] = new JsonArray([.. said.Select(text => JsonValue.Create(text))]),
            ["by"] = new JsonArray([.. people.Select(id => JsonValue.Create(names[id]))]),
        };
        return await desk.GoOnAsync(task, OutcomeOf(last.Verdict), result, actor, ct);
    }

    private static string OutcomeOf(Verdict verdict) => verdict switch
    {
        Verdict.Approve => ApprovalStep.Approved,
        Verdict.Return => ApprovalStep.Returned,
        _ => ApprovalStep.Rejected,
    };

    private static string Say(Verdict verdict) => verdict switch
    {
        Verdict.Approve => "Duyệt",
        Verdict.Return => "Trả lại",
        _ => "Không duyệt",
    };
}

/// <summary>A decision as a person sent it.</summary>
internal sealed record DecideInput
{
    public required Guid TaskId { get; init; }
    public required Verdict Verdict { get; init; }
    public string Comment { get; init; } = "";

    /// <summary>Why it is returned; each has to be answered before it comes back.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The version and hash of the document the person was shown; 0 and null without a document.</summary>
    public int SubjectVersion { get; init; }
    public string? SubjectSha256 { get; init; }

    /// <summary>Why a document with faults of form may go on; only the form check asks for it.</summary>
    public string? PassReason { get; init; }

    /// <summary>The PDF that the signer signed with a tool outside, and what it was made of.</summary>
    public OutsideSignature? Outside { get; init; }

    /// <summary>Asked again when the approval is the signature.</summary>
    public string? Password { get; init; }
}

/// <param name="Ready">What was handed out.</param>
/// <param name="Signed">What came back.</param>
internal sealed record OutsideSignature(ReadyToSign Ready, SignedFile Signed);
