using System.Collections.Immutable;
using System.Globalization;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Domain.Sources;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>What else must be known to judge an objective: its parent, its parts, the targets of single units, plan and monitor.</summary>
internal sealed record ObjectiveSurroundings(Objective? Parent, IReadOnlyList<Objective> Parts, IReadOnlyList<TargetLine> UnitTargets, int Actions, string? Monitor, int Year);

/// <summary>Turns stored objectives into what the SMART check reads (S-014, S-069, S-196).</summary>
internal static class ObjectiveSmart
{
    public static IReadOnlyList<ObjectiveFinding> Check(Objective objective, ObjectiveSurroundings around) => SmartCheck.Check(new ObjectiveDraft
    {
        Statement = objective.Statement,
        Kind = KindOf(objective, around),
        CycleYear = around.Year,
        Targets = Targets(objective, around),
        Criteria = Criteria(objective, around),
        By = objective.EndsOn,
        // A unit leads its own objectives; a part shares the unit that follows the whole.
        LeadUnit = Text(objective.Responsible) ?? (objective.UnitId is null ? Text(around.Parent?.Responsible) : "đơn vị"),
        Monitor = around.Monitor,
        // The parts say how they are counted, the whole does not.
        Method = Text(objective.Method) ?? Parted(around),
        DataSource = Text(objective.Source) ?? Parted(around),
        ReportEvery = ReportWording.Read(objective.ReportPeriod),
        ReportWording = Text(objective.ReportPeriod),
        ActionCount = around.Actions,
        IsUnitLevel = objective.UnitId is not null,
        IsUnitSpecific = objective.Relation == ObjectiveRelation.Adds,
        Parent = around.Parent?.Number,
        ParentTarget = objective.UnitId is null || around.Parent is null ? null : ObjectiveRules.TargetOf(around.Parent),
        // What the whole serves its parts serve, and what the agency's objective serves the units' do.
        PolicyStatement = Text(objective.PolicyStatement) ?? Text(around.Parent?.PolicyStatement),
        IsSatisfaction = objective.Statement.Contains("hài lòng", StringComparison.OrdinalIgnoreCase),
    });

    /// <summary>The errors of all objectives, each beside its objective; warnings do not stop anybody. Null when there is none.</summary>
    public static Outcome.Refused? Refusal(IEnumerable<ObjectiveLine> lines)
    {
        List<FieldProblem> problems =
        [
            .. from line in lines
               from finding in line.Findings
               where finding.Severity == Domain.FindingSeverity.Error
               select new FieldProblem(Field(line.Row.Id), ErrorText.Of("QMS741", line.Row.Number, finding.MessageVi, FactSources.Say(finding.Source, CultureInfo.CurrentUICulture))),
        ];
        return problems.Count == 0 ? null : new Outcome.Refused("QMS740", ErrorText.Of("QMS740", problems.Count)) { Fields = problems };
    }

    /// <summary>The name of an objective's row on a task page, to lead from a problem to it.</summary>
    public static string Field(Guid objective) => $"objective-{objective}";

    // A composite whose parts are all judged by criteria has nothing to count either.
    private static ObjectiveKind KindOf(Objective objective, ObjectiveSurroundings around) => objective.Kind switch
    {
        "qualitative" => ObjectiveKind.Qualitative,
        "composite" => around.Parts.Count > 0 && around.Parts.All(part => part.Kind == "qualitative") ? ObjectiveKind.Qualitative : ObjectiveKind.Composite,
        "nested" => ObjectiveKind.Nested,
        "per-unit" => ObjectiveKind.PerUnit,
        "per-field" => ObjectiveKind.PerField,
        "number" => ObjectiveKind.Number,
        _ => ObjectiveKind.Percent,
    };

    private static ImmutableArray<TargetLine> Targets(Objective objective, ObjectiveSurroundings around)
    {
        var own = ObjectiveRules.TargetOf(objective) is { } target ? [new TargetLine(objective.Number, target)] : Array.Empty<TargetLine>();
        var parts = around.Parts.Where(part => part.Kind != "qualitative").Select(part => new TargetLine(part.Statement, ObjectiveRules.TargetOf(part)));
        return objective.Kind switch
        {
            "qualitative" => [],
            "composite" => [.. around.Parts.Where(part => part.Kind != "qualitative").Select(part => new TargetLine(part.Number, ObjectiveRules.TargetOf(part)))],
            "per-unit" => [.. own, .. around.UnitTargets],
            "per-field" => [.. own, .. parts, .. around.UnitTargets],
            _ => [.. own],
        };
    }

    private static ImmutableArray<string> Criteria(Objective objective, ObjectiveSurroundings around) =>
        [.. around.Parts.Select(part => part.Criteria).Prepend(objective.Criteria).Where(text => text.Length > 0)];

    private static string? Parted(ObjectiveSurroundings around) => around.Parts.Count > 0 ? "theo từng chỉ tiêu" : null;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
