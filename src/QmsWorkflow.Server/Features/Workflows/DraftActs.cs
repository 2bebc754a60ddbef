using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>The draft of a workflow: kept even while it is faulty, replaced, discarded, published. What a draft was stays in the trail.</summary>
internal sealed class DraftActs(SystemWork system)
{
    public async Task<Outcome> SaveAsync(DraftInput input, Actor actor, CancellationToken ct) =>
        WorkflowRights.MayDesign(actor) ? await system.RunAsync<DraftDesk>(desk => desk.SaveAsync(input, actor, ct), ct) : Outcome.Refuse("QMS302", CycleRights.Repairers());

    /// <param name="seen">The hash of the draft the person saw.</param>
    public async Task<Outcome> DiscardAsync(string definitionId, string seen, Actor actor, CancellationToken ct) =>
        WorkflowRights.MayDesign(actor) ? await system.RunAsync<DraftDesk>(desk => desk.DiscardAsync(definitionId, seen, actor, ct), ct) : Outcome.Refuse("QMS302", CycleRights.Repairers());

    /// <param name="seen">The hash of the draft the person saw.</param>
    public async Task<Outcome> PublishAsync(string definitionId, string seen, Actor actor, CancellationToken ct) =>
        WorkflowRights.MayDesign(actor) ? await system.RunAsync<DraftDesk>(desk => desk.PublishAsync(definitionId, seen, actor, ct), ct) : Outcome.Refuse("QMS302", CycleRights.Repairers());
}

/// <param name="DefinitionId">The workflow whose page it was uploaded on; null when any will do.</param>
/// <param name="Replaces">The hash of the draft the person saw; null when there was none.</param>
internal sealed record DraftInput(string? DefinitionId, string FileName, string Json, string? Replaces)
{
    public const int MostMegabytes = 4;
}

/// <summary>Does what <see cref="DraftActs"/> allows, in a unit of work that sees the whole installation.</summary>
internal sealed partial class DraftDesk(QmsDb db, VersionWriter writer, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> SaveAsync(DraftInput input, Actor actor, CancellationToken ct)
    {
        if (input.Json.Length is 0 or > DraftInput.MostMegabytes * 1024 * 1024) return Outcome.Refuse("QMS764", DraftInput.MostMegabytes);

        var read = WorkflowDefinition.Read(input.Json, input.FileName);
        if (read.Definition is not { } definition) return Faulty("QMS760", read.Problems);

        var id = definition.DefinitionId;
        if (input.DefinitionId is { } wanted && wanted != id) return Outcome.Refuse("QMS761", id, wanted);
        if (!UsableId().IsMatch(id)) return Outcome.Refuse("QMS762", id);

        await writer.LockAsync(ct);
        var known = await db.WorkflowDrafts.SingleOrDefaultAsync(d => d.DefinitionId == id, ct);
        var hash = VersionWriter.HashOf(input.Json);
        if (known is not null && known.Sha256 != input.Replaces && known.Sha256 != hash) return Outcome.Refuse("QMS763");

        var before = known?.Json;
        if (known is not null)
        {
            db.WorkflowDrafts.Remove(known);
            await db.SaveChangesAsync(ct);
        }

        db.WorkflowDrafts.Add(new WorkflowDraft
        {
            Id = known?.Id ?? Guid.CreateVersion7(),
            DefinitionId = id,
            Name = definition.Name ?? id,
            Source = input.FileName,
            Json = input.Json,
            Sha256 = hash,
            SavedAt = clock.GetUtcNow(),
            SavedBy = actor.Name,
            SavedAgencyId = actor.AgencyId,
        });
        trail.Record(actor, "workflow.draft-saved", "workflow", id, $"{actor.Name} lưu bản nháp của quy trình {definition.Name ?? id}", before, new { input.FileName, Sha256 = hash });
        return Outcome.Success;
    }

    public async Task<Outcome> DiscardAsync(string definitionId, string seen, Actor actor, CancellationToken ct)
    {
        if (await SeenAsync(definitionId, seen, ct) is not { } draft) return Outcome.Refuse("QMS765");

        db.WorkflowDrafts.Remove(draft);
        trail.Record(actor, "workflow.draft-discarded", "workflow", definitionId, $"{actor.Name} bỏ bản nháp của quy trình {draft.Name}", before: draft.Json);
        return Outcome.Success;
    }

    public async Task<Outcome> PublishAsync(string definitionId, string seen, Actor actor, CancellationToken ct)
    {
        await writer.LockAsync(ct);
        if (await SeenAsync(definitionId, seen, ct) is not { } draft) return Outcome.Refuse("QMS765");

        var problems = await writer.CheckAsync(draft.Json, draft.Source, ct);
        if (problems.Count > 0) return Faulty("QMS766", problems, problems.Count);

        await writer.AddAsync(
            new NewVersion(draft.Id, draft.Json, draft.Source, draft.Sha256, VersionOrigin.Draft, BecomesCurrent: true, actor), await writer.LibraryAsync([], ct), ct);
        db.WorkflowDrafts.Remove(draft);
        return Outcome.Success;
    }

    /// <summary>All problems at once, each with its place.</summary>
    internal static Outcome Faulty(string code, IEnumerable<DefinitionProblem> problems, params object[] args) =>
        (Outcome.Refused)Outcome.Refuse(code, args) with { Fields = [.. problems.Select(p => new FieldProblem("draft-file", $"{p.Code} {p}"))] };

    private async Task<WorkflowDraft?> SeenAsync(string definitionId, string seen, CancellationToken ct) =>
        await db.WorkflowDrafts.SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.Sha256 == seen, ct);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z", RegexOptions.None, 1000)]
    private static partial Regex UsableId();
}
