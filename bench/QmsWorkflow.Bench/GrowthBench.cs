using System.Diagnostics;
using System.Globalization;

namespace QmsWorkflow.Bench;

/// <summary>Does the cost of an act grow with what is there already? Printed as the exponent k of cost = c·n^k; 1 is linear in total.</summary>
internal static class GrowthBench
{
    private const double Aim = 1.1;

    public static async Task RunAsync(Store store, Table table, bool isQuick)
    {
        await ChildrenAsync(store, table, isQuick ? [10, 100, 1000] : [10, 100, 1000, 5000]);
        await LoopsAsync(store, table, isQuick);
        await StoredAsync(store, table, isQuick ? [1000, 10_000] : [1000, 10_000, 100_000]);
    }

    private static async Task ChildrenAsync(Store store, Table table, int[] sizes)
    {
        await using var bed = Bed.Open(await store.CreateAsync());
        var agency = await bed.AddAgencyAsync("so-con");
        await bed.PublishAsync(agency, [Flows.OneLine, Flows.ParentOf(5), .. sizes.Select(Flows.ParentOf)]);
        var points = new List<Point>();
        // The first parent only warms up.
        foreach (var size in sizes.Prepend(5))
        {
            points.Add(await MeasureAsync(bed, size, async () =>
            {
                await bed.StartAsync(agency, Flows.ParentId(size));
                await bed.DrainAsync();
            }));
            await bed.ExpectFinishedAsync(agency, Flows.ParentId(size), 1);
        }

        Report(table, "children of one parent", points.Skip(1).ToList());
    }

    private static async Task LoopsAsync(Store store, Table table, bool isQuick)
    {
        await using var bed = Bed.Open(await store.CreateAsync());
        var agency = await bed.AddAgencyAsync("so-vong");
        int[] rounds = [10, 1000, 10_000];
        int[] waiting = isQuick ? [10, 100, 500] : [10, 1000, 10_000];
        await bed.PublishAsync(agency, [Flows.Loop(5), Flows.WaitingLoop(5), .. rounds.Select(Flows.Loop), .. waiting.Select(Flows.WaitingLoop)]);
        var points = new List<Point>();
        foreach (var size in rounds.Prepend(5))
        {
            points.Add(await MeasureAsync(bed, size, () => bed.StartAsync(agency, Flows.LoopId(size))));
            await bed.ExpectFinishedAsync(agency, Flows.LoopId(size), 1);
        }

        Report(table, "rounds of a loop in one act", points.Skip(1).ToList());
        points.Clear();
        foreach (var size in waiting.Prepend(5))
        {
            points.Add(await MeasureAsync(bed, size, async () =>
            {
                var id = await bed.StartAsync(agency, Flows.WaitingLoopId(size));
                for (var round = 0; round < size; round++) await bed.RaiseAsync(agency, id, "event-round");
            }));
            await bed.ExpectFinishedAsync(agency, Flows.WaitingLoopId(size), 1);
        }

        Report(table, "rounds of a loop, each an act", points.Skip(1).ToList());
    }

    /// <summary>The store is filled with copies of really finished instances; what is measured then runs through the product.</summary>
    private static async Task StoredAsync(Store store, Table table, int[] sizes)
    {
        const int acts = 200;
        var connection = await store.CreateAsync();
        await using var bed = Bed.Open(connection);
        var agency = await bed.AddAgencyAsync("so-kho");
        await bed.PublishAsync(agency, Flows.TenActivities);
        await store.ExecuteAsync(connection, "vacuum");
        var empty = await SizeAsync(store, connection);
        for (var run = 0; run < sizes[0]; run++) await bed.RunTenAsync(agency);
        await bed.ExpectFinishedAsync(agency, Flows.Ten, sizes[0]);
        await store.ExecuteAsync(connection, "vacuum");
        var bytes = (double)(await SizeAsync(store, connection) - empty) / sizes[0];

        var points = new List<Point>();
        var stored = sizes[0];
        foreach (var size in sizes)
        {
            if (size > stored) await FillAsync(store, connection, size - stored);
            await store.ExecuteAsync(connection, "vacuum analyze", "checkpoint");
            points.Add(await MeasureAsync(bed, size, async () =>
            {
                for (var run = 0; run < acts; run++) await bed.RunTenAsync(agency);
            }));
            stored = size + acts;
        }

        // An act here is one whole workflow; it should cost the same whatever the store holds.
        foreach (var point in points)
        {
            table.Add(string.Create(CultureInfo.InvariantCulture, $"store with {point.Size:#,0} finished instances"),
                $"{Table.Text(point.Milliseconds / acts, "ms")}, {Table.Text((double)point.Queries / acts, "queries per workflow")}");
        }

        table.AtMost("store: exponent of time per workflow", Table.Exponent([.. points.Select(p => ((double)p.Size, p.Milliseconds))]), Aim - 1, "");
        table.AtMost("database per finished instance (history and trail, indexes)", bytes / 1024, 6, "KB");
    }

    private static Task<long> SizeAsync(Store store, string connection) =>
        store.AskAsync<long>(connection, "select sum(pg_total_relation_size(relid))::bigint from pg_stat_user_tables");

    private static Task FillAsync(Store store, string connection, int count) => store.ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture,
        $"""
        create temp table model as select id from workflow_instances where status = 'Finished' limit 1;
        create temp table made as select gen_random_uuid() as id, n from generate_series(1, {count}) n;
        create temp table filled as select * from workflow_instances where id = (select id from model);
        insert into workflow_instances select (jsonb_populate_record(f, jsonb_build_object('id', m.id))).* from made m, filled f;
        create temp table happened as select * from workflow_events where instance_id = (select id from model);
        insert into workflow_events select (jsonb_populate_record(e, jsonb_build_object('instance_id', m.id))).* from made m, happened e;
        create temp table told as select t.*, row_number() over (order by position) as place, count(*) over () as total
          from trail_entries t where subject_id = (select id::text from model);
        insert into trail_entries (agency_id, lane, sequence, at, actor_id, actor_name, origin, action, subject_type, subject_id, summary, before, after, previous_hash, hash)
          select t.agency_id, h.lane, h.last_sequence + (m.n - 1) * t.total + t.place, t.at, t.actor_id, t.actor_name, t.origin, t.action, t.subject_type, m.id::text,
            t.summary, t.before, t.after, t.previous_hash, t.hash
          from made m, told t join trail_heads h on h.agency_id = t.agency_id and h.lane = 0;
        update trail_heads h set last_sequence = (select max(sequence) from trail_entries t where t.agency_id = h.agency_id and t.lane = h.lane);
        drop table model, made, filled, happened, told;
        """));

    private static async Task<Point> MeasureAsync(Bed bed, int size, Func<Task> work)
    {
        var queries = bed.Queries;
        var watch = Stopwatch.StartNew();
        await work();
        return new Point(size, watch.Elapsed.TotalMilliseconds, bed.Queries - queries);
    }

    private static void Report(Table table, string name, List<Point> points)
    {
        foreach (var point in points)
        {
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{point.Size:#,0} {name}"),
                $"{Table.Text(point.Milliseconds, "ms")}, {Table.Text(point.Queries, "queries")}; {Table.Text(point.Milliseconds / point.Size, "ms")}, {Table.Text((double)point.Queries / point.Size, "queries each")}");
        }

        table.AtMost($"{name}: exponent of time", Table.Exponent([.. points.Select(p => ((double)p.Size, p.Milliseconds))]), Aim, "");
        table.AtMost($"{name}: exponent of queries", Table.Exponent([.. points.Select(p => ((double)p.Size, (double)p.Queries))]), Aim, "");
    }

    private sealed record Point(int Size, double Milliseconds, long Queries);
}
