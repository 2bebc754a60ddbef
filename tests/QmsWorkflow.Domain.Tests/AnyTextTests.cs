using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Domain.Objectives;

namespace QmsWorkflow.Domain.Tests;

/// <summary>Whatever people type, the readers answer and never break.</summary>
public class AnyTextTests
{
    private static readonly string[] Pieces =
    [
        "10", "0", "1001", "99999999999999999999", "working", "days", "after", "before", "decision.issued", "end", "of", "quarter", "5", "months", "7-8",
        "31/12", "31/02", "on", "2024-02-30", "all", "year", ",", ";", "overdue", "to", "head", "due", "date", "Quý", "IV", "/2024", "Tháng", "13", "năm",
        "Số:", "/QĐ-UBND", "589", "-", "/", "%", "trên", "95,5", "1.234.567.890.123.456.789", "trở lên", "ngày", "tháng", "٣٤", "𝟙", "\u0301", "\0", " ", "", "\ud800", "\ud835\udfd9",
    ];

    private static Arbitrary<string> Texts => Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)),
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ToArbitrary();

    [Fact]
    public void Every_sentence_is_understood_or_refused_with_a_place_inside_the_text() =>
        Prop.ForAll(Texts, text =>
            IsFair(DeadlineRule.Parse(text).Problem, text)
            && IsFair(ReminderRule.Parse(text).Problem, text)
            && IsFair(EscalationRule.Parse(text).Problem, text)
            && IsFair(PlanTiming.Parse(text).Problem, text)).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Every_understood_rule_can_be_resolved() =>
        Prop.ForAll(Texts, text =>
        {
            var facts = DeadlineFacts.ForCycle(2024).With("decision.issued", new(2024, 4, 22));
            DeadlineRule.Parse(text).Value?.Resolve(OfficialCalendar.Default, facts);
            PlanTiming.Parse(text).Value?.Window(2024);
            return DeadlineRule.Parse(text) is { IsOk: false } or { Value: not null };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Numbers_dates_and_targets_are_read_or_left() =>
        Prop.ForAll(Texts, text =>
        {
            var number = DocumentNumber.Parse(text);
            var date = IssueDate.Find(text);
            var target = TargetWording.Read(text);
            return (number.Value is null || DocumentNumber.Parse(number.Value.ToString()).Value == number.Value)
                && (date is null || IssueDate.Find(IssueDate.Words(date.Value)) == date)
                && (target is null || target.Target.Value >= Fraction.Zero)
                && DocumentNumber.Deviations(text).All(deviation => deviation.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Letters_with_separate_marks_are_read_like_composed_ones()
    {
        PlanTiming.Parse(Decomposed("Quý I/2022")).OrThrow().Window(2022).ShouldBe((new(2022, 1, 1), new(2022, 3, 31)));
        DocumentNumber.Parse(Decomposed("589/QĐ-LĐTĐ&XH")).OrThrow().ToString().ShouldBe("589/QĐ-LĐTĐ&XH");
        TargetWording.Read(Decomposed("95% trở lên"))!.Target.ToString().ShouldBe("≥ 95%");
        IssueDate.Find(Decomposed("ngày 28 tháng 3 năm 2024")).ShouldBe(new(2024, 3, 28));
        DocumentKinds.ByName(Decomposed("Kế hoạch"))!.Kind.ShouldBe(DocumentKind.Plan);
        PlanStepKinds.Guess(Decomposed("Đánh giá nội bộ")).ShouldBe(PlanStepKind.InternalAudit);
    }

    private static string Decomposed(string text) => text.Normalize(System.Text.NormalizationForm.FormD);

    private static bool IsFair(ParseProblem? problem, string text) =>
        problem is null || (problem.Position >= 0 && problem.Position + problem.Length <= text.Length && problem.Allowed.Length > 0);
}
