using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

internal enum EntryView { Waiting, Mine, All }

/// <summary>An entry in the list.</summary>
/// <param name="MayDecide">Whether the reader is a second person who may confirm it.</param>
internal sealed record EntryLine(Measurement Row, string Number, string Statement, string? Unit, string? Rate, string EnteredBy, bool MayDecide);

/// <summary>An entry with everything the second person needs.</summary>
internal sealed record EntryDetail(EntryLine Line, Objective Objective, IndicatorDefinition? Indicator, string? DecidedBy, string? EvidenceName, IReadOnlyList<EntryLine> Others);

/// <summary>An objective that takes entered results.</summary>
/// <param name="Indicators">What is counted; empty for an objective that is judged by its criteria.</param>
internal sealed record EntryChoice(Objective Objective, string? Owner, IReadOnlyList<IndicatorDefinition> Indicators);

/// <summary>Reads entries for the pages.</summary>
internal sealed class EntryQueries(QmsDb db, TimeProvider clock)
{
    public const int PageSize = 30;

    public DateOnly Today => VietnamTime.DateOf(clock.GetUtcNow());

    public async Task<Cycle?> CycleAsync(int? year, CancellationToken ct) => await db.Cycles.AsNoTracking()
        .OrderByDescending(c => c.Year == year).ThenByDescending(c => c.State == CycleState.Running).ThenByDescending(c => c.Year).FirstOrDefaultAsync(ct);

    public Task<List<int>> YearsAsync(CancellationToken ct) => db.Cycles.Select(c => c.Year).OrderDescending().ToListAsync(ct);

    public async Task<(IReadOnlyList<EntryLine> Lines, int Total)> ListAsync(EntryView view, int year, int page, Actor actor, CancellationToken ct)
    {
        var rows = Visible(actor).Where(m => m.PeriodYear == year);
        rows = view switch
        {
            EntryView.Waiting => rows.Where(m => m.State == MeasurementState.Entered),
            EntryView.Mine => rows.Where(m => m.EnteredBy == actor.PersonId),
            _ => rows,
        };
        var found = await rows.OrderByDescending(m => m.EnteredAt).ThenBy(m => m.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return (await LinesAsync(found, actor, ct), await rows.CountAsync(ct));
    }

    public async Task<EntryDetail?> FindAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var row = await Visible(actor).SingleOrDefaultAsync(m => m.Id == id, ct);
        if (row is null) return null;

        var objective = await db.Objectives.AsNoTracking().SingleAsync(o => o.Id == row.ObjectiveId, ct);
        var others = await EntryKeys.Same(db.Measurements.AsNoTracking(), row).OrderByDescending(m => m.EnteredAt).ToListAsync(ct);
        var indicator = (await DefinitionsAsync([row.IndicatorCode], ct)).GetValueOrDefault(row.IndicatorCode);
        var decider = row.DecidedBy is { } person ? await db.People.Where(p => p.Id == person).Select(p => p.FullName).SingleOrDefaultAsync(ct) : null;
        var evidence = row.EvidenceFileId is { } file ? await db.StoredFiles.Where(f => f.Id == file).Select(f => f.FileName).SingleOrDefaultAsync(ct) : null;
        return new EntryDetail((await LinesAsync([row], actor, ct))[0], objective, indicator, decider, evidence, await LinesAsync(others, actor, ct));
    }

    /// <summary>The objectives of a cycle that the actor may enter results for.</summary>
    public async Task<IReadOnlyList<EntryChoice>> ChoicesAsync(Guid cycleId, Actor actor, CancellationToken ct)
    {
        var mine = EntryRights.UnitsOf(actor);
        var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId).OrderBy(o => o.UnitId != null).ThenBy(o => o.UnitId).ThenBy(o => o.Ordinal).ToListAsync(ct);
        var ids = objectives.ConvertAll(o => o.Id);
        var links = (await db.ObjectiveIndicators.AsNoTracking().Where(link => ids.Contains(link.ObjectiveId)).OrderBy(link => link.Ordinal).ToListAsync(ct)).ToLookup(link => link.ObjectiveId, link => link.IndicatorCode);
        var entered = await DefinitionsAsync([.. links.SelectMany(group => group).Distinct()], ct);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return
        [
            .. objectives.Where(o => o.UnitId is { } owner ? EntryRights.MayEnter(actor, owner) : EntryRights.MayEnterAll(actor) || mine.Count > 0)
                .Select(o => new EntryChoice(o, o.UnitId is { } owner ? units.GetValueOrDefault(owner) : null, [.. links[o.Id].Distinct().Select(code => entered.GetValueOrDefault(code)).OfType<IndicatorDefinition>()]))
                .Where(choice => choice.Indicators.Count > 0 || EntryRules.IsJudged(choice.Objective)),
        ];
    }

    /// <summary>The units whose result of an objective the actor may enter.</summary>
    public async Task<IReadOnlyList<Unit>> UnitsAsync(Objective objective, Actor actor, CancellationToken ct)
    {
        var units = await db.Units.AsNoTracking().Where(u => objective.UnitId == null ? u.InScope : u.Id == objective.UnitId).OrderBy(u => u.SortOrder).ThenBy(u => u.Name).ToListAsync(ct);
        return [.. units.Where(u => EntryRights.MayEnter(actor, u.Id))];
    }

    /// <summary>The fields that cases and figures of the agency name, for choosing.</summary>
    public Task<List<string>> FieldsAsync(CancellationToken ct) =>
        db.Measurements.Where(m => m.Field != "").Select(m => m.Field).Distinct().Order().Take(100).ToListAsync(ct);

    private IQueryable<Measurement> Visible(Actor actor)
    {
        var rows = db.Measurements.AsNoTracking();
        if (EntryRights.SeesAll(actor)) return rows;

        var mine = EntryRights.UnitsOf(actor);
        return rows.Where(m => m.UnitId == null || mine.Contains(m.UnitId.Value) || m.EnteredBy == actor.PersonId);
    }

    private async Task<Dictionary<string, IndicatorDefinition>> DefinitionsAsync(IReadOnlyList<string> codes, CancellationToken ct) =>
        (await db.Indicators.AsNoTracking().Where(i => codes.Contains(i.Code) && i.State == IndicatorState.Approved && i.Reads == "entries").ToListAsync(ct))
            .ToDictionary(i => i.Code, i => IndicatorDefinition.Parse(i.Definition).OrThrow());

    private async Task<IReadOnlyList<EntryLine>> LinesAsync(List<Measurement> rows, Actor actor, CancellationToken ct)
    {
        var objectives = await db.Objectives.AsNoTracking().Where(o => rows.Select(m => m.ObjectiveId).Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        var units = await db.Units.AsNoTracking().Where(u => rows.Select(m => m.UnitId).Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        var people = await db.People.AsNoTracking().Where(p => rows.Select(m => m.EnteredBy).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName, ct);
        var definitions = await DefinitionsAsync([.. rows.Select(m => m.IndicatorCode).Distinct()], ct);
        return
        [
            .. rows.Select(m => new EntryLine(
                m, objectives[m.ObjectiveId].Number, objectives[m.ObjectiveId].Statement, m.UnitId is { } unit ? units.GetValueOrDefault(unit) : null,
                EntryFacts.Rate(m, definitions.GetValueOrDefault(m.IndicatorCode)), people.GetValueOrDefault(m.EnteredBy, ""),
                m.State == MeasurementState.Entered && m.EnteredBy != actor.PersonId && EntryRights.MayConfirm(actor, m.UnitId))),
        ];
    }
}
