using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Domain.Tests.Indicators;

/// <summary>Arbitrary formulas, cases and windows.</summary>
internal static class SomeFormulas
{
    private static readonly Gen<string> Texts = Gen.Elements("Đất đai", "Hộ tịch", "it's", "''", "", "a b", "(", "x and y");

    public static Gen<Condition> Conditions { get; } = ConditionOf(4);

    public static Gen<Formula> Cases { get; } =
        from terms in (from sign in Gen.Elements(1, -1) from operand in Operands() select new FormulaTerm(sign, operand)).NonEmptyListOf()
        select new Formula([.. terms.Take(5)]);

    public static Gen<CaseRow> Rows { get; } =
        from received in Gen.Choose(0, 60 * 24)
        from due in Gen.Choose(-10, 20 * 24)
        from took in Gen.Choose(-1, 20 * 24)
        from hasDue in Gen.Elements(true, true, false)
        from channel in Gen.Elements(Enum.GetValues<CaseChannel>())
        from flags in Gen.Choose(0, 31)
        from field in Texts
        let at = new DateTime(2026, 1, 1).AddHours(received)
        select new CaseRow
        {
            ReceivedAt = at,
            DueAt = hasDue ? at.AddHours(due) : null,
            FinishedAt = took < 0 ? null : at.AddHours(took),
            Channel = channel,
            Field = field,
            IsWhole = (flags & 1) != 0,
            HasFee = (flags & 2) != 0,
            DossierDigitised = (flags & 4) != 0,
            ResultDigitised = (flags & 8) != 0,
            Satisfied = (flags & 16) != 0 ? (flags & 1) != 0 : null,
        };

    public static Gen<IndicatorWindow> Windows { get; } =
        from start in Gen.Choose(0, 60)
        from days in Gen.Choose(1, 40)
        let first = new DateOnly(2026, 1, 1).AddDays(start)
        select new IndicatorWindow(first, first.AddDays(days - 1));

    public static IndicatorRows Of(IEnumerable<CaseRow> rows) => new() { Cases = [.. rows] };

    private static Gen<Operand> Operands() => Gen.OneOf(
        Conditions.Select(Operand (which) => new Operand.Count(which)),
        from column in Gen.Elements("payments", "payments_online") from which in Conditions select (Operand)new Operand.Sum(column, which),
        Gen.Elements("payments", "payments_online").Select(Operand (column) => new Operand.Sum(column)),
        Gen.Choose(0, 1000).Select(Operand (value) => new Operand.Constant(value)));

    private static Gen<Condition> ConditionOf(int depth)
    {
        var simple = Gen.OneOf(
            Gen.Elements(Enum.GetValues<CaseFlag>()).Select(Condition (flag) => new Condition.Flag(flag)),
            from column in Gen.Elements(Enum.GetValues<CaseColumn>()) from text in Texts select (Condition)new Condition.Equal(column, text),
            from column in Gen.Elements(Enum.GetValues<CaseColumn>()) from texts in Texts.NonEmptyListOf() select (Condition)new Condition.In(column, texts.ToImmutableArray()));
        if (depth == 0) { return simple; }
        var inner = ConditionOf(depth - 1);
        return Gen.OneOf(
            simple,
            inner.Select(Condition (condition) => new Condition.Not(condition)),
            from left in inner from right in inner select (Condition)new Condition.And(left, right),
            from left in inner from right in inner select (Condition)new Condition.Or(left, right));
    }
}
