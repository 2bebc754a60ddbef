using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
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
}
