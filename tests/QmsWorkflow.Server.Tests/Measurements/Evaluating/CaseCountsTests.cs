using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>The queries count what the definition of the flags says, on random cases, conditions and windows.</summary>
public sealed class CaseCountsTests(TestCluster cluster)
{
    private static readonly string[] Fields = ["Đất đai", "Tư pháp", "Y tế' or true --"];

    [Fact]
    public async Task One_query_counts_what_each_flag_means_for_every_unit_field_and_window()
    {
        await using var world = await WorldAsync();
        var random = new Random(20240422);
        for (var round = 0; round < 12; round++)
        {
            var rows = await FillAsync(world, random, 120);
            var windows = Enumerable.Range(0, 5).Select(_ => Window(random)).ToList();
            var operands = Enumerable.Range(0, 15).Select(_ => Random(random)).Distinct().ToList();

            var counts = await world.InAsync(scope => scope.GetRequiredService<CaseCountsSql>().ReadAsync(new CasePlan(operands, windows), isByField: true, default));

            for (var at = 0; at < operands.Count * windows.Count; at++)
            {
                var (operand, window) = (at % operands.Count, at / operands.Count);
                foreach (var unit in (Guid[])[world.Labour, world.Planning])
                {
                    foreach (var field in (string[])["", .. Fields])
                    {
                        var mine = rows.Where(r => r.Unit == unit && (field.Length == 0 || r.Row.Field == field)).Select(r => r.Row);
                        counts.Of(unit, field, window, operand).ShouldBe(Expected(operands[operand], mine, windows[window]), $"round {round}, {operands[operand]}, {windows[window]}, {field}");
                    }
                }
            }
        }
    }

    [Fact]
    public async Task The_cases_shown_behind_a_number_are_those_that_were_counted()
    {
        await using var world = await WorldAsync();
        var random = new Random(9001);
        for (var round = 0; round < 60; round++)
        {
            var rows = round % 12 == 0 ? await FillAsync(world, random, 120) : [];
            var all = rows.Count > 0 ? filled = rows : filled;
            var (condition, window) = (Condition(random, 3), Window(random));

            var counted = await world.ReadAsync(db => CountAsync(db, condition, window));

            counted.ShouldBe(all.Count(r => CaseFlags.Holds(condition, r.Row, window)), $"round {round}, {condition}, {window}");
        }
    }

    [Fact]
    public void A_plan_asks_the_rows_only_what_the_window_leaves_open()
    {
        var window = new IndicatorWindow(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 31));
        var formula = Formula.Parse("count(completed and not late) + count(completed) + count(received and online)", IndicatorReads.Cases).Value!;

        var plan = new CasePlan([.. formula.Terms.Select(term => term.Operand)], [window]);

        plan.Asked.Select(asked => asked.Where?.ToString() ?? "").ShouldBe(["not late", "", "online"]);
        plan.NeedsAll.ShouldBeFalse();
        plan.NeedsDue.ShouldBeFalse();
    }

    private List<(Guid Unit, CaseRow Row)> filled = [];

    private Task<World> WorldAsync() => World.CreateAsync(cluster, services => services.AddEvaluating());

    private static async Task<List<(Guid Unit, CaseRow Row)>> FillAsync(World world, Random random, int count)
    {
        List<(Guid, CaseRow)> rows = [.. Enumerable.Range(0, count).Select(_ => (random.Next(2) == 0 ? world.Labour : world.Planning, Case(random)))];
        await world.WriteAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"delete from cases");
            await CaseRows.InsertAsync(db, world.AgencyId, rows);
        });
        return rows;
    }

    private static long Expected(Operand operand, IEnumerable<CaseRow> rows, IndicatorWindow window) => operand switch
    {
        Operand.Count count => rows.LongCount(row => CaseFlags.Holds(count.Where, row, window)),
        Operand.Sum sum => rows.Where(row => sum.Where is null || CaseFlags.Holds(sum.Where, row, window)).Sum(row => (long)(sum.Column == "payments" ? row.Payments : row.PaymentsOnline)),
        _ => throw new InvalidOperationException(),
    };

    private static async Task<long> CountAsync(QmsDb db, Condition condition, IndicatorWindow window)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"select count(*) from cases where {new ConditionSql(command.Parameters).InWindow(condition)}";
        command.Parameters.Add(new NpgsqlParameter("start", NpgsqlDbType.Timestamp) { Value = window.Start });
        command.Parameters.Add(new NpgsqlParameter("end", NpgsqlDbType.Timestamp) { Value = window.End });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static IndicatorWindow Window(Random random)
    {
        var from = new DateOnly(2024, 1, 1).AddDays(random.Next(20));
        return new IndicatorWindow(from, from.AddDays(random.Next(12)));
    }

    /// <summary>Few days and whole hours, so that instants often fall on the bounds of windows.</summary>
    private static CaseRow Case(Random random)
    {
        var received = Instant(random);
        return new CaseRow
        {
            Field = Fields[random.Next(Fields.Length)],
            ProcedureCode = random.Next(2) == 0 ? "1.01" : "2.02",
            Channel = (CaseChannel)(1 + random.Next(3)),
            IsWhole = random.Next(2) == 0,
            ReceivedAt = received,
            DueAt = random.Next(5) == 0 ? null : Instant(random),
            FinishedAt = random.Next(4) == 0 ? null : Instant(random),
            IsRejected = random.Next(4) == 0,
            HasFee = random.Next(2) == 0,
            Payments = random.Next(2, 4),
            PaymentsOnline = random.Next(3),
            DossierDigitised = random.Next(2) == 0,
            ResultDigitised = random.Next(2) == 0,
            Satisfied = random.Next(3) switch { 0 => null, 1 => true, _ => false },
        };

        static DateTime Instant(Random random) => new DateTime(2023, 12, 28).AddDays(random.Next(40)).AddHours(random.Next(3) * 8);
    }

    private static Operand Random(Random random) => random.Next(4) switch
    {
        0 => new Operand.Sum(random.Next(2) == 0 ? "payments" : "payments_online", random.Next(3) == 0 ? null : Condition(random, 2)),
        _ => new Operand.Count(Condition(random, 3)),
    };

    private static Condition Condition(Random random, int depth) => (depth == 0 ? 0 : random.Next(6)) switch
    {
        1 => new Condition.Not(Condition(random, depth - 1)),
        2 => new Condition.And(Condition(random, depth - 1), Condition(random, depth - 1)),
        3 => new Condition.Or(Condition(random, depth - 1), Condition(random, depth - 1)),
        4 => random.Next(2) == 0
            ? new Condition.Equal(CaseColumn.Field, Fields[random.Next(Fields.Length)])
            : new Condition.In(CaseColumn.ProcedureCode, random.Next(3) == 0 ? ImmutableArray<string>.Empty : ["1.01"]),
        _ => new Condition.Flag(Enum.GetValues<CaseFlag>()[random.Next(Enum.GetValues<CaseFlag>().Length)]),
    };
}
