using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>Years side by side: the same objective from year to year, and a unit with those that became it (row 18). Expected values are worked out by hand.</summary>
public sealed class TrendTests(TestCluster cluster)
{
    [Fact]
    public async Task The_years_follow_the_objectives_that_carry_each_other_on()
    {
        await using var world = await OpenAsync();
        var (last, now) = await TwoYearsAsync(world);
        await world.AddAsync(Result(world, last, null, 1899, 2000, ResultOutcome.Missed), Result(world, now, null, 380, 400, ResultOutcome.Met, year: 2024));

        var years = await TrendAsync(world, now.Id, null);

        years.Select(y => (y.Year, y.Value, y.Counts, y.Outcome)).ShouldBe([(2023, "94,95%", "1899/2000", YearOutcome.Missed), (2024, "95,00%", "380/400", YearOutcome.Met)]);
        (await TrendAsync(world, last.Id, null)).Select(y => y.Year).ShouldBe([2023, 2024]);
    }

    [Fact]
    public async Task Counts_of_units_that_became_one_are_added_never_their_percentages()
    {
        await using var world = await OpenAsync();
        var (last, now) = await TwoYearsAsync(world);
        var (first, second, merged) = (Unit(world, "A", "Phòng A"), Unit(world, "B", "Phòng B"), Unit(world, "AB", "Phòng A và B"));
        // 90/100 = 90% and 1000/1000 = 100%: the mean of percentages would be exactly 95%, the truth is 1090/1100 = 99,0909…%.
        await world.AddAsync(first, second, merged, Became(world, first, merged), Became(world, second, merged),
            Result(world, last, first.Id, 90, 100, ResultOutcome.Missed), Result(world, last, second.Id, 1000, 1000, ResultOutcome.Met), Result(world, now, merged.Id, 95, 100, ResultOutcome.Met, year: 2024));

        var years = await TrendAsync(world, now.Id, merged.Id);

        years.Select(y => (y.Year, y.Value, y.Counts, y.Outcome)).ShouldBe([(2023, "99,09%", "1090/1100", YearOutcome.Met), (2024, "95,00%", "95/100", YearOutcome.Met)]);
        years[0].Units.ShouldBe(["Phòng A", "Phòng B"]);
        (await TrendAsync(world, now.Id, first.Id)).Single(y => y.Year == 2023).Counts.ShouldBe("90/100");
    }

    [Fact]
    public async Task A_sum_that_displays_as_the_target_and_lies_below_it_is_missed()
    {
        await using var world = await OpenAsync();
        var (last, now) = await TwoYearsAsync(world);
        var (first, second, merged) = (Unit(world, "A", "Phòng A"), Unit(world, "B", "Phòng B"), Unit(world, "AB", "Phòng A và B"));
        // 9500/10000 + 9499/10000 = 18999/20000 = 94,995%, shown as 95,00%.
        await world.AddAsync(first, second, merged, Became(world, first, merged), Became(world, second, merged),
            Result(world, last, first.Id, 9500, 10000, ResultOutcome.Met), Result(world, last, second.Id, 9499, 10000, ResultOutcome.Missed));

        var year = (await TrendAsync(world, now.Id, merged.Id)).Single(y => y.Year == 2023);

        (year.Value, year.Outcome).ShouldBe(("95,00%", YearOutcome.Missed));
    }

    [Fact]
    public async Task Different_targets_averages_and_missing_figures_give_no_common_verdict()
    {
        await using var world = await OpenAsync();
        var (last, now) = await TwoYearsAsync(world);
        var (first, second, merged) = (Unit(world, "A", "Phòng A"), Unit(world, "B", "Phòng B"), Unit(world, "AB", "Phòng A và B"));
        var other = Result(world, last, second.Id, 99, 100, ResultOutcome.Met);
        other.TargetValue = 98;
        await world.AddAsync(first, second, merged, Became(world, first, merged), Became(world, second, merged), Result(world, last, first.Id, 97, 100, ResultOutcome.Met), other);
        var differing = (await TrendAsync(world, now.Id, merged.Id)).Single(y => y.Year == 2023);
        (differing.Outcome, differing.Note, differing.Value).ShouldBe((YearOutcome.Undecided, YearNote.TargetsDiffer, "98,00%"));

        await ChangeAsync(world, other.Id, row => (row.TargetValue, row.ValueNumerator, row.ValueDenominator) = (95, 985, 10));
        var averaged = (await TrendAsync(world, now.Id, merged.Id)).Single(y => y.Year == 2023);
        (averaged.Outcome, averaged.Note, averaged.Value).ShouldBe((YearOutcome.Undecided, YearNote.NotAdditive, ""));

        await ChangeAsync(world, other.Id, row => row.Outcome = ResultOutcome.NoData);
        var missing = (await TrendAsync(world, now.Id, merged.Id)).Single(y => y.Year == 2023);
        (missing.Outcome, missing.Note).ShouldBe((YearOutcome.NoData, YearNote.SomeMissing));
    }

    [Fact]
    public async Task What_was_reported_stands_even_when_the_figures_changed_later_and_the_cause_stands_beside()
    {
        await using var world = await OpenAsync();
        var (last, now) = await TwoYearsAsync(world);
        await world.AddAsync(
            Result(world, last, null, 400, 400, ResultOutcome.Met),
            new ReportedValue
            {
                Id = Guid.CreateVersion7(),
                AgencyId = world.AgencyId,
                CycleId = last.CycleId,
                ObjectiveId = last.Id,
                PeriodKind = ReportKind.Year,
                PeriodNumber = 1,
                PeriodYear = 2023,
                CutOff = CutOff.Calendar,
                Numerator = 370,
                Denominator = 400,
                ValueNumerator = 185,
                ValueDenominator = 2,
                Comparator = "≥",
                TargetValue = 95,
                Outcome = ResultOutcome.Missed,
                ReportedAt = world.Clock.GetUtcNow(),
            },
            new MissCause
            {
                Id = Guid.CreateVersion7(),
                AgencyId = world.AgencyId,
                ObjectiveId = last.Id,
                PeriodKind = ReportKind.Year,
                PeriodNumber = 1,
                PeriodYear = 2023,
                Cause = "Thiếu người",
                RootCause = "Chưa có kế hoạch thay thế",
                Action = "Lập danh sách thay thế",
                WrittenBy = world.Id("thuky"),
                WrittenAt = world.Clock.GetUtcNow(),
            });

        var line = await world.InAsync(async services =>
        {
            var queries = (ObjectiveQueries)services.GetService(typeof(ObjectiveQueries))!;
            var cycle = (await queries.CycleAsync(world.CycleId, default))!;
            return (await ((ObjectiveContext)services.GetService(typeof(ObjectiveContext))!).WithBesideAsync(await queries.ListAsync(cycle, null, default), null, default)).Single();
        });

        line.Row.Id.ShouldBe(now.Id);
        var beside = line.Beside.LastYear.ShouldNotBeNull();
        (beside.Year, beside.Value, beside.Outcome, beside.IsReported).ShouldBe((2023, "92,50%", YearOutcome.Missed, true));
        beside.Causes.ShouldHaveSingleItem().ShouldBe(new YearCause("", "Thiếu người", "Chưa có kế hoạch thay thế", "Lập danh sách thay thế"));
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());

    private static async Task<(Objective Last, Objective Now)> TwoYearsAsync(World world)
    {
        var cycle = new Cycle { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, Year = 2023, Name = "Năm 2023", StandardEdition = "TCVN ISO 9001:2015", State = CycleState.Closed, Wording = "{}", CreatedAt = world.Clock.GetUtcNow() };
        var (last, now) = (ObjectiveRows.Agency(world, 1, "percent", "≥", 95), ObjectiveRows.Agency(world, 1, "percent", "≥", 95));
        (last.CycleId, now.ContinuesId) = (cycle.Id, last.Id);
        await world.AddAsync(cycle, last, now);
        return (last, now);
    }

    private static Unit Unit(World world, string code, string name) => new() { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, Code = code, Name = name, Kind = "division", InScope = true, ValidFrom = new DateOnly(2020, 1, 1), SortOrder = 9 };

    private static UnitSuccessor Became(World world, Unit unit, Unit successor) => new() { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, UnitId = unit.Id, SuccessorId = successor.Id, Since = new DateOnly(2024, 1, 1) };

    private static Evaluation Result(World world, Objective objective, Guid? unitId, long numerator, long denominator, ResultOutcome outcome, int year = 2023)
    {
        var value = IndicatorValue.OfCounts(numerator, denominator).Value;
        return new Evaluation
        {
            Id = Guid.CreateVersion7(),
            AgencyId = world.AgencyId,
            CycleId = objective.CycleId,
            ObjectiveId = objective.Id,
            UnitId = unitId,
            PeriodKind = ReportKind.Year,
            PeriodNumber = 1,
            PeriodYear = year,
            CutOff = CutOff.Calendar,
            Numerator = numerator,
            Denominator = denominator,
            ValueNumerator = value?.Numerator,
            ValueDenominator = value?.Denominator,
            Comparator = "≥",
            TargetValue = 95,
            Outcome = outcome,
            EvaluatedAt = world.Clock.GetUtcNow(),
        };
    }

    private static Task ChangeAsync(World world, Guid id, Action<Evaluation> change) => world.WriteAsync(async db => change(await db.Evaluations.SingleAsync(e => e.Id == id)));

    private static Task<IReadOnlyList<YearResult>> TrendAsync(World world, Guid objectiveId, Guid? unitId) =>
        world.InAsync(services => ((IYearResults)services.GetService(typeof(IYearResults))!).TrendAsync(objectiveId, unitId, default));
}
