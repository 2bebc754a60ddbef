using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A template as it is used: its version (0 is the shipped one) and its bytes.</summary>
internal sealed record TemplateInUse(string Template, int Version, byte[] Content)
{
    /// <summary>What its data must have and may not exceed; null for a template without a description.</summary>
    public TemplateSchema? Schema { get; init; }
}

/// <summary>Finds the template that an agency uses: the version it approved, else the shipped one.</summary>
internal sealed class AgencyTemplates(QmsDb db, TemplateFolder shipped, FileStore files)
{
    /// <exception cref="Runtime.StepFailedException">There is no such template.</exception>
    public async Task<TemplateInUse> CurrentAsync(Guid agencyId, string template, CancellationToken ct)
    {
        var own = await db.TemplateVersions.AsNoTracking().SingleOrDefaultAsync(v => v.AgencyId == agencyId && v.Template == template && v.State == TemplateState.Approved, ct);
        return await OfAsync(template, own, ct);
    }

    /// <summary>A template in the version an agency approved, or as it is shipped when it approved none.</summary>
    public async Task<TemplateInUse> OfAsync(string template, TemplateVersion? approved, CancellationToken ct) =>
        approved is null ? Of(template, 0, shipped.Read(template)) : Of(template, approved.Version, await ReadAsync(approved.FileId, ct));

    /// <summary>The template that a document was drafted with; for one drafted before templates had versions, the current one.</summary>
    public async Task<TemplateInUse> OfAsync(Document document, CancellationToken ct) => document.TemplateFileId is { } file
        ? Of(document.Template, document.TemplateVersion, await ReadAsync(file, ct))
        : await CurrentAsync(document.AgencyId, document.Template, ct);

    private TemplateInUse Of(string template, int version, byte[] content) => new(template, version, content) { Schema = shipped.Has(template) ? shipped.Schema(template) : null };

    /// <summary>Notes in the document which file it is made with; the same file is kept once.</summary>
    public async Task RememberAsync(Document document, TemplateInUse template, Actor actor, CancellationToken ct)
    {
        var hash = FileStore.HashOf(template.Content);
        var name = template.Template.Replace('/', '-') + ".docx";
        var known = db.StoredFiles.Local.FirstOrDefault(f => f.AgencyId == document.AgencyId && f.Sha256 == hash && f.FileName == name)?.Id
            ?? await db.StoredFiles.Where(f => f.AgencyId == document.AgencyId && f.Sha256 == hash && f.FileName == name).Select(f => (Guid?)f.Id).FirstOrDefaultAsync(ct);
        document.Template = template.Template;
        document.TemplateVersion = template.Version;
        document.TemplateFileId = known ?? (await files.PutAsync(document.AgencyId, template.Content, name, DocumentDrafting.WordType, actor, ct)).Id;
    }

    public async Task<byte[]> ReadAsync(Guid fileId, CancellationToken ct) => await files.ReadAsync(await db.StoredFiles.AsNoTracking().SingleAsync(f => f.Id == fileId, ct), ct);
}
