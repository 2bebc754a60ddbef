namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>Is told, within the running transaction, that results of a cycle's objectives are no longer what they were judged by.</summary>
internal interface IObjectiveObserver
{
    Task ChangedAsync(Guid agencyId, Guid cycleId, int year, CancellationToken ct);
}

/// <summary>What a result rests on: the kind, the target, the whole that it is part of, and by which indicators it is measured; not its wording.</summary>
internal sealed record JudgedBy(string Kind, string Comparator, decimal? Target, string TargetUnit, Guid? ParentId, string Links)
{
    public static JudgedBy Of(Objective row, IEnumerable<IndicatorLink> links) => new(
        row.Kind, row.Comparator ?? "", row.TargetValue, row.TargetUnit, row.ParentId, string.Join('\n', links.Select(link => $"{link.Code} {link.Aggregation} {link.CutOff} {link.Filter.ToJson()}")));
}
