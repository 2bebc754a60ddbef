using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>One or several people approve, return with reasons or reject; the last approval may be the signature.</summary>
internal sealed class ApprovalStep(QmsDb db, WorkOpener work, StepDocuments documents, TrailLog trail) : IStepHandler
{
    public const string Approved = "Approved";
    public const string Returned = "Returned";
    public const string Rejected = "Rejected";

    /// <summary>The signer's office decides the form (NĐ 30/2020 Điều 13; S-198).</summary>
    public const string AutoSigning = "auto";

    /// <summary>The parts of preparing a document that different people do (NĐ 30/2020 Điều 12, 13).</summary>
    public const string ContentDuty = "content";
    public const string FormDuty = "form";
    public const string SigningDuty = "signing";

    private static readonly ImmutableArray<string> SigningFormsAllowed = [AutoSigning, "direct", "KT", "TM", "TL", "TUQ", "Q"];

    public StepDescriptor Descriptor { get; } = new()
    {
        Type = "Qms.Approval",
        NameVi = "Phê duyệt",
        NameEn = "Approval",
        DescriptionVi = "Một hoặc nhiều người phê duyệt, lần lượt hoặc song song: duyệt, trả lại kèm lý do phải giải trình, hoặc không duyệt; có thể kèm ký văn bản.",
        DescriptionEn = "One or several approvers, in sequence or in parallel: approve, return with reasons that must be answered, or reject; may carry the signature.",
        Inputs =
        [
            StepInputs.Title(isRequired: true),
            new() { Name = "instructions", NameVi = "Hướng dẫn", NameEn = "Instructions" },
            new() { Name = "approvers", NameVi = "Người phê duyệt", NameEn = "Approvers", IsRequired = true, Check = list => RoleTokens.CheckList(list) },
            new() { Name = "mode", NameVi = "Cách duyệt", NameEn = "Mode", Allowed = ["sequential", "parallel"] },
            StepInputs.Document(isRequired: false),
            new() { Name = "signing", NameVi = "Kèm ký văn bản", NameEn = "Signing", TypeName = "Boolean", Check = CheckFlag },
            new() { Name = "signingForm", NameVi = "Thẩm quyền ký", NameEn = "Signing form", Allowed = SigningFormsAllowed },
            new() { Name = "duty", NameVi = "Phần việc trong soạn thảo văn bản", NameEn = "Duty in preparing a document", Allowed = [ContentDuty, FormDuty, SigningDuty] },
            StepInputs.Unit,
            .. StepInputs.Timing,
        ],
        Outcomes = [Approved, Returned, Rejected],
    };

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var tokens = RoleTokens.Split(step.Required("approvers"));
        var mode = Mode(step);
        var isSigning = step.Flag("signing");
        var document = await documents.LoadAsync(step, ct);
        if (tokens.Count == 0) throw Failed(step, "danh sách người phê duyệt trống");
        if (isSigning && document is null) throw Failed(step, "phê duyệt kèm ký cần có văn bản (giá trị \"document\")");
        // The signature closes the approval: with parallel approvers it would be chance who signs.
        if (isSigning && mode == ApprovalMode.Parallel && tokens.Count > 1) throw Failed(step, "phê duyệt song song không kèm ký được; hãy đặt việc ký ở một bước riêng");

        var signingForm = step.Text("signingForm") ?? AutoSigning;
        if (!SigningFormsAllowed.Contains(signingForm)) throw Failed(step, $"signingForm = \"{signingForm}\"; được dùng: {string.Join(", ", SigningFormsAllowed)}");

        var unitId = await work.UnitAsync(step, ct);
        var assignees = new List<Assignee>();
        foreach (var token in tokens)
        {
            assignees.Add(await work.AssigneeAsync(step, token, unitId, ct));
        }

        var approval = new Approval
        {
            Id = Guid.CreateVersion7(),
            AgencyId = step.Instance.AgencyId,
            InstanceId = step.Instance.Id,
            WaitId = step.Wait.Id,
            ActivityId = step.Wait.ActivityId,
            Title = step.Required("title"),
            Mode = mode,
            IsSigning = isSigning,
            SigningForm = isSigning ? signingForm : null,
            Duty = Duty(step, document),
            DocumentId = document?.Id,
            SubjectVersion = document?.ContentVersion ?? 0,
            SubjectSha256 = document?.DocxSha256,
            State = ApprovalState.Open,
            OpenedAt = step.Now,
        };
        db.Approvals.Add(approval);
        trail.Record(
            step.Actor, "approval.opened", "approval", approval.Id, $"Trình duyệt: {approval.Title}",
            after: new { approval.Mode, Approvers = tokens, approval.IsSigning, approval.DocumentId, approval.SubjectVersion, approval.SubjectSha256 });

        var due = await work.DueAsync(step, document?.Id, ct);
        for (var index = 0; index < assignees.Count; index++)
        {
            await work.AddAsync(
                step,
                new WorkDraft
                {
                    Kind = WorkKind.Approval,
                    Title = approval.Title,
                    Instructions = step.Text("instructions") ?? "",
                    Assignee = assignees[index],
                    UnitId = unitId,
                    Outcomes = string.Join(',', Approved, Returned, Rejected),
                    DocumentId = document?.Id,
                    ApprovalId = approval.Id,
                    Ordinal = index,
                    Due = due,
                    IsOpen = mode == ApprovalMode.Parallel || index == 0,
                },
                ct);
        }

        return null;
    }

    public async Task CancelAsync(StepContext step, CancellationToken ct)
    {
        await work.CancelWaitAsync(step, ct);
        foreach (var approval in await db.Approvals.Where(a => a.InstanceId == step.Instance.Id && a.WaitId == step.Wait.Id && a.State == ApprovalState.Open).ToListAsync(ct))
        {
            approval.State = ApprovalState.Cancelled;
            approval.ClosedAt = step.Now;
            trail.Record(step.Actor, "approval.cancelled", "approval", approval.Id, $"Hủy trình duyệt: {approval.Title}", new { State = ApprovalState.Open }, new { approval.State });
        }
    }

    private static string? CheckFlag(string value) => bool.TryParse(value, out _) ? null : $"\"{value}\" không phải là true hoặc false";

    private static ApprovalMode Mode(StepContext step) => step.Text("mode") switch
    {
        null or "sequential" => ApprovalMode.Sequential,
        "parallel" => ApprovalMode.Parallel,
        var other => throw Failed(step, $"mode = \"{other}\"; được dùng: sequential, parallel"),
    };

    private static string? Duty(StepContext step, Document? document) => step.Text("duty") switch
    {
        null => null,
        ContentDuty or FormDuty or SigningDuty when document is null => throw Failed(step, "phần việc (duty) cần có văn bản (giá trị \"document\")"),
        ContentDuty => ContentDuty,
        FormDuty => FormDuty,
        SigningDuty => SigningDuty,
        var other => throw Failed(step, $"duty = \"{other}\"; được dùng: {ContentDuty}, {FormDuty}, {SigningDuty}"),
    };

    private static StepFailedException Failed(StepContext step, string what) => new($"Bước {step.Wait.ActivityId}: {what}.");
}
