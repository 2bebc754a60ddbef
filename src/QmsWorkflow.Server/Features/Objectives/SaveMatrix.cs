using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>
/// Saves the grid units × objectives: a cell with its own target, or empty for the agency's (S-125). Two people may work in different cells at
/// once; of two who change the same cell the second is told what the first one wrote.
/// </summary>
internal sealed class SaveMatrix(QmsDb db, Transactor transactor, SaveObjective save, ObjectiveQueries queries, ObjectiveLocks locks, TrailLog trail)
{
    /// <summary>The field of a cell, to show a problem beside it.</summary>
    public static string Field(Guid objective, Guid unit) => $"cell-{objective}-{unit}";

    public Task<Outcome> ExecuteAsync(Guid cycleId, IReadOnlyDictionary<(Guid Objective, Guid Unit), MatrixCell> cells, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (await save.RefusalAsync(cycleId, null, actor, ct) is { } refused) return refused;
            if (await queries.CycleAsync(cycleId, ct) is not { } cycle) return Outcome.Refuse("QMS305");

            var objectives = await db.Objectives.AsNoTracking().Where(o => o.CycleId == cycleId && o.UnitId == null).ToDictionaryAsync(o => o.Id, ct);
            var ids = objectives.Keys.ToList();
            var known = await db.ObjectiveTargets.Where(t => ids.Contains(t.ObjectiveId)).ToDictionaryAsync(t => (t.ObjectiveId, t.UnitId), ct);
            var units = (await queries.UnitsAsync(cycleId, cycle.Year, ct)).ToDictionary(u => u.Id);
            var session = new Changes(actor.AgencyId);
            foreach (var (key, cell) in cells.Where(pair => pair.Value.IsChanged))
            {
                if (!objectives.TryGetValue(key.Objective, out var objective)) return Outcome.Refuse("QMS305");
                if (!units.TryGetValue(key.Unit, out var unit)) return Outcome.Refuse("QMS745", await NameAsync(key.Unit, ct));

                Change(objective, unit, cell, known.GetValueOrDefault(key), session);
            }

            if (session.Conflicts.Count > 0) return new Outcome.Refused("QMS750", ErrorText.Of("QMS750")) { Fields = [.. session.Conflicts, .. session.Problems] };
            if (session.Problems.Count > 0) return new Outcome.Refused("QMS701", ErrorText.Of("QMS701")) { Fields = session.Problems };
            if (session.After.Count == 0) return Outcome.Success;

            await locks.ReopenAsync(cycleId, null, ct);
            if (session.IsJudgedAnew) await save.TellAsync(actor.AgencyId, cycleId, cycle.Year, ct);
            trail.Record(actor, "objectives.matrix-saved", "cycle", cycleId, $"Sửa {session.After.Count} chỉ tiêu theo đơn vị", session.Before, session.After);
            return Outcome.Success;
        },
        ct);

    private void Change(Objective objective, Unit unit, MatrixCell cell, ObjectiveTarget? stored, Changes session)
    {
        var (now, field) = (MatrixCell.Show(stored), Field(objective.Id, unit.Id));
        if (!MatrixCell.Same(now, cell.Was) && !MatrixCell.Same(now, cell.Text))
        {
            session.Conflicts.Add(new(field, ErrorText.Of("QMS744", unit.Name, objective.Number, now.Length > 0 ? now : "–", cell.Text)));
            return;
        }

        if (string.IsNullOrWhiteSpace(cell.Text))
        {
            if (stored is not null) db.ObjectiveTargets.Remove(stored);
            session.IsJudgedAnew |= stored is not null;
            session.Note(objective, unit, now, "");
            return;
        }

        var (written, value) = MatrixCell.Read(cell.Text);
        // Never guessed (S-195): a bare number keeps the comparator of the cell or of the common target.
        var comparator = written ?? stored?.Comparator ?? objective.Comparator;
        var problem = value is not { } number ? ErrorText.Of("QMS747", unit.Name, objective.Number, cell.Text)
            : comparator is null ? ErrorText.Of("QMS749", unit.Name, objective.Number, cell.Text.Trim())
            : cell.Reason.Trim().Length == 0 && ObjectiveRules.Weaker(ObjectiveRules.TargetOf(comparator, number, objective.TargetUnit), objective) is { } weaker ? ErrorText.Of("QMS746", unit.Name, objective.Number, weaker)
            : null;
        if (problem is not null)
        {
            session.Problems.Add(new(field, problem));
            return;
        }

        if (stored is null)
        {
            stored = new ObjectiveTarget { Id = Guid.CreateVersion7(), AgencyId = session.AgencyId, ObjectiveId = objective.Id, UnitId = unit.Id, Comparator = comparator!, TargetValue = value!.Value };
            db.ObjectiveTargets.Add(stored);
        }

        session.IsJudgedAnew |= now.Length == 0 || (stored.Comparator, stored.TargetValue) != (comparator!, value!.Value);
        var before = now.Length > 0 && stored.WeakerReason.Length > 0 ? $"{now} ({stored.WeakerReason})" : now;
        (stored.Comparator, stored.TargetValue, stored.WeakerReason) = (comparator!, value!.Value, cell.Reason.Trim());
        session.Note(objective, unit, before, stored.WeakerReason.Length > 0 ? $"{MatrixCell.Show(stored)} ({stored.WeakerReason})" : MatrixCell.Show(stored));
    }

    private async Task<string> NameAsync(Guid unitId, CancellationToken ct) =>
        await db.Units.AsNoTracking().Where(u => u.Id == unitId).Select(u => u.Name).SingleOrDefaultAsync(ct) ?? "?";

    private sealed class Changes(Guid agencyId)
    {
        public Guid AgencyId { get; } = agencyId;
        public List<FieldProblem> Conflicts { get; } = [];
        public List<FieldProblem> Problems { get; } = [];
        public List<object> Before { get; } = [];
        public List<object> After { get; } = [];

        /// <value>Whether a target changed, and not only its reason.</value>
        public bool IsJudgedAnew { get; set; }

        public void Note(Objective objective, Unit unit, string before, string after)
        {
            Before.Add(new { objective.Number, Unit = unit.Name, Target = before });
            After.Add(new { objective.Number, Unit = unit.Name, Target = after });
        }
    }
}
