using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Tells people something and goes on at once.</summary>
internal sealed class NotifyStep(WorkOpener work, WorkRights rights, WorkNotices notices, StepDocuments documents, TrailLog trail) : IStepHandler
{
    private const string UnitStaff = "unit-staff";

    public StepDescriptor Descriptor { get; } = new()
    {
        Type = "Qms.Notify",
        NameVi = "Thông báo",
        NameEn = "Notify",
        DescriptionVi = "Gửi thông báo trong phần mềm đến người giữ vai trò hoặc toàn bộ người của đơn vị.",
        DescriptionEn = "Sends a notification to the holders of roles or to everybody of a unit.",
        Inputs =
        [
            new() { Name = "to", NameVi = "Người nhận", NameEn = "To", IsRequired = true, Check = list => RoleTokens.CheckList(list, UnitStaff) },
            StepInputs.Unit,
            new() { Name = "text", NameVi = "Nội dung", NameEn = "Text", IsRequired = true },
            StepInputs.Document(isRequired: false),
        ],
        Outcomes = [UserTaskStep.DefaultOutcome],
    };

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var unitId = await work.UnitAsync(step, ct);
        var document = await documents.LoadAsync(step, ct);
        var readers = new HashSet<Guid>();
        foreach (var token in RoleTokens.Split(step.Required("to")))
        {
            readers.UnionWith(await ReadersAsync(step, token, unitId, ct));
        }

        var text = step.Required("text");
        await notices.TellAsync(
            step.Instance.AgencyId, readers, $"notify:{step.Instance.Id}:{step.Wait.Id}", text, document is null ? "/work" : $"/documents/{document.Id}", ct);
        trail.Record(
            step.Actor, "notice.sent", "instance", step.Instance.Id, $"Thông báo: {text}", after: new { To = step.Text("to"), People = readers.Count, DocumentId = document?.Id });
        return StepResult.By(UserTaskStep.DefaultOutcome);
    }

    public Task CancelAsync(StepContext step, CancellationToken ct) => Task.CompletedTask;

    private async Task<IEnumerable<Guid>> ReadersAsync(StepContext step, string token, Guid? unitId, CancellationToken ct)
    {
        if (token == UnitStaff)
        {
            if (unitId is null) throw new StepFailedException($"Bước {step.Wait.ActivityId}: to = unit-staff cần biết đơn vị (giá trị \"unit\").");

            return await rights.StaffOfAsync(unitId.Value, ct);
        }

        var assignee = await work.AssigneeAsync(step, token, unitId, ct);
        return assignee.PersonId is { } person
            ? [person]
            : (await rights.HoldersAsync(step.Instance.AgencyId, assignee.Role!.Value, unitId, ct)).Select(p => p.Id);
    }
}
