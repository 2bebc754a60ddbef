using System.Globalization;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>Turns the button that was pressed on the approval page into the act it stands for.</summary>
internal sealed class ApprovalActs(Decide decide, CommentOnTask comment)
{
    /// <returns>How it ended, and the page to go to when it is done.</returns>
    public async Task<(Outcome Outcome, string Url)> RunAsync(Guid taskId, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        Verdict? verdict = posted["act"].ToString() switch
        {
            "approve" => Verdict.Approve,
            "return" => Verdict.Return,
            "reject" => Verdict.Reject,
            _ => null,
        };
        if (verdict is { } chosen) return (await decide.ExecuteAsync(Decision(taskId, chosen, posted), actor, ct), "/work?said=decided");

        return posted["act"] == "remark"
            ? (await comment.ExecuteAsync(taskId, posted["remark"], actor, ct), $"/approvals/{taskId}?said=remark#comments")
            : (Outcome.Refuse("QMS316"), $"/approvals/{taskId}");
    }

    private static DecideInput Decision(Guid taskId, Verdict verdict, IFormCollection posted) => new()
    {
        TaskId = taskId,
        Verdict = verdict,
        Comment = posted["comment"].ToString(),
        Reasons = [.. posted["reason"].Select(reason => reason ?? "")],
        SubjectVersion = int.TryParse(posted["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        SubjectSha256 = posted["sha256"],
        PassReason = posted["pass-reason"],
        Password = posted["password"],
    };
}
