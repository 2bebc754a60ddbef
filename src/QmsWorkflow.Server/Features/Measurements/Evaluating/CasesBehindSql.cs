using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Reads the cases behind a number.</summary>
internal sealed class CasesBehindSql(QmsDb db)
{
    public const int PageSize = 50;

    public Task<CasesBehind> ReadAsync(Guid objectiveId, Guid? indicatorId, Guid? unitId, string field, (DateOnly From, DateOnly To) window, RatioSide side, int page, CancellationToken ct)
    {
        _ = (db, objectiveId, indicatorId, unitId, field, window, side, page, ct);
        return Task.FromResult(CasesBehind.None);
    }
}
