using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>In demo mode, at the first start: gives each sample agency a register of its year, its survey and its training, so that the scorecard has something to say.</summary>
internal sealed class DemoFigures(IServiceScopeFactory scopes, NpgsqlDataSource database, TimeProvider clock)
{
    private const long Lock = 73577136;

    /// <exception cref="InvalidOperationException">A sample's figures cannot be imported.</exception>
    public async Task LoadAsync(string samples, CancellationToken ct)
    {
        // A second server that starts meanwhile waits and finds all done; the lock ends with the connection.
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var alone = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = Lock } } };
        await alone.ExecuteNonQueryAsync(ct);
        await LoadAllAsync(samples, ct);
        await using var done = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = Lock } } };
        await done.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Up to the day before the demo's own: what lies ahead has not happened yet.</summary>
    private async Task LoadAllAsync(string samples, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        foreach (var (agencyId, code, year) in await CyclesAsync(ct))
        {
            if (SampleFolder.Find(samples, code) is not { } figures || today <= new DateOnly(year, 1, 1)) continue;

            var until = today.Year > year ? new DateOnly(year, 12, 31) : today.AddDays(-1);
            var months = today.Year > year ? 12 : today.Month - 1;
            await LoadAsync(agencyId, "mot-cua", $"so-ho-so-{year}.csv", output => WriteCases(figures, year, until, output), ct);
            await LoadAsync(agencyId, "khao-sat", $"khao-sat-{year}.csv", output => SurveyTable.WriteSurvey(figures, year, figures.Seed, months, output), ct);
            await LoadAsync(agencyId, "dao-tao", $"dao-tao-{year}.csv", output => SurveyTable.WriteTraining(figures, year, months, output), ct);
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
            await scope.ServiceProvider.GetRequiredService<DemoEntries>().EnterAsync(figures.Entries, year, ct);
        }
    }

    /// <summary>The first year of each agency: the one that its sample describes.</summary>
    private async Task<List<(Guid AgencyId, string Code, int Year)>> CyclesAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var agencies = await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => new { a.Id, a.Code }).ToListAsync(ct);
        var years = await db.Cycles.AsNoTracking().GroupBy(c => c.AgencyId).Select(g => new { g.Key, Year = g.Min(c => c.Year) }).ToDictionaryAsync(g => g.Key, g => g.Year, ct);
        return [.. agencies.Where(a => years.ContainsKey(a.Id)).Select(a => (a.Id, a.Code, years[a.Id]))];
    }

    /// <summary>Only where the source never had an import; one that a stopped server left half done is finished.</summary>
    private async Task LoadAsync(Guid agencyId, string source, string fileName, Func<TextWriter, long> write, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var load = scope.ServiceProvider.GetRequiredService<FigureLoad>();
        if (await db.DataSources.AsNoTracking().Where(s => s.Code == source).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(ct) is not { } sourceId) return;

        var known = await db.Imports.AsNoTracking().Where(i => i.SourceId == sourceId).OrderByDescending(i => i.AskedAt).FirstOrDefaultAsync(ct);
        if (known is not null)
        {
            // Those of people wait for people.
            if (known is { AskedBy: null, State: ImportState.Queued or ImportState.Reading or ImportState.Ready }) await load.FinishAsync(known.Id, Actor.System(agencyId), ct);
            return;
        }

        using var content = new MemoryStream();
        long rows;
        await using (var text = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true)) rows = write(text);
        if (rows == 0) return;

        content.Position = 0;
        var import = await load.LoadAsync(agencyId, source, fileName, content, ct);
        if (import.State != ImportState.Committed) throw new InvalidOperationException($"{fileName}: {import.State}, {import.RowsFaulty} rows at fault. {import.Message}");
    }

    private static long WriteCases(SampleFigures figures, int year, DateOnly until, TextWriter output)
    {
        var csv = new CaseCsv(output);
        csv.WriteHead();
        var count = 0L;
        foreach (var row in new CaseSampler(figures, year, figures.Rows, figures.Seed, until).Cases())
        {
            csv.Write(row);
            count++;
        }

        return count;
    }
}
