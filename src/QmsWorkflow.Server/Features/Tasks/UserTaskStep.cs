using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>A person does something: fills a form, attaches evidence, chooses how it ended.</summary>
internal sealed class UserTaskStep(WorkOpener work, FormLibrary forms, StepDocuments documents) : IStepHandler
{
    public const string DefaultOutcome = "Done";

    /// <summary>Whoever has the work gives it back; its form asks why.</summary>
    public const string ReturnedOutcome = "Returned";

    public StepDescriptor Descriptor { get; } = new()
    {
        Type = "Qms.UserTask",
        NameVi = "Giao việc",
        NameEn = "User task",
        DescriptionVi = "Giao một việc cho một người, một vai trò hoặc trưởng đơn vị; có biểu mẫu, minh chứng, thời hạn, nhắc việc và báo cáo quá hạn.",
        DescriptionEn = "Gives work to a person, a role or a unit's head, with a form, evidence, a deadline, reminders and escalation.",
        Inputs =
        [
            StepInputs.Title(isRequired: true),
            new() { Name = "instructions", NameVi = "Hướng dẫn", NameEn = "Instructions" },
            new() { Name = "assignee", NameVi = "Người thực hiện", NameEn = "Assignee", IsRequired = true, Check = RoleTokens.Check },
            StepInputs.Unit,
            new() { Name = "form", NameVi = "Biểu mẫu", NameEn = "Form", Check = forms.Check },
            new() { Name = "outcomes", NameVi = "Các kết quả", NameEn = "Outcomes", Check = CheckOutcomes },
            new() { Name = "evidence", NameVi = "Minh chứng", NameEn = "Evidence", Allowed = ["none", "optional", "required"] },
            StepInputs.Document(isRequired: false),
            .. StepInputs.Timing,
        ],
        Outcomes = [DefaultOutcome],
        AllowsOwnOutcomes = true,
    };

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var unitId = await work.UnitAsync(step, ct);
        var documentId = await documents.FindAsync(step, ct);
        var form = step.Text("form");
        if (form is not null && forms.Check(form) is { } unknown) throw new StepFailedException($"Bước {step.Wait.ActivityId}: {unknown}.");

        await work.AddAsync(
            step,
            new WorkDraft
            {
                Kind = WorkKind.Task,
                Title = step.Required("title"),
                Instructions = step.Text("instructions") ?? "",
                Assignee = await work.AssigneeAsync(step, step.Required("assignee"), unitId, ct),
                UnitId = unitId,
                Form = form,
                Outcomes = string.Join(',', RoleTokens.Split(step.Text("outcomes") ?? DefaultOutcome)),
                DocumentId = documentId,
                Evidence = StepInputs.Evidence(step),
                Due = await work.DueAsync(step, documentId, ct),
            },
            ct);
        return null;
    }

    public Task CancelAsync(StepContext step, CancellationToken ct) => work.CancelWaitAsync(step, ct);

    private static string? CheckOutcomes(string list) => RoleTokens.Split(list) switch
    {
        [] => "danh sách trống; cần ít nhất một kết quả",
        var names when names.Distinct(StringComparer.Ordinal).Count() != names.Count => "có kết quả lặp lại",
        _ => null,
    };
}
