using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace QmsWorkflow.Chaos;

/// <summary>Looks at the rows as the database's administrator, past every wall of the product.</summary>
internal sealed class ChaosChecks(string connectionString)
{
    /// <summary>Each instance takes a number of this series at its start.</summary>
    public const string Series = "CHAOS";
    public const int SeriesYear = 2026;

    // Everything that happened to an instance of a kind, counted; its children, tasks, approvals and documents belong to it.
    // Reminders and escalations are left out: they depend on when a task was answered. The order of parallel branches may differ.
    private const string Facts =
        """
        drop table if exists chaos_members, chaos_subjects, chaos_facts;
        create table chaos_members as select coalesce(parent_id, id) as root, id from workflow_instances;
        create unique index on chaos_members (id);
        create table chaos_subjects as
          select id::text as subject, root from chaos_members
          union all select t.id::text, m.root from user_tasks t join chaos_members m on m.id = t.instance_id
          union all select a.id::text, m.root from approvals a join chaos_members m on m.id = a.instance_id
          union all select d.id::text, m.root from documents d join chaos_members m on m.id = d.instance_id
          union all select g.id::text, m.root from child_groups g join chaos_members m on m.id = g.parent_id;
        create unique index on chaos_subjects (subject);
        analyze chaos_members, chaos_subjects;
        create table chaos_facts as select root, fact, count(*) as n from (
          select m.root, 'event ' || e.kind as fact from workflow_events e join chaos_members m on m.id = e.instance_id
          union all select m.root, 'instance ' || i.definition_id || ' ' || i.status || '/' || i.sub_status || ' acts ' || i.state_version
            from workflow_instances i join chaos_members m on m.id = i.id
          union all select s.root, 'trail ' || t.action || case when t.action = 'instance.ended' then ' ' || coalesce(t.after, '') else '' end
            from trail_entries t join chaos_subjects s on s.subject = t.subject_id where t.action <> 'task.escalated'
          union all select m.root, 'task ' || t.activity_id || ' ' || t.state || ' ' || coalesce(t.outcome, '') || case when t.completed_by is null then ' by nobody' else '' end
            from user_tasks t join chaos_members m on m.id = t.instance_id
          union all select m.root, 'approval ' || a.activity_id || ' ' || a.state from approvals a join chaos_members m on m.id = a.instance_id
          union all select s.root, 'decision ' || d.verdict from approval_decisions d join chaos_subjects s on s.subject = d.approval_id::text
          union all select m.root, 'document ' || d.kind || ' ' || d.state || ' version ' || d.content_version || case when d.number is null then ' unnumbered' else '' end
            || case when d.docx_file_id is null or d.pdf_file_id is null then ' without file' else '' end from documents d join chaos_members m on m.id = d.instance_id
          union all select s.root, 'notice ' || split_part(n.key, ':', 1) from notifications n join chaos_subjects s on s.subject = split_part(n.key, ':', 2)
            where split_part(n.key, ':', 1) not in ('reminder', 'escalation')
          union all select s.root, 'job ' || j.kind || ' ' || j.state from jobs j join chaos_subjects s
            on s.subject = split_part(j.key, ':', case when j.kind = 'event-receipt' then 3 else 2 end) where j.kind <> 'send-mail'
          union all select m.root, 'incident ' || i.message from incidents i join chaos_members m on m.id = i.instance_id
        ) f group by root, fact;
        create index on chaos_facts (root);
        analyze chaos_facts
        """;

    private const string Reference =
        """
        drop table if exists chaos_reference;
        create table chaos_reference as select distinct i.definition_id as kind, f.fact, f.n from chaos_facts f join workflow_instances i on i.id = f.root
        """;

    // A kind whose undisturbed instances differ has a fact with two counts, or one that not all of them have.
    private const string Unlike =
        """
        select count(*) from (select i.definition_id, f.fact from chaos_facts f join workflow_instances i on i.id = f.root group by i.definition_id, f.fact
          having count(distinct f.n) > 1 or count(*) <> (select count(*) from workflow_instances k where k.parent_id is null and k.definition_id = i.definition_id)) u
        """;

    private const string Differences =
        """
        drop table if exists chaos_differences;
        create table chaos_differences as select root, kind, fact, coalesce(f.n, 0) as n, coalesce(r.n, 0) as expected
          from (select i.id as root, i.definition_id as kind, r.fact, r.n from workflow_instances i join chaos_reference r on r.kind = i.definition_id where i.parent_id is null) r
          full join (select f.root, i.definition_id as kind, f.fact, f.n from chaos_facts f join workflow_instances i on i.id = f.root) f using (root, kind, fact)
          where coalesce(f.n, 0) <> coalesce(r.n, 0)
        """;

    private const string Stuck =
        """
        select (select count(*) from jobs where state <> 'Done') + (select count(*) from timers) + (select count(*) from workflow_waits)
          + (select count(*) from incidents) + (select count(*) from workflow_instances where status <> 'Finished') + (select count(*) from user_tasks where state in ('Open', 'Waiting'))
        """;

    // One line per series whose numbers are not 1 to its last, each once. The correlation of an instance is its number.
    private const string Gaps =
        """
        select count(*) from number_series s left join lateral (
          select count(*) as n, count(distinct number) as several, coalesce(max(number), 0) as highest from (
            select d.number from documents d where d.agency_id = s.agency_id and d.series = s.series and d.year = s.year and d.number is not null
            union all select i.correlation_id::int from workflow_instances i where i.parent_id is null and s.series = 'CHAOS') k) k on true
        where k.n <> s.last_number or k.several <> s.last_number or k.highest <> s.last_number
        """;

    /// <summary>Nothing open, nothing planned, nothing to do.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken ct) => await CountAsync(Stuck, ct) == 0;

    /// <summary>A number that grows while anything is done.</summary>
    public Task<long> DoneAsync(CancellationToken ct) => CountAsync("select (select count(*) from workflow_events) + (select count(*) from jobs where state = 'Done')", ct);

    /// <returns>When the last planned timer is due; nothing when there is none.</returns>
    public async Task<DateTimeOffset?> LastTimerAsync(CancellationToken ct) =>
        await ScalarAsync("select max(due_at) from timers", ct) is DateTime due ? new DateTimeOffset(due, TimeSpan.Zero) : null;

    /// <summary>What is still open, for whoever reads why the run did not become quiet.</summary>
    public Task<string> OpenThingsAsync(CancellationToken ct) => LinesAsync(
        """
        select 'job ' || kind || ' ' || state || ' ' || count(*) || ' ' || coalesce(max(error), '') from jobs where state <> 'Done' group by kind, state
        union all select 'timer ' || kind || ' ' || count(*) || ' due from ' || min(due_at) || ' to ' || max(due_at) || ' attempts ' || max(attempts) from timers group by kind
        union all select 'wait ' || type || ' ' || activity_id || ' ' || count(*) from workflow_waits group by type, activity_id
        union all select 'incident ' || message || ' ' || count(*) from incidents group by message
        union all select 'task ' || activity_id || ' ' || state || ' ' || count(*) from user_tasks where state in ('Open', 'Waiting') group by activity_id, state
        """, ct);

    /// <summary>Remembers how undisturbed instances end; all of a kind alike.</summary>
    public async Task RememberAsync(CancellationToken ct)
    {
        await RunAsync(Facts, ct);
        if (await CountAsync(Unlike, ct) > 0) throw new InvalidOperationException($"The undisturbed instances do not end alike:\n{await FactsAsync(ct)}");

        await RunAsync(Reference, ct);
    }

    public Task<string> FactsAsync(CancellationToken ct) => LinesAsync(
        "select distinct i.definition_id || ': ' || f.fact || ' × ' || f.n from chaos_facts f join workflow_instances i on i.id = f.root order by 1", ct);

    public async Task<(ChaosReport Report, string Differences)> CompareAsync(
        Tally tally, int started, string files, bool isTrailWhole, MailSink mails, TimeSpan duration, CancellationToken ct)
    {
        await RunAsync(Facts, ct);
        await RunAsync(Differences, ct);
        var count = await CountAsync("select count(*) from workflow_instances where parent_id is null", ct);
        var keys = await ListAsync("select key from jobs where kind = 'send-mail'", ct);
        var report = new ChaosReport
        {
            Tally = tally,
            Instances = await CountAsync("select count(*) from workflow_instances", ct),
            Acts = await CountAsync("select count(*) from workflow_events", ct),
            Tasks = await CountAsync("select count(*) from user_tasks where state = 'Done'", ct),
            Documents = await CountAsync("select count(*) from documents where state = 'Issued'", ct),
            Doubled = await CountAsync("select coalesce(sum(n - expected), 0)::bigint from chaos_differences where n > expected", ct) + Math.Max(0, count - started),
            Lost = await CountAsync("select coalesce(sum(expected - n), 0)::bigint from chaos_differences where n < expected", ct) + Math.Max(0, started - count),
            Stuck = await CountAsync(Stuck, ct),
            Different = await CountAsync("select count(distinct root) from chaos_differences", ct),
            IsNumbersGapless = await CountAsync(Gaps, ct) == 0,
            FilesWrong = await WrongFilesAsync(files, ct),
            IsTrailWhole = isTrailWhole,
            Mails = keys.Count == 0 ? null : mails.Count(await ExpectedMailsAsync(ct)),
            Duration = duration,
        };
        return (report, await LinesAsync("select kind || ' ' || root || ': ' || fact || ': ' || n || ', undisturbed ' || expected from chaos_differences order by 1 limit 40", ct));
    }

    /// <returns>How many connections of the product were cut.</returns>
    public async Task<int> CutAsync(CancellationToken ct) =>
        (int)await CountAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'qms' and random() < 0.6", ct);

    /// <summary>Every notice of a person with an address, not only those for which a job was found.</summary>
    private Task<List<string>> ExpectedMailsAsync(CancellationToken ct) =>
        ListAsync("select 'mail:' || n.key || ':' || n.person_id from notifications n join people p on p.id = n.person_id where p.email is not null", ct);

    private async Task<long> WrongFilesAsync(string folder, CancellationToken ct)
    {
        var wrong = 0L;
        foreach (var hash in await ListAsync("select distinct sha256 from stored_files", ct))
        {
            var file = Path.Combine(folder, hash[..2], hash[2..4], hash);
            if (!File.Exists(file) || Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, ct))) != hash) wrong++;
        }

        return wrong;
    }

    private async Task<long> CountAsync(string sql, CancellationToken ct) => Convert.ToInt64(await ScalarAsync(sql, ct), CultureInfo.InvariantCulture);

    private async Task<string> LinesAsync(string sql, CancellationToken ct) => string.Join('\n', await ListAsync(sql, ct));

    private async Task RunAsync(string sql, CancellationToken ct) => await ScalarAsync(sql, ct);

    private async Task<object?> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task<List<string>> ListAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(ct)) lines.Add(reader.GetString(0));
        return lines;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        // Not pooled: PostgreSQL is restarted under it.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }
}
