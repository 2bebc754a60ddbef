using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>What was returned comes back only with an answer to each reason (DOMAIN, feature 41).</summary>
internal sealed class ReturnReasonsSection(QmsDb db, TrailLog trail, TimeProvider clock) : IWorkSection
{
    private const int LongestText = 2000;

    public Type Component => typeof(ReturnReasonsToAnswer);

    public static string FieldOf(Guid reasonId) => $"reason.{reasonId:N}";

    public async Task<bool> AppliesAsync(UserTask task, CancellationToken ct) =>
        task.Kind == WorkKind.Task && await OpenOf(task).AnyAsync(ct);

    public async Task<Outcome> CompleteAsync(UserTask task, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        var missing = new List<FieldProblem>();
        foreach (var reason in await OpenOf(task).OrderBy(r => r.GivenAt).ThenBy(r => r.Ordinal).ToListAsync(ct))
        {
            var answer = posted[FieldOf(reason.Id)].ToString().Trim();
            if (answer.Length is 0 or > LongestText)
            {
                missing.Add(new FieldProblem(FieldOf(reason.Id), ErrorText.Of("QMS229", reason.Text)));
                continue;
            }

            reason.Answer = answer;
            reason.AnsweredBy = actor.PersonId;
            reason.AnsweredAt = clock.GetUtcNow();
            trail.Record(
                actor, "reason.answered", reason.ApprovalId is null ? "task" : "approval", reason.ApprovalId ?? reason.TaskId!.Value, $"Giải trình lý do trả lại: {reason.Text}", new { reason.Text }, new { reason.Text, reason.Answer });
        }

        return missing.Count == 0 ? Outcome.Success : new Outcome.Refused("QMS211", ErrorText.Of("QMS211", missing.Count)) { Fields = missing };
    }

    private IQueryable<ReturnReason> OpenOf(UserTask task) => db.ReturnReasons.Where(r => r.InstanceId == task.InstanceId && r.AnsweredAt == null);
}
