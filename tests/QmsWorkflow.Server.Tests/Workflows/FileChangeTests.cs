using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Workflows;

/// <summary>The shipped file <c>annual-plan.json</c> as an agency would change it: the whole product, started on the changed file, behaves by it.</summary>
public sealed class FileChangeTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_shipped_the_office_reviews_and_the_plan_is_due_at_the_end_of_the_quarter()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var draft = await StartAsync(app);

        await CompleteAsync(app, "hd.thuky", draft.Id);

        draft.DueOn.ShouldBe(new DateOnly(2022, 3, 31));
        var review = await OpenAsync(app);
        review.ActivityId.ShouldBe("review");
        review.AssigneeRole.ShouldBe(Role.Office);
    }

    [Fact]
    public async Task Another_deadline_an_added_step_and_another_approver_need_only_the_file()
    {
        await using var app = await ProductApp.CreateAsync(cluster, content: Shipped.ContentWith("annual-plan", plan =>
        {
            plan.Step("draft").Set("due", "5 working days after task.opened");
            plan.Step("review").Set("approvers", "steering-committee");
            plan["root"]!["activities"]!.AsArray().Add(Check());
            plan["root"]!["connections"]!.AsArray().Single(c => (string?)c!["source"]!["activity"] == "document")!["target"]!["activity"] = "check";
            plan["root"]!["connections"]!.AsArray().Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = "check", ["port"] = "Done" },
                ["target"] = new JsonObject { ["activity"] = "review", ["port"] = "In" },
            });
        }));
        var draft = await StartAsync(app);
        await CompleteAsync(app, "hd.thuky", draft.Id);
        var check = await OpenAsync(app);
        await CompleteAsync(app, "hd.vanthu", check.Id);
        var review = await OpenAsync(app);
        var document = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleAsync(d => d.Id == review.DocumentId, Ct));
        var decision = new DecideInput { TaskId = review.Id, Verdict = Verdict.Approve, SubjectVersion = document.ContentVersion, SubjectSha256 = document.DocxSha256 };

        // Five working days after Wednesday 2/3/2022.
        draft.DueOn.ShouldBe(new DateOnly(2022, 3, 9));
        check.Title.ShouldBe("Kiểm tra thể thức dự thảo");
        review.AssigneeRole.ShouldBe(Role.SteeringCommittee);
        (await DecideAsync(app, "hd.vanphong", decision)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS302");
        (await DecideAsync(app, "hd.bcd", decision)).ShouldBe(Outcome.Success);
        (await OpenAsync(app)).ActivityId.ShouldBe("sign");
    }

    private static JsonObject Check()
    {
        var step = new JsonObject { ["id"] = "check", ["type"] = "Qms.UserTask", ["version"] = 1, ["name"] = "check" };
        step.Set("title", "Kiểm tra thể thức dự thảo");
        step.Set("assignee", "clerk");
        return step;
    }

    private static async Task<UserTask> StartAsync(ProductApp app)
    {
        var secretary = await app.ActorAsync("hai-duong", "hd.thuky");
        (await app.InAsync("hai-duong", async (services, _) =>
            await services.GetRequiredService<StartCycle>().ExecuteAsync(await services.GetRequiredService<QmsDb>().Cycles.Select(c => c.Id).SingleAsync(Ct), secretary, Ct))).ShouldBe(Outcome.Success);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
        return await OpenAsync(app);
    }

    private static Task<UserTask> OpenAsync(ProductApp app) =>
        app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().UserTasks.AsNoTracking().SingleAsync(t => t.State == WorkState.Open, Ct));

    private static async Task CompleteAsync(ProductApp app, string userName, Guid taskId)
    {
        var actor = await app.ActorAsync("hai-duong", userName);
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<CompleteTask>().ExecuteAsync(new CompleteInput(taskId, null, new FormCollection([])), actor, Ct))).ShouldBe(Outcome.Success);
    }

    private static async Task<Outcome> DecideAsync(ProductApp app, string userName, DecideInput input)
    {
        var actor = await app.ActorAsync("hai-duong", userName);
        return await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<Decide>().ExecuteAsync(input, actor, Ct));
    }
}
