using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Testing;

namespace QmsWorkflow.Bench;

/// <summary>
/// All shipped indicators over cases, for 200 units and 12 months: the evaluator as the server runs it, results written, against the fastest
/// plain SQL we know for the same counts, which must come out the same.
/// </summary>
internal static class MeasureEvaluateBench
{
    private const int Units = 200;
    private const int Runs = 3;
    private static readonly IndicatorDefinition[] Indicators = [.. ShippedIndicators.All.Where(definition => definition.Reads == IndicatorReads.Cases)];
    private static readonly ReportPeriod[] Months = [.. Enumerable.Range(1, 12).Select(month => new ReportPeriod(ReportKind.Month, month, 2024))];

    public static async Task RunAsync(Store store, Table table, bool isQuick)
    {
        var points = new List<(double X, double Y)>();
        int[] sizes = isQuick ? [20_000, 60_000, 200_000] : [100_000, 300_000, 1_000_000];
        foreach (var size in sizes)
        {
            var (evaluated, bare) = await MeasureAsync(store, size);
            points.Add((size, evaluated));
            if (size != sizes[^1]) continue;

            var rows = size.ToString("#,0", CultureInfo.InvariantCulture);
            table.Add($"evaluation of {Indicators.Length} indicators, {Units} units × 12 months, {rows} cases", Table.Text(evaluated, "s"));
            table.Add("plain SQL aggregate of the same", Table.Text(bare, "s"));
            table.AtMost("evaluation / plain SQL", evaluated / bare, 1.5, "");
        }

        table.AtMost("evaluation, growth with cases (exponent)", Table.Exponent(points), 1.1, "");
    }

    private static async Task<(double Evaluated, double Bare)> MeasureAsync(Store store, int cases)
    {
        var connection = await store.CreateAsync();
        await using var services = Services(connection);
        var (agency, cycle) = await FillAsync(services);
        await store.ExecuteAsync(connection, Cases(agency, cases), "vacuum analyze cases");
        var (evaluated, bare) = (new List<double>(), new List<double>());
        // The first round only warms up.
        for (var run = 0; run <= Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            await InAsync(services, agency, scope => scope.GetRequiredService<Evaluator>().EvaluateAsync(new EvaluateInput { CycleId = cycle, Periods = Months, CutOffs = [CutOff.Calendar] }, default));
            evaluated.Add(watch.Elapsed.TotalSeconds);
            watch.Restart();
            var plain = await PlainAsync(connection, agency);
            bare.Add(watch.Elapsed.TotalSeconds);
            if (run == 0) await CompareAsync(store, connection, plain);
        }

        return (Median(evaluated), Median(bare));
    }

    private static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt(Runs / 2);

    private static ServiceProvider Services(string connection)
    {
        var registered = new ServiceCollection().AddLogging();
        registered.AddData(connection).AddRuntime().AddEvaluating();
        return registered.BuildServiceProvider();
    }

    private static async Task<T> InAsync<T>(ServiceProvider services, Guid agency, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agency);
        return await act(scope.ServiceProvider);
    }

    private static async Task<(Guid Agency, Guid Cycle)> FillAsync(ServiceProvider services)
    {
        var (agency, cycle) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await InAsync(services, agency, async scope =>
        {
            var db = scope.GetRequiredService<QmsDb>();
            db.Agencies.Add(TestAgency.Of(agency, "do", "do", "do"));
            db.Cycles.Add(new Cycle { Id = cycle, AgencyId = agency, Year = 2024, Name = "2024", StandardEdition = "2015", State = CycleState.Running, Wording = "{}", CreatedAt = DateTimeOffset.UnixEpoch });
            db.Units.AddRange(Enumerable.Range(1, Units).Select(at => new Unit
            {
                Id = UnitId(at),
                AgencyId = agency,
                Code = string.Create(CultureInfo.InvariantCulture, $"DV{at:000}"),
                Name = string.Create(CultureInfo.InvariantCulture, $"Đơn vị {at}"),
                Kind = "division",
                InScope = true,
                ValidFrom = new DateOnly(2020, 1, 1),
                SortOrder = at,
            }));
            for (var at = 0; at < Indicators.Length; at++) AddObjective(db, agency, cycle, at + 1, Indicators[at]);
            return await db.SaveChangesAsync();
        });
        return (agency, cycle);
    }

    private static Guid UnitId(int at) => new(at, 0, 0, new byte[8]);

    private static void AddObjective(QmsDb db, Guid agency, Guid cycle, int ordinal, IndicatorDefinition definition)
    {
        var objective = new Objective
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency,
            CycleId = cycle,
            Relation = ObjectiveRelation.Agency,
            Ordinal = ordinal,
            Number = definition.Code,
            GroupName = "",
            Kind = "percent",
            Statement = definition.Name,
            Comparator = "≥",
            TargetValue = 50,
            TargetUnit = "%",
            Criteria = "",
            Method = "",
            Source = "",
            Measures = "",
            Responsible = "",
            ReportPeriod = "",
        };
        db.Objectives.Add(objective);
        db.Indicators.Add(new Indicator
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency,
            Code = definition.Code,
            Version = 1,
            Family = definition.Family,
            Name = definition.Name,
            Reads = "cases",
            Definition = definition.ToJson(),
            State = IndicatorState.Approved,
            MadeAt = DateTimeOffset.UnixEpoch,
            ApprovedAt = DateTimeOffset.UnixEpoch,
        });
        db.ObjectiveIndicators.Add(new ObjectiveIndicator
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency,
            ObjectiveId = objective.Id,
            Ordinal = 1,
            IndicatorCode = definition.Code,
            Aggregation = Aggregation.SumOfCounts,
            Filter = "{}",
            CutOff = CutOff.Calendar,
        });
    }

    /// <summary>Spread over the year and the units by a hash of the number: the same rows in every run.</summary>
    private static string Cases(Guid agency, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        insert into cases (agency_id, case_code, source_id, import_id, row_number, unit_id, field, procedure_code, procedure_name, channel, is_whole, received_at, due_at, finished_at,
          is_rejected, timeliness, has_fee, payments, payments_online, dossier_digitised, result_digitised, satisfied)
        select '{agency}', 'H' || n, '{agency}', '{agency}', n, ('00000000-0000-0000-0000-000000000000'::text)::uuid, 'Lĩnh vực ' || h % 7, '1.' || h % 400, 'Thủ tục ' || h % 400, 1 + h % 3, h % 4 = 0,
          received, due, finished, h % 29 = 0,
          case when finished is null then 0 when finished > due then 3 when finished::date < due::date then 1 else 2 end,
          h % 2 = 0, case when h % 2 = 0 then 1 + h % 2 else 0 end, case when h % 6 = 0 then 1 else 0 end, h % 10 < 8, h % 10 < 7, case h % 5 when 0 then null when 1 then false else true end
        from (
          select n, h, received, received + interval '1 hour' * (40 + h % 200) as due,
            case when h % 50 = 0 then null else received + interval '1 hour' * (20 + (h / 7) % 190) end as finished
          from (select n, abs(hashint8(n)::bigint) as h, timestamp '2023-12-05 07:30' + interval '1 second' * (n::float8 / {count} * 33700000)::int as received from generate_series(1, {count}::bigint) as n) as a
        ) as b
        """).Replace("('00000000-0000-0000-0000-000000000000'::text)::uuid", $"(lpad(to_hex(1 + h / 11 % {Units}), 8, '0') || '-0000-0000-0000-000000000000')::uuid", StringComparison.Ordinal);

    /// <summary>The sums over all units, months and indicators that the plain SQL counts.</summary>
    private static async Task<(long Rows, long Above, long Below)> PlainAsync(string connection, Guid agency)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using (var wall = new NpgsqlCommand("select set_config('qms.agency', $1, false)", open) { Parameters = { new() { Value = agency.ToString() } } }) await wall.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(Plain, open) { CommandTimeout = 0, Parameters = { new() { Value = agency } } };
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, above, below) = (0L, 0L, 0L);
        while (await reader.ReadAsync())
        {
            rows++;
            for (var column = 2; column < reader.FieldCount; column++)
            {
                if (column % 2 == 0) above += reader.GetInt64(column);
                else below += reader.GetInt64(column);
            }
        }

        return (rows, above, below);
    }

    /// <summary>Written by hand, knowing which indicators there are: cases by the month of their end and of their arrival, those carried over by joining months.</summary>
    private const string Plain =
        """
        with months as (select m as start, m + interval '1 month' as stop from generate_series(timestamp '2024-01-01', timestamp '2024-12-01', interval '1 month') as m),
        done as (
          select unit_id, date_trunc('month', finished_at) as start, count(*) as n, count(*) filter (where timeliness <> 3) as in_time, count(*) filter (where timeliness = 3) as late,
            count(*) filter (where timeliness = 1) as early, count(*) filter (where channel = 2 and is_whole) as whole, sum(payments) as paid, sum(payments_online) as paid_online,
            count(*) filter (where has_fee) as fee, count(*) filter (where has_fee and payments_online > 0) as fee_online, count(*) filter (where result_digitised) as result,
            count(*) filter (where satisfied) as satisfied, count(*) filter (where satisfied is not null) as answered
          from cases where agency_id = $1 and finished_at >= '2024-01-01' and finished_at < '2025-01-01' group by 1, 2),
        came as (
          select unit_id, date_trunc('month', received_at) as start, count(*) as n, count(*) filter (where channel = 2) as online, count(*) filter (where dossier_digitised) as dossier
          from cases where agency_id = $1 and received_at >= '2024-01-01' and received_at < '2025-01-01' group by 1, 2),
        carried as (
          select c.unit_id, m.start, count(*) as n from cases c join months m on c.received_at < m.start and (c.finished_at is null or c.finished_at >= m.start)
          where c.agency_id = $1 and (c.finished_at is null or date_trunc('month', c.received_at) < date_trunc('month', c.finished_at)) group by 1, 2),
        open_late as (
          select c.unit_id, m.start, count(*) as n from cases c join months m on c.received_at < m.stop and c.due_at < m.stop and (c.finished_at is null or c.finished_at >= m.stop)
          where c.agency_id = $1 and (c.finished_at is null or (c.timeliness = 3 and date_trunc('month', c.due_at) < date_trunc('month', c.finished_at))) group by 1, 2)
        select unit_id, start,
          coalesce(d.in_time, 0), coalesce(d.n, 0),
          coalesce(d.in_time, 0), coalesce(d.n, 0) + coalesce(o.n, 0),
          coalesce(d.late, 0) + coalesce(o.n, 0), coalesce(c.n, 0) + coalesce(k.n, 0),
          coalesce(d.early, 0), coalesce(d.n, 0),
          coalesce(d.early, 0), coalesce(d.in_time, 0),
          coalesce(c.online, 0), coalesce(c.n, 0),
          coalesce(c.online, 0), coalesce(c.n, 0) + coalesce(k.n, 0),
          coalesce(d.whole, 0), coalesce(d.n, 0),
          coalesce(d.paid_online, 0), coalesce(d.paid, 0),
          coalesce(d.fee_online, 0), coalesce(d.fee, 0),
          coalesce(c.dossier, 0), coalesce(c.n, 0),
          coalesce(d.result, 0), coalesce(d.n, 0),
          coalesce(d.satisfied, 0), coalesce(d.answered, 0)
        from done d full join came c using (unit_id, start) full join carried k using (unit_id, start) full join open_late o using (unit_id, start)
        """;

    private static async Task CompareAsync(Store store, string connection, (long Rows, long Above, long Below) plain)
    {
        var above = await store.AskAsync<decimal>(connection, "select sum(numerator) from evaluations where unit_id is not null");
        var below = await store.AskAsync<decimal>(connection, "select sum(denominator) from evaluations where unit_id is not null");
        if ((above, below) != (plain.Above, plain.Below)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The evaluation counts {above}/{below}, plain SQL {plain.Above}/{plain.Below}."));
    }
}
