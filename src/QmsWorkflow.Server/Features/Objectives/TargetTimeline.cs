namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Which target of an objective is in force on a day: the first one until an approved revision replaces it (S-114).</summary>
internal static class TargetTimeline
{
    /// <summary>The target of one unit, or the common one; null where there is neither.</summary>
    /// <param name="own">The unit's own target as first decided; null when it follows the common one.</param>
    /// <param name="revisions">Revisions of the objective in any state and of any unit; only approved ones count.</param>
    /// <remarks>A unit with a target of its own, first or revised, does not follow revisions of the common target.</remarks>
    public static TargetValue? At(DateOnly day, Objective objective, Guid? unitId, ObjectiveTarget? own, IReadOnlyCollection<ObjectiveRevision> revisions)
    {
        if (unitId is { } unit)
        {
            if (Latest(revisions, unit, day) is { } revised) return revised;
            if (own is not null) return new TargetValue(own.Comparator, own.TargetValue);
        }

        return Latest(revisions, null, day) ?? (objective is { Comparator: { } comparator, TargetValue: { } value } ? new TargetValue(comparator, value) : null);
    }

    private static TargetValue? Latest(IReadOnlyCollection<ObjectiveRevision> revisions, Guid? unitId, DateOnly day) => revisions
        .Where(r => r.State == RevisionState.Approved && r.UnitId == unitId && r.InForceFrom <= day)
        .OrderBy(r => r.InForceFrom).ThenBy(r => r.DecidedAt)
        .Select(r => new TargetValue(r.NewComparator, r.NewValue)).LastOrDefault();
}

/// <summary>A comparator and a number.</summary>
internal sealed record TargetValue(string Comparator, decimal Value)
{
    public override string ToString() => MatrixCell.Show(Comparator, Value);
}
