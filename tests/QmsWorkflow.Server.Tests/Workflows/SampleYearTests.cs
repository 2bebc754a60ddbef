using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>The sample agencies whose year no journey walks can be run too: plan, submission and decision are drafted, signed and issued by their people.</summary>
public sealed class SampleYearTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bau-bang", "TM. ỦY BAN NHÂN DÂN")]
    [InlineData("ba-ria-vung-tau", "TRƯỞNG BAN")]
    public async Task The_year_runs_to_the_issued_decision(string agency, string authority)
    {
        await using var app = await ProductApp.CreateAsync(cluster, SeedAgencies.Of(agency).Day);
        await StartAsync(app, agency);

        for (var step = 0; step < 30 && !await IsDecidedAsync(app, agency); step++)
        {
            await DoNextAsync(app, agency);
            await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
        }

        var documents = await ReadAsync(app, agency, db => db.Documents.AsNoTracking().Where(d => d.UnitId == null).OrderBy(d => d.Kind).ToListAsync(Ct));
        documents.Select(document => (document.Kind, document.State, document.Number)).ShouldBe([
            ("decision", DocumentState.Issued, 1), ("plan", DocumentState.Issued, 1), ("submission", DocumentState.Issued, 1)]);
        var text = DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync(agency, documents[0].Id)));
        text.ShouldContain(authority);
        text.ShouldContain(documents[0].SignerName!);
    }

    private static async Task StartAsync(ProductApp app, string agency)
    {
        var secretary = await app.ActorAsync(agency, SeedAgencies.Of(agency).Signer.Split('.')[0] + ".thuky");
        (await app.InAsync(agency, async (services, _) =>
            await services.GetRequiredService<StartCycle>().ExecuteAsync(await services.GetRequiredService<QmsDb>().Cycles.Select(c => c.Id).SingleAsync(Ct), secretary, Ct))).ShouldBe(Outcome.Success);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
    }

    private static Task<bool> IsDecidedAsync(ProductApp app, string agency) =>
        ReadAsync(app, agency, db => db.Documents.AnyAsync(d => d.Kind == "decision" && d.State == DocumentState.Issued, Ct));

    /// <summary>The oldest open work is done by the first of its holders who may.</summary>
    private static async Task DoNextAsync(ProductApp app, string agency)
    {
        var task = await ReadAsync(app, agency, db => db.UserTasks.AsNoTracking().Where(t => t.State == WorkState.Open).OrderBy(t => t.OpenedAt).FirstAsync(Ct));
        var holders = await ReadAsync(app, agency, async db =>
        {
            var inRole = await db.RoleAssignments.Where(r => r.Role == task.AssigneeRole && (task.UnitId == null || r.UnitId == task.UnitId)).Select(r => r.PersonId).ToListAsync(Ct);
            return await db.People.AsNoTracking().Where(p => task.AssigneeId != null ? p.Id == task.AssigneeId : inRole.Contains(p.Id))
                .OrderBy(p => p.UserName).Select(p => p.UserName).ToListAsync(Ct);
        });
        var refusals = new List<Outcome>();
        foreach (var holder in holders)
        {
            var outcome = await DoAsync(app, agency, holder, task);
            if (outcome.IsDone) return;

            refusals.Add(outcome);
        }

        refusals.ShouldBeNull($"{task.Title}: nobody of {string.Join(", ", holders)} could do it");
    }

    private static async Task<Outcome> DoAsync(ProductApp app, string agency, string holder, UserTask task)
    {
        var actor = await app.ActorAsync(agency, holder);
        return await app.InAsync(agency, async (services, _) =>
        {
            if (task.Kind != WorkKind.Approval) return await services.GetRequiredService<CompleteTask>().ExecuteAsync(new CompleteInput(task.Id, RoleTokens.Split(task.Outcomes)[0], new FormCollection([])), actor, Ct);

            var document = await services.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == task.DocumentId, Ct);
            var decision = new DecideInput { TaskId = task.Id, Verdict = Verdict.Approve, Password = "Demo@2026", SubjectVersion = document?.ContentVersion ?? 0, SubjectSha256 = document?.DocxSha256 };
            return await services.GetRequiredService<Decide>().ExecuteAsync(decision, actor, Ct);
        });
    }

    private static Task<T> ReadAsync<T>(ProductApp app, string agency, Func<QmsDb, Task<T>> read) =>
        app.InAsync(agency, (services, _) => read(services.GetRequiredService<QmsDb>()));
}
