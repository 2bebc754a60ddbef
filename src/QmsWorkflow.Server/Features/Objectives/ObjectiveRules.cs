using System.Globalization;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>The rules an objective must keep, from the decisions of the seeds and ISO 9001, 6.2.</summary>
internal static class ObjectiveRules
{
    /// <summary>Kinds without a number of their own: judged by criteria or by their parts.</summary>
    public static bool IsQualitative(string kind) => kind is "qualitative" or "composite";

    /// <summary>Kinds that may do without a common target: single units or fields have theirs (S-125, S-140).</summary>
    public static bool HasTargetsElsewhere(string kind) => kind is "per-unit" or "per-field";

    public static IReadOnlyList<string> Kinds { get; } = ["percent", "qualitative", "composite", "nested", "per-unit", "per-field", "number"];

    public static IReadOnlyList<string> Comparators { get; } = ["=", "≥", ">", "≤", "<"];

    public static Target? TargetOf(string? comparator, decimal? value, string unit) =>
        comparator is { Length: > 0 } && value is { } number && Domain.Objectives.Comparators.FromSymbol(comparator) is { } kind
            ? new Target(kind, Fraction.From(number), unit)
            : null;

    public static Target? TargetOf(Objective objective) => TargetOf(objective.Comparator, objective.TargetValue, objective.TargetUnit);

    /// <summary>"từ 95% trở lên", or the criteria of a qualitative objective.</summary>
    public static string Wording(Objective objective) => TargetOf(objective)?.ToVietnamese() ?? objective.Criteria;

    /// <summary>Why the target is weaker than the agency's; null when it is not.</summary>
    public static string? Weaker(Target? own, Objective? parent) =>
        own is not null && parent is not null && TargetOf(parent) is { } above && TargetComparison.IsWeaker(own, above) is { IsWeaker: true } verdict ? verdict.ExplanationVi : null;

    public static bool MayEditAgency(Actor actor) => actor.HasAny(Role.IsoSecretary, Role.Office, Role.SteeringCommittee);

    /// <summary>A unit's objectives are written by its head and its own staff.</summary>
    public static bool MayEditUnit(Actor actor, Guid unitId) =>
        actor.Roles.Any(held => held.UnitId == unitId && held.Role is Role.UnitHead or Role.Staff && held.UnitId == unitId);

    public static string Number(int ordinal) => $"{ordinal.ToString(CultureInfo.InvariantCulture)}.";
}
