using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <param name="Recipients">One to a line.</param>
internal sealed record CopyInput(CopyForm? Form, Guid? DocumentId, Guid? IncomingId, Guid? SignerId, int Quantity, string Recipients, string Extract);

/// <summary>
/// Makes a certified copy: sao y of an original, sao lục of a copy, trích sao of a part (NĐ 30/2020 Điều 25–27). It gets the next number of
/// the one series of all copies (Phụ lục I, phần III, 1c), the form of Mẫu 3.1, and a line in the register of copies.
/// </summary>
internal sealed class MakeCopy(
    QmsDb db, Transactor transactor, NumberAllotment numbers, DocumentDrafting drafting, FileStore files, SignatureBlocks blocks, ActorFactory actors, TrailLog trail, TimeProvider clock)
{
    /// <summary>The counter of copies.</summary>
    public const string Series = "bản sao";

    public const string Template = "copies/ban-sao";

    public async Task<(Outcome Outcome, Guid? Id)> ExecuteAsync(CopyInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return (refusal, null);

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return (AdminRight.Problems(problems), null);

        Guid? id = null;
        var outcome = await transactor.RunAsync(
            async () =>
            {
                if (await SourceAsync(input, ct) is not { } source) return Outcome.Refuse("QMS305");

                var person = await db.People.SingleOrDefaultAsync(p => p.Id == input.SignerId && p.IsActive, ct);
                if (person is null) return Outcome.Refuse("QMS305");

                var agency = await db.Agencies.SingleAsync(a => a.Id == actor.AgencyId, ct);
                var today = VietnamTime.DateOf(clock.GetUtcNow());
                var signer = await actors.ForPersonAsync(person, actor.Origin, ct);
                var (block, reason) = await blocks.ForAsync(agency, "auto", "copy", null, signer, today, ct);
                if (block is null) return Outcome.Refuse("QMS403", SignatureBlocks.NameOf("auto"), reason!);

                var row = await RowAsync(input, agency, person, block, today, actor, ct);
                try
                {
                    var docx = await drafting.FillAsync(agency.Id, Template, Content(row, agency, source, await OriginalAsync(row, agency, ct)).ToJsonString(DocumentDrafting.Json), new DocumentStamp(row.Symbol, row.Number, row.Year, today, row.SignerName), ct);
                    row.DocxFileId = (await files.PutAsync(agency.Id, docx, $"ban-sao-{DocumentStamp.Text(row.Number)}-{row.Year}.docx", DocumentDrafting.WordType, actor, ct)).Id;
                }
                catch (StepFailedException broken)
                {
                    return Outcome.Refuse("QMS405", broken.Message);
                }

                db.DocumentCopies.Add(row);
                id = row.Id;
                trail.Record(actor, "copy.made", "copy", row.Id, $"Cấp bản sao số {DocumentStamp.Text(row.Number)}/{row.Symbol} từ {source}", after: new { Form = row.Form.ToString(), row.Number, row.DocumentId, row.IncomingId, row.SignerName, row.Quantity });
                return Outcome.Success;
            },
            ct);
        return (outcome, outcome.IsDone ? id : null);
    }

    private async Task<DocumentCopy> RowAsync(CopyInput input, Agency agency, Person person, SignatureBlock block, DateOnly today, Actor actor, CancellationToken ct) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        Form = input.Form!.Value,
        Year = today.Year,
        Number = await numbers.NextAsync(agency.Id, Series, today.Year, ct),
        Symbol = $"{CopyForms.Abbreviation(input.Form.Value)}-{agency.Symbol}",
        DocumentId = input.DocumentId,
        IncomingId = input.IncomingId,
        MadeOn = today,
        SignerId = person.Id,
        SignerName = person.FullName,
        SignatureLines = [.. block.Lines],
        Recipients = [.. input.Recipients.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        Extract = input.Form == CopyForm.Extract ? input.Extract.Trim() : "",
        Quantity = input.Quantity,
        RecordedAt = clock.GetUtcNow(),
        RecordedBy = actor.PersonId,
    };

    /// <summary>How the copied document is called: "Quyết định số 12/QĐ-UBND ngày 05/3/2024 của …".</summary>
    private async Task<string?> SourceAsync(CopyInput input, CancellationToken ct)
    {
        if (input.DocumentId is { } documentId)
        {
            var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId && d.State == DocumentState.Issued, ct);
            return document is null ? null : $"{Documents.DocumentKindInfo.Find(document.Kind)?.NameVi} số {DocumentStamp.Name(document)} {IssueDate.Words(document.IssuedOn!.Value)}";
        }

        var incoming = await db.IncomingDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Id == input.IncomingId, ct);
        return incoming is null ? null : $"{(incoming.KindName.Length > 0 ? incoming.KindName : "văn bản")} số {IncomingNames.Reference(incoming.Number, incoming.Symbol)}{(incoming.DatedOn is { } day ? $" {IssueDate.Words(day)}" : "")} của {incoming.Issuer}";
    }

    /// <summary>A part is set again in full form (Điều 25.3b); a whole copy is the original's own pages with this sheet behind them.</summary>
    private async Task<JsonArray> OriginalAsync(DocumentCopy row, Agency agency, CancellationToken ct)
    {
        if (row.Form != CopyForm.Extract) return [];

        if (await db.IncomingDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Id == row.IncomingId, ct) is { } incoming)
        {
            var dated = incoming.DatedOn is { } day ? IssueDate.Words(day) : "";
            return [Original("", incoming.Issuer, $"Số: {IncomingNames.Reference(incoming.Number, incoming.Symbol)}", dated, incoming.KindName, incoming.Summary, row.Extract, [incoming.SignerPosition], incoming.SignerName)];
        }

        var document = await db.Documents.AsNoTracking().SingleAsync(d => d.Id == row.DocumentId, ct);
        var data = (JsonObject)JsonNode.Parse(document.Content)!;
        string[] lines = [.. (data["signatureLines"] as JsonArray ?? []).Select(line => line!.GetValue<string>())];
        return [Original(agency.SuperiorName, agency.Name, $"Số: {DocumentStamp.Name(document)}", IssueDate.Line(agency.PlaceName, document.IssuedOn!.Value),
            Documents.DocumentKindInfo.Find(document.Kind)?.NameVi ?? "", document.Title, row.Extract, lines, document.SignerName ?? "")];
    }

    private static JsonObject Original(string superior, string agency, string number, string date, string kind, string title, string content, IReadOnlyList<string> lines, string signer) => new()
    {
        ["superior"] = superior.ToUpperInvariant(),
        ["agency"] = agency.ToUpperInvariant(),
        ["numberLine"] = number,
        ["placeDate"] = date,
        ["kindName"] = kind.ToUpperInvariant(),
        ["title"] = title,
        ["content"] = content,
        ["recipients"] = new JsonArray(),
        ["signatureLines"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]),
        ["signer"] = signer,
    };

    private static JsonObject Content(DocumentCopy row, Agency agency, string source, JsonArray original) => new()
    {
        ["original"] = original,
        ["agency"] = agency.Name.ToUpperInvariant(),
        ["place"] = agency.PlaceName,
        ["year"] = row.Year,
        ["copyForm"] = CopyForms.Heading(row.Form),
        ["source"] = source,
        ["recipients"] = new JsonArray([.. row.Recipients.Select(r => (JsonNode)r)]),
        ["signatureLines"] = new JsonArray([.. row.SignatureLines.Select(line => (JsonNode)line)]),
    };

    private static IEnumerable<FieldProblem> Problems(CopyInput input)
    {
        if (input.Form is null) yield return RegisterRights.Problem("Form", "NeedCopyForm");
        if (input.DocumentId is null == input.IncomingId is null) yield return RegisterRights.Problem("DocumentId", "NeedSource");
        if (input.SignerId is null) yield return RegisterRights.Problem("SignerId", "NeedSigner");
        if (input.Quantity is < 1 or > 999) yield return RegisterRights.Problem("Quantity", "CountRange", 999);
        if (string.IsNullOrWhiteSpace(input.Recipients)) yield return RegisterRights.Problem("Recipients", "NeedRecipients");
        if (input.Form == CopyForm.Extract && string.IsNullOrWhiteSpace(input.Extract)) yield return RegisterRights.Problem("Extract", "NeedExtract");
        if (Math.Max(input.Recipients.Length, input.Extract.Length) > 20000) yield return RegisterRights.Problem("Extract", "TooLong", 20000);
    }
}

/// <summary>The forms of copies in the words of the decree (NĐ 30/2020, Phụ lục III).</summary>
internal static class CopyForms
{
    public static string Abbreviation(CopyForm form) => form switch { CopyForm.Full => "SY", CopyForm.FromCopy => "SL", _ => "TrS" };

    public static string Heading(CopyForm form) => form switch { CopyForm.Full => "SAO Y", CopyForm.FromCopy => "SAO LỤC", _ => "TRÍCH SAO" };
}

/// <summary>Reads the register of copies.</summary>
internal sealed class CopyQueries(QmsDb db, TimeProvider clock)
{
    public const int PageSize = 30;

    public int ThisYear => VietnamTime.DateOf(clock.GetUtcNow()).Year;

    public async Task<(IReadOnlyList<CopyLine> Lines, int Total)> ListAsync(int year, int page, CancellationToken ct)
    {
        var rows = db.DocumentCopies.AsNoTracking().Where(c => c.Year == year);
        var lines = await (from c in rows
                           join d in db.Documents on c.DocumentId equals d.Id into documents
                           from d in documents.DefaultIfEmpty()
                           join i in db.IncomingDocuments on c.IncomingId equals i.Id into incoming
                           from i in incoming.DefaultIfEmpty()
                           orderby c.Number descending
                           select new { Copy = c, Document = d, Incoming = i }).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return ([.. lines.Select(x => new CopyLine(
            x.Copy, x.Document is { } d ? DocumentStamp.Name(d) : IncomingNames.Reference(x.Incoming.Number, x.Incoming.Symbol),
            x.Document is { } own ? $"/documents/{own.Id}" : $"/registers/incoming/{x.Incoming.Id}"))], await rows.CountAsync(ct));
    }

    public Task<StoredFile?> FileAsync(Guid id, CancellationToken ct) =>
        db.DocumentCopies.AsNoTracking().Where(c => c.Id == id).Join(db.StoredFiles, c => c.DocxFileId, f => f.Id, (_, f) => f).SingleOrDefaultAsync(ct);

    /// <summary>Those who may sign: heads, deputies and heads of units; whether each may, the rules of signing say (Điều 27).</summary>
    public async Task<IReadOnlyList<SignerChoice>> SignersAsync(CancellationToken ct)
    {
        var on = VietnamTime.DateOf(clock.GetUtcNow());
        var holders = db.RoleAssignments.Where(r => (r.Role == Role.Head || r.Role == Role.Deputy || r.Role == Role.UnitHead) && r.ValidFrom <= on && (r.ValidTo == null || r.ValidTo >= on)).Select(r => r.PersonId);
        return await db.People.AsNoTracking().Where(p => p.IsActive && holders.Contains(p.Id)).OrderBy(p => p.FullName).Select(p => new SignerChoice(p.Id, p.FullName, p.JobTitle)).ToListAsync(ct);
    }

    /// <summary>Issued documents, the newest first, to choose from.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Text)>> DocumentsAsync(CancellationToken ct) =>
        [.. (await db.Documents.AsNoTracking().Where(d => d.State == DocumentState.Issued && d.Number != null).OrderByDescending(d => d.IssuedOn).ThenByDescending(d => d.Number).Take(200).ToListAsync(ct))
            .Select(d => (d.Id, $"{DocumentStamp.Name(d)} – {d.Title}"))];

    public async Task<IReadOnlyList<(Guid Id, string Text)>> IncomingAsync(CancellationToken ct) =>
        [.. (await db.IncomingDocuments.AsNoTracking().OrderByDescending(d => d.ArrivedOn).ThenByDescending(d => d.ArrivalNumber).Take(200).ToListAsync(ct))
            .Select(d => (d.Id, $"{IncomingNames.Reference(d.Number, d.Symbol)} – {d.Summary}"))];
}

internal sealed record CopyLine(DocumentCopy Copy, string Source, string SourceUrl)
{
    public string NumberText => $"{DocumentStamp.Text(Copy.Number)}/{Copy.Symbol}";
}
