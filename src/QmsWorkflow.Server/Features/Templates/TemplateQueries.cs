using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>Reads templates and their versions for the pages.</summary>
internal sealed class TemplateQueries(QmsDb db, TemplateFolder shipped, AgencyTemplates templates, TemplateCheck check)
{
    /// <summary>All installed templates in the order of the year, with the state that the agency's own versions give them.</summary>
    public async Task<IReadOnlyList<TemplateLine>> ListAsync(CancellationToken ct)
    {
        var own = (await db.TemplateVersions.AsNoTracking().Where(v => v.State != TemplateState.Retired).ToListAsync(ct)).ToLookup(v => v.Template, StringComparer.Ordinal);
        return [.. DocumentKindInfo.Ordered.SelectMany(info => info.Templates.Where(shipped.Has).Select(template =>
        {
            var approved = own[template].FirstOrDefault(v => v.State == TemplateState.Approved);
            return new TemplateLine(info, template, TitleOf(template), approved?.Version ?? 0, own[template].FirstOrDefault(v => v.State == TemplateState.Draft)?.Version, IsOutdated(approved));
        }))];
    }

    /// <returns>Null when there is no such template.</returns>
    public async Task<TemplateView?> FindAsync(string template, CancellationToken ct)
    {
        if (DocumentKindInfo.OfTemplate(template) is not { } info || !shipped.Has(template)) return null;

        var versions = await db.TemplateVersions.AsNoTracking().Where(v => v.Template == template).OrderByDescending(v => v.Version)
            .Join(db.People, v => v.UploadedBy, p => p.Id, (v, p) => new { v, By = p.FullName })
            .GroupJoin(db.People, x => x.v.ApprovedBy, p => p.Id, (x, people) => new { x.v, x.By, people })
            .SelectMany(x => x.people.DefaultIfEmpty(), (x, approver) => new VersionLine(x.v, x.By, approver == null ? null : approver.FullName)).ToListAsync(ct);
        var approved = versions.Select(line => line.Version).FirstOrDefault(v => v.State == TemplateState.Approved);
        var draft = versions.FirstOrDefault(line => line.Version.State == TemplateState.Draft);
        var inUse = await templates.OfAsync(template, approved, ct);
        return new TemplateView
        {
            Info = info,
            Template = template,
            Title = TitleOf(template),
            InUse = inUse.Version,
            Versions = versions,
            Draft = draft is null ? null : await CheckDraftAsync(draft, inUse, ct),
            Fields = [.. Fields(shipped.Schema(template).Root, "")],
            IsOutdated = IsOutdated(approved),
        };
    }

    /// <summary>The file of a version; 0 is the shipped one.</summary>
    public async Task<byte[]?> FileAsync(string template, int version, CancellationToken ct)
    {
        if (DocumentKindInfo.OfTemplate(template) is null || !shipped.Has(template)) return null;
        if (version == 0) return shipped.Read(template);

        var row = await db.TemplateVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Template == template && v.Version == version, ct);
        return row is null ? null : await templates.ReadAsync(row.FileId, ct);
    }

    private async Task<DraftCheck> CheckDraftAsync(VersionLine draft, TemplateInUse inUse, CancellationToken ct)
    {
        var content = await templates.ReadAsync(draft.Version.FileId, ct);
        try
        {
            return new DraftCheck(draft, check.Problems(inUse.Template, content), TemplateComparison.Of(inUse.Content, content));
        }
        catch (DocxException broken)
        {
            return new DraftCheck(draft, [new FillProblem("", "", broken.Message)], []);
        }
    }

    /// <summary>An update has brought another shipped template than the one that the agency's version was made from.</summary>
    private bool IsOutdated(TemplateVersion? approved) => approved is not null && approved.ShippedSha256 != FileStore.HashOf(shipped.Read(approved.Template));

    private string TitleOf(string template) => shipped.Schema(template).Root.Title ?? DocumentKindInfo.OfTemplate(template)!.NameVi;

    private static IEnumerable<FieldLine> Fields(SchemaNode group, string path)
    {
        foreach (var name in group.Order)
        {
            var node = group.Properties[name];
            var full = path.Length == 0 ? name : $"{path}.{name}";
            yield return new FieldLine(full, node, group.Needed.Contains(name));
            var (inner, of) = node.Items is { } item ? (item, $"{full}[]") : (node, full);
            foreach (var line in Fields(inner, of)) yield return line;
        }
    }
}

internal sealed record TemplateLine(DocumentKindInfo Info, string Template, string Title, int InUse, int? Draft, bool IsOutdated);

public sealed record VersionLine(TemplateVersion Version, string UploadedBy, string? ApprovedBy);

public sealed record DraftCheck(VersionLine Line, IReadOnlyList<FillProblem> Problems, IReadOnlyList<ComparedLine> Changes);

public sealed record FieldLine(string Path, SchemaNode Node, bool IsRequired);

internal sealed record TemplateView
{
    public required DocumentKindInfo Info { get; init; }
    public required string Template { get; init; }
    public required string Title { get; init; }

    /// <summary>The version in use; 0 is the shipped one.</summary>
    public required int InUse { get; init; }
    public required IReadOnlyList<VersionLine> Versions { get; init; }

    /// <summary>The version that waits for approval, with what is wrong with it and how it differs from the one in use.</summary>
    public required DraftCheck? Draft { get; init; }
    public required IReadOnlyList<FieldLine> Fields { get; init; }
    public required bool IsOutdated { get; init; }
}
