using System.Globalization;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>A rate as two counts; compared exactly, rounded only for show.</summary>
public sealed record ExactRatio
{
    /// <summary>Makes a rate of two counts.</summary>
    /// <param name="numerator">Cases that satisfy, 0 or more.</param>
    /// <param name="denominator">All cases, 0 or more; 0 means nothing happened.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public ExactRatio(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegative(denominator);
        (Numerator, Denominator) = (numerator, denominator);
    }

    /// <summary>Cases that satisfy.</summary>
    public long Numerator { get; }

    /// <summary>All cases.</summary>
    public long Denominator { get; }

    /// <summary>The rate in percent; null when nothing happened.</summary>
    public Fraction? Percent => Denominator == 0 ? null : new Fraction((System.Numerics.BigInteger)Numerator * 100, Denominator);

    /// <summary>Something wrong with the counts, in Vietnamese; null when they can be true.</summary>
    public string? Implausible => (Numerator, Denominator) switch
    {
        ( > 0, 0) => "Có kết quả nhưng tổng số bằng 0; kiểm tra lại số liệu.",
        var (n, d) when n > d => $"Tử số ({Text(n)}) lớn hơn mẫu số ({Text(d)}); kiểm tra lại số liệu.",
        _ => null,
    };

    /// <summary>The rate as shown: "95,00%", or "không phát sinh".</summary>
    public string Show(int decimals = 2) => Percent is { } percent ? $"{percent.ToVietnamese(decimals)}%" : "không phát sinh";

    /// <summary>The verdict, taken on the exact rate.</summary>
    /// <param name="target">A target in percent.</param>
    /// <param name="decimals">How many decimals reports show.</param>
    /// <exception cref="ArgumentException">The target is not in percent.</exception>
    public RatioVerdict Judge(Target target, int decimals = 2)
    {
        if (!target.IsPercent) { throw new ArgumentException("A rate is compared with a target in percent.", nameof(target)); }
        return Percent is { } percent ? RatioVerdict.Of(percent, target, decimals) : RatioVerdict.NotArisen;
    }

    /// <summary>"1234/1235".</summary>
    public override string ToString() => $"{Text(Numerator)}/{Text(Denominator)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
