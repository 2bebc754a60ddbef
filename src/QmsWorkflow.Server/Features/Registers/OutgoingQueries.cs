using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record OutgoingFilter(int Year, string? Series, string? Text, string? Sort, int Page);

/// <summary>One line of the register: a document with its number, or a number that was kept or voided.</summary>
internal sealed record OutgoingLine
{
    public required Guid NumberId { get; init; }
    public Guid? DocumentId { get; init; }
    public required string Series { get; init; }
    public required string NumberText { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public required string Subject { get; init; }
    public string Signer { get; init; } = "";
    public string SentTo { get; init; } = "";
    public string KeptBy { get; init; } = "";
    public int? Copies { get; init; }
    public DateOnly? SentOn { get; init; }
    public string Receipt { get; init; } = "";
    public string Note { get; init; } = "";
    public DocumentStanding? Standing { get; init; }
    public IReadOnlyList<StandingReason> Reasons { get; init; } = [];
    public NumberState State { get; init; }

    public IReadOnlyList<string> Cells =>
    [
        NumberText, IssuedOn is { } issued ? FormDate.Say(issued) : "", Subject, Signer, SentTo, KeptBy, Copies?.ToString(CultureInfo.InvariantCulture) ?? "",
        SentOn is { } sent ? FormDate.Say(sent) : "", Receipt, Note,
    ];
}

/// <summary>Reads the register of outgoing documents (NĐ 30/2020 Điều 16; Phụ lục IV, I).</summary>
internal sealed class OutgoingQueries(QmsDb db, DocumentStandings standings)
{
    public const int PageSize = 30;

    public async Task<(IReadOnlyList<OutgoingLine> Lines, int Total)> ListAsync(OutgoingFilter filter, CancellationToken ct)
    {
        var rows = Rows(filter);
        return (await LinesAsync(Sorted(rows, filter.Sort).Skip((filter.Page - 1) * PageSize).Take(PageSize), ct), await rows.CountAsync(ct));
    }

    /// <summary>The whole register of a year, to be printed or handed on; in the order of the books.</summary>
    public async Task<RegisterSheet> SheetAsync(Guid agencyId, OutgoingFilter filter, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == agencyId, ct);
        var lines = await LinesAsync(Sorted(Rows(filter), filter.Sort ?? "number"), ct);
        return new RegisterSheet
        {
            Title = "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
            Superior = agency.SuperiorName.ToUpperInvariant(),
            Agency = agency.Name.ToUpperInvariant(),
            Year = filter.Year,
            Part = filter.Series is { Length: > 0 } series ? $"Loạt số {series}" : "",
            From = lines.Min(line => line.IssuedOn),
            To = lines.Max(line => line.IssuedOn),
            FirstNumber = lines.Count > 0 ? lines[0].NumberText : "",
            LastNumber = lines.Count > 0 ? lines[^1].NumberText : "",
            Columns = RegisterColumns.Outgoing,
            Rows = [.. lines.Select(line => line.Cells)],
        };
    }

    private IQueryable<RegisterRow> Rows(OutgoingFilter filter)
    {
        var rows =
            from n in db.DocumentNumbers.AsNoTracking()
            join d in db.Documents.AsNoTracking() on n.DocumentId equals d.Id into documents
            from d in documents.DefaultIfEmpty()
            where n.Year == filter.Year
            select new RegisterRow { Number = n, Document = d };
        if (filter.Series is { Length: > 0 } series) rows = rows.Where(r => r.Number.Series == series);
        if (filter.Text is { Length: > 0 } text)
        {
            var pattern = $"%{text.Trim()}%";
            var digits = int.TryParse(text.Trim().Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            rows = rows.Where(r => (r.Document != null && (EF.Functions.ILike(EF.Functions.Unaccent(r.Document.Title), EF.Functions.Unaccent(pattern)) || EF.Functions.ILike(r.Document.Symbol, pattern)
                    || EF.Functions.ILike(EF.Functions.Unaccent(r.Document.SignerName ?? ""), EF.Functions.Unaccent(pattern))))
                || EF.Functions.ILike(EF.Functions.Unaccent(r.Number.Reason), EF.Functions.Unaccent(pattern)) || r.Number.Number == digits);
        }

        return rows;
    }

    private static IQueryable<RegisterRow> Sorted(IQueryable<RegisterRow> rows, string? sort) => sort switch
    {
        "number" => rows.OrderBy(r => r.Number.Series).ThenBy(r => r.Number.Number).ThenBy(r => r.Number.Suffix),
        "date" => rows.OrderBy(r => r.Document!.IssuedOn).ThenBy(r => r.Number.Number).ThenBy(r => r.Number.Id),
        "subject" => rows.OrderBy(r => r.Document!.Title).ThenBy(r => r.Number.Id),
        _ => rows.OrderByDescending(r => r.Number.RecordedAt).ThenByDescending(r => r.Number.Number).ThenByDescending(r => r.Number.Id),
    };

    private async Task<IReadOnlyList<OutgoingLine>> LinesAsync(IQueryable<RegisterRow> query, CancellationToken ct)
    {
        var rows = await query.Select(r => new
        {
            r.Number,
            Document = r.Document == null ? null : new { r.Document.Id, r.Document.Kind, r.Document.Title, r.Document.Symbol, r.Document.State, r.Document.IssuedOn, r.Document.SignerName, r.Document.UnitId },
        }).ToListAsync(ct);
        Guid[] ids = [.. rows.Where(r => r.Document is not null).Select(r => r.Document!.Id)];
        var entries = await db.OutgoingEntries.AsNoTracking().Where(e => ids.Contains(e.DocumentId)).ToDictionaryAsync(e => e.DocumentId, ct);
        var recipients = (await db.DocumentRecipients.AsNoTracking().Where(r => ids.Contains(r.DocumentId)).OrderBy(r => r.Id).Select(r => new { r.DocumentId, r.Recipient, r.SentAt }).ToListAsync(ct))
            .ToLookup(r => r.DocumentId);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        var standing = await standings.OfAsync(ids, ct);
        return [.. rows.Select(r =>
        {
            if (r.Document is not { } document || r.Number.State == NumberState.Voided) return WithoutDocument(r.Number);

            var entry = entries.GetValueOrDefault(document.Id);
            var sent = recipients[document.Id].Min(x => x.SentAt);
            var reasons = standing[document.Id].Reasons;
            return new OutgoingLine
            {
                NumberId = r.Number.Id,
                DocumentId = document.Id,
                Series = r.Number.Series,
                NumberText = $"{DocumentStamp.Text(r.Number.Number, r.Number.Suffix)}/{document.Symbol}",
                IssuedOn = document.State == DocumentState.Issued ? document.IssuedOn : null,
                Subject = DocumentSubjects.Of(document.Kind, document.Title),
                Signer = document.SignerName ?? "",
                SentTo = string.Join("; ", recipients[document.Id].Select(x => x.Recipient.TrimEnd(';', '.')).Where(text => !text.StartsWith("Lưu", StringComparison.OrdinalIgnoreCase))),
                KeptBy = entry is { KeptBy.Length: > 0 } ? entry.KeptBy : KeptBy(recipients[document.Id].Select(x => x.Recipient), document.UnitId is { } unit ? units.GetValueOrDefault(unit) : null),
                Copies = entry?.Copies,
                SentOn = entry?.SentOn ?? (sent is { } at ? VietnamTime.DateOf(at) : null),
                Receipt = entry?.ReceivedBy ?? "",
                Note = Note(r.Number, document.State, entry?.Note ?? "", reasons),
                Standing = standing[document.Id].Standing,
                Reasons = reasons,
                State = r.Number.State,
            };
        })];
    }

    private static OutgoingLine WithoutDocument(DocumentNumber number) => new()
    {
        NumberId = number.Id,
        Series = number.Series,
        NumberText = $"{DocumentStamp.Text(number.Number, number.Suffix)}/{number.Series}",
        Subject = number.State == NumberState.Voided ? "(số hủy)" : $"(số dành cho {number.ReservedFor})",
        Note = number.State == NumberState.Voided ? $"Hủy: {number.Reason}" : $"Dành đến {(number.ReservedUntil is { } until ? FormDate.Say(until) : "…")}: {number.Reason}",
        State = number.State,
    };

    /// <summary>"- Lưu: VT, KH." says who keeps the file copy (NĐ 30/2020, Phụ lục I, II.9).</summary>
    private static string KeptBy(IEnumerable<string> recipients, string? unit)
    {
        var line = recipients.FirstOrDefault(text => text.StartsWith("Lưu", StringComparison.OrdinalIgnoreCase));
        return line is null ? unit ?? "" : line[3..].TrimStart(':', ' ').TrimEnd('.', ';');
    }

    private static string Note(DocumentNumber number, DocumentState state, string own, IReadOnlyList<StandingReason> reasons)
    {
        List<string> notes = [];
        if (state != DocumentState.Issued) notes.Add("Chưa phát hành");
        if (number.IsLate) notes.Add($"Cấp số muộn: {number.Reason}");
        notes.AddRange(reasons.Select(reason => $"Được {RelationWords.Of(reason.Kind)} bởi {reason.By} ngày {FormDate.Say(reason.Since)}"));
        if (own.Length > 0) notes.Add(own);
        return string.Join(". ", notes);
    }

    internal sealed class RegisterRow
    {
        public required DocumentNumber Number { get; init; }
        public Document? Document { get; init; }
    }
}

/// <summary>Tên loại và trích yếu of a document, the name of the kind said once.</summary>
internal static class DocumentSubjects
{
    public static string Of(string kind, string title)
    {
        var name = DocumentKindInfo.Find(kind)?.NameVi ?? "";
        return title.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? title : $"{name} {title}".Trim();
    }
}
