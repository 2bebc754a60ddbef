using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Freezes the results of a period when a report about it is issued: what was reported stays, whatever the figures become (NĐ 09/2019 Điều 12.4).</summary>
internal sealed class ReportValues(QmsDb db, TrailLog trail, TimeProvider clock) : IDocumentObserver
{
    public Task KeptAsync(Document document, Actor actor, CancellationToken ct) => Task.CompletedTask;

    public async Task IssuedAsync(Document document, Actor actor, CancellationToken ct)
    {
        if (!ReportSubject.Kinds.Contains(document.Kind, StringComparer.Ordinal) || ReportSubject.Of(document) is not { } subject) return;
        if (await CycleOfAsync(db, document, subject, ct) is not { } cycleId) return;

        // A later report of the period takes the place of the earlier one; an ad-hoc report only fills what none has reported.
        var replaces = document.Kind != "ad-hoc-report";
        var (kind, number, year, cutOff) = (subject.Period.Kind.ToString(), subject.Period.Number, subject.Period.Year, subject.CutOff.ToString());
        var (now, by) = (clock.GetUtcNow(), actor.PersonId);
        var frozen = await db.Database.ExecuteSqlAsync(
            $"""
            insert into reported_values (id, agency_id, cycle_id, objective_id, indicator_id, unit_id, field, part, period_kind, period_number, period_year, cut_off,
              numerator, denominator, value_numerator, value_denominator, comparator, target_value, outcome, document_id, reported_at, reported_by)
            select gen_random_uuid(), agency_id, cycle_id, objective_id, indicator_id, unit_id, field, part, period_kind, period_number, period_year, cut_off,
              numerator, denominator, value_numerator, value_denominator, comparator, target_value, outcome, {document.Id}, {now}, {by}::uuid
            from evaluations
            where cycle_id = {cycleId} and period_kind = {kind} and period_number = {number} and period_year = {year} and cut_off = {cutOff}
            on conflict (objective_id, period_year, period_kind, period_number, cut_off, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), field, part)
            do update set indicator_id = excluded.indicator_id, numerator = excluded.numerator, denominator = excluded.denominator, value_numerator = excluded.value_numerator,
              value_denominator = excluded.value_denominator, comparator = excluded.comparator, target_value = excluded.target_value, outcome = excluded.outcome,
              document_id = excluded.document_id, reported_at = excluded.reported_at, reported_by = excluded.reported_by
            where {replaces}
            """,
            ct);
        if (frozen == 0) return;

        trail.Record(actor, "results.reported", "document", document.Id, $"{document.Title}: chốt {frozen} kết quả của {subject.Period.ToVietnamese()}",
            after: new { Period = subject.Period.ToVietnamese(), subject.CutOff, Values = frozen });
    }

    /// <summary>The cycle of the year that the report is about; a report of last year is often written in the next.</summary>
    public static async Task<Guid?> CycleOfAsync(QmsDb db, Document document, ReportSubject? subject, CancellationToken ct) =>
        (subject is null ? null : await db.Cycles.Where(c => c.AgencyId == document.AgencyId && c.Year == subject.Period.Year).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct)) ?? document.CycleId;
}
