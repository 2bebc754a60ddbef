using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Domain.Tests.Indicators;

/// <summary>Formulas read aloud, and what they ask of their rows.</summary>
public class FormulaWordsTests
{
    [Theory]
    [InlineData("count(completed and not late)", IndicatorReads.Cases, "số hồ sơ [(giải quyết xong trong kỳ) và không phải (giải quyết xong trong kỳ, sau giờ hẹn trả)]")]
    [InlineData("sum(payments_online where field = 'Đất đai')", IndicatorReads.Cases, "số giao dịch thanh toán trực tuyến của hồ sơ [lĩnh vực = “Đất đai”]")]
    [InlineData("sum(received_online) + first(carried_forward) - 2", IndicatorReads.Figures, "“tiếp nhận trực tuyến” cộng các tháng trong kỳ, cộng “kỳ trước chuyển sang” của tháng đầu kỳ, trừ 2")]
    [InlineData("sum(numerator)", IndicatorReads.Entries, "số đạt đã nhập")]
    public void A_formula_is_read_aloud(string text, IndicatorReads reads, string words) => Formula.Parse(text, reads).OrThrow().MeaningVi(reads).ShouldBe(words);

    [Fact]
    public void Every_shipped_formula_has_words_in_both_languages() =>
        ShippedIndicators.All.SelectMany(shipped => new[] { (shipped.Numerator, shipped.Reads), (shipped.Denominator, shipped.Reads) })
            .ShouldAllBe(pair => pair.Item1.MeaningVi(pair.Reads).Length > 5 && pair.Item1.MeaningEn(pair.Reads).Length > 5);

    [Fact]
    public void What_formulas_ask_of_their_rows_is_found_however_deep_it_stands()
    {
        var asked = FormulaInputs.Of(
            Formula.Parse("count(completed and not (online or procedure_code in ('1', '2'))) - sum(payments where has_fee)", IndicatorReads.Cases).OrThrow(),
            Formula.Parse("count(field = 'x')", IndicatorReads.Cases).OrThrow());

        asked.Flags.ShouldBe([CaseFlag.Completed, CaseFlag.Online, CaseFlag.HasFee], ignoreOrder: true);
        asked.Columns.ShouldBe([CaseColumn.Field, CaseColumn.ProcedureCode], ignoreOrder: true);
        asked.Sums.ShouldBe(["payments"]);
    }
}
