using System.Numerics;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Pages;

/// <summary>Bàu Bàng with results written by hand: what the evaluator would have written, but for no cases behind them.</summary>
internal static class ResultRows
{
    public const string Agency = "bau-bang";

    public static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);

    /// <summary>The rows that tests are about: the cycle, its objectives in their order, and units by their codes.</summary>
    internal sealed record Stage(ProductApp App, Guid AgencyId, Guid CycleId, IReadOnlyList<Objective> Objectives, IReadOnlyDictionary<string, Unit> Units);

    public static async Task<Stage> SettleAsync(ProductApp app) => await app.InAsync(Agency, async (services, agency) =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<QmsDb>();
        return new Stage(
            app, agency.Id, await db.Cycles.Select(c => c.Id).SingleAsync(ct), await db.Objectives.AsNoTracking().Where(o => o.UnitId == null).OrderBy(o => o.Ordinal).ToListAsync(ct),
            await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Code, ct));
    });

    public static Task<int> AddAsync(this Stage stage, params object[] rows) => stage.App.InAsync(Agency, async (services, _) =>
    {
        var db = services.GetRequiredService<QmsDb>();
        db.AddRange(rows);
        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    /// <summary>What a person reads there: the words of neighbours do not run together.</summary>
    public static string Read(INode? part) =>
        string.Join(' ', part!.Descendants<IText>().SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>A result in percent of two counts, judged by hand.</summary>
    /// <param name="unit">The unit's code; null for the whole agency.</param>
    public static Evaluation Result(
        this Stage stage, int objective, string? unit, ResultOutcome outcome, long above = 0, long below = 0, ReportPeriod? period = null, CutOff cutOff = CutOff.Calendar, string field = "")
    {
        var of = stage.Objectives[objective];
        var during = period ?? FirstQuarter;
        return new Evaluation
        {
            Id = Guid.CreateVersion7(),
            AgencyId = stage.AgencyId,
            CycleId = stage.CycleId,
            ObjectiveId = of.Id,
            UnitId = unit is null ? null : stage.Units[unit].Id,
            Field = field,
            PeriodKind = during.Kind,
            PeriodNumber = during.Number,
            PeriodYear = during.Year,
            CutOff = cutOff,
            Numerator = outcome == ResultOutcome.NoData ? null : above,
            Denominator = outcome == ResultOutcome.NoData ? null : below,
            ValueNumerator = below == 0 ? null : new BigInteger(above * 100),
            ValueDenominator = below == 0 ? null : new BigInteger(below),
            Comparator = of.Comparator ?? "≥",
            TargetValue = of.TargetValue ?? 99,
            Outcome = outcome,
            EvaluatedAt = new DateTimeOffset(2024, 4, 2, 1, 30, 0, TimeSpan.Zero),
        };
    }

    public static ReportedValue Reported(Evaluation row, ResultOutcome outcome, long above, long below) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = row.AgencyId,
        CycleId = row.CycleId,
        ObjectiveId = row.ObjectiveId,
        UnitId = row.UnitId,
        PeriodKind = row.PeriodKind,
        PeriodNumber = row.PeriodNumber,
        PeriodYear = row.PeriodYear,
        CutOff = row.CutOff,
        Numerator = above,
        Denominator = below,
        ValueNumerator = new BigInteger(above * 100),
        ValueDenominator = new BigInteger(below),
        Comparator = row.Comparator,
        TargetValue = row.TargetValue,
        Outcome = outcome,
        ReportedAt = new DateTimeOffset(2024, 3, 16, 2, 0, 0, TimeSpan.Zero),
    };
}
