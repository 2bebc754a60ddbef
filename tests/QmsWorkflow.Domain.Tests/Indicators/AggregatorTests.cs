using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Tests.Indicators;

public class AggregatorTests
{
    private static readonly Target AtLeast95 = new(Comparator.AtLeast, new(95, 1), Target.Percent);

    private static Gen<IndicatorValue> Parts => Gen.Frequency(
        (8, from denominator in Gen.Choose(0, 40) from numerator in Gen.Choose(0, denominator) select IndicatorValue.OfCounts(numerator, denominator)),
        (1, Gen.Constant(IndicatorValue.NoData)));

    [Fact]
    public void A_sum_of_counts_does_not_depend_on_how_the_parts_are_grouped() =>
        Prop.ForAll(Parts.ListOf().ToArbitrary(), Parts.ListOf().ToArbitrary(), (left, right) =>
            Sum([Sum(left), Sum(right)]) == Sum([.. left, .. right])).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_sum_of_counts_lies_between_the_worst_and_the_best_part() =>
        Prop.ForAll(Parts.ListOf().ToArbitrary(), parts =>
            Sum(parts) is not { Outcome: ValueOutcome.Known, Value: { } value }
            || (value >= parts.Where(part => part.Value is not null).Min(part => part.Value!.Value) && value <= parts.Where(part => part.Value is not null).Max(part => part.Value!.Value)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void An_average_times_the_number_of_periods_that_arose_is_their_sum() =>
        Prop.ForAll(Parts.ListOf().ToArbitrary(), parts =>
        {
            var rates = parts.Where(part => part.Value is not null).Select(part => part.Value!.Value).ToList();
            var average = Aggregator.Combine(Aggregation.AverageOfPeriods, parts).Value;
            return rates.Count == 0 ? average is null : average!.Value * new Fraction(rates.Count, 1) == rates.Aggregate(Fraction.Zero, (sum, rate) => sum + rate);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void The_worst_unit_meets_the_target_exactly_when_every_unit_does() =>
        Prop.ForAll(Parts.ListOf().ToArbitrary(), Gen.Elements(Enum.GetValues<Comparator>()).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (parts, comparator, percent) =>
        {
            var target = new Target(comparator, new(percent, 1), Target.Percent);
            var worst = Aggregator.Combine(Aggregation.WorstUnit, parts, target);
            return worst.Value is null || comparator.Holds(worst.Value.Value, target.Value) == parts.All(part => part.Value is not { } value || comparator.Holds(value, target.Value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_order_of_units_does_not_matter() =>
        Prop.ForAll(Parts.ListOf().ToArbitrary(), Gen.Elements(Aggregation.SumOfCounts, Aggregation.AverageOfPeriods, Aggregation.WorstUnit).ToArbitrary(), (parts, aggregation) =>
            Aggregator.Combine(aggregation, parts, AtLeast95).Value == Aggregator.Combine(aggregation, Enumerable.Reverse(parts), AtLeast95).Value).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(Aggregation.SumOfCounts)]
    [InlineData(Aggregation.AverageOfPeriods)]
    [InlineData(Aggregation.LastValue)]
    [InlineData(Aggregation.WorstUnit)]
    public void Nothing_that_arose_is_not_arisen_and_no_figures_are_no_data(Aggregation aggregation)
    {
        Aggregator.Combine(aggregation, [IndicatorValue.NoData, IndicatorValue.OfCounts(0, 0)]).Outcome.ShouldBe(ValueOutcome.NotArisen);
        Aggregator.Combine(aggregation, [IndicatorValue.NoData]).Outcome.ShouldBe(ValueOutcome.NoData);
        Aggregator.Combine(aggregation, []).ShouldBe(IndicatorValue.NoData);
    }

    [Fact]
    public void A_year_of_even_weights_differs_from_the_sum_of_its_counts()
    {
        IndicatorValue[] quarters = [IndicatorValue.OfCounts(1, 2), IndicatorValue.OfCounts(0, 0), IndicatorValue.OfCounts(98, 98)];

        Aggregator.Combine(Aggregation.AverageOfPeriods, quarters).Value.ShouldBe(new Fraction(75, 1));
        Aggregator.Combine(Aggregation.SumOfCounts, quarters).Value.ShouldBe(new Fraction(99, 1));
        Aggregator.Combine(Aggregation.LastValue, [.. quarters, IndicatorValue.OfCounts(0, 0), IndicatorValue.NoData]).Value.ShouldBe(new Fraction(100, 1));
        Aggregator.Combine(Aggregation.WorstUnit, quarters, AtLeast95).Value.ShouldBe(new Fraction(50, 1));
    }

    [Fact]
    public void A_value_that_shows_as_the_target_and_lies_below_it_fails()
    {
        var value = IndicatorValue.OfCounts(23_749, 25_000);

        value.Show().ShouldBe("95,00%");
        value.Judge(AtLeast95).ShouldBe(new RatioVerdict(Achievement.NotMet, "94,996% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%).", true));
    }

    [Fact]
    public void An_average_just_below_its_target_fails_too()
    {
        var average = Aggregator.Combine(Aggregation.AverageOfPeriods, [IndicatorValue.OfCounts(100, 100), IndicatorValue.OfCounts(99_999, 100_000)]);

        average.Value.ShouldBe(new Fraction((BigInteger)199_999, 2000));
        average.Judge(new(Comparator.Equal, new(100, 1), Target.Percent))!.TextVi.ShouldBe("99,9995% hiển thị 100,00% nhưng KHÔNG đạt (= 100%).");
    }

    [Fact]
    public void A_strict_target_fails_when_it_is_only_reached()
    {
        var value = IndicatorValue.OfCounts(7, 10);

        value.Judge(new(Comparator.MoreThan, new(70, 1), Target.Percent))!.TextVi.ShouldBe("Không đạt: 70,00% (> 70%).");
        IndicatorValue.OfCounts(700_001, 1_000_000).Judge(new(Comparator.MoreThan, new(70, 1), Target.Percent))!.TextVi.ShouldBe("70,0001% hiển thị 70,00% nhưng ĐẠT (> 70%).");
    }

    [Fact]
    public void A_unit_other_than_percent_is_not_taken_a_hundred_times()
    {
        var value = IndicatorValue.OfCounts(9, 2, "ngày");

        value.Show(1, "ngày").ShouldBe("4,5 ngày");
        value.Judge(new(Comparator.AtMost, new(4, 1), "ngày"), 1)!.TextVi.ShouldBe("Không đạt: 4,5 ngày (≤ 4 ngày).");
    }

    private static IndicatorValue Sum(IEnumerable<IndicatorValue> parts) => Aggregator.Combine(Aggregation.SumOfCounts, parts);
}
