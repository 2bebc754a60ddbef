using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>A version of an indicator as pages show it.</summary>
internal sealed record DefinitionLine(Indicator Row, IndicatorDefinition Definition, string? MadeBy, string? ApprovedBy, int Objectives)
{
    /// <summary>The test cases that do not hold.</summary>
    public IReadOnlyList<IndicatorTestFailure> Failures { get; } = Definition.RunTests();
}

/// <summary>Reads definitions for the pages.</summary>
internal sealed class DefinitionQueries(QmsDb db)
{
    /// <summary>The version in force of each indicator, or its draft where none is.</summary>
    public async Task<IReadOnlyList<DefinitionLine>> ListAsync(CancellationToken ct)
    {
        var rows = await db.Indicators.AsNoTracking().Where(i => i.State != IndicatorState.Retired).OrderBy(i => i.Family).ThenBy(i => i.Code).ThenBy(i => i.Version).ToListAsync(ct);
        return await LinesAsync(rows, ct);
    }

    /// <summary>All versions of an indicator, the newest first.</summary>
    public async Task<IReadOnlyList<DefinitionLine>> VersionsAsync(string code, CancellationToken ct) =>
        await LinesAsync(await db.Indicators.AsNoTracking().Where(i => i.Code == code).OrderByDescending(i => i.Version).ToListAsync(ct), ct);

    /// <summary>The newest version of an indicator, be it a draft; null when there is none.</summary>
    public async Task<IndicatorDefinition?> LatestAsync(string code, CancellationToken ct) =>
        await db.Indicators.AsNoTracking().Where(i => i.Code == code).OrderByDescending(i => i.Version).Select(i => i.Definition).FirstOrDefaultAsync(ct) is { } json
            ? IndicatorDefinition.Parse(json).OrThrow()
            : null;

    private async Task<IReadOnlyList<DefinitionLine>> LinesAsync(List<Indicator> rows, CancellationToken ct)
    {
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.FullName, ct);
        var used = await db.ObjectiveIndicators.GroupBy(link => link.IndicatorCode).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return [.. rows.Select(row => new DefinitionLine(row, IndicatorDefinition.Parse(row.Definition).OrThrow(), Name(row.MadeBy), Name(row.ApprovedBy), used.GetValueOrDefault(row.Code)))];

        string? Name(Guid? id) => id is { } person ? people.GetValueOrDefault(person) : null;
    }
}
