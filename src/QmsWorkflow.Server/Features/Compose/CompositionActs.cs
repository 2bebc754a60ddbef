using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>Submits a composed document: the workflow <c>document-approval</c> takes it from here (NĐ 30/2020 Điều 10–18).</summary>
internal sealed class SubmitDocument(QmsDb db, ComposeRights rights, TemplateFolder shipped, InstanceRunner runner, Transactor transactor, TrailLog trail)
{
    public const string Definition = "document-approval";

    public async Task<Outcome> ExecuteAsync(Guid documentId, int seen, Actor actor, CancellationToken ct)
    {
        if (!ComposeRights.MayCompose(actor)) return Outcome.Refuse("QMS302", ComposeRights.ComposerNames);

        return await transactor.RunAsync(
            async () =>
            {
                if (await db.TakeAsync(documentId, ct) is not { } document) return Outcome.Refuse("QMS305");
                if (await db.IsUnderWayAsync(document, ct) || !await rights.MayEditAsync(document, actor, ct)) return Outcome.Refuse("QMS418", document.Title);
                if (document.ContentVersion != seen) return Outcome.Refuse("QMS303", seen, document.ContentVersion);
                if (document.DocxFileId is null)
                {
                    var problems = ComposeProblems.Of(shipped.Schema(document.Template).Root, (JsonObject)JsonNode.Parse(document.Content)!);
                    return (Outcome.Refused)Outcome.Refuse("QMS419", document.Title, ComposeProblems.Of("compose", "Incomplete").Message) with { Fields = problems };
                }

                var people = await db.People.Where(p => p.Id == actor.PersonId || p.Id == document.ExpectedSignerId).Select(p => new { p.Id, p.UserName }).ToListAsync(ct);
                var input = new JsonObject
                {
                    ["DocumentId"] = document.Id.ToString(),
                    ["DrafterUserName"] = people.Single(p => p.Id == actor.PersonId).UserName,
                    ["UnitId"] = document.UnitId?.ToString(),
                    ["Signer"] = people.FirstOrDefault(p => p.Id == document.ExpectedSignerId) is { } signer ? $"person:{signer.UserName}" : "head",
                };
                try
                {
                    var instance = await runner.StartAsync(new StartInstance(Definition, input) { UnitId = document.UnitId, CycleId = document.CycleId }, actor, ct);
                    document.InstanceId = instance.Id;
                }
                catch (StepFailedException failure)
                {
                    return Outcome.Refuse("QMS419", document.Title, failure.Message);
                }

                trail.Record(actor, "document.submitted", "document", document.Id, $"{actor.Name} trình duyệt {document.Title} (bản {document.ContentVersion})", after: new { document.ContentVersion, document.DocxSha256 });
                return Outcome.Success;
            },
            ct);
    }
}

/// <summary>Deletes a document that was never submitted; its last text stays in the trail. One that was rejected stays with what was said of it.</summary>
internal sealed class DeleteDraft(QmsDb db, ComposeRights rights, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid documentId, Actor actor, CancellationToken ct)
    {
        if (!ComposeRights.MayCompose(actor)) return Outcome.Refuse("QMS302", ComposeRights.ComposerNames);

        return await transactor.RunAsync(
            async () =>
            {
                if (await db.TakeAsync(documentId, ct) is not { } document) return Outcome.Refuse("QMS305");
                if (document.InstanceId is not null || !await rights.MayEditAsync(document, actor, ct)) return Outcome.Refuse("QMS418", document.Title);

                await db.DocumentRecipients.Where(r => r.DocumentId == documentId).ExecuteDeleteAsync(ct);
                await db.DocumentRelations.Where(r => r.FromDocumentId == documentId || r.ToDocumentId == documentId).ExecuteDeleteAsync(ct);
                await db.Documents.Where(d => d.CopiedFromId == documentId).ExecuteUpdateAsync(set => set.SetProperty(d => d.CopiedFromId, (Guid?)null), ct);
                db.Documents.Remove(document);
                trail.Record(actor, "document.deleted", "document", document.Id, $"{actor.Name} xóa dự thảo {document.Title}", before: new { document.Kind, document.Title, document.ContentVersion, document.Content });
                return Outcome.Success;
            },
            ct);
    }
}
