using System.Numerics;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>Whether a result meets its target.</summary>
public enum Achievement
{
    /// <summary>"Đạt".</summary>
    Met,

    /// <summary>"Không đạt".</summary>
    NotMet,

    /// <summary>"Không phát sinh": nothing happened in the period, so there is no rate.</summary>
    NoOccurrence,
}

/// <summary>The verdict on a result.</summary>
/// <param name="Achievement">Met, not met or nothing happened.</param>
/// <param name="TextVi">The verdict in Vietnamese, with the warning when the rounded figure would mislead.</param>
/// <param name="RoundingMisleads">True when the figure shown, taken at face value, would give the other verdict.</param>
public sealed record RatioVerdict(Achievement Achievement, string TextVi, bool RoundingMisleads)
{
    private const int MostDecimals = 12;

    /// <summary>Nothing happened in the period.</summary>
    public static RatioVerdict NotArisen { get; } = new(Achievement.NoOccurrence, "Không phát sinh trong kỳ.", false);

    /// <summary>The verdict on an exact value in the unit of its target.</summary>
    /// <param name="decimals">How many decimals reports show.</param>
    public static RatioVerdict Of(Fraction value, Target target, int decimals = 2)
    {
        var met = target.Comparator.Holds(value, target.Value);
        var misleads = target.Comparator.Holds(Rounded(value, decimals), target.Value) != met;
        var text = misleads
            ? $"{Show(value, target, Revealing(value, target, met, decimals))} hiển thị {Show(value, target, decimals)} nhưng {(met ? "ĐẠT" : "KHÔNG đạt")} ({target})."
            : $"{(met ? "Đạt" : "Không đạt")}: {Show(value, target, decimals)} ({target}).";
        return new(met ? Achievement.Met : Achievement.NotMet, text, misleads);
    }

    // As many decimals as it takes for the figure to give the true verdict.
    private static int Revealing(Fraction value, Target target, bool met, int decimals)
    {
        for (var more = decimals + 1; more < MostDecimals; more++)
        {
            if (target.Comparator.Holds(Rounded(value, more), target.Value) == met) { return more; }
        }

        return MostDecimals;
    }

    private static string Show(Fraction value, Target target, int decimals) =>
        target.IsPercent ? $"{value.ToVietnamese(decimals)}%" : $"{value.ToVietnamese(decimals)} {target.Unit}".TrimEnd();

    // Half away from zero, as ToVietnamese shows it.
    private static Fraction Rounded(Fraction value, int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        var rounded = ((BigInteger.Abs(value.Numerator) * scale * 2) + value.Denominator) / (value.Denominator * 2);
        return new(value.Numerator.Sign < 0 ? -rounded : rounded, scale);
    }
}
