using System.Numerics;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>Judges exact values against targets and says so without letting a rounded figure mislead.</summary>
public static class Verdict
{
    private const int MostDecimals = 12;

    /// <summary>The verdict, taken on the exact value.</summary>
    /// <param name="value">The value in the target's unit; null when nothing happened in the period.</param>
    /// <param name="target">The target.</param>
    /// <param name="decimals">How many decimals reports show.</param>
    public static RatioVerdict Of(Fraction? value, Target target, int decimals = 2)
    {
        if (value is not { } exact) { return new(Achievement.NoOccurrence, "Không phát sinh trong kỳ.", false); }

        var met = target.Comparator.Holds(exact, target.Value);
        var misleads = target.Comparator.Holds(Rounded(exact, decimals), target.Value) != met;
        var unit = target.IsPercent ? "%" : $" {target.Unit}".TrimEnd();
        var verdict = met ? "Đạt" : "Không đạt";
        var text = misleads
            ? $"{Revealing(exact, target, decimals)}{unit} hiển thị {exact.ToVietnamese(decimals)}{unit} nhưng {(met ? "ĐẠT" : "KHÔNG đạt")} ({target})."
            : $"{verdict}: {exact.ToVietnamese(decimals)}{unit} ({target}).";
        return new(met ? Achievement.Met : Achievement.NotMet, text, misleads);
    }

    // As many decimals as it takes for the figure to give the true verdict.
    private static string Revealing(Fraction value, Target target, int decimals)
    {
        var truth = target.Comparator.Holds(value, target.Value);
        for (var more = decimals + 1; more < MostDecimals; more++)
        {
            if (target.Comparator.Holds(Rounded(value, more), target.Value) == truth) { return value.ToVietnamese(more); }
        }

        return value.ToVietnamese(MostDecimals);
    }

    private static Fraction Rounded(Fraction value, int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        return new(((value.Numerator * scale * 2) + value.Denominator) / (value.Denominator * 2), scale);
    }
}
