using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>A world whose agency has the shipped indicators approved.</summary>
internal static class Measured
{
    public static async Task<World> WorldAsync(TestCluster cluster)
    {
        var world = await World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks().AddEvaluating());
        await world.WriteAsync(db =>
        {
            db.AddRange(ShippedIndicators.All.Select(definition => Indicator(world, definition)));
            return Task.CompletedTask;
        });
        return world;
    }

    public static Indicator Indicator(World world, IndicatorDefinition definition) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        Code = definition.Code,
        Version = 1,
        Family = definition.Family,
        Name = definition.Name,
        Reads = definition.Reads.ToString().ToLowerInvariant(),
        Definition = definition.ToJson(),
        State = IndicatorState.Approved,
        MadeAt = world.Clock.GetUtcNow(),
        ApprovedAt = world.Clock.GetUtcNow(),
    };

    public static ObjectiveIndicator Link(Objective objective, string code, Aggregation aggregation = Aggregation.SumOfCounts, int ordinal = 1, string filter = "{}") => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = objective.AgencyId,
        ObjectiveId = objective.Id,
        Ordinal = ordinal,
        IndicatorCode = code,
        Aggregation = aggregation,
        Filter = filter,
        CutOff = CutOff.Calendar,
    };

    public static ObjectiveRevision Revision(World world, Objective objective, string comparator, decimal value, DateOnly from) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        ObjectiveId = objective.Id,
        OldComparator = objective.Comparator,
        OldValue = objective.TargetValue,
        NewComparator = comparator,
        NewValue = value,
        InForceFrom = from,
        Reason = "Điều chỉnh giữa năm",
        State = RevisionState.Approved,
        ProposedBy = world.Id("thuky"),
        ProposedAt = world.Clock.GetUtcNow(),
        DecidedBy = world.Id("giamdoc"),
        DecidedAt = world.Clock.GetUtcNow(),
    };

    public static Measurement Entry(World world, Objective objective, string indicator, ReportPeriod period, long numerator, long denominator, Guid? unit = null, bool? isFulfilled = null) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        ObjectiveId = objective.Id,
        IndicatorCode = indicator,
        UnitId = unit,
        PeriodKind = period.Kind,
        PeriodNumber = period.Number,
        PeriodYear = period.Year,
        Numerator = numerator,
        Denominator = denominator,
        IsFulfilled = isFulfilled,
        State = MeasurementState.Confirmed,
        EnteredBy = world.Id("thuky"),
        EnteredAt = world.Clock.GetUtcNow(),
        DecidedBy = world.Id("giamdoc"),
        DecidedAt = world.Clock.GetUtcNow(),
    };

    public static Task EvaluateAsync(this World world, params ReportPeriod[] periods) =>
        world.InAsync(scope => scope.GetRequiredService<Evaluator>().EvaluateAsync(new EvaluateInput { CycleId = world.CycleId, Periods = periods }, default));

    public static Task<Scorecard> CardAsync(this World world, ReportPeriod period, CutOff cutOff = CutOff.Calendar) =>
        world.InAsync(scope => scope.GetRequiredService<EvaluationQueries>().ScorecardAsync(world.CycleId, period, cutOff, default));
}
