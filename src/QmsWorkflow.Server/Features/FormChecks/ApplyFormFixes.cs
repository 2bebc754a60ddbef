using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Compose;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.FormChecks;

/// <param name="Seen">The content version that the person had open.</param>
/// <param name="FindingIds">The findings to mend.</param>
internal sealed record FormFixInput(Guid DocumentId, int Seen, IReadOnlyList<string> FindingIds);

/// <summary>Who mends a draft: its drafter while they may edit it; what the product drafted from its data, the secretary and the office.</summary>
internal sealed class FormFixRights(QmsDb db, ComposeRights compose)
{
    private static readonly Role[] Menders = [Role.IsoSecretary, Role.Office];

    public static string MenderNames => string.Join(", ", Menders.Select(RoleNames.Of));

    public static bool MayEver(Actor actor) => ComposeRights.MayCompose(actor);

    public async Task<bool> MayAsync(Document document, Actor actor, CancellationToken ct)
    {
        if (await compose.MayEditAsync(document, actor, ct)) return true;
        // A text not yet submitted, or returned, or rejected, is its drafter's alone.
        if (document.State != DocumentState.Draft || !await db.IsUnderWayAsync(document, ct) || !actor.HasAny(Menders) || await compose.RevisionAsync(document.Id, ct) is not null) return false;

        // What somebody is about to approve stays as they see it.
        return !await db.Approvals.AnyAsync(approval => approval.DocumentId == document.Id && approval.State == ApprovalState.Open, ct);
    }
}

/// <summary>Mends words of a draft that the form check found wrong: in its content, so that the next version of the file is right.</summary>
internal sealed class ApplyFormFixes(QmsDb db, FormFixRights rights, DocumentFormCheck check, DocumentDrafting drafting, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(FormFixInput input, Actor actor, CancellationToken ct)
    {
        if (!FormFixRights.MayEver(actor)) return Outcome.Refuse("QMS302", ComposeRights.ComposerNames);

        return await transactor.RunAsync(
            async () =>
            {
                if (await db.TakeAsync(input.DocumentId, ct) is not { DocxFileId: not null } document) return Outcome.Refuse("QMS305");
                if (document.State == DocumentState.Issued) return Outcome.Refuse("QMS404", document.Title);
                if (!await rights.MayAsync(document, actor, ct)) return Outcome.Refuse("QMS460", document.Title, FormFixRights.MenderNames);
                if (document.ContentVersion != input.Seen) return Outcome.Refuse("QMS303", input.Seen, document.ContentVersion);

                var found = await check.CheckAsync(document, ct);
                var chosen = found.Report.Findings.Where(finding => found.Fixable.Contains(finding.Id) && input.FindingIds.Contains(finding.Id, StringComparer.Ordinal)).ToList();
                return chosen.Count == 0 ? Outcome.Refuse("QMS461") : await MendAsync(document, chosen, actor, ct);
            },
            ct);
    }

    private async Task<Outcome> MendAsync(Document document, List<FormFinding> chosen, Actor actor, CancellationToken ct)
    {
        var content = (JsonObject)JsonNode.Parse(document.Content)!;
        List<FormTextChange> changes = [.. chosen.SelectMany(finding => finding.Fix!.Changes).Distinct()];
        if (ContentFix.Apply(content, changes) == 0) return Outcome.Refuse("QMS461");

        var mended = content.ToJsonString(DocumentDrafting.Json);
        byte[] docx;
        try
        {
            docx = await drafting.FillAsync(document, mended, DocumentStamp.Of(document), ct);
        }
        catch (StepFailedException failure)
        {
            return Outcome.Refuse("QMS405", document.Title, failure.Message);
        }

        var before = new { document.ContentVersion, document.DocxSha256 };
        document.Content = mended;
        document.BeginVersion();
        if (content["title"] is JsonValue title && title.TryGetValue<string>(out var words) && words.Trim().Length > 0 && changes.Any(change => change.Before == document.Title)) document.Title = words.Trim();
        await drafting.KeepAsync(document, docx, actor, ct);
        trail.Record(actor, "document.form-fixed", "document", document.Id, $"{actor.Name} sửa {chosen.Count} lỗi thể thức của {document.Title} (bản {document.ContentVersion})",
            before: before, after: new { document.ContentVersion, document.DocxSha256, Rules = chosen.Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal).ToArray(), Changes = changes });
        return Outcome.Success;
    }
}
