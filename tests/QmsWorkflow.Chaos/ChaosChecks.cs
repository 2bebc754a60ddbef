using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace QmsWorkflow.Chaos;

internal sealed record ChaosReport(
    int Kills, int Restarts, int Cuts, int OwnEnds, long Instances, long Acts, long Doubled, long Lost, long Stuck, long Different, bool IsNumbersGapless,
    bool IsTrailWhole, TimeSpan Duration)
{
    public bool IsGood => Doubled + Lost + Stuck + Different == 0 && IsNumbersGapless && IsTrailWhole;

    public string Table() => string.Join('\n',
        "| | |", "|---|---|", Row("kills (SIGKILL)", Kills), Row("PostgreSQL restarts (immediate)", Restarts), Row("connections cut", Cuts),
        Row("servers that ended by themselves and were started again", OwnEnds), Row("instances", Instances), Row("acts", Acts), Row("doubled", Doubled), Row("lost", Lost),
        Row("stuck", Stuck), Row("other end than undisturbed", Different), $"| numbers gapless | {(IsNumbersGapless ? "yes" : "NO")} |",
        $"| trail whole | {(IsTrailWhole ? "yes" : "NO")} |", string.Create(CultureInfo.InvariantCulture, $"| duration | {Duration.TotalSeconds:0} s |"));

    private static string Row(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {value} |");
}

/// <summary>Looks at the rows as the database's administrator, past every wall of the product.</summary>
internal sealed class ChaosChecks(string connectionString)
{
    // One line per parent: how it ended, what it put out, which events it and its children had, whom it told. An order of parallel branches may differ.
    private const string Ends =
        """
        select p.id, p.status || '/' || p.sub_status || ' out=' || coalesce((select string_agg(coalesce(t.after, ''), ',' order by t.sequence) from trail_entries t
            where t.subject_id = p.id::text and t.action = 'instance.ended'), '')
          || ' children=' || (select string_agg(x, ',' order by x) from (select c.status || '/' || c.sub_status || '/' || c.state_version
            || '/' || coalesce((select string_agg(coalesce(t.after, ''), ',') from trail_entries t where t.subject_id = c.id::text and t.action = 'instance.ended'), '') as x
            from workflow_instances c where c.parent_id = p.id) k)
          || ' events=' || (select string_agg(kind || ':' || n, ',' order by kind) from (select e.kind, count(*) as n from workflow_events e
            join workflow_instances i on i.id = e.instance_id where i.id = p.id or i.parent_id = p.id group by e.kind) g)
          || ' notices=' || (select count(*) from notifications n join workflow_instances i on n.key like 'notify:' || i.id || ':%' where i.id = p.id or i.parent_id = p.id)
          as ending from workflow_instances p where p.parent_id is null
        """;

    // What each parent should have: instances, trail entries of start and end, notices.
    private const string Parts =
        """
        select p.id, (select count(*) from workflow_instances c where c.parent_id = p.id) + (select count(*) from trail_entries t join workflow_instances i
            on t.subject_id = i.id::text where (i.id = p.id or i.parent_id = p.id) and t.action in ('instance.started', 'instance.ended', 'notice.sent'))
          + (select count(*) from notifications n join workflow_instances i on n.key like 'notify:' || i.id || ':%' where i.id = p.id or i.parent_id = p.id)
          + (select count(*) from workflow_events e join workflow_instances i on i.id = e.instance_id where i.id = p.id or i.parent_id = p.id) as n
        from workflow_instances p where p.parent_id is null
        """;

    private const string Stuck =
        """
        select (select count(*) from jobs where state <> 'Done') + (select count(*) from timers) + (select count(*) from workflow_waits)
          + (select count(*) from incidents) + (select count(*) from workflow_instances where status <> 'Finished')
        """;

    private long parts;

    public async Task<bool> UntilQuietAsync(TimeSpan limit, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit)
        {
            if (await CountAsync(Stuck, ct) == 0) return true;

            await Task.Delay(500, ct);
        }

        return false;
    }

    /// <summary>How an undisturbed instance ends; all of them alike.</summary>
    public async Task<string> ReferenceAsync(CancellationToken ct)
    {
        if (await CountAsync($"select count(distinct ending) from ({Ends}) e", ct) != 1 || await CountAsync($"select count(distinct n) from ({Parts}) e", ct) != 1)
        {
            throw new InvalidOperationException("The undisturbed instances do not end alike.");
        }

        parts = await CountAsync($"select min(n) from ({Parts}) e", ct);
        return (string)(await ScalarAsync($"select min(ending) from ({Ends}) e", null, ct))!;
    }

    public async Task<ChaosReport> CompareAsync(string reference, int started, CancellationToken ct)
    {
        var count = await CountAsync("select count(*) from workflow_instances where parent_id is null", ct);
        var more = await CountAsync($"select count(*) from ({Parts}) e where n > {parts.ToString(CultureInfo.InvariantCulture)}", ct);
        var fewer = await CountAsync($"select count(*) from ({Parts}) e where n < {parts.ToString(CultureInfo.InvariantCulture)}", ct);
        var different = (long)(await ScalarAsync($"select count(*) from ({Ends}) e where ending is distinct from @reference", reference, ct))!;
        var gapless = await CountAsync(
            "select count(distinct correlation_id::int) + max(correlation_id::int) + (select last_number from number_series where series = 'CHAOS') from workflow_instances where parent_id is null", ct);
        return new ChaosReport(0, 0, 0, 0, await CountAsync("select count(*) from workflow_instances", ct), await CountAsync("select count(*) from workflow_events", ct),
            more + Math.Max(0, count - started), fewer + Math.Max(0, started - count), await CountAsync(Stuck, ct), different, gapless == 3L * started, false, TimeSpan.Zero);
    }

    /// <returns>How many connections of the product were cut.</returns>
    public async Task<int> CutAsync(CancellationToken ct) =>
        (int)await CountAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'qms' and random() < 0.6", ct);

    private async Task<long> CountAsync(string sql, CancellationToken ct) =>
        Convert.ToInt64(await ScalarAsync(sql, null, ct), CultureInfo.InvariantCulture);

    private async Task<object?> ScalarAsync(string sql, string? reference, CancellationToken ct)
    {
        // Not pooled: PostgreSQL is restarted under it.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        if (reference is not null) command.Parameters.AddWithValue("reference", reference);
        return await command.ExecuteScalarAsync(ct);
    }
}
