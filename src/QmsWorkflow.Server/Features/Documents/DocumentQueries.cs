using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Reads documents for the register and the document page.</summary>
internal sealed class DocumentQueries(QmsDb db, AgencyCalendar calendar, TimeProvider clock)
{
    public const int PageSize = 20;

    public async Task<DocumentList> ListAsync(DocumentFilter filter, CancellationToken ct)
    {
        var rows = db.Documents.AsNoTracking();
        if (filter.CycleId is { } cycleId) rows = rows.Where(d => d.CycleId == cycleId);
        if (filter.Kind is { Length: > 0 } kind) rows = rows.Where(d => d.Kind == kind);
        if (filter.State is { } state) rows = rows.Where(d => d.State == state);
        if (filter.Text is { Length: > 0 } text)
        {
            var pattern = $"%{text.Trim()}%";
            rows = rows.Where(d => EF.Functions.ILike(EF.Functions.Unaccent(d.Title), EF.Functions.Unaccent(pattern))
                || EF.Functions.ILike(d.Symbol, pattern));
        }

        var total = await rows.CountAsync(ct);
        var ordered = filter.Sort switch
        {
            "number" => rows.OrderBy(d => d.Year).ThenBy(d => d.Series).ThenBy(d => d.Number),
            "title" => rows.OrderBy(d => d.Title),
            _ => rows.OrderByDescending(d => d.CreatedAt),
        };
        var items = await ordered.ThenBy(d => d.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize)
            .GroupJoin(db.Units, d => d.UnitId, u => u.Id, (d, units) => new { d, units })
            .SelectMany(x => x.units.DefaultIfEmpty(), (x, unit) => new DocumentLine(
                x.d.Id, x.d.Kind, x.d.Title, x.d.Symbol, x.d.Number, x.d.NumberSuffix, x.d.IssuedOn, x.d.State, x.d.ContentVersion, x.d.SignerName, unit == null ? null : unit.Name, x.d.CreatedAt))
            .ToListAsync(ct);
        return new DocumentList(items, total, filter.Page, PageSize);
    }

    public Task<Document?> FindAsync(Guid id, CancellationToken ct) => db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);

    /// <summary>The day off that a signed document would be issued on today, or that an issued one is dated on (S-191); null on working days.</summary>
    public async Task<(DateOnly Day, string Reason)?> DayOffAsync(Document document, CancellationToken ct)
    {
        var zone = await db.Agencies.Where(a => a.Id == document.AgencyId).Select(a => a.TimeZone).SingleAsync(ct);
        var day = document.State switch
        {
            DocumentState.Signed => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime),
            DocumentState.Issued => document.IssuedOn,
            _ => null,
        };
        if (day is not { } known) return null;

        var status = (await calendar.LoadAsync(document.AgencyId, ct)).Classify(known);
        return status.IsWorking ? null : (known, status.ReasonVi);
    }

    public async Task<IReadOnlyList<DocumentRecipient>> RecipientsAsync(Guid id, CancellationToken ct) =>
        await db.DocumentRecipients.AsNoTracking().Where(r => r.DocumentId == id).OrderBy(r => r.Id).ToListAsync(ct);

    public Task<bool> IsUnderWayAsync(Document document, CancellationToken ct) => db.IsUnderWayAsync(document, ct);
}

internal sealed record DocumentFilter(Guid? CycleId, string? Kind, DocumentState? State, string? Text, string? Sort, int Page);

internal sealed record DocumentLine(
    Guid Id, string Kind, string Title, string Symbol, int? Number, string NumberSuffix, DateOnly? IssuedOn, DocumentState State, int ContentVersion, string? SignerName, string? UnitName,
    DateTimeOffset CreatedAt);

internal sealed record DocumentList(IReadOnlyList<DocumentLine> Items, int Total, int Page, int PageSize);
