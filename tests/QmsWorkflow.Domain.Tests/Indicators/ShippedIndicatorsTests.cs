using System.Globalization;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Tests.Indicators;

public class ShippedIndicatorsTests
{
    // A province's one-stop table of August 2026, with the rates it published beside it.
    private static readonly Dictionary<string, long> August = new()
    {
        ["received_total"] = 2450,
        ["received_online"] = 2080,
        ["received_offline"] = 244,
        ["carried_forward"] = 126,
        ["completed_total"] = 2348,
        ["completed_early"] = 1942,
        ["completed_on_time"] = 363,
        ["completed_late"] = 43,
        ["pending_total"] = 102,
        ["pending_on_time"] = 87,
        ["pending_late"] = 15,
    };

    private static readonly IndicatorWindow Window = new(new(2026, 8, 1), new(2026, 8, 31));

    public static TheoryData<string> Codes => [.. ShippedIndicators.All.Select(definition => definition.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_definition_holds_in_its_own_test_cases(string code)
    {
        var definition = ShippedIndicators.Find(code)!;

        definition.Tests.ShouldNotBeEmpty();
        definition.RunTests().Select(failure => failure.MessageVi).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_definition_is_read_again_as_it_is_written(string code)
    {
        var definition = ShippedIndicators.Find(code)!;
        var again = IndicatorDefinition.Parse(definition.ToJson()).OrThrow();

        again.ToJson().ShouldBe(definition.ToJson());
        again.RunTests().ShouldBeEmpty();
        again.Tests.Length.ShouldBe(definition.Tests.Length);
    }

    [Fact]
    public void Codes_and_the_variants_of_a_family_are_told_apart()
    {
        ShippedIndicators.All.Select(definition => definition.Code).ShouldBeUnique();
        ShippedIndicators.All.Select(definition => (definition.Family, definition.Reads, definition.Variant)).ShouldBeUnique();
        ShippedIndicators.All.Select(definition => definition.Name).ShouldBeUnique();
        ShippedIndicators.All.ShouldAllBe(definition => definition.NameEn.Length > 0);
    }

    [Fact]
    public void Every_named_figure_is_a_shipped_column()
    {
        var known = FigureColumns.Shipped.Select(column => column.Code).ToHashSet();

        ShippedIndicators.All.Where(definition => definition.Reads == IndicatorReads.Figures)
            .SelectMany(definition => definition.Numerator.Terms.Concat(definition.Denominator.Terms))
            .Select(term => term.Operand switch { Operand.Sum sum => sum.Column, Operand.First first => first.Column, Operand.Last last => last.Column, _ => "" })
            .ShouldAllBe(column => known.Contains(column));
    }

    [Theory]
    [InlineData("truc-tuyen-ca-chuyen-ky-thang", "84.898")]
    [InlineData("truc-tuyen-thang", "89.5009")]
    [InlineData("dung-han-thang", "98.1687")]
    [InlineData("qua-han-thang", "2.3673")]
    public void The_rates_of_a_published_month_come_out_as_published(string code, string published)
    {
        var rows = new IndicatorRows { Figures = [.. August.Select(figure => new FigureRow(2026, 8, figure.Key, figure.Value))] };

        var value = ShippedIndicators.Find(code)!.Measure(rows, Window).Value!.Value;

        var expected = Fraction.From(decimal.Parse(published, CultureInfo.InvariantCulture));
        value.ToVietnamese(4).ShouldBe(expected.ToVietnamese(4));
    }

    [Fact]
    public void The_published_month_keeps_every_rule_that_it_has_columns_for()
    {
        FigureRules.Check(August).ShouldBeEmpty();
        FigureRules.Shipped.Count(rule => rule.Left.Concat(rule.Right).All(August.ContainsKey)).ShouldBe(4);
    }

    [Theory]
    [InlineData("received_total", "received-total", "received-handled")]
    [InlineData("completed_total", "completed-total", "received-handled")]
    [InlineData("pending_total", "pending-total", "received-handled")]
    [InlineData("completed_late", "completed-total")]
    [InlineData("carried_forward", "received-total")]
    public void One_wrong_figure_breaks_the_rules_it_stands_in(string column, params string[] rules) =>
        FigureRules.Check(new Dictionary<string, long>(August) { [column] = August[column] + 1 }).Select(fault => fault.Rule.Code).ShouldBe(rules);

    [Fact]
    public void A_broken_rule_shows_both_sums_with_their_columns()
    {
        var fault = FigureRules.Check(new Dictionary<string, long>(August) { ["completed_late"] = 40 }).ShouldHaveSingleItem();

        fault.MessageVi.ShouldBe("đã giải quyết (2348) ≠ giải quyết trước hạn (1942) + giải quyết đúng hạn (363) + giải quyết quá hạn (40) = 2345");
        fault.Rule.SentenceVi.ShouldBe("đã giải quyết = giải quyết trước hạn + giải quyết đúng hạn + giải quyết quá hạn");
        FigureRules.Check(new Dictionary<string, long> { ["answers"] = 5, ["satisfied_answers"] = 6 }).ShouldHaveSingleItem().MessageVi
            .ShouldBe("phiếu trả lời hài lòng (6) > phiếu trả lời khảo sát (5)");
        FigureRules.Shipped.SelectMany(rule => rule.Left.Concat(rule.Right)).ShouldAllBe(column => FigureColumns.Shipped.Any(shipped => shipped.Code == column));
    }
}
