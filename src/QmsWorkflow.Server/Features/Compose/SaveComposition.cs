using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <param name="DocumentId">The document; null to make a new one.</param>
internal sealed record CompositionInput(Guid? DocumentId, string Kind, JsonObject Typed)
{
    /// <summary>The version that the person had open.</summary>
    public int Seen { get; init; }
    public Guid? SignerId { get; init; }
    public Guid? CommitteeId { get; init; }
    public Guid? CopiedFromId { get; init; }
}

/// <summary>Keeps what somebody composed. Incomplete texts are kept too: nothing typed is lost, but there is no file before all is there.</summary>
internal sealed class SaveComposition(
    QmsDb db, ComposeRights rights, ComposeContent contents, TemplateFolder shipped, AgencyTemplates templates, DocumentDrafting drafting, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public async Task<(Outcome Outcome, Guid? Id)> ExecuteAsync(CompositionInput input, Actor actor, CancellationToken ct)
    {
        if (!ComposeRights.MayCompose(actor)) return (Outcome.Refuse("QMS302", ComposeRights.ComposerNames), null);
        if (DocumentKindInfo.Find(input.Kind) is not { IsComposed: true } info || !shipped.Has(info.Template)) return (Outcome.Refuse("QMS417", input.Kind), null);

        Guid? id = null;
        var outcome = await transactor.RunAsync(
            async () =>
            {
                var document = input.DocumentId is { } known ? await db.TakeAsync(known, ct) : await NewAsync(info, input, actor, ct);
                if (document is null || document.Kind != input.Kind) return Outcome.Refuse("QMS305");
                if (input.DocumentId is not null && !await rights.MayEditAsync(document, actor, ct)) return Outcome.Refuse("QMS418", document.Title);
                if (input.DocumentId is not null && document.ContentVersion != input.Seen) return Outcome.Refuse("QMS303", input.Seen, document.ContentVersion);

                id = document.Id;
                return await WriteAsync(info, document, input, actor, ct);
            },
            ct);
        return (outcome, outcome.IsDone ? id : null);
    }

    private async Task<Outcome> WriteAsync(DocumentKindInfo info, Document document, CompositionInput input, Actor actor, CancellationToken ct)
    {
        var root = shipped.Schema(info.Template).Root;
        ComposeContent.Prune(input.Typed);
        var committee = input.CommitteeId is { } committeeId ? await db.Committees.AsNoTracking().SingleOrDefaultAsync(c => c.Id == committeeId, ct) : null;
        var (content, signer) = await contents.BuildAsync(info, root, input.Typed, input.SignerId, committee, actor, ct);
        var unit = await db.Units.Where(u => u.Id == document.UnitId).Select(u => u.Code).SingleOrDefaultAsync(ct);
        var agency = await db.Agencies.Where(a => a.Id == document.AgencyId).Select(a => a.Symbol).SingleAsync(ct);
        var template = await templates.CurrentAsync(document.AgencyId, info.Template, ct);
        var before = new { document.Title, document.ContentVersion, document.DocxSha256 };
        document.Symbol = info.SymbolOf(committee?.Symbol ?? agency, unit);
        document.CommitteeId = committee?.Id;
        document.ExpectedSignerId = input.SignerId;
        document.Title = content["title"]?.ToString() is { Length: > 0 } title ? title : info.NameVi;
        document.Content = content.ToJsonString(DocumentDrafting.Json);

        List<FieldProblem> problems = [.. ComposeProblems.Of(root, input.Typed), .. signer is null ? Array.Empty<FieldProblem>() : [signer]];
        var (docx, fault) = problems.Count == 0 ? Fill(template, document) : (null, null);
        if (fault is not null) problems.Add(new FieldProblem("compose", fault));
        // What is on its way must stay a whole document.
        if (problems.Count > 0 && await db.IsUnderWayAsync(document, ct)) return (Outcome.Refused)Outcome.Refuse("QMS412") with { Fields = problems };

        document.BeginVersion();
        (document.DocxFileId, document.DocxSha256, document.PdfFileId) = (null, null, null);
        await templates.RememberAsync(document, template, actor, ct);
        if (docx is not null) await drafting.KeepAsync(document, docx, actor, ct);
        await drafting.ReplaceRecipientsAsync(document, Recipients(content), ct);
        trail.Record(actor, before.ContentVersion == 0 ? "document.composed" : "document.edited", "document", document.Id,
            $"{actor.Name} {(before.ContentVersion == 0 ? "soạn" : "sửa")} {info.NameVi.ToLowerInvariant()}: {document.Title} (bản {document.ContentVersion})",
            before: before.ContentVersion == 0 ? null : before, after: new { document.Title, document.ContentVersion, document.DocxSha256, Missing = problems.Count });
        return Outcome.Success;
    }

    private (byte[]? Docx, string? Fault) Fill(TemplateInUse template, Document document)
    {
        try
        {
            return (drafting.FillWith(template, document), null);
        }
        catch (StepFailedException failure)
        {
            return (null, failure.Message);
        }
    }

    private async Task<Document> NewAsync(DocumentKindInfo info, CompositionInput input, Actor actor, CancellationToken ct)
    {
        var year = contents.Today.Year;
        // What the cycle drafts by itself is looked up there by its kind: a text composed beside it must not stand for it.
        var cycleId = info.Kind is "plan" or "submission" ? (Guid?)null : await db.Cycles.Where(c => c.Year == year).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
        var document = new Document
        {
            Id = Guid.CreateVersion7(),
            AgencyId = actor.AgencyId,
            CycleId = cycleId,
            UnitId = actor.UnitId,
            Kind = info.Kind,
            Template = info.Template,
            Title = info.NameVi,
            Symbol = "",
            Series = info.Series,
            State = DocumentState.Draft,
            Content = "{}",
            ContentVersion = 0,
            Year = year,
            CopiedFromId = input.CopiedFromId is { } from && await db.Documents.AnyAsync(d => d.Id == from && d.Kind == info.Kind, ct) ? from : null,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = actor.PersonId,
        };
        db.Documents.Add(document);
        return document;
    }

    private static List<string> Recipients(JsonObject content) =>
        [.. (content["recipients"] as JsonArray ?? []).Select(line => line!.ToString().TrimEnd('.', ';')).Where(line => line.Length > 0)];
}
