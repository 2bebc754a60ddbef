using System.Diagnostics;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>How a result is compared with its target; always stored, never guessed (S-195).</summary>
public enum Comparator
{
    /// <summary>"=": exactly.</summary>
    Equal,

    /// <summary>"≥": "trở lên".</summary>
    AtLeast,

    /// <summary>"&gt;": "trên".</summary>
    MoreThan,

    /// <summary>"≤": "không quá".</summary>
    AtMost,

    /// <summary>"&lt;": "dưới".</summary>
    LessThan,
}

/// <summary>The meaning and the words of comparators.</summary>
public static class Comparators
{
    /// <summary>"=", "≥", "&gt;", "≤", "&lt;".</summary>
    public static string Symbol(this Comparator comparator) => comparator switch
    {
        Comparator.Equal => "=",
        Comparator.AtLeast => "≥",
        Comparator.MoreThan => ">",
        Comparator.AtMost => "≤",
        Comparator.LessThan => "<",
        _ => throw new UnreachableException(),
    };

    /// <summary>The comparator a symbol stands for (also "&gt;=" and "&lt;="); null when none.</summary>
    public static Comparator? FromSymbol(string symbol) => symbol switch
    {
        "=" => Comparator.Equal,
        "≥" or ">=" => Comparator.AtLeast,
        ">" => Comparator.MoreThan,
        "≤" or "<=" => Comparator.AtMost,
        "<" => Comparator.LessThan,
        _ => null,
    };

    /// <summary>The comparator around a value, as documents write it: "95% trở lên", "trên 70%", "không quá 5%", "dưới 5%", "100%".</summary>
    /// <param name="value">The value with its unit.</param>
    public static string InVietnamese(this Comparator comparator, string value) => comparator switch
    {
        Comparator.Equal => value,
        Comparator.AtLeast => $"{value} trở lên",
        Comparator.MoreThan => $"trên {value}",
        Comparator.AtMost => $"không quá {value}",
        _ => $"dưới {value}",
    };

    /// <summary>Whether a result meets a target.</summary>
    public static bool Holds(this Comparator comparator, Fraction result, Fraction target) => comparator switch
    {
        Comparator.Equal => result.CompareTo(target) == 0,
        Comparator.AtLeast => result >= target,
        Comparator.MoreThan => result > target,
        Comparator.AtMost => result <= target,
        _ => result < target,
    };

    /// <summary>Whether more is better: "≥" and "&gt;".</summary>
    public static bool IsLowerBound(this Comparator comparator) => comparator is Comparator.AtLeast or Comparator.MoreThan;

    /// <summary>Whether less is better: "≤" and "&lt;".</summary>
    public static bool IsUpperBound(this Comparator comparator) => comparator is Comparator.AtMost or Comparator.LessThan;
}
