using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>How a document that does not simply take the next number gets its own.</summary>
public enum NumberSource
{
    /// <summary>A number that was kept.</summary>
    Reserved,

    /// <summary>The next number, though the document is dated earlier.</summary>
    Next,

    /// <summary>The number before its date with a letter, where the agency allows it.</summary>
    Letter,
}

/// <param name="DatedOn">The day the document is to be dated; today when it is not late.</param>
internal sealed record KeepNumberInput(Guid DocumentId, NumberSource? Source, Guid? ReservedId, DateOnly? DatedOn, string Reason);

/// <summary>
/// Sets aside the number a document will get when it is numbered: a kept one, or a late one. Late numbers are noted with the reason; none is
/// ever given twice (NĐ 30/2020 Điều 15.1).
/// </summary>
internal sealed class KeepNumber(QmsDb db, Transactor transactor, SeriesOfDocuments series, NumberAllotment numbers, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(KeepNumberInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return refusal;

        var today = VietnamTime.DateOf(clock.GetUtcNow());
        List<FieldProblem> problems = [.. Problems(input, today)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(() => KeepAsync(input, input.DatedOn ?? today, today, actor, ct), ct);
    }

    private async Task<Outcome> KeepAsync(KeepNumberInput input, DateOnly day, DateOnly today, Actor actor, CancellationToken ct)
    {
        var document = await db.TakeAsync(input.DocumentId, ct);
        if (document is null) return Outcome.Refuse("QMS305");
        if (document.Number is not null || document.State is DocumentState.Issued or DocumentState.Withdrawn) return Outcome.Refuse("QMS442", DocumentStamp.Name(document));
        if (DocumentKindInfo.Find(document.Kind) is not { IsNumbered: true }) return Outcome.Refuse("QMS443", document.Title);
        if (await db.DocumentNumbers.AnyAsync(n => n.DocumentId == document.Id && n.State == NumberState.Reserved, ct)) return Outcome.Refuse("QMS444", document.Title);

        var own = await series.OfAsync(document, day.Year, ct);
        var (row, refusal) = input.Source switch
        {
            NumberSource.Reserved => await ReservedAsync(input.ReservedId, own, day, ct),
            NumberSource.Letter => await LetterAsync(own, day, document, actor, ct),
            _ => (New(own.Code, day.Year, await numbers.NextAsync(document.AgencyId, own.Code, day.Year, ct), "", document, actor), null),
        };
        if (row is null) return refusal!;

        row.DocumentId = document.Id;
        row.DatedOn = day;
        row.IsLate = day < today;
        if (input.Reason.Trim().Length > 0) row.Reason = input.Reason.Trim();
        trail.Record(actor, "number.kept", "document", document.Id, $"Dành số {NumberNames.Of(row)} cho {document.Title}, ghi ngày {FormDate.Say(day)}{(row.IsLate ? " (cấp số muộn)" : "")}: {row.Reason}",
            after: new { row.Series, row.Year, row.Number, row.Suffix, row.DatedOn, row.IsLate, row.Reason });
        return Outcome.Success;
    }

    private async Task<(DocumentNumber? Row, Outcome? Refusal)> ReservedAsync(Guid? id, SeriesOf own, DateOnly day, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from document_numbers where id = {id} for update", ct);
        var row = await db.DocumentNumbers.SingleOrDefaultAsync(n => n.Id == id, ct);
        if (row is null) return (null, Outcome.Refuse("QMS305"));

        return row.State == NumberState.Reserved && row.DocumentId is null && row.Series == own.Code && row.Year == day.Year
            ? (row, null)
            : (null, Outcome.Refuse("QMS445", NumberNames.Of(row), own.Code, day.Year));
    }

    private async Task<(DocumentNumber? Row, Outcome? Refusal)> LetterAsync(SeriesOf own, DateOnly day, Document document, Actor actor, CancellationToken ct)
    {
        if (!own.AllowsLetters) return (null, Outcome.Refuse("QMS446", own.Code));

        // Of two letters asked for at once the second waits for the first.
        await db.Database.ExecuteSqlAsync($"select 1 from number_series where agency_id = {document.AgencyId} and series = {own.Code} and year = {day.Year} for update", ct);
        var before = await db.DocumentNumbers.Where(n => n.Series == own.Code && n.Year == day.Year && n.State == NumberState.Used && n.DatedOn <= day)
            .OrderByDescending(n => n.Number).Select(n => (int?)n.Number).FirstOrDefaultAsync(ct);
        if (before is not { } number) return (null, Outcome.Refuse("QMS447", own.Code, FormDate.Say(day)));

        var taken = await db.DocumentNumbers.Where(n => n.Series == own.Code && n.Year == day.Year && n.Number == number).Select(n => n.Suffix).ToListAsync(ct);
        var letter = LetterSuffix.FirstFree(taken);
        return letter is null ? (null, Outcome.Refuse("QMS447", own.Code, FormDate.Say(day))) : (New(own.Code, day.Year, number, letter, document, actor), null);
    }

    private DocumentNumber New(string code, int year, int number, string suffix, Document document, Actor actor)
    {
        var row = new DocumentNumber
        {
            Id = Guid.CreateVersion7(),
            AgencyId = document.AgencyId,
            Series = code,
            Year = year,
            Number = number,
            Suffix = suffix,
            State = NumberState.Reserved,
            ReservedFor = document.Title,
            RecordedAt = clock.GetUtcNow(),
            RecordedBy = actor.PersonId,
        };
        db.DocumentNumbers.Add(row);
        return row;
    }

    private static IEnumerable<FieldProblem> Problems(KeepNumberInput input, DateOnly today)
    {
        if (input.Source is null) yield return RegisterRights.Problem("Source", "NeedNumberSource");
        if (input is { Source: NumberSource.Reserved, ReservedId: null }) yield return RegisterRights.Problem("ReservedId", "NeedReserved");
        if (input.DatedOn > today) yield return RegisterRights.Problem("DatedOn", "NotInFuture");
        if (input.Source is NumberSource.Next or NumberSource.Letter && input.DatedOn is null) yield return RegisterRights.Problem("DatedOn", "NeedDate");
        // A number out of its order must be explained in the register.
        if ((input.Source is NumberSource.Next or NumberSource.Letter || input.DatedOn < today) && string.IsNullOrWhiteSpace(input.Reason)) yield return RegisterRights.Problem("Reason", "NeedReason");
    }
}

/// <summary>Letters in the order of the decree: a, b, c, d, đ, e, g, h, i, k… (NĐ 30/2020, Phụ lục I, II.5).</summary>
internal static class LetterSuffix
{
    private static readonly string[] Order = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

    public static string? FirstFree(IReadOnlyCollection<string> taken) => Order.FirstOrDefault(letter => !taken.Contains(letter));
}
