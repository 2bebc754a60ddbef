using System.Globalization;
using System.Numerics;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>An exact number: no result is ever decided on a rounded value.</summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger _denominatorLessOne;

    /// <summary>Makes a fraction in lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) { throw new DivideByZeroException("A fraction needs a denominator other than zero."); }
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>Zero.</summary>
    public static Fraction Zero => default;

    /// <summary>The number above the line; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The number below the line; always positive.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>The exact value of a decimal.</summary>
    public static Fraction From(decimal value)
    {
        var scale = value.Scale;
        return new(new BigInteger(value * Power(scale)), new BigInteger(Power(scale)));

        static decimal Power(int exponent)
        {
            var power = 1m;
            for (var i = 0; i < exponent; i++) { power *= 10m; }
            return power;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The value with so many decimals, rounded half up, with a comma as Vietnamese writes it: "95,00".</summary>
    /// <param name="decimals">0 to 30.</param>
    public string ToVietnamese(int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        var doubled = BigInteger.Abs(Numerator) * scale * 2;
        var rounded = (doubled + Denominator) / (Denominator * 2);
        var (whole, rest) = (rounded / scale, rounded % scale);
        var sign = Numerator.Sign < 0 && !rounded.IsZero ? "-" : "";
        var text = sign + whole.ToString(CultureInfo.InvariantCulture);
        return decimals == 0 ? text : $"{text},{rest.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0')}";
    }

    /// <summary>The value without needless zeros when it ends within 6 decimals ("99,5"), else as "1/3".</summary>
    public override string ToString()
    {
        for (var decimals = 0; decimals <= 6; decimals++)
        {
            if ((BigInteger.Pow(10, decimals) % Denominator).IsZero) { return ToVietnamese(decimals); }
        }

        return $"{Numerator.ToString(CultureInfo.InvariantCulture)}/{Denominator.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>The sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>The difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Whether the first is smaller.</summary>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>Whether the first is larger.</summary>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>Whether the first is smaller or the same.</summary>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>Whether the first is larger or the same.</summary>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;
}
