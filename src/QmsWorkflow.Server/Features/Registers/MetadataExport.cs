using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>What is exported: one document, a hồ sơ, or all of a period.</summary>
internal abstract record MetadataScope
{
    private MetadataScope() { }

    public sealed record One(Guid DocumentId) : MetadataScope;

    public sealed record OfDossier(Guid DossierId) : MetadataScope;

    public sealed record Between(DateOnly From, DateOnly To) : MetadataScope;
}

/// <param name="Cut">Texts that were longer than their field.</param>
internal sealed record MetadataResult(XDocument Xml, IReadOnlyList<MetadataFile> Files, IReadOnlyList<string> Cut);

/// <param name="Name">The name in the archive: the order of time comes first.</param>
internal sealed record MetadataFile(string Name, byte[] Content);

/// <summary>
/// Exports documents with their metadata by NĐ 30/2020, Phụ lục VI: XML with the fields of phần II, the PDFs beside it, in the order of time
/// (phần I, III.4g).
/// </summary>
internal sealed class MetadataExport(QmsDb db, PdfJob pdf, FileStore files)
{
    private const string Language = "Tiếng Việt";

    public async Task<MetadataResult?> FindAsync(MetadataScope scope, Guid agencyId, Actor actor, CancellationToken ct)
    {
        var dossier = scope is MetadataScope.OfDossier(var dossierId) ? await db.Dossiers.AsNoTracking().SingleOrDefaultAsync(d => d.Id == dossierId && d.AgencyId == agencyId, ct) : null;
        if (scope is MetadataScope.OfDossier && dossier is null) return null;

        var items = dossier is null ? [] : await db.DossierItems.AsNoTracking().Where(i => i.DossierId == dossier.Id).ToListAsync(ct);
        var documents = await DocumentsAsync(scope, items, agencyId, ct);
        var incoming = await IncomingAsync(scope, items, agencyId, ct);
        if (scope is MetadataScope.One && documents.Count == 0) return null;

        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == agencyId, ct);
        var writer = new MetadataXml();
        var root = new XElement("Documents", new XAttribute("agency", agency.Name), new XAttribute("standard", "NĐ 30/2020/NĐ-CP, Phụ lục VI"));
        var attached = new List<MetadataFile>();
        var pages = 0;
        var ordinal = 0;
        var inTime = documents.Select(d => (Day: d.IssuedOn!.Value, Rank: d.Number ?? 0, Outgoing: (Document?)d, Incoming: (IncomingDocument?)null))
            .Concat(incoming.Select(d => (Day: d.ArrivedOn, Rank: d.ArrivalNumber, Outgoing: (Document?)null, Incoming: (IncomingDocument?)d))).OrderBy(x => x.Day).ThenBy(x => x.Rank);
        foreach (var (_, _, document, came) in inTime)
        {
            ordinal++;
            var content = document is not null ? await PdfAsync(document, actor, ct) : await ScanAsync(came!, ct);
            var count = content is { IsPdf: true } ? PageCount(content.Value.Bytes) : came?.Pages ?? 0;
            pages += count;
            var head = Head(agency, dossier, document?.Year ?? came!.Year, ordinal, count);
            root.Add(document is not null
                ? writer.Write("OutgoingDocument", MetadataFields.Outgoing, await OutgoingAsync(head, agency, document, ct))
                : writer.Write("IncomingDocument", MetadataFields.Incoming, await CameAsync(head, came!, ct)));
            if (content is var (bytes, _, extension)) attached.Add(new MetadataFile(FileName(ordinal, document, came, extension), bytes));
        }

        if (dossier is not null) root.AddFirst(writer.Write("File", MetadataFields.Dossier, OfDossier(agency, dossier, ordinal, pages)));
        return new MetadataResult(new XDocument(new XDeclaration("1.0", "utf-8", null), root), attached, writer.Cut);
    }

    /// <summary>The XML and the files in one archive.</summary>
    public static byte[] Zip(MetadataResult result)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var xml = zip.CreateEntry("metadata.xml").Open()) xml.Write(Xml(result));
            foreach (var file in result.Files)
            {
                using var entry = zip.CreateEntry(file.Name).Open();
                entry.Write(file.Content);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Xml(MetadataResult result)
    {
        using var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory, new UTF8Encoding(false), leaveOpen: true)) result.Xml.Save(writer);
        return memory.ToArray();
    }

    private async Task<List<Document>> DocumentsAsync(MetadataScope scope, IReadOnlyList<DossierItem> items, Guid agencyId, CancellationToken ct)
    {
        var rows = db.Documents.AsNoTracking().Where(d => d.AgencyId == agencyId && d.State == DocumentState.Issued && d.IssuedOn != null);
        Guid[] ids = [.. items.Select(i => i.DocumentId).OfType<Guid>()];
        return await (scope switch
        {
            MetadataScope.One(var id) => rows.Where(d => d.Id == id),
            MetadataScope.Between(var from, var to) => rows.Where(d => d.IssuedOn >= from && d.IssuedOn <= to),
            _ => rows.Where(d => ids.Contains(d.Id)),
        }).ToListAsync(ct);
    }

    private async Task<List<IncomingDocument>> IncomingAsync(MetadataScope scope, IReadOnlyList<DossierItem> items, Guid agencyId, CancellationToken ct)
    {
        var rows = db.IncomingDocuments.AsNoTracking().Where(d => d.AgencyId == agencyId);
        Guid[] ids = [.. items.Select(i => i.IncomingId).OfType<Guid>()];
        return scope switch
        {
            MetadataScope.One => [],
            MetadataScope.Between(var from, var to) => await rows.Where(d => d.ArrivedOn >= from && d.ArrivedOn <= to).ToListAsync(ct),
            _ => await rows.Where(d => ids.Contains(d.Id)).ToListAsync(ct),
        };
    }

    private static Dictionary<string, object?> Head(Agency agency, Dossier? dossier, int year, int ordinal, int pages) => new(StringComparer.Ordinal)
    {
        ["1.1"] = OrganId(agency),
        ["1.2"] = dossier?.Year ?? year,
        ["1.3"] = dossier?.Notation,
        ["2"] = Math.Min(ordinal, 999),
        ["9"] = Language,
        ["10"] = pages == 0 ? null : Math.Min(pages, 999),
    };

    /// <summary>The agency's code in the national list where its profile has it.</summary>
    private static string OrganId(Agency agency) =>
        (JsonNode.Parse(agency.Profile) as JsonObject)?["organId"] is JsonValue value && value.TryGetValue<string>(out var id) ? id : agency.Code.Length <= 13 ? agency.Code : agency.Code[..13];

    private async Task<Dictionary<string, object?>> OutgoingAsync(Dictionary<string, object?> values, Agency agency, Document document, CancellationToken ct)
    {
        var data = JsonNode.Parse(document.Content) as JsonObject;
        var entry = await db.OutgoingEntries.AsNoTracking().SingleOrDefaultAsync(e => e.DocumentId == document.Id, ct);
        var recipients = await db.DocumentRecipients.AsNoTracking().Where(r => r.DocumentId == document.Id).OrderBy(r => r.Id).Select(r => r.Recipient).ToListAsync(ct);
        values["3"] = DocumentKindInfo.Find(document.Kind)?.NameVi ?? document.Kind;
        values["4"] = document.Number is { } number ? DocumentStamp.Text(number, document.NumberSuffix) : null;
        values["5"] = document.Symbol;
        values["6"] = document.IssuedOn;
        values["7"] = document.CommitteeId is { } committee ? await db.Committees.AsNoTracking().Where(c => c.Id == committee).Select(c => c.Name).SingleAsync(ct) : agency.Name;
        values["8"] = document.Title;
        values["11"] = entry?.Note;
        values["12.1"] = (data?["signatureLines"] as JsonArray)?.LastOrDefault()?.GetValue<string>();
        values["12.2"] = document.SignerName;
        foreach (var (recipient, index) in recipients.Select((text, index) => (text.TrimEnd(';', '.'), index))) values[$"13.2#{index}"] = recipient;
        values["14"] = Priority((data?["urgency"] as JsonValue)?.TryGetValue<string>(out var urgency) == true ? urgency : "");
        values["15"] = entry?.Copies;
        return values;
    }

    private async Task<Dictionary<string, object?>> CameAsync(Dictionary<string, object?> values, IncomingDocument came, CancellationToken ct)
    {
        var units = await db.Units.AsNoTracking().Where(u => u.AgencyId == came.AgencyId).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        string[] places = [.. new[] { came.LeadUnitId }.OfType<Guid>().Concat(came.SupportingUnitIds).Select(id => units.GetValueOrDefault(id, ""))];
        string[] trace = [came.Instruction, came.Progress, came.DoneOn is { } done ? $"Giải quyết xong ngày {Web.FormDate.Say(done)}" : "", came.ReplyNumber.Length > 0 ? $"Trả lời: {came.ReplyNumber}" : ""];
        values["3"] = came.KindName;
        values["4"] = came.Number;
        values["5"] = came.Symbol;
        values["6"] = came.DatedOn;
        values["7"] = came.Issuer;
        values["8"] = came.Summary;
        values["11"] = came.Note;
        values["12"] = came.ArrivedOn;
        values["13"] = came.ArrivalNumber;
        values["14.1"] = came.SignerPosition;
        values["14.2"] = came.SignerName;
        values["15"] = (int)came.Urgency;
        values["16"] = string.Join("; ", places);
        values["17"] = string.Join("\n", trace.Where(line => line.Length > 0));
        values["18"] = came.DueOn;
        return values;
    }

    private static Dictionary<string, object?> OfDossier(Agency agency, Dossier dossier, int documents, int pages) => new(StringComparer.Ordinal)
    {
        ["1.1"] = OrganId(agency),
        ["1.2"] = dossier.Year,
        ["1.3"] = dossier.Notation,
        ["2"] = dossier.Title,
        ["3"] = dossier.Retention,
        ["4"] = dossier.Rights,
        ["5"] = dossier.Creator,
        ["6"] = Language,
        ["7"] = dossier.StartedOn,
        ["8"] = dossier.EndedOn,
        ["9"] = documents,
        ["10"] = Math.Min(pages, 9999),
        ["11"] = dossier.Note,
    };

    /// <summary>Thường 0, khẩn 1, thượng khẩn 2, hỏa tốc 3.</summary>
    private static int Priority(string urgency) => urgency.ToUpperInvariant() switch { "KHẨN" => 1, "THƯỢNG KHẨN" => 2, "HỎA TỐC" or "HOẢ TỐC" => 3, _ => 0 };

    private async Task<(byte[] Bytes, bool IsPdf, string Extension)?> PdfAsync(Document document, Actor actor, CancellationToken ct) =>
        document.DocxSha256 is { } hash && await pdf.EnsureAsync(document.Id, hash, actor, ct) is { } file ? (await files.ReadAsync(file, ct), true, ".pdf") : null;

    private async Task<(byte[] Bytes, bool IsPdf, string Extension)?> ScanAsync(IncomingDocument came, CancellationToken ct) =>
        await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == came.ScanFileId, ct) is { } file
            ? (await files.ReadAsync(file, ct), file.ContentType == "application/pdf", Path.GetExtension(file.FileName).ToLowerInvariant())
            : null;

    private static string FileName(int ordinal, Document? document, IncomingDocument? came, string extension)
    {
        var name = document is not null ? DocumentStamp.Name(document) : $"den-{came!.ArrivalNumber.ToString("00", CultureInfo.InvariantCulture)}-{IncomingNames.Reference(came.Number, came.Symbol)}";
        var clean = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
        return $"{ordinal.ToString("000", CultureInfo.InvariantCulture)}-{(clean.Length > 80 ? clean[..80] : clean)}{extension}";
    }

    /// <summary>The pages of a PDF; none of one that cannot be read, for a scan need not be whole to be registered.</summary>
    private static int PageCount(byte[] content)
    {
        try
        {
            return PdfPage.All(PdfFile.Open(content)).Count;
        }
        catch (PdfException)
        {
            return 0;
        }
    }
}
