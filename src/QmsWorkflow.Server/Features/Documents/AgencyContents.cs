using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Objectives;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Kế hoạch năm: the wording's sections around the table of plan items (S-070…S-096).</summary>
internal sealed class PlanContent(QmsDb db, Wording wording) : IDocumentContent
{
    public string Kind => "plan";

    public async Task<DocumentDraft> BuildAsync(DocumentSubject subject, CancellationToken ct)
    {
        var frame = await wording.FrameAsync(subject, Kind, ct);
        frame.Copy("intro", "contentHeading", "closing");
        frame.CopyList("purposes", "organisation");
        var items = await db.PlanItems.AsNoTracking().Where(i => i.CycleId == subject.CycleId).OrderBy(i => i.Ordinal).ToListAsync(ct);
        frame.Data["rows"] = new JsonArray([.. items.Select((item, index) => new JsonObject
        {
            ["ordinal"] = (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["content"] = item.Content, ["timing"] = item.Timing, ["responsible"] = item.Responsible,
        })]);
        return frame.Draft(Wording.Text(frame.Wording, "title"));
    }
}

/// <summary>Tờ trình: submits the drafted objectives (DOMAIN C2, step 2).</summary>
internal sealed class SubmissionContent(QmsDb db, Wording wording) : IDocumentContent
{
    public string Kind => "submission";

    public async Task<DocumentDraft> BuildAsync(DocumentSubject subject, CancellationToken ct)
    {
        var frame = await wording.FrameAsync(subject, Kind, ct);
        frame.Copy("addressee", "closing");
        frame.CopyList("paragraphs");
        var objectives = await AgencyObjectives.LoadAsync(db, subject, ct);
        frame.Data["objectives"] = new JsonArray([.. objectives.Select(objective => (JsonNode)$"{objective.Number} {objective.Statement.ReplaceLineEndings(" ")}")]);
        return frame.Draft(Wording.Text(frame.Wording, "title"));
    }
}

internal static class AgencyObjectives
{
    /// <summary>The agency's objectives that are printed: parts of a composite stand inside their parent's statement.</summary>
    public static async Task<List<Objective>> LoadAsync(QmsDb db, DocumentSubject subject, CancellationToken ct) =>
        await db.Objectives.AsNoTracking().Where(o => o.CycleId == subject.CycleId && o.UnitId == null && o.ParentId == null)
            .OrderBy(o => o.Ordinal).ToListAsync(ct);
}
