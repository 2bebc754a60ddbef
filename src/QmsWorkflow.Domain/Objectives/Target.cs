namespace QmsWorkflow.Domain.Objectives;

/// <summary>A target: comparator, exact value, unit.</summary>
/// <param name="Comparator">How the result is compared.</param>
/// <param name="Value">The value; for percentages 95 means 95%.</param>
/// <param name="Unit">"%", or what is counted: "hồ sơ", "ngày", "lần".</param>
public sealed record Target(Comparator Comparator, Fraction Value, string Unit)
{
    /// <summary>The unit of percentages.</summary>
    public const string Percent = "%";

    /// <summary>Whether it is a percentage.</summary>
    public bool IsPercent => Unit == Percent;

    /// <summary>The value with its unit: "95%", "5 ngày".</summary>
    public string ValueText => IsPercent ? $"{Value}%" : $"{Value} {Unit}".TrimEnd();

    /// <summary>As documents write it: "95% trở lên".</summary>
    public string ToVietnamese() => Comparator.InVietnamese(ValueText);

    /// <summary>With the sign: "≥ 95%".</summary>
    public override string ToString() => $"{Comparator.Symbol()} {ValueText}";
}
