using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Inputs that several steps share, described once.</summary>
internal static class StepInputs
{
    public static StepInput Unit { get; } = new() { Name = "unit", NameVi = "Đơn vị (mã)", NameEn = "Unit (id)" };

    public static ImmutableArray<StepInput> Timing { get; } =
    [
        new() { Name = "due", NameVi = "Thời hạn", NameEn = "Due", Check = TaskDeadlines.Check },
        new() { Name = "remind", NameVi = "Nhắc việc", NameEn = "Reminders", Check = TaskDeadlines.CheckReminder },
        new() { Name = "escalate", NameVi = "Báo quá hạn", NameEn = "Escalation", Check = TaskDeadlines.CheckEscalation },
    ];

    public static StepInput Title(bool isRequired) => new() { Name = "title", NameVi = "Tên việc", NameEn = "Title", IsRequired = isRequired };

    public static StepInput Document(bool isRequired) =>
        new() { Name = "document", NameVi = "Văn bản (mã)", NameEn = "Document (id)", IsRequired = isRequired };

    /// <exception cref="StepFailedException">The value is not one of the three words.</exception>
    public static EvidenceNeed Evidence(StepContext step) => step.Text("evidence") switch
    {
        null or "optional" => EvidenceNeed.Optional,
        "none" => EvidenceNeed.None,
        "required" => EvidenceNeed.Required,
        var other => throw new StepFailedException($"Bước {step.Wait.ActivityId}: evidence = \"{other}\"; được dùng: none, optional, required."),
    };
}

/// <summary>Finds the document a step speaks of.</summary>
internal sealed class StepDocuments(QmsDb db)
{
    /// <exception cref="StepFailedException">The input names no document of the agency.</exception>
    public async Task<Guid?> FindAsync(StepContext step, CancellationToken ct) => (await LoadAsync(step, ct))?.Id;

    /// <exception cref="StepFailedException">The input is absent or names no document of the agency.</exception>
    public async Task<Document> RequiredAsync(StepContext step, CancellationToken ct)
    {
        step.Required("document");
        return (await LoadAsync(step, ct))!;
    }

    public async Task<Document?> LoadAsync(StepContext step, CancellationToken ct)
    {
        if (step.Text("document") is not { } text) return null;

        if (!Guid.TryParse(text, out var id)) throw Unknown(step, text);

        // The document may have been made earlier in this transaction and not be saved yet.
        return db.Documents.Local.FirstOrDefault(d => d.Id == id)
            ?? await db.Documents.SingleOrDefaultAsync(d => d.Id == id, ct)
            ?? throw Unknown(step, text);
    }

    private static StepFailedException Unknown(StepContext step, string text) =>
        new($"Bước {step.Wait.ActivityId}: \"{text}\" không phải là mã văn bản của cơ quan.");
}
