using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>
/// Enters a result that somebody counted, with its evidence (S-138). It counts once a second person confirms it; an entry for the same result
/// that still waits gives way, a confirmed one stays until then.
/// </summary>
internal sealed class EnterResult(QmsDb db, Transactor transactor, FileStore files, EntryNotices notices, TrailLog trail, TimeProvider clock)
{
    public async Task<(Outcome Outcome, Guid? Id)> ExecuteAsync(EntryInput input, EvidenceUpload? evidence, Actor actor, CancellationToken ct)
    {
        if (!EntryRights.MayEnter(actor, input.UnitId)) return (EntryRights.EnterRefusal(input.UnitId), null);

        string? type = null;
        if (evidence is not null)
        {
            (type, var fault) = EvidenceFiles.Recognise(evidence.FileName, evidence.Content);
            if (fault is not null) return (Outcome.Refuse(fault, EvidenceFiles.MaxMegabytes, EvidenceFiles.Kinds), null);
        }

        Guid? id = null;
        var outcome = await transactor.RunAsync(
            async () =>
            {
                var (row, refusal) = await MakeAsync(input, evidence is not null, actor, ct);
                if (refusal is not null) return refusal;

                if (evidence is not null) row!.EvidenceFileId = (await files.PutAsync(actor.AgencyId, evidence.Content, EvidenceFiles.CleanName(evidence.FileName), type!, actor, ct)).Id;
                await GiveWayAsync(row!, ct);
                db.Measurements.Add(row!);
                await notices.ToConfirmersAsync(row!, ct);
                trail.Record(actor, "result.entered", "measurement", row!.Id, $"Nhập kết quả {EntryFacts.Period(row)}: {EntryFacts.Value(row)}", after: EntryFacts.Of(row));
                id = row.Id;
                return Outcome.Success;
            },
            ct);
        return (outcome, id);
    }

    private async Task<(Measurement? Row, Outcome? Refusal)> MakeAsync(EntryInput input, bool hasFile, Actor actor, CancellationToken ct)
    {
        var objective = await db.Objectives.AsNoTracking().SingleOrDefaultAsync(o => o.Id == input.ObjectiveId, ct);
        if (objective is null || (objective.UnitId is { } owner && owner != input.UnitId)) return (null, Outcome.Refuse("QMS305"));
        if (input.UnitId is { } unit && !await db.Units.AnyAsync(u => u.Id == unit, ct)) return (null, Outcome.Refuse("QMS305"));

        var indicator = EntryRules.IsJudged(objective) ? null : await IndicatorAsync(objective, input.IndicatorCode, ct);
        if (indicator is null && !EntryRules.IsJudged(objective)) return (null, Outcome.Refuse("QMS755", objective.Number));

        var isReported = input.Period is { } period && await IsReportedAsync(objective, input.UnitId, period, ct);
        var problems = EntryRules.Problems(input, objective, indicator, hasFile, isReported, VietnamTime.DateOf(clock.GetUtcNow())).ToList();
        return problems.Count > 0 ? (null, AdminRight.Problems(problems)) : (New(input, indicator, actor), null);
    }

    /// <summary>Only what no machine counts is entered by hand: otherwise a case would be counted twice.</summary>
    private async Task<IndicatorDefinition?> IndicatorAsync(Objective objective, string code, CancellationToken ct)
    {
        var found = await db.ObjectiveIndicators.AsNoTracking().Where(link => link.ObjectiveId == objective.Id && (code == "" || link.IndicatorCode == code))
            .Join(db.Indicators.Where(i => i.State == IndicatorState.Approved && i.Reads == "entries"), link => link.IndicatorCode, i => i.Code, (_, i) => i.Definition)
            .Distinct().ToListAsync(ct);
        return found is [var definition] ? IndicatorDefinition.Parse(definition).OrThrow() : null;
    }

    /// <summary>Whether a report with this period's figures went out already (NĐ 09/2019 Điều 12.4): then a change needs its reason.</summary>
    private async Task<bool> IsReportedAsync(Objective objective, Guid? unitId, ReportPeriod period, CancellationToken ct)
    {
        var reported = await db.ReportedValues.AsNoTracking().Where(r => r.ObjectiveId == objective.Id && r.PeriodYear == period.Year && (r.UnitId == null || unitId == null || r.UnitId == unitId))
            .Select(r => new ReportPeriod(r.PeriodKind, r.PeriodNumber, r.PeriodYear)).ToListAsync(ct);
        return reported.Exists(other => EntryPeriods.Meet(other, period));
    }

    private async Task GiveWayAsync(Measurement row, CancellationToken ct)
    {
        foreach (var waiting in await EntryKeys.Same(db.Measurements, row).Where(m => m.State == MeasurementState.Entered).ToListAsync(ct)) waiting.State = MeasurementState.Replaced;
    }

    private Measurement New(EntryInput input, IndicatorDefinition? indicator, Actor actor) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = actor.AgencyId,
        ObjectiveId = input.ObjectiveId,
        IndicatorCode = indicator?.Code ?? "",
        UnitId = input.UnitId,
        Field = input.Field.Trim(),
        PeriodKind = input.Period!.Kind,
        PeriodNumber = input.Period.Number,
        PeriodYear = input.Period.Year,
        Numerator = indicator is null ? 0 : input.Numerator!.Value,
        Denominator = indicator is null ? 0 : input.Denominator!.Value,
        IsFulfilled = indicator is null ? input.IsFulfilled : null,
        Note = input.Note.Trim(),
        EvidenceLink = input.EvidenceLink.Trim(),
        State = MeasurementState.Entered,
        EnteredBy = actor.PersonId!.Value,
        EnteredAt = clock.GetUtcNow(),
        LateReason = input.LateReason.Trim(),
    };
}

/// <summary>Which entries are about the same result.</summary>
internal static class EntryKeys
{
    public static IQueryable<Measurement> Same(IQueryable<Measurement> rows, Measurement row) => rows.Where(m =>
        m.Id != row.Id && m.ObjectiveId == row.ObjectiveId && m.IndicatorCode == row.IndicatorCode && m.UnitId == row.UnitId && m.Field == row.Field
        && m.PeriodKind == row.PeriodKind && m.PeriodNumber == row.PeriodNumber && m.PeriodYear == row.PeriodYear);
}
