using System.Globalization;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Turns the button that was pressed on a task page into the act it stands for. What was typed is kept as a draft first.</summary>
internal sealed class WorkActs(
    WorkViews views, CompleteTask complete, SaveDraft save, AddEvidence add, RemoveEvidence remove, ReassignTask reassign, CommentOnTask comment,
    Acknowledge acknowledge, ReleaseReader release)
{
    /// <returns>How it ended, and the page to go to when it is done.</returns>
    public async Task<(Outcome Outcome, string Url)> RunAsync(Guid taskId, IFormCollection posted, Actor actor, CancellationToken ct)
    {
        var (act, argument) = Split(posted["act"].ToString());
        var here = $"/work/{taskId}";
        switch (act)
        {
            case "complete":
                return (await complete.ExecuteAsync(new CompleteInput(taskId, argument, posted), actor, ct), "/work?said=done");
            case "understood":
                return (await acknowledge.ExecuteAsync(Reading(taskId, posted), actor, ct), "/work?said=read");
            case "save":
                return (await save.ExecuteAsync(taskId, posted, actor, ct), $"{here}?said=draft");
        }

        var kept = await KeepDraftAsync(taskId, posted, actor, ct);
        if (!kept.IsDone) return (kept, here);

        return act switch
        {
            "add-file" => (await add.ExecuteAsync(new EvidenceInput.Upload(taskId, posted.Files["evidence-file"], posted["evidence-text"]), actor, ct), $"{here}?said=evidence#evidence"),
            "add-link" => (await add.ExecuteAsync(new EvidenceInput.Link(taskId, posted["evidence-link"].ToString()), actor, ct), $"{here}?said=evidence#evidence"),
            "add-note" => (await add.ExecuteAsync(new EvidenceInput.Note(taskId, posted["evidence-note"].ToString()), actor, ct), $"{here}?said=evidence#evidence"),
            "remove-evidence" when Guid.TryParse(argument, out var evidenceId) => (await remove.ExecuteAsync(taskId, evidenceId, actor, ct), $"{here}?said=removed#evidence"),
            "remark" => (await comment.ExecuteAsync(taskId, posted["remark"], actor, ct), $"{here}?said=remark#comments"),
            "reassign" => (await reassign.ExecuteAsync(Reassignment(taskId, posted), actor, ct), $"{here}?said=reassigned"),
            "release" => (await release.ExecuteAsync(taskId, posted["reassign-why"], actor, ct), $"{here}?said=released"),
            _ => (Outcome.Refuse("QMS316"), here),
        };
    }

    private async Task<Outcome> KeepDraftAsync(Guid taskId, IFormCollection posted, Actor actor, CancellationToken ct) =>
        await views.IsWorkedOnByAsync(taskId, actor, ct) ? await save.ExecuteAsync(taskId, posted, actor, ct) : Outcome.Success;

    private static AcknowledgeInput Reading(Guid taskId, IFormCollection posted) => new(
        taskId,
        int.TryParse(posted["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        posted["understood"].ToString() == "true");

    private static ReassignInput Reassignment(Guid taskId, IFormCollection posted) =>
        new(taskId, Guid.TryParse(posted["reassign-to"], out var personId) ? personId : Guid.Empty, posted["reassign-why"]);

    private static (string Act, string? Argument) Split(string pressed)
    {
        var colon = pressed.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (pressed, null) : (pressed[..colon], pressed[(colon + 1)..]);
    }
}
