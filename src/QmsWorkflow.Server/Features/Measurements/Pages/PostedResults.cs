using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

/// <summary>What stands on the wall of a unit, with the latest results: nothing about persons.</summary>
internal sealed record PostedView
{
    public required string Agency { get; init; }
    public required string Unit { get; init; }
    public required int Year { get; init; }

    /// <summary>False until the unit's objectives are issued; nothing is shown before.</summary>
    public required bool IsPosted { get; init; }
    public required ReportPeriod Period { get; init; }
    public required IReadOnlyList<PostedLine> Lines { get; init; }
    public DateTimeOffset? EvaluatedAt { get; init; }
}

internal sealed record PostedLine(string Number, string Statement, string Target, string Shown, string Verdict, ResultOutcome Outcome);

/// <summary>Reads the results that anyone who has the code of the sheet may see.</summary>
internal sealed class PostedResults(ResultCodesSql codes, IServiceScopeFactory scopes)
{
    /// <returns>Null for a code that is none.</returns>
    public async Task<PostedView?> FindAsync(string code, CancellationToken ct)
    {
        if (await codes.FindAsync(code, ct) is not { } found) return null;

        // A scope of its own: whoever is signed in sees no more here than anyone.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(found.AgencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == found.AgencyId, ct);
        var unit = await db.Units.AsNoTracking().SingleAsync(u => u.Id == found.UnitId, ct);
        var cycle = await scope.ServiceProvider.GetRequiredService<ObjectiveQueries>().CycleAsync(found.CycleId, ct);
        var view = await scope.ServiceProvider.GetRequiredService<UnitResults>().LatestAsync(unit, cycle!, ct);
        var isPosted = await IsPostedAsync(db, found, ct);
        return new PostedView
        {
            Agency = agency.Name,
            Unit = unit.Name,
            Year = view.Cycle.Year,
            IsPosted = isPosted,
            Period = view.Choice.Period,
            Lines = isPosted ? [.. view.Own.Select(Line)] : [],
            EvaluatedAt = view.Own.Max(line => line.Cell?.EvaluatedAt),
        };
    }

    public static PostedLine Line(UnitResultLine line) => new(
        line.Objective.Number, line.Objective.Statement, line.Cell?.Target?.ToVietnamese() ?? ResultHtml.TargetOr(line.Objective.Target), line.Cell?.Shown ?? "",
        line.Cell is { RoundingMisleads: true } cell ? cell.Verdict : "", line.Outcome);

    /// <summary>The sheet is printed once the unit's objectives are issued.</summary>
    private static async Task<bool> IsPostedAsync(QmsDb db, ResultCode found, CancellationToken ct) =>
        await db.Documents.AnyAsync(d => d.CycleId == found.CycleId && d.UnitId == found.UnitId && d.Kind == "unit-objectives" && d.State == DocumentState.Issued, ct)
        || await db.ObjectiveSets.AnyAsync(s => s.CycleId == found.CycleId && s.UnitId == found.UnitId && s.State == ObjectiveSetState.Posted, ct);
}
