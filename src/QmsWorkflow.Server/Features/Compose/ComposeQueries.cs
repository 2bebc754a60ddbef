using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Signing.Flow;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>Reads what the pages of composing show.</summary>
internal sealed class ComposeQueries(QmsDb db, ComposeRights rights, ComposeContent contents, TemplateFolder shipped)
{
    public const int PageSize = 20;

    /// <summary>The year of a document composed now.</summary>
    public int Year => contents.Today.Year;

    /// <summary>The kinds that may be composed and whose templates are installed.</summary>
    public IReadOnlyList<DocumentKindInfo> Kinds() => [.. DocumentKindInfo.Ordered.Where(info => info.IsComposed && shipped.Has(info.Template))];

    public async Task<MyDocuments> MineAsync(Actor actor, int page, CancellationToken ct)
    {
        var rows = db.Documents.AsNoTracking().Where(d => d.CreatedBy == actor.PersonId);
        var total = await rows.CountAsync(ct);
        var lines = await rows.OrderByDescending(d => d.CreatedAt).ThenBy(d => d.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = lines.Select(d => (Guid?)d.Id).ToList();
        var returned = await db.UserTasks.AsNoTracking().Where(t => ids.Contains(t.DocumentId) && t.State == WorkState.Open && t.Form == RevisionForm.FormName)
            .GroupBy(t => t.DocumentId!.Value).Select(g => new { g.Key, Task = g.Select(t => t.Id).First() }).ToDictionaryAsync(x => x.Key, x => x.Task, ct);
        var ended = await db.EndedWaysAsync(lines, ct);
        return new MyDocuments(
            [.. lines.Select(d => new MyLine(d, returned.TryGetValue(d.Id, out var task) ? task : null, d.InstanceId is { } way && ended.TryGetValue(way, out var how) ? how : null))], total, page);
    }

    /// <returns>Null when there is no such kind.</returns>
    public async Task<Composition?> NewAsync(string kind, Guid? copyOf, Actor actor, CancellationToken ct)
    {
        if (Kinds().FirstOrDefault(info => info.Kind == kind) is not { } info) return null;

        var root = shipped.Schema(info.Template).Root;
        var from = copyOf is null ? null : await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == copyOf && d.Kind == kind, ct);
        var typed = from is null ? await contents.StartAsync(info, root, actor, ct) : (JsonObject)JsonNode.Parse(from.Content)!;
        return new Composition { Info = info, Root = root, Typed = typed, MayEdit = true, CopiedFrom = from, SignerId = from?.ExpectedSignerId, CommitteeId = from?.CommitteeId };
    }

    /// <returns>Null when the document is not there.</returns>
    public async Task<Composition?> FindAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } document || DocumentKindInfo.Find(document.Kind) is not { } info) return null;

        var root = shipped.Schema(info.Template).Root;
        var typed = (JsonObject)JsonNode.Parse(document.Content)!;
        var mayEdit = await rights.MayEditAsync(document, actor, ct);
        return new Composition
        {
            Info = info,
            Root = root,
            Typed = typed,
            MayEdit = mayEdit,
            Document = document,
            SignerId = document.ExpectedSignerId,
            CommitteeId = document.CommitteeId,
            CopiedFrom = document.CopiedFromId is { } from ? await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == from, ct) : null,
            RevisionId = await rights.RevisionAsync(id, ct),
            Problems = mayEdit && document.DocxFileId is null ? await ProblemsAsync(info, root, typed, document, actor, ct) : [],
        };
    }

    /// <summary>What a template's sample has for the fields that people type.</summary>
    public JsonObject Sample(DocumentKindInfo info) => (JsonObject)shipped.Sample(info.Template).DeepClone();

    public async Task<ComposeChoices> ChoicesAsync(DocumentKindInfo info, CancellationToken ct)
    {
        var today = contents.Today;
        var holders = await db.RoleAssignments.AsNoTracking()
            .Where(r => (r.Role == Role.Head || r.Role == Role.Deputy || r.Role == Role.UnitHead) && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today))
            .Join(db.People.Where(p => p.IsActive), r => r.PersonId, p => p.Id, (r, p) => new { r.Role, p.Id, p.FullName, p.JobTitle }).ToListAsync(ct);
        // The head first, then deputies, then heads of units.
        var signers = holders.GroupBy(h => h.Id).Select(group => group.MinBy(h => h.Role)!).OrderBy(h => h.Role).ThenBy(h => h.FullName, StringComparer.Ordinal)
            .Select(h => new SignerChoice(h.Id, h.FullName, h.JobTitle)).ToList();
        var committees = await db.Committees.AsNoTracking().Where(c => c.ValidFrom <= today && (c.ValidTo == null || c.ValidTo >= today)).OrderBy(c => c.Name).Select(c => new CommitteeChoice(c.Id, c.Name)).ToListAsync(ct);
        var bases = await db.LegalBases.AsNoTracking().Where(b => b.EffectiveTo == null || b.EffectiveTo >= today).OrderBy(b => b.IssuedOn).Select(b => b.Citation).ToListAsync(ct);
        var earlier = await db.Documents.AsNoTracking().Where(d => d.Kind == info.Kind).OrderByDescending(d => d.CreatedAt).Take(20).ToListAsync(ct);
        return new ComposeChoices(signers, committees, bases, [.. earlier.Select(d => new EarlierDocument(d.Id, $"{DocumentStamp.Name(d)} – {d.Title} ({d.Year})"))]);
    }

    private async Task<IReadOnlyList<FieldProblem>> ProblemsAsync(DocumentKindInfo info, SchemaNode root, JsonObject typed, Document document, Actor actor, CancellationToken ct)
    {
        var (content, signer) = await contents.BuildAsync(info, root, typed, document.ExpectedSignerId, null, actor, ct);
        List<FieldProblem> problems = [.. ComposeProblems.Of(root, typed), .. signer is null ? Array.Empty<FieldProblem>() : [signer]];
        if (problems.Count > 0) return problems;

        DocumentStamp.Of(document).Apply(content);
        return [.. shipped.Schema(info.Template).Validate(content).Select(fault => new FieldProblem("compose", fault.ToString()))];
    }
}

/// <param name="Ended">How its approval ended, when the document is a draft all the same; null while it goes on.</param>
internal sealed record MyLine(Document Document, Guid? RevisionId, SubStatus? Ended)
{
    /// <summary>Its drafter may go on with it.</summary>
    public bool IsFree => Document.State == DocumentState.Draft && (Document.InstanceId is null || Ended is not null);
}

internal sealed record MyDocuments(IReadOnlyList<MyLine> Lines, int Total, int Page);

internal sealed record CommitteeChoice(Guid Id, string Name);

internal sealed record EarlierDocument(Guid Id, string Name);

internal sealed record ComposeChoices(IReadOnlyList<SignerChoice> Signers, IReadOnlyList<CommitteeChoice> Committees, IReadOnlyList<string> Bases, IReadOnlyList<EarlierDocument> Earlier);

/// <summary>A document being composed, new or kept.</summary>
internal sealed record Composition
{
    public required DocumentKindInfo Info { get; init; }
    public required SchemaNode Root { get; init; }
    public required JsonObject Typed { get; init; }
    public required bool MayEdit { get; init; }

    /// <summary>Null while nothing is kept yet.</summary>
    public Document? Document { get; init; }
    public Document? CopiedFrom { get; init; }
    public Guid? SignerId { get; init; }
    public Guid? CommitteeId { get; init; }

    /// <summary>The open work by which it was returned to its drafter.</summary>
    public Guid? RevisionId { get; init; }
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];
}
