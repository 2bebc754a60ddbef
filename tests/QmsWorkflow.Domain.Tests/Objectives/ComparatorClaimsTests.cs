using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Tests.Objectives;

/// <summary>Words held against numbers (S-173, S-195).</summary>
public class ComparatorClaimsTests
{
    [Theory]
    [InlineData("Đạt 95% trở lên", "≥")]
    [InlineData("không dưới 95 %", "≥")]
    [InlineData("ít nhất 95%", "≥")]
    [InlineData("không thấp hơn 95%", "≥")]
    [InlineData("đạt trên 95%", ">")]
    [InlineData("cao hơn 95%", ">")]
    [InlineData("không quá 95%", "≤")]
    [InlineData("không vượt quá 95%", "≤")]
    [InlineData("không hơn 95%", "≤")]
    [InlineData("không trên 95%", "≤")]
    [InlineData("95% trở xuống", "≤")]
    [InlineData("dưới 95%", "<")]
    [InlineData("thấp hơn 95%", "<")]
    [InlineData("đúng bằng 95%", "=")]
    [InlineData("95% hồ sơ", null)]
    public void Each_comparison_is_read_from_its_words(string text, string? symbol)
    {
        var claim = ComparatorClaims.In(text).ShouldHaveSingleItem();

        claim.Value.ShouldBe(new Fraction(95, 1));
        claim.Comparator?.Symbol().ShouldBe(symbol);
        (claim.Comparator is null).ShouldBe(symbol is null);
    }

    [Fact]
    public void The_generated_wording_of_a_target_agrees_with_it_and_with_no_other_comparator()
    {
        foreach (var target in Enum.GetValues<Comparator>().Select(comparator => new Target(comparator, new(995, 10), Target.Percent)))
        {
            var text = $"Hồ sơ giải quyết đúng hạn đạt {target.ToVietnamese()}";
            ComparatorClaims.Conflict(text, [target]).ShouldBeNull();
            foreach (var other in Enum.GetValues<Comparator>().Where(other => other != target.Comparator))
            {
                // A bare number is the wording of "=" and names no comparison that could be another one.
                (ComparatorClaims.Conflict(text, [target with { Comparator = other }]) is not null).ShouldBe(target.Comparator != Comparator.Equal, $"{text} {other}");
            }
        }
    }

    [Fact]
    public void A_hundred_percent_and_more_is_no_other_target_than_a_hundred_percent()
    {
        var all = new Target(Comparator.Equal, new(100, 1), Target.Percent);

        ComparatorClaims.Conflict("đạt từ 100% trở lên", [all]).ShouldBeNull();
        ComparatorClaims.Conflict("đạt dưới 100%", [all]).ShouldNotBeNull();
    }

    [Fact]
    public void Of_several_targets_with_one_number_it_is_enough_that_one_says_the_same()
    {
        Target[] targets = [new(Comparator.MoreThan, new(70, 1), Target.Percent), new(Comparator.AtLeast, new(70, 1), Target.Percent)];

        ComparatorClaims.Conflict("hồ sơ trực tuyến đạt trên 70%, thanh toán 70% trở lên", targets).ShouldBeNull();
        ComparatorClaims.Conflict("hồ sơ trực tuyến đạt dưới 70%", targets)!.Value.Claim.Words.ShouldBe("dưới 70%");
    }
}
