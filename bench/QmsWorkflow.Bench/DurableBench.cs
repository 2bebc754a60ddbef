using System.Diagnostics;

namespace QmsWorkflow.Bench;

/// <summary>Ten activities, two suspensions, full history and trail, fsync on: against what pgbench reaches in the same run on the same cluster.</summary>
internal static class DurableBench
{
    private const int Calibration = 200;
    private const int Warming = 2000;

    public static async Task RunAsync(Store store, Table table, bool isQuick)
    {
        var seconds = isQuick ? 4 : 15;
        var connection = await store.CreateAsync();
        var writes = await CalibrateAsync(store, connection);
        var share = new RowShare(
            PerWorkflow(writes.Inserted), PerWorkflow(writes.Updated), PerWorkflow(writes.Deleted), 3, (double)writes.Bytes / Calibration);
        var folder = Directory.CreateTempSubdirectory("qms-pgbench-").FullName;
        try
        {
            var pgbench = new PgBench(store, await store.CreateEmptyAsync(), folder);
            var scriptBytes = await pgbench.CalibrateAsync(share);
            await store.SetFullPageWritesAsync(connection, isOn: true);
            table.Add("one workflow writes", $"{share.Inserted} inserts, {share.Updated} updates, {share.Deleted} deletes, {share.Commits} commits, {Table.Text(share.Bytes, "B of log")}");
            table.Add("the pgbench script writes as many rows and commits", Table.Text(scriptBytes, "B of log"));
            await MeasureAsync(store, connection, pgbench, table, seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int PerWorkflow(long rows) => (int)Math.Round((double)rows / Calibration);

    private static async Task<Writes> CalibrateAsync(Store store, string connection)
    {
        await store.SetFullPageWritesAsync(connection, isOn: false);
        Guid agency;
        await using (var bed = Bed.Open(connection))
        {
            agency = await bed.AddAgencyAsync("so-hieu-chuan");
            await bed.PublishAsync(agency, Flows.TenActivities);
            for (var run = 0; run < 10; run++) await bed.RunTenAsync(agency);
        }

        return await store.CountAsync(connection, async () =>
        {
            await using var bed = Bed.Open(connection);
            for (var run = 0; run < Calibration; run++) await bed.RunTenAsync(agency);
        });
    }

    private static async Task MeasureAsync(Store store, string connection, PgBench pgbench, Table table, int seconds)
    {
        await using var bed = Bed.Open(connection);
        var agencies = new Guid[8];
        for (var index = 0; index < agencies.Length; index++) agencies[index] = await bed.AddAgencyAsync($"so-{index}");
        // A server runs for weeks: what the just-in-time compiler does in its first seconds is no part of a workflow.
        await Parallel.ForAsync(0, Warming, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (run, _) => await bed.RunTenAsync(agencies[run % agencies.Length]));

        // Each pair back to back, so that both see the same machine.
        foreach (var (name, writers, spread) in new[] { ("1 writer", 1, 1), ("8 writers, one agency", 8, 1), ("8 writers, 8 agencies", 8, 8) })
        {
            await store.ExecuteAsync(connection, "checkpoint");
            var baseline = await pgbench.MeasureAsync(writers, seconds);
            await store.ExecuteAsync(connection, "checkpoint");
            var (perSecond, processor) = await RunWritersAsync(bed, agencies[..spread], writers, seconds);
            table.Add($"durable, {name}", $"{Table.Text(perSecond, "instances/s")}; pgbench {Table.Text(baseline, "/s")}");
            table.AtLeast($"durable, {name}: share of pgbench", 100 * perSecond / baseline, 60, "%");
            table.AtMost($"durable, {name}: processor time per workflow", processor, 2.5, "ms");
        }
    }

    private static async Task<(double PerSecond, double ProcessorMilliseconds)> RunWritersAsync(Bed bed, Guid[] agencies, int writers, int seconds)
    {
        using var process = Process.GetCurrentProcess();
        var done = 0;
        var used = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                await bed.RunTenAsync(agencies[writer % agencies.Length]);
                Interlocked.Increment(ref done);
            }
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (done / elapsed, (process.TotalProcessorTime - used).TotalMilliseconds / done);
    }
}
