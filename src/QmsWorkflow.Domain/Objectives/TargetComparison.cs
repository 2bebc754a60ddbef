namespace QmsWorkflow.Domain.Objectives;

/// <summary>How a unit's target stands to the agency's.</summary>
public enum TargetRelation
{
    /// <summary>Asks the same.</summary>
    Same,

    /// <summary>Asks more.</summary>
    Tighter,

    /// <summary>Asks less: somebody could meet it and still fail the parent.</summary>
    Weaker,

    /// <summary>Measures something else, or in the other direction.</summary>
    Incomparable,
}

/// <summary>The relation with its explanation.</summary>
/// <param name="Relation">How the child stands to the parent.</param>
/// <param name="ExplanationVi">Why, in Vietnamese.</param>
public sealed record TargetVerdict(TargetRelation Relation, string ExplanationVi)
{
    /// <summary>Whether the child asks less.</summary>
    public bool IsWeaker => Relation == TargetRelation.Weaker;
}

/// <summary>Compares a unit's target with the agency's (S-013).</summary>
/// <remarks>
/// A parent "= p" is read as "≥ p" against targets where more is better and as "≤ p" where less is better, since reaching more than asked
/// is not less. Percentages end at 100, so "≥ 100%" and "= 100%" ask the same.
/// </remarks>
public static class TargetComparison
{
    /// <summary>Whether the child asks less than the parent, with the reason.</summary>
    public static TargetVerdict IsWeaker(Target child, Target parent)
    {
        if (!string.Equals(child.Unit, parent.Unit, StringComparison.OrdinalIgnoreCase))
        {
            return new(TargetRelation.Incomparable, $"Không so sánh được: đơn vị tính khác nhau (“{child.Unit}” và “{parent.Unit}”).");
        }

        var (mine, theirs) = (Direction(child, parent), Direction(parent, child));
        if (mine != theirs)
        {
            return new(TargetRelation.Incomparable, $"Không so sánh được: {child} và {parent} đòi hỏi theo chiều ngược nhau.");
        }

        var order = child.Value.CompareTo(parent.Value) * mine;
        if (order == 0) { order = Strictness(child).CompareTo(Strictness(parent)); }
        return order switch
        {
            0 => new(TargetRelation.Same, $"{child} ngang mục tiêu của cơ quan ({parent})."),
            > 0 => new(TargetRelation.Tighter, $"{child} cao hơn mục tiêu của cơ quan ({parent})."),
            _ => new(TargetRelation.Weaker, Weakness(child, parent)),
        };
    }

    // 1: more is better; -1: less is better. "=" follows the other side; two "=" are compared upward.
    private static int Direction(Target target, Target other)
    {
        if (target.Comparator.IsLowerBound()) { return 1; }
        if (target.Comparator.IsUpperBound()) { return -1; }
        return other.Comparator.IsUpperBound() ? -1 : 1;
    }

    private static int Strictness(Target target) => target.Comparator is Comparator.MoreThan or Comparator.LessThan ? 1 : 0;

    private static string Weakness(Target child, Target parent) => child.Value.CompareTo(parent.Value) == 0
        ? $"{child} thấp hơn mục tiêu của cơ quan ({parent}): kết quả đúng {parent.ValueText} đạt mục tiêu của đơn vị nhưng không đạt mục tiêu của cơ quan."
        : $"{child} thấp hơn mục tiêu của cơ quan ({parent}): kết quả {child.ValueText} không bảo đảm mục tiêu của cơ quan.";
}
