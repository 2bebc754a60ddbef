using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Domain.Tests.Indicators;

public class FormulaTests
{
    [Fact]
    public void A_formula_is_read_into_its_parts()
    {
        var formula = Formula.Parse("count(completed and not late) - sum(payments where field in ('Đất đai', 'Nhà')) + 12", IndicatorReads.Cases).OrThrow();

        formula.ShouldBe(new(
        [
            new(1, new Operand.Count(new Condition.And(new Condition.Flag(CaseFlag.Completed), new Condition.Not(new Condition.Flag(CaseFlag.Late))))),
            new(-1, new Operand.Sum("payments", new Condition.In(CaseColumn.Field, ["Đất đai", "Nhà"]))),
            new(1, new Operand.Constant(12)),
        ]));
    }

    [Fact]
    public void And_binds_more_than_or_and_not_most_of_all() =>
        Formula.Parse("count(not early or late and online)", IndicatorReads.Cases).OrThrow()
            .ShouldBe(Formula.Parse("count((not early) or (late and online))", IndicatorReads.Cases).OrThrow());

    [Theory]
    [InlineData("", 0, "Ký tự 1: câu còn thiếu; cần: count(, sum(, 0.")]
    [InlineData("count(completd)", 6, "Ký tự 7: không hiểu “completd”; sửa thành “completed”")]
    [InlineData("count(completed and pendinglate)", 20, "Ký tự 21: không hiểu “pendinglate”; sửa thành “pending_late”")]
    [InlineData("count(completed", 15, "Ký tự 16: câu còn thiếu; cần: ).")]
    [InlineData("count(completed) count(late)", 17, "Ký tự 18: không hiểu “count”; cần: +, -.")]
    [InlineData("count(field = Đất)", 14, "Ký tự 15: không hiểu “Đất”; cần: '…'.")]
    [InlineData("count(field 'Đất')", 12, "Ký tự 13: không hiểu “'Đất'”; cần: =, in.")]
    [InlineData("count(field = 'Đất)", 14, "Ký tự 15: không hiểu “'Đất)”; cần: '….")]
    [InlineData("sum(payment)", 4, "Ký tự 5: không hiểu “payment”; sửa thành “payments”")]
    [InlineData("first(payments)", 0, "Ký tự 1: không hiểu “first”; cần: count(, sum(, 0.")]
    [InlineData("cuont(late)", 0, "Ký tự 1: không hiểu “cuont”; sửa thành “count(”")]
    [InlineData("99999999999999999999", 0, "Ký tự 1: không hiểu “99999999999999999999”")]
    [InlineData("count(late) / count(early)", 12, "Ký tự 13: không hiểu “/”; cần: +, -.")]
    public void A_mistake_is_shown_with_its_place_and_how_to_mend_it(string text, int position, string message)
    {
        var problem = Formula.Parse(text, IndicatorReads.Cases).Problem!;

        problem.Position.ShouldBe(position);
        problem.MessageVi.ShouldStartWith(message.TrimEnd('.'));
    }

    [Theory]
    [InlineData(IndicatorReads.Figures, "sum(received_online) + first(carried_forward) - last(pending_total)", true)]
    [InlineData(IndicatorReads.Figures, "sum(cot_rieng_cua_co_quan)", true)]
    [InlineData(IndicatorReads.Figures, "sum(Cột)", false)]
    [InlineData(IndicatorReads.Figures, "count(late)", false)]
    [InlineData(IndicatorReads.Entries, "sum(numerator)", true)]
    [InlineData(IndicatorReads.Entries, "sum(payments)", false)]
    [InlineData(IndicatorReads.Entries, "last(numerator)", false)]
    public void What_may_be_counted_depends_on_the_rows(IndicatorReads reads, string text, bool isRead) =>
        Formula.Parse(text, reads).IsOk.ShouldBe(isRead);

    [Fact]
    public void What_is_printed_is_read_again_as_the_same() =>
        Prop.ForAll(SomeFormulas.Cases.ToArbitrary(), formula => Formula.Parse(formula.ToString(), IndicatorReads.Cases).OrThrow().Equals(formula))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it()
    {
        var pieces = Gen.Elements("count", "(", ")", "sum", "late", "not", "and", "or", "field", "=", "in", "'x'", "'", ",", "+", "-", "7", "where", "payments", "é", "\ud800", " ", "_", "99999999999999999999");

        Prop.ForAll(pieces.ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var outcome = Formula.Parse(text, IndicatorReads.Cases);
            return outcome.IsOk || (outcome.Problem.Position >= 0 && outcome.Problem.Position + outcome.Problem.Length <= text.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Nesting_and_length_have_bounds()
    {
        Formula.Parse("count(" + new string('(', 100_000), IndicatorReads.Cases).IsOk.ShouldBeFalse();
        Formula.Parse("count(" + new string('(', 1000) + "late", IndicatorReads.Cases).IsOk.ShouldBeFalse();
        Formula.Parse("count(" + string.Concat(Enumerable.Repeat("not ", 60)) + "late)", IndicatorReads.Cases).IsOk.ShouldBeTrue();
    }
}
