using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Templates;

/// <param name="Content">The file; null when none was chosen.</param>
/// <param name="Note">What was changed and why.</param>
internal sealed record UploadTemplateInput(string Template, byte[]? Content, string Note)
{
    public const int LongestNote = 500;
}

/// <summary>
/// Keeps an edited template as a draft. A file that is no plain Word document is refused; one whose fields do not fit is kept, so that all its
/// problems can be read beside it, but is not approved. A draft that waited before is retired.
/// </summary>
internal sealed class UploadTemplate(QmsDb db, TemplateFolder shipped, AgencyTemplates templates, FileStore files, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(UploadTemplateInput input, Actor actor, CancellationToken ct)
    {
        if (!TemplateRights.MayUpload(actor)) return Outcome.Refuse("QMS302", TemplateRights.UploaderNames);
        if (DocumentKindInfo.OfTemplate(input.Template) is null || !shipped.Has(input.Template)) return Outcome.Refuse("QMS410", input.Template);
        if (Faults(input) is { Count: > 0 } faults) return TemplateFaults.Refuse(faults);

        var content = input.Content!;
        try
        {
            DocxTemplate.Open(content);
        }
        catch (DocxException refused)
        {
            return Outcome.Refuse("QMS411", refused.Message);
        }

        return await transactor.RunAsync(
            async () =>
            {
                await db.LockTemplateAsync(actor.AgencyId, input.Template, ct);
                var inUse = await templates.CurrentAsync(actor.AgencyId, input.Template, ct);
                var hash = FileStore.HashOf(content);
                if (hash == FileStore.HashOf(inUse.Content)) return Outcome.Refuse("QMS413", inUse.Version);

                var known = await db.TemplateVersions.Where(v => v.Template == input.Template).ToListAsync(ct);
                foreach (var draft in known.Where(v => v.State == TemplateState.Draft)) draft.State = TemplateState.Retired;

                var version = known.Select(v => v.Version).DefaultIfEmpty(0).Max() + 1;
                var file = await files.PutAsync(actor.AgencyId, content, $"{input.Template.Replace('/', '-')}-v{version}.docx", DocumentDrafting.WordType, actor, ct);
                db.TemplateVersions.Add(new TemplateVersion
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    Template = input.Template,
                    Version = version,
                    FileId = file.Id,
                    Sha256 = hash,
                    ShippedSha256 = FileStore.HashOf(shipped.Read(input.Template)),
                    State = TemplateState.Draft,
                    Note = input.Note.Trim(),
                    UploadedBy = actor.PersonId!.Value,
                    UploadedAt = clock.GetUtcNow(),
                });
                trail.Record(actor, "template.uploaded", "template", input.Template, $"{actor.Name} tải lên bản {version} của mẫu {input.Template}: {input.Note.Trim()}", after: new { version, Sha256 = hash });
                return Outcome.Success;
            },
            ct);
    }

    private static List<FieldProblem> Faults(UploadTemplateInput input)
    {
        var faults = new List<FieldProblem>();
        if (input.Content is not { Length: > 0 }) faults.Add(TemplateFaults.Of("template-file", "NeedFile", Uploads.MostMegabytes));
        if (string.IsNullOrWhiteSpace(input.Note)) faults.Add(TemplateFaults.Of("template-note", "NeedNote"));
        if (input.Note.Trim().Length > UploadTemplateInput.LongestNote) faults.Add(TemplateFaults.Of("template-note", "NoteTooLong", UploadTemplateInput.LongestNote));
        return faults;
    }
}
