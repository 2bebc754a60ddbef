using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.FormChecks;

/// <summary>What the form check is told of an agency: its names and units, the law it cites, its days off, the objectives of a cycle.</summary>
internal sealed class FormContexts(QmsDb db, AgencyCalendar calendars, TimeProvider clock)
{
    /// <summary>For a document of the product.</summary>
    public async Task<FormContext> OfAsync(Document document, CancellationToken ct)
    {
        var year = document.CycleId is { } cycleId ? await db.Cycles.Where(c => c.Id == cycleId).Select(c => (int?)c.Year).SingleOrDefaultAsync(ct) : document.Year;
        var isNumbered = DocumentKindInfo.Find(document.Kind)?.IsNumbered == true;
        var context = await OfAgencyAsync(document.AgencyId, year, document.CycleId, ct);
        return context with { Treatment = isNumbered ? FormTreatment.Administrative : FormTreatment.Record };
    }

    /// <summary>For any file of an agency.</summary>
    /// <param name="year">The year the file is for; null when not known.</param>
    /// <param name="cycleId">The cycle whose objectives it speaks of; null for none.</param>
    public async Task<FormContext> OfAgencyAsync(Guid agencyId, int? year, Guid? cycleId, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == agencyId, ct);
        var units = await db.Units.AsNoTracking().Where(u => u.AgencyId == agencyId).ToListAsync(ct);
        var bases = await db.LegalBases.AsNoTracking().Where(b => b.AgencyId == agencyId && b.EffectiveTo != null).ToListAsync(ct);
        var committees = await db.Committees.AsNoTracking().Where(c => c.AgencyId == agencyId).Select(c => c.Symbol).ToListAsync(ct);
        var objectives = cycleId is null ? [] : await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == null && o.TargetValue != null).ToListAsync(ct);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(agency.TimeZone)).DateTime);
        var (off, worked) = DaysOff(await calendars.LoadAsync(agencyId, ct), year ?? today.Year);
        return FormContext.Empty with
        {
            Year = year,
            Today = today,
            Agency = new FormAgency(agency.Name, agency.Symbol, agency.PlaceName) { OtherSymbols = [.. committees] },
            Units = [.. units.Select(unit => new FormUnit(unit.Name, [])).DistinctBy(unit => unit.Name)],
            Bases = [.. bases.Select(basis => new FormBasis(basis.Number, basis.EffectiveTo!.Value.AddDays(1), basis.ReplacedBy))],
            Objectives = [.. objectives.Select(Objective).OfType<FormObjective>()],
            DaysOff = off,
            WorkingWeekends = worked,
        };
    }

    /// <summary>Days off from the year before to the year after, in which documents of a cycle are dated.</summary>
    public static (ImmutableDictionary<DateOnly, string> Off, ImmutableHashSet<DateOnly> Worked) DaysOff(WorkingCalendar calendar, int year)
    {
        var off = ImmutableDictionary.CreateBuilder<DateOnly, string>();
        var worked = ImmutableHashSet.CreateBuilder<DateOnly>();
        for (var day = new DateOnly(year - 1, 1, 1); day.Year <= year + 1; day = day.AddDays(1))
        {
            var status = calendar.Classify(day);
            if (status is { IsWorking: false, Reason: not DayReason.Weekend }) off[day] = status.ReasonVi;
            if (status.IsWorking && (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)) worked.Add(day);
        }

        return (off.ToImmutable(), worked.ToImmutable());
    }

    private static FormObjective? Objective(Objective objective) => objective.Comparator is { } comparator && Comparators.FromSymbol(comparator) is { } known
        ? new FormObjective(objective.Statement, known.Symbol(), $"{objective.TargetValue!.Value.ToString("0.##", System.Globalization.CultureInfo.GetCultureInfo("vi-VN"))}{objective.TargetUnit}")
        : null;
}
