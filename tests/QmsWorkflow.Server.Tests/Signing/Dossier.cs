using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>A drafted document of Hải Dương on its way through <c>document-approval</c>, moved by the verbs that the pages call.</summary>
internal sealed class Dossier(ProductApp app, Guid documentId, string agency = "hai-duong")
{
    public const string Password = "Demo@2026";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Guid DocumentId => documentId;

    /// <summary>Drafts a plan by this person and submits it.</summary>
    public static async Task<Dossier> SubmitAsync(ProductApp app, string drafter, string? unit, string? signer = null)
    {
        var dossier = new Dossier(app, await app.DraftAsync("hai-duong", "plan"));
        await dossier.StartAsync(drafter, unit, signer);
        return dossier;
    }

    private async Task StartAsync(string drafter, string? unit, string? signer)
    {
        var actor = await app.ActorAsync(agency, drafter);
        await app.InAsync(agency, async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var unitId = unit is null ? (Guid?)null : (await db.Units.SingleAsync(u => u.Code == unit, Ct)).Id;
            var outcome = await services.GetRequiredService<Transactor>().RunAsync(
                async () =>
                {
                    var document = await db.Documents.SingleAsync(d => d.Id == documentId, Ct);
                    (document.CreatedBy, document.UnitId) = (actor.PersonId, unitId);
                    var input = new JsonObject { [nameof(DocumentId)] = documentId.ToString(), ["DrafterUserName"] = drafter, ["UnitId"] = unitId?.ToString() };
                    if (signer is not null) input["Signer"] = signer;
                    var instance = await services.GetRequiredService<InstanceRunner>().StartAsync(new StartInstance("document-approval", input) { UnitId = unitId, CycleId = document.CycleId }, actor, Ct);
                    document.InstanceId = instance.Id;
                },
                Ct);
            outcome.IsDone.ShouldBeTrue();
            return outcome;
        });
        await GoOnAsync();
    }

    public async Task GoOnAsync() => await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);

    public Task<Document> DocumentAsync() => app.DocumentAsync(agency, documentId);

    /// <summary>The one open piece of work of this document.</summary>
    public Task<UserTask> OpenAsync() => app.InAsync(agency, (services, _) =>
        services.GetRequiredService<QmsDb>().UserTasks.AsNoTracking().SingleAsync(t => t.State == WorkState.Open && t.DocumentId == documentId, Ct));

    public Task<Outcome> ApproveAsync(string userName, string? passReason = null) => DecideAsync(userName, Verdict.Approve, [], passReason);

    public Task<Outcome> ReturnAsync(string userName, params string[] reasons) => DecideAsync(userName, Verdict.Return, reasons, null);

    public Task<Outcome> RejectAsync(string userName) => DecideAsync(userName, Verdict.Reject, [], null);

    /// <summary>Completes the open task; every open reason of a return gets an answer.</summary>
    public Task<Outcome> CompleteAsync(string userName, string? passReason = null) => CompleteAsync(userName, null, passReason is null ? [] : [("pass-reason", passReason)]);

    /// <summary>The clerk sends the document back instead of numbering it.</summary>
    public Task<Outcome> ReturnUnnumberedAsync(string userName, string reasons) => CompleteAsync(userName, "Returned", [("return-reasons", reasons)]);

    private async Task<Outcome> CompleteAsync(string userName, string? chosen, (string Name, string Value)[] fields)
    {
        var (task, actor) = (await OpenAsync(), await app.ActorAsync(agency, userName));
        var outcome = await app.InAsync(agency, async (services, _) =>
        {
            var reasons = await services.GetRequiredService<QmsDb>().ReturnReasons.Where(r => r.InstanceId == task.InstanceId && r.AnsweredAt == null).ToListAsync(Ct);
            var posted = reasons.ToDictionary(r => ReturnReasonsSection.FieldOf(r.Id), r => (StringValues)$"Đã sửa: {r.Text}");
            foreach (var (name, value) in fields) posted[name] = value;
            return await services.GetRequiredService<CompleteTask>().ExecuteAsync(new CompleteInput(task.Id, chosen ?? "Done", new FormCollection(posted)), actor, Ct);
        });
        await GoOnAsync();
        return outcome;
    }

    /// <summary>Gives the open piece of work to one person, as an administrator may.</summary>
    public async Task GiveToAsync(string userName)
    {
        var (task, actor) = (await OpenAsync(), await app.ActorAsync(agency, userName));
        await app.InAsync(agency, (services, _) => services.GetRequiredService<QmsDb>().UserTasks.Where(t => t.Id == task.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.AssigneeId, actor.PersonId), Ct));
    }

    public Task<List<string>> TrailAsync() => app.InAsync(agency, (services, _) =>
    {
        var id = documentId.ToString();
        return services.GetRequiredService<QmsDb>().TrailEntries.Where(e => e.SubjectType == "document" && e.SubjectId == id).OrderBy(e => e.Position).Select(e => e.Summary).ToListAsync(Ct);
    });

    private async Task<Outcome> DecideAsync(string userName, Verdict verdict, string[] reasons, string? passReason)
    {
        var (task, actor, document) = (await OpenAsync(), await app.ActorAsync(agency, userName), await DocumentAsync());
        var input = new DecideInput
        {
            TaskId = task.Id,
            Verdict = verdict,
            Comment = verdict == Verdict.Reject ? "Không ban hành" : "",
            Reasons = reasons,
            SubjectVersion = document.ContentVersion,
            SubjectSha256 = document.DocxSha256,
            PassReason = passReason,
            Password = Password,
        };
        var outcome = await app.InAsync(agency, (services, _) => services.GetRequiredService<Decide>().ExecuteAsync(input, actor, Ct));
        await GoOnAsync();
        return outcome;
    }
}
