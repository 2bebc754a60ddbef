using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary><c>Qms.GenerateDocument</c>: drafts a document, or the next version of it.</summary>
internal sealed class GenerateDocumentStep(DocumentDrafting drafting) : IStepHandler
{
    public static StepDescriptor Description { get; } = new()
    {
        Type = "Qms.GenerateDocument",
        NameVi = "Soạn văn bản từ mẫu",
        NameEn = "Generate document",
        DescriptionVi = "Điền mẫu Word bằng dữ liệu của chu trình. Quay lại bước này thì tạo bản tiếp theo của cùng văn bản.",
        DescriptionEn = "Fills a Word template with the cycle's data. Coming back here makes the next version of the same document.",
        Inputs =
        [
            new StepInput { Name = "kind", NameVi = "Loại văn bản", NameEn = "Kind of document", IsRequired = true, Allowed = [.. DocumentKindInfo.All] },
            new StepInput { Name = "unit", NameVi = "Đơn vị", NameEn = "Unit" },
        ],
        Outcomes = ["Done"],
    };

    public StepDescriptor Descriptor => Description;

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var document = await drafting.DraftAsync(step.Instance, step.Required("kind"), step.Id("unit"), step.Actor, ct);
        return StepResult.By("Done", JsonValue.Create(document.Id.ToString()));
    }

    public Task CancelAsync(StepContext step, CancellationToken ct) => Task.CompletedTask;
}

/// <summary><c>Qms.IssueDocument</c>: number, date, freeze and distribute.</summary>
internal sealed class IssueDocumentStep(DocumentIssue issue) : IStepHandler
{
    public static StepDescriptor Description { get; } = new()
    {
        Type = "Qms.IssueDocument",
        NameVi = "Phát hành văn bản",
        NameEn = "Issue document",
        DescriptionVi = "Cấp số, ghi ngày, khóa nội dung và gửi theo nơi nhận. Số không trùng, không cách quãng trong một loạt số (NĐ 30/2020, Điều 15).",
        DescriptionEn = "Allots the number, dates, freezes and distributes the document. Numbers are unique and gapless within a series.",
        Inputs =
        [
            new StepInput { Name = "document", NameVi = "Văn bản", NameEn = "Document", IsRequired = true },
            new StepInput { Name = "fact", NameVi = "Mốc của chu trình", NameEn = "Cycle fact", Allowed = ["plan", "submission", "decision"] },
        ],
        Outcomes = ["Done"],
    };

    public StepDescriptor Descriptor => Description;

    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var id = step.Id("document") ?? throw new StepFailedException($"Bước {step.Wait.ActivityId}: không có văn bản để phát hành.");
        var document = await issue.IssueAsync(id, step.Text("fact"), step.Actor, ct);
        return StepResult.By("Done", new JsonObject
        {
            ["documentId"] = document.Id.ToString(),
            ["number"] = document.Number is { } number ? $"{DocumentStamp.Text(number, document.NumberSuffix)}/{document.Symbol}" : null,
            ["issuedOn"] = document.IssuedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
    }

    public Task CancelAsync(StepContext step, CancellationToken ct) => Task.CompletedTask;
}
