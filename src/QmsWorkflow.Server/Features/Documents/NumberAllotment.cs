using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>
/// Allots document numbers: from 01 on 1 January, one series per kind and year (NĐ 30/2020 Điều 15). The row of the series is locked until the
/// act commits and a refused act gives its number back, so that a series has no gap and no number twice.
/// </summary>
internal sealed class NumberAllotment(QmsDb db, SeriesOfDocuments series, TimeProvider clock)
{
    /// <summary>
    /// Gives a document its number, year and date: the number kept for it with the date set there, otherwise the next one of its series, dated today.
    /// </summary>
    public async Task AllotAsync(Document document, DateOnly today, Guid? by, CancellationToken ct)
    {
        var row = await KeptForAsync(document, ct) ?? await NextAsync(document, today, by, ct);
        row.State = NumberState.Used;
        row.DatedOn ??= today;
        (document.Series, document.Year, document.Number, document.NumberSuffix) = (row.Series, row.Year, row.Number, row.Suffix);
        document.IssuedOn = row.DatedOn;
    }

    /// <summary>The next number of a counter. The caller writes down what it is for.</summary>
    public async Task<int> NextAsync(Guid agencyId, string series, int year, CancellationToken ct)
    {
        var numbers = await db.Database.SqlQuery<int>(
            $"""
            insert into number_series (agency_id, series, year, last_number) values ({agencyId}, {series}, {year}, 1)
            on conflict (agency_id, series, year) do update set last_number = number_series.last_number + 1
            returning last_number as "Value"
            """).ToListAsync(ct);
        return numbers.Single();
    }

    private async Task<DocumentNumber?> KeptForAsync(Document document, CancellationToken ct)
    {
        // Locked: the clerk may be taking the number back at this moment.
        var kept = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from document_numbers where document_id = {document.Id} and state = 'Reserved' for update").ToListAsync(ct);
        return kept.Count == 0 ? null : await db.DocumentNumbers.SingleOrDefaultAsync(n => n.Id == kept[0] && n.State == NumberState.Reserved, ct);
    }

    private async Task<DocumentNumber> NextAsync(Document document, DateOnly today, Guid? by, CancellationToken ct)
    {
        var own = await series.OfAsync(document, today.Year, ct);
        var row = new DocumentNumber
        {
            Id = Guid.CreateVersion7(),
            AgencyId = document.AgencyId,
            Series = own.Code,
            Year = today.Year,
            Number = await NextAsync(document.AgencyId, own.Code, today.Year, ct),
            State = NumberState.Used,
            DocumentId = document.Id,
            RecordedAt = clock.GetUtcNow(),
            RecordedBy = by,
        };
        db.DocumentNumbers.Add(row);
        return row;
    }
}
