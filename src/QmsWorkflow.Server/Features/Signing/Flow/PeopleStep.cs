using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>
/// <c>Qms.DocumentPeople</c>: finds who reviews, checks and signs a document so that the parts stay in different hands: a unit's head who
/// drafts is reviewed by the office, a clerk who drafts is checked by the office, a head who drafts is signed for by a deputy.
/// </summary>
internal sealed class PeopleStep(QmsDb db, WorkOpener work, WorkRights rights, DutyExceptions exceptions) : IStepHandler
{
    public StepDescriptor Descriptor { get; } = new()
    {
        Type = "Qms.DocumentPeople",
        NameVi = "Xác định người xử lý văn bản",
        NameEn = "People of a document",
        DescriptionVi = "Chọn người kiểm tra nội dung, kiểm tra thể thức và ký, khác người soạn thảo (NĐ 30/2020/NĐ-CP, Điều 10–13).",
        DescriptionEn = "Chooses who reviews, checks and signs a document, none of them the drafter.",
        Inputs =
        [
            StepInputs.Document(isRequired: true),
            new() { Name = "drafter", NameVi = "Người soạn thảo (tên đăng nhập)", NameEn = "Drafter (user name)", IsRequired = true },
            new() { Name = "signer", NameVi = "Người ký", NameEn = "Signer", Check = RoleTokens.Check },
            StepInputs.Unit,
        ],
        Outcomes = ["Done"],
    };

    /// <returns><c>{ reviewer, checker, signer }</c>: role tokens for the approvals that follow.</returns>
    public async Task<StepResult?> BeginAsync(StepContext step, CancellationToken ct)
    {
        var unitId = await work.UnitAsync(step, ct);
        var userName = step.Required("drafter");
        var drafter = await db.People.Where(p => p.UserName == userName).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct)
            ?? throw new StepFailedException($"Bước {step.Wait.ActivityId}: cơ quan không có người soạn thảo \"{userName}\".");
        var signer = step.Text("signer") ?? "head";

        Task<string> Choose(string duty, params string[] tokens) => ChooseAsync(step, duty, tokens, unitId, drafter, ct);
        return StepResult.By("Done", new JsonObject
        {
            ["reviewer"] = unitId is not null && await exceptions.HoldsAsync(DutyRule.DrafterReviews, unitId, ct)
                ? "unit-head"
                : await Choose("kiểm tra nội dung (Điều 12.1)", unitId is null ? ["office", "deputy"] : ["unit-head", "office", "deputy"]),
            ["checker"] = await Choose("kiểm tra thể thức (Điều 12.2)", "clerk", "office", "iso-secretary"),
            ["signer"] = RoleTokens.UserName(signer) is not null || await exceptions.HoldsAsync(DutyRule.DrafterSigns, unitId, ct)
                ? signer
                : await Choose("ký (Điều 13)", signer == "head" ? ["head", "deputy"] : [signer, "head", "deputy"]),
        });
    }

    public Task CancelAsync(StepContext step, CancellationToken ct) => Task.CompletedTask;

    private async Task<string> ChooseAsync(StepContext step, string duty, string[] tokens, Guid? unitId, Guid drafter, CancellationToken ct)
    {
        foreach (var token in tokens)
        {
            if (!RoleTokens.TryRole(token, out var role) || (role == Role.UnitHead && unitId is null)) continue;
            if ((await rights.HoldersAsync(step.Instance.AgencyId, role, unitId, ct)).Any(person => person.Id != drafter)) return token;
        }

        throw new StepFailedException(
            $"Bước {step.Wait.ActivityId}: không có ai khác người soạn thảo để {duty} văn bản. Hãy phân vai trò ({string.Join(", ", tokens)}) hoặc ghi ngoại lệ cho đơn vị nhỏ rồi thử lại bước này.");
    }
}
