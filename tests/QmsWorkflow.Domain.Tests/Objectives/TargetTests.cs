using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Tests.Objectives;

public class TargetTests
{
    [Theory]
    [InlineData("100%", "= 100%")]
    [InlineData("Đạt 95% trở lên", "≥ 95%")]
    [InlineData("đạt trên 70%", "> 70%")]
    [InlineData("Tỷ lệ thanh toán trực tuyến trên tổng số giao dịch thanh toán của dịch vụ công trên 60%", "> 60%")]
    [InlineData("từ 95%", "≥ 95%")]
    [InlineData("từ 95% trở lên", "≥ 95%")]
    [InlineData("ít nhất 3 lần", "≥ 3 lần")]
    [InlineData("tối thiểu 80 %", "≥ 80%")]
    [InlineData("không dưới 90%", "≥ 90%")]
    [InlineData("không quá 5 ngày làm việc", "≤ 5 ngày làm việc")]
    [InlineData("không vượt quá 2%", "≤ 2%")]
    [InlineData("không trên 2%", "≤ 2%")]
    [InlineData("tối đa 10 hồ sơ", "≤ 10 hồ sơ")]
    [InlineData("5% trở xuống", "≤ 5%")]
    [InlineData("dưới 1,5%", "< 1,5%")]
    [InlineData("≥ 99,5%", "≥ 99,5%")]
    [InlineData(">= 99.5%", "≥ 99,5%")]
    [InlineData("> 1.234 hồ sơ", "> 1234 hồ sơ")]
    [InlineData(">= 99.995%", "≥ 99,995%")]
    [InlineData("> 1.234.567%", "> 1234567%")]
    [InlineData("bằng 98%", "= 98%")]
    [InlineData("= 98%", "= 98%")]
    [InlineData("Năm 2024 đạt trên 95%", "> 95%")]
    public void A_target_is_read_as_people_write_it(string text, string target)
    {
        var reading = TargetWording.Read(text)!;

        reading.Target.ToString().ShouldBe(target);
        reading.NeedsConfirmation.ShouldBeFalse();
        reading.NoteVi.ShouldBeNull();
    }

    [Theory]
    [InlineData("95%", "≥ 95%", "chưa nói rõ")]
    [InlineData("95% tổ chức, cá nhân và doanh nghiệp hài lòng", "≥ 95%", "chưa nói rõ")]
    [InlineData("trong đó 80% TTHC được giải quyết trước hạn", "≥ 80%", "chưa nói rõ")]
    [InlineData("trên 95% trở lên", "≥ 95%", "“≥” và “>”")]
    [InlineData("từ 80% đến 90%", "≥ 80%", "khoảng")]
    [InlineData("3 lần", "≥ 3 lần", "chưa nói rõ")]
    public void An_ambiguous_target_asks_for_confirmation(string text, string proposal, string note)
    {
        var reading = TargetWording.Read(text)!;

        reading.NeedsConfirmation.ShouldBeTrue();
        reading.Target.ToString().ShouldBe(proposal);
        reading.NoteVi.ShouldNotBeNull().ShouldContain(note);
    }

    [Fact]
    public void A_text_without_a_number_has_no_target() => TargetWording.Read("Duy trì, cải tiến hệ thống").ShouldBeNull();

    [Fact]
    public void Any_target_written_in_Vietnamese_is_read_back()
    {
        var targets = from comparator in Gen.Elements(Enum.GetValues<Comparator>())
                      from value in Gen.Choose(1, 20000)
                      from unit in Gen.Elements(Target.Percent, "hồ sơ", "ngày")
                      where comparator != Comparator.Equal || (unit == Target.Percent && value == 10000)
                      select new Target(comparator, new(value, 100), unit);

        Prop.ForAll(targets.ToArbitrary(), target =>
            TargetWording.Read(target.ToVietnamese()) is { NeedsConfirmation: false } read && read.Target == target
            && TargetWording.Read(target.ToString())!.Target == target).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("99%", "95% trở lên", TargetRelation.Tighter)]
    [InlineData("≥ 95%", "≥ 95%", TargetRelation.Same)]
    [InlineData("≥ 94%", "≥ 95%", TargetRelation.Weaker)]
    [InlineData("≥ 95%", "> 95%", TargetRelation.Weaker)]
    [InlineData("> 95%", "≥ 95%", TargetRelation.Tighter)]
    [InlineData("≥ 98%", "= 100%", TargetRelation.Weaker)]
    [InlineData("≥ 100%", "= 100%", TargetRelation.Same)]
    [InlineData("= 98%", "≥ 95%", TargetRelation.Tighter)]
    [InlineData("≤ 3%", "≤ 5%", TargetRelation.Tighter)]
    [InlineData("≤ 5%", "< 5%", TargetRelation.Weaker)]
    [InlineData("≤ 7%", "≤ 5%", TargetRelation.Weaker)]
    [InlineData("= 4%", "≤ 5%", TargetRelation.Tighter)]
    [InlineData("≥ 95%", "≤ 5%", TargetRelation.Incomparable)]
    [InlineData("≥ 5 ngày", "≥ 5%", TargetRelation.Incomparable)]
    public void A_units_target_is_compared_with_the_agencys(string child, string parent, TargetRelation relation)
    {
        var verdict = TargetComparison.IsWeaker(Read(child), Read(parent));

        verdict.Relation.ShouldBe(relation);
        verdict.IsWeaker.ShouldBe(relation == TargetRelation.Weaker);
        verdict.ExplanationVi.ShouldEndWith(".");
    }

    [Fact]
    public void A_weaker_target_is_explained() =>
        TargetComparison.IsWeaker(Read("≥ 95%"), Read("> 95%")).ExplanationVi
            .ShouldBe("≥ 95% thấp hơn mục tiêu của cơ quan (> 95%): kết quả đúng 95% đạt mục tiêu của đơn vị nhưng không đạt mục tiêu của cơ quan.");

    [Fact]
    public void A_target_that_is_not_weaker_never_lets_a_result_fail_the_parent()
    {
        var targets = from comparator in Gen.Elements(Comparator.AtLeast, Comparator.MoreThan)
                      from value in Gen.Choose(0, 40)
                      select new Target(comparator, new(value, 1), Target.Percent);

        Prop.ForAll(targets.ToArbitrary(), targets.ToArbitrary(), Gen.Choose(0, 80).ToArbitrary(), (child, parent, half) =>
        {
            var result = new Fraction(half, 2);
            return TargetComparison.IsWeaker(child, parent).IsWeaker
                || !child.Comparator.Holds(result, child.Value) || parent.Comparator.Holds(result, parent.Value);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(95, 100, "≥ 95%", Achievement.Met, "Đạt: 95,00% (≥ 95%).", false)]
    [InlineData(95, 100, "> 95%", Achievement.NotMet, "Không đạt: 95,00% (> 95%).", false)]
    [InlineData(94996, 100000, "≥ 95%", Achievement.NotMet, "94,996% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%).", true)]
    [InlineData(99999, 100000, "= 100%", Achievement.NotMet, "99,999% hiển thị 100,00% nhưng KHÔNG đạt (= 100%).", true)]
    [InlineData(70004, 100000, "> 70%", Achievement.Met, "70,004% hiển thị 70,00% nhưng ĐẠT (> 70%).", true)]
    [InlineData(9999999, 10000000, "= 100%", Achievement.NotMet, "99,99999% hiển thị 100,00% nhưng KHÔNG đạt (= 100%).", true)]
    [InlineData(2080, 2324, "≥ 90%", Achievement.NotMet, "Không đạt: 89,50% (≥ 90%).", false)]
    [InlineData(0, 0, "≥ 90%", Achievement.NoOccurrence, "Không phát sinh trong kỳ.", false)]
    [InlineData(0, 5, "≤ 2%", Achievement.Met, "Đạt: 0,00% (≤ 2%).", false)]
    public void A_rate_is_judged_exactly_and_a_misleading_figure_is_told(long n, long d, string target, Achievement achievement, string text, bool misleads) =>
        new ExactRatio(n, d).Judge(Read(target)).ShouldBe(new RatioVerdict(achievement, text, misleads));

    [Fact]
    public void Counts_that_cannot_be_true_are_told()
    {
        new ExactRatio(3, 2).Implausible.ShouldBe("Tử số (3) lớn hơn mẫu số (2); kiểm tra lại số liệu.");
        new ExactRatio(3, 0).Implausible.ShouldNotBeNull();
        new ExactRatio(2, 3).Implausible.ShouldBeNull();
        new ExactRatio(2, 3).ToString().ShouldBe("2/3");
        new ExactRatio(0, 0).Show().ShouldBe("không phát sinh");
        new ExactRatio(1, 3).Show(1).ShouldBe("33,3%");
        Should.Throw<ArgumentOutOfRangeException>(() => new ExactRatio(-1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new ExactRatio(1, -2));
        Should.Throw<ArgumentException>(() => new ExactRatio(1, 2).Judge(Read("≥ 3 lần")));
    }

    [Theory]
    [InlineData("≥ 95%", 250, 12L, "Với 250 phiếu, mục tiêu ≥ 95% cho phép nhiều nhất 12 phiếu không đạt.")]
    [InlineData("> 95%", 100, 4L, "Với 100 phiếu, mục tiêu > 95% cho phép nhiều nhất 4 phiếu không đạt.")]
    [InlineData("= 100%", 400, 0L, "Với 400 phiếu, mục tiêu = 100% không cho phép phiếu nào không đạt: chỉ một phiếu là hỏng mục tiêu.")]
    [InlineData("> 100%", 10, null, "Với 10 phiếu, mục tiêu > 100% không thể đạt.")]
    [InlineData("≥ 0%", 10, 10L, "Với 10 phiếu, mục tiêu ≥ 0% cho phép nhiều nhất 10 phiếu không đạt.")]
    public void A_target_is_told_in_cases(string target, long cases, long? failures, string hint)
    {
        Feasibility.MostFailures(Read(target), cases).ShouldBe(failures);
        Feasibility.Hint(Read(target), cases, "phiếu").ShouldBe(hint);
    }

    [Fact]
    public void Failures_are_asked_only_where_more_is_better()
    {
        Should.Throw<ArgumentException>(() => Feasibility.MostFailures(Read("≤ 5%"), 10));
        Should.Throw<ArgumentOutOfRangeException>(() => Feasibility.MostFailures(Read("≥ 5%"), 0));
    }

    [Fact]
    public void One_more_failure_than_allowed_misses_the_target() =>
        Prop.ForAll(Gen.Choose(1, 400).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (cases, percent) =>
        {
            var target = new Target(Comparator.AtLeast, new(percent, 1), Target.Percent);
            var most = Feasibility.MostFailures(target, cases)!.Value;
            return new ExactRatio(cases - most, cases).Judge(target).Achievement == Achievement.Met
                && (most == cases || new ExactRatio(cases - most - 1, cases).Judge(target).Achievement == Achievement.NotMet);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fractions_are_exact()
    {
        Fraction.From(0.1m).ShouldBe(new Fraction(1, 10));
        new Fraction(2, -4).ShouldBe(new Fraction(-1, 2));
        (new Fraction(1, 3) * new Fraction(3, 1)).ShouldBe(new Fraction(1, 1));
        (new Fraction(1, 2) - new Fraction(1, 3)).ShouldBe(new Fraction(1, 6));
        new Fraction(1, 3).ToString().ShouldBe("1/3");
        new Fraction(-5, 1000).ToVietnamese(2).ShouldBe("-0,01");
        new Fraction(-4, 1000).ToVietnamese(2).ShouldBe("0,00");
        new Fraction(1, 8).ToVietnamese(2).ShouldBe("0,13");
        Fraction.Zero.ToString().ShouldBe("0");
        new Fraction(BigInteger.Pow(10, 40), 1).ShouldBeGreaterThan(Fraction.From(decimal.MaxValue));
        Fraction.From(1.0000000000000000000000000001m).ShouldBeGreaterThan(new Fraction(1, 1));
        Should.Throw<DivideByZeroException>(() => new Fraction(1, 0));
    }

    [Theory]
    [InlineData("=", Comparator.Equal)]
    [InlineData(">=", Comparator.AtLeast)]
    [InlineData("≥", Comparator.AtLeast)]
    [InlineData(">", Comparator.MoreThan)]
    [InlineData("<=", Comparator.AtMost)]
    [InlineData("≤", Comparator.AtMost)]
    [InlineData("<", Comparator.LessThan)]
    [InlineData("~", null)]
    public void Symbols_stand_for_comparators(string symbol, Comparator? comparator) => Comparators.FromSymbol(symbol).ShouldBe(comparator);

    private static Target Read(string text)
    {
        var reading = TargetWording.Read(text)!;
        return reading.NeedsConfirmation ? reading.Target with { Comparator = Comparator.AtLeast } : reading.Target;
    }
}
