using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>Drafts documents of the sample agencies as the workflow's step does.</summary>
internal static class Drafts
{
    /// <summary>Drafts a document of the agency's cycle; returns its id.</summary>
    public static Task<Guid> DraftAsync(this ProductApp app, string agency, string kind, string? unit = null) => app.InAsync(agency, async (services, owner) =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<QmsDb>();
        var cycle = await db.Cycles.SingleAsync(ct);
        var definition = await db.WorkflowDefinitions.OrderBy(d => d.DefinitionId).FirstAsync(ct);
        var unitId = unit is null ? (Guid?)null : (await db.Units.SingleAsync(u => u.Code == unit, ct)).Id;
        Document? document = null;
        var outcome = await services.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                var instance = new InstanceRow
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = owner.Id,
                    DefinitionRowId = definition.Id,
                    DefinitionId = definition.DefinitionId,
                    DefinitionVersion = 1,
                    State = "{}",
                    StateVersion = 0,
                    CycleId = cycle.Id,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    UpdatedAt = DateTimeOffset.UnixEpoch,
                    Status = Engine.Execution.InstanceStatus.Running,
                    SubStatus = Engine.Execution.SubStatus.Suspended,
                };
                db.WorkflowInstances.Add(instance);
                document = await services.GetRequiredService<DocumentDrafting>().DraftAsync(instance, kind, unitId, Actor.System(owner.Id), ct);
            },
            ct);
        outcome.IsDone.ShouldBeTrue();
        return document!.Id;
    });

    /// <summary>Signs a draft in the usual form of this person's office.</summary>
    public static async Task<Outcome> SignAsync(this ProductApp app, string agency, Guid documentId, string userName, string form = "auto")
    {
        var actor = await app.ActorAsync(agency, userName);
        return await app.InAsync(agency, async (services, _) =>
        {
            var ct = TestContext.Current.CancellationToken;
            var version = await services.GetRequiredService<QmsDb>().Documents.Where(d => d.Id == documentId).Select(d => d.ContentVersion).SingleAsync(ct);
            var signing = services.GetRequiredService<DocumentSigning>();
            return await services.GetRequiredService<Transactor>().RunAsync(() => signing.SignAsync(documentId, version, form, actor, ct), ct);
        });
    }

    public static Task IssueAsync(this ProductApp app, string agency, Guid documentId) => app.InAsync(agency, async (services, owner) =>
    {
        var ct = TestContext.Current.CancellationToken;
        var issue = services.GetRequiredService<DocumentIssue>();
        var outcome = await services.GetRequiredService<Transactor>().RunAsync(() => issue.IssueAsync(documentId, null, Actor.System(owner.Id), ct), ct);
        outcome.IsDone.ShouldBeTrue();
        return outcome;
    });

    public static Task<Document> DocumentAsync(this ProductApp app, string agency, Guid documentId) => app.InAsync(agency, async (services, _) =>
        await services.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleAsync(d => d.Id == documentId, TestContext.Current.CancellationToken));

    /// <summary>The Word file that the document has now.</summary>
    public static Task<byte[]> FileOfAsync(this ProductApp app, string agency, Guid documentId) => app.InAsync(agency, async (services, _) =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<QmsDb>();
        var fileId = await db.Documents.Where(d => d.Id == documentId).Select(d => d.DocxFileId).SingleAsync(ct);
        await using var file = services.GetRequiredService<FileStore>().Open(await db.StoredFiles.SingleAsync(f => f.Id == fileId, ct));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, ct);
        return memory.ToArray();
    });

    /// <summary>Gives a unit the agency's objectives as its own, each watched by the unit's head, with two actions.</summary>
    public static Task<int> AdoptObjectivesAsync(this ProductApp app, string agency, string? unit) => app.InAsync(agency, async (services, owner) =>
    {
        if (unit is null) return 0;

        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<QmsDb>();
        var unitId = (await db.Units.SingleAsync(u => u.Code == unit, ct)).Id;
        var headId = await db.RoleAssignments.Where(r => r.Role == Role.UnitHead && r.UnitId == unitId).Select(r => r.PersonId).SingleAsync(ct);
        var all = await db.Objectives.AsNoTracking().Where(o => o.UnitId == null).OrderBy(o => o.Ordinal).ToListAsync(ct);
        // Of a composite objective its parts are adopted, as the product does.
        var measured = all.Where(o => o.ParentId == null).SelectMany(o => o.Kind == "composite" ? all.Where(part => part.ParentId == o.Id) : [o]);
        foreach (var (index, objective) in measured.Index())
        {
            objective.Ordinal = index + 1;
            objective.ParentId = objective.Id;
            objective.Id = Guid.CreateVersion7();
            objective.UnitId = unitId;
            objective.MonitorId = headId;
            objective.ReportPeriod = "Hằng quý, trước ngày 25 của tháng cuối quý";
            db.Objectives.Add(objective);
            string[] contents = ["Rà soát, phân công công chức theo dõi từng lĩnh vực; lập danh mục hồ sơ đến hạn", "Tổng hợp kết quả, phân tích nguyên nhân những việc chưa đạt và đề xuất biện pháp khắc phục"];
            db.ObjectiveActions.AddRange(contents.Select((content, number) => new ObjectiveAction
            {
                Id = Guid.CreateVersion7(),
                AgencyId = owner.Id,
                ObjectiveId = objective.Id,
                Ordinal = number,
                Content = content,
                Lead = "Công chức được phân công",
                Cooperation = "Văn phòng; các phòng liên quan",
                Timing = number == 0 ? "Thường xuyên trong năm" : "Hằng quý",
            }));
        }

        return await db.SaveChangesAsync(ct);
    });
}
