using System.Globalization;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>What a target in percent means in cases (S-193).</summary>
public static class Feasibility
{
    /// <summary>The most cases out of a number that may fail with the target still met; null when even none failing does not meet it.</summary>
    /// <param name="target">A target in percent where more is better, or "=".</param>
    /// <param name="cases">How many cases are expected, 1 or more.</param>
    /// <exception cref="ArgumentException">The target is not in percent, or less is better.</exception>
    public static long? MostFailures(Target target, long cases)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        if (!target.IsPercent || target.Comparator.IsUpperBound())
        {
            throw new ArgumentException("Only percentages where more is better can be turned into failures.", nameof(target));
        }

        // "=" is read as "at least" here: the question is how much may go wrong.
        var comparator = target.Comparator == Comparator.MoreThan ? Comparator.MoreThan : Comparator.AtLeast;
        if (!Met(0)) { return null; }
        var (met, failed) = (0L, cases + 1);
        while (failed - met > 1)
        {
            var middle = met + ((failed - met) / 2);
            if (Met(middle)) { met = middle; }
            else { failed = middle; }
        }

        return met;

        bool Met(long failures) => failures <= cases && comparator.Holds(new ExactRatio(cases - failures, cases).Percent!.Value, target.Value);
    }

    /// <summary>A hint for the author: "Với 250 phiếu, mục tiêu ≥ 95% cho phép nhiều nhất 12 phiếu không đạt."</summary>
    /// <param name="noun">What is counted: "phiếu", "hồ sơ".</param>
    public static string Hint(Target target, long cases, string noun)
    {
        var of = $"Với {Text(cases)} {noun}, mục tiêu {target}";
        return MostFailures(target, cases) switch
        {
            null => $"{of} không thể đạt.",
            0 => $"{of} không cho phép {noun} nào không đạt: chỉ một {noun} là hỏng mục tiêu.",
            { } most => $"{of} cho phép nhiều nhất {Text(most)} {noun} không đạt.",
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
