using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>
/// The clerk sends a signed document that is wrong in form back to its drafter instead of numbering it (NĐ 30/2020 Điều 12.2: who checks the
/// form answers for it). The signature was over what is to be mended, so it no longer counts.
/// </summary>
internal sealed class ClerkReturn(QmsDb db, DocumentDrafting drafting, WorkNotices notices, TrailLog trail, TimeProvider clock)
{
    public const string ReasonsField = "return-reasons";
    public const int LongestReason = 2000;
    private const int MostReasons = 20;

    /// <summary>Whether the workflow that asked for the number can take the document back.</summary>
    public static bool IsOffered(UserTask task) => RoleTokens.Split(task.Outcomes).Contains(UserTaskStep.ReturnedOutcome);

    public async Task<Outcome> ExecuteAsync(UserTask task, string typed, Actor actor, CancellationToken ct)
    {
        List<string> reasons = [.. typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (reasons.Count == 0) return Problem("QMS223");
        if (reasons.Count > MostReasons) return Problem("QMS463", MostReasons);
        if (reasons.Exists(reason => reason.Length > LongestReason)) return Problem("QMS221", LongestReason);

        // The drafter answers in the workflow that asked for the number.
        var asking = await db.WorkflowInstances.Where(i => i.Id == task.InstanceId).Select(i => i.ParentId).SingleOrDefaultAsync(ct);
        if (asking is not { } parent || await db.TakeAsync(task.DocumentId!.Value, ct) is not { } document) return Outcome.Refuse("QMS305");
        if (document.State != DocumentState.Signed) return Outcome.Refuse("QMS464", document.Title);

        var outcome = await WithdrawSignatureAsync(document, task, reasons, actor, ct);
        if (!outcome.IsDone) return outcome;

        db.ReturnReasons.AddRange(reasons.Select((text, index) => new ReturnReason
        {
            Id = Guid.CreateVersion7(),
            AgencyId = task.AgencyId,
            TaskId = task.Id,
            InstanceId = parent,
            Text = text,
            Ordinal = index,
            GivenBy = actor.PersonId!.Value,
            GivenAt = clock.GetUtcNow(),
        }));
        return Outcome.Success;
    }

    /// <summary>The document is a draft again, of a new version: nobody's approval of the old one counts for it, and its signed PDF is history.</summary>
    private async Task<Outcome> WithdrawSignatureAsync(Document document, UserTask task, List<string> reasons, Actor actor, CancellationToken ct)
    {
        var before = new { document.State, document.ContentVersion, document.DocxSha256, document.SignerName, document.SigningForm, document.SignedAt };
        var signer = document.SignerId;
        document.BeginVersion();
        try
        {
            await drafting.KeepAsync(document, await drafting.FillAsync(document, document.Content, DocumentStamp.Of(document), ct), actor, ct);
        }
        catch (StepFailedException failure)
        {
            return Outcome.Refuse("QMS405", document.Title, failure.Message);
        }

        trail.Record(actor, "document.returned", "document", document.Id, $"{actor.Name} trả lại {document.Title} khi cấp số: {string.Join("; ", reasons)}",
            before: before, after: new { document.State, document.ContentVersion, document.DocxSha256, reasons });
        if (signer is { } person)
        {
            await notices.TellAsync(document.AgencyId, [person], $"clerk-return:{task.Id}",
                $"Văn thư trả lại văn bản bạn đã ký “{document.Title}”: chữ ký không còn giá trị, văn bản sẽ được trình lại.", $"/documents/{document.Id}", ct);
        }

        return Outcome.Success;
    }

    private static Outcome.Refused Problem(string code, params object[] args) =>
        (Outcome.Refused)Outcome.Refuse(code, args) with { Fields = [new FieldProblem(ReasonsField, ErrorText.Of(code, args))] };
}
