using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Seeds;

/// <summary>What the demo start brings: figures for every sample agency, through the import and the entry that people use.</summary>
public sealed class DemoFiguresTests(TestCluster cluster)
{
    private static readonly string[] Agencies = ["hai-duong", "bac-giang", "bau-bang", "ba-ria-vung-tau"];

    private static string Samples => Path.Combine(Repository.Root, "samples");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sample_agency_has_figures_and_results_and_a_second_start_adds_none()
    {
        await using var app = await ProductApp.CreateAsync(cluster, new DateOnly(2026, 11, 21));

        await app.Services.GetRequiredService<DemoFigures>().LoadAsync(Samples, Ct);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);

        var first = await CountsAsync(app);
        foreach (var (code, count) in first)
        {
            (count.Cases > 1000, count.Imports, count.Open).ShouldBe((true, 3, 0), code);
            (count.Met > 0, count.Missed > 0).ShouldBe((true, true), $"{code}: {count}");
        }

        first["bac-giang"].Entries.ShouldBe(6);
        first["ba-ria-vung-tau"].Entries.ShouldBe(8);

        await app.Services.GetRequiredService<DemoFigures>().LoadAsync(Samples, Ct);
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);

        (await CountsAsync(app)).ShouldBe(first);
    }

    /// <summary>Nothing comes from the days ahead: on 15 August the register ends the day before, the survey with July, and only two quarters are entered.</summary>
    [Fact]
    public async Task In_the_middle_of_the_year_there_is_what_has_happened()
    {
        await using var app = await ProductApp.CreateAsync(cluster, new DateOnly(2023, 8, 15));

        await app.Services.GetRequiredService<DemoFigures>().LoadAsync(Samples, Ct);

        var (lastDay, lastMonth, entries) = await app.InAsync("ba-ria-vung-tau", async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>().Database;
            return (await db.SqlQuery<DateTime>($"select max(greatest(received_at, finished_at)) as \"Value\" from cases").SingleAsync(Ct),
                await db.SqlQuery<int>($"select max(month) as \"Value\" from figures where column_name like 'answers%'").SingleAsync(Ct),
                await services.GetRequiredService<QmsDb>().Measurements.Select(m => m.PeriodNumber).Distinct().Order().ToListAsync(Ct));
        });
        DateOnly.FromDateTime(lastDay).ShouldBe(new DateOnly(2023, 8, 14));
        lastMonth.ShouldBe(7);
        entries.ShouldBe([1, 2]);
        (await CountsAsync(app))["bau-bang"].ShouldBe(new Counts(0, 0, 0, 0, 0, 0), "its year has not begun");
    }

    private static async Task<Dictionary<string, Counts>> CountsAsync(ProductApp app)
    {
        var all = new Dictionary<string, Counts>();
        foreach (var code in Agencies)
        {
            all[code] = await app.InAsync(code, async (services, _) =>
            {
                var db = services.GetRequiredService<QmsDb>();
                return new Counts(
                    await db.Database.SqlQuery<long>($"select count(*) as \"Value\" from cases").SingleAsync(Ct),
                    await db.Imports.CountAsync(i => i.State == ImportState.Committed, Ct), await db.Imports.CountAsync(i => i.State != ImportState.Committed, Ct), await db.Measurements.CountAsync(Ct),
                    await db.Evaluations.CountAsync(e => e.Outcome == ResultOutcome.Met, Ct), await db.Evaluations.CountAsync(e => e.Outcome == ResultOutcome.Missed, Ct));
            });
        }

        return all;
    }

    private sealed record Counts(long Cases, int Imports, int Open, int Entries, int Met, int Missed);
}
