using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using Directory = QmsWorkflow.Server.Features.People.Directory;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Everybody concerned reads a document and says so, per person and version (S-011, S-056, S-112; ISO 9001:2015, 7.3).</summary>
internal sealed class AcknowledgeStep(QmsDb db, WorkOpener work, StepDocuments documents, Directory directory, AgencyTime time) : IStepHandler
{
    private const string UnitStaff = "unit-staff";
    private const string AllInScope = "all-in-scope";
    private const string UnitHeads = "unit-heads";

    public StepDescriptor Descriptor { get; } = new()
    {
        Type = "Qms.Acknowledge",
        NameVi = "Đọc và hiểu",
        NameEn = "Read and understood",
        DescriptionVi = "Từng người trong phạm vi áp dụng xác nhận đã đọc và hiểu văn bản, theo đúng phiên bản nội dung.",
        DescriptionEn = "Each person in scope confirms having read and understood the document, by content version.",
        Inputs =
        [
            StepInputs.Document(isRequired: true),
            new() { Name = "audience", NameVi = "Người đọc", NameEn = "Audience", IsRequired = true, Allowed = [UnitStaff, AllInScope, UnitHeads] },
            StepInputs.Unit,
            StepInputs.Title(isRequired: false),
            .. StepInputs.Timing,
        ],
        Outcomes = [UserTaskStep.DefaultOutcome],
    };

    public static StepResult Result(int count) => StepResult.By(UserTaskStep.DefaultOutcome, new JsonObject { ["count"] = count });

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var document = await documents.RequiredAsync(step, ct);
        var unitId = await work.UnitAsync(step, ct);
        var readers = await ReadersAsync(step, unitId, ct);
        if (readers.Count == 0)
        {
            throw new StepFailedException($"Bước {step.Wait.ActivityId}: không có ai đang làm việc trong phạm vi áp dụng để đọc văn bản \"{document.Title}\".");
        }

        var due = await work.DueAsync(step, document.Id, ct);
        for (var index = 0; index < readers.Count; index++)
        {
            await work.AddAsync(
                step,
                new WorkDraft
                {
                    Kind = WorkKind.Acknowledge,
                    Title = step.Text("title") ?? $"Đọc và hiểu: {document.Title}",
                    Assignee = new Assignee(readers[index].Id, null),
                    UnitId = readers[index].UnitId,
                    Outcomes = UserTaskStep.DefaultOutcome,
                    DocumentId = document.Id,
                    Ordinal = index,
                    Due = due,
                },
                ct);
        }

        return null;
    }

    public Task CancelAsync(StepContext step, CancellationToken ct) => work.CancelWaitAsync(step, ct);

    private async Task<IReadOnlyList<Person>> ReadersAsync(StepContext step, Guid? unitId, CancellationToken ct)
    {
        var today = await time.TodayAsync(step.Instance.AgencyId, ct);
        var inScope = (await directory.UnitsInScopeAsync(today, ct)).Select(unit => unit.Id).ToHashSet();
        var audience = step.Required("audience");
        if (audience == UnitStaff)
        {
            if (unitId is not { } unit) throw new StepFailedException($"Bước {step.Wait.ActivityId}: audience = unit-staff cần biết đơn vị (giá trị \"unit\").");

            inScope.IntersectWith([unit]);
        }
        else if (audience is not (AllInScope or UnitHeads))
        {
            throw new StepFailedException($"Bước {step.Wait.ActivityId}: audience = \"{audience}\"; được dùng: {UnitStaff}, {AllInScope}, {UnitHeads}.");
        }

        var people = await db.People.AsNoTracking().Where(p => p.IsActive && p.UnitId != null && inScope.Contains(p.UnitId.Value)).OrderBy(p => p.UserName).ToListAsync(ct);
        if (audience != UnitHeads) return people;

        var heads = (await directory.WithRoleAsync(Role.UnitHead, null, today, ct)).Select(p => p.Id).ToHashSet();
        return [.. people.Where(p => heads.Contains(p.Id))];
    }
}
