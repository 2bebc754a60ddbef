using System.Globalization;
using System.Numerics;
using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Syntax;

namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>Numbers to text and back exactly as JavaScript does it.</summary>
internal static class Numbers
{
    public static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };

    public static double ParseInteger(string digits, int radix)
    {
        if (digits.Length <= 10)
        {
            var small = 0L;
            foreach (var digit in digits)
                small = (small * radix) + DigitOf(digit);
            return small;
        }

        if (radix == 10)
            return double.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (digits.Length > 1100)
            return digits.AsSpan().Trim('0').IsEmpty ? 0 : double.PositiveInfinity;
        var value = BigInteger.Zero;
        foreach (var digit in digits)
            value = (value * radix) + DigitOf(digit);
        return RoundToDouble(value);
    }

    /// <summary>Nearest double, ties to even (the framework's own conversion truncates).</summary>
    private static double RoundToDouble(BigInteger value)
    {
        var excess = (int)value.GetBitLength() - 64;
        if (excess <= 0)
            return (ulong)value;
        var top = (ulong)(value >> excess);
        if (!(value & ((BigInteger.One << excess) - 1)).IsZero)
            top |= 1;
        return Math.ScaleB((double)top, excess);
    }

    public static string ToText(double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        var (negative, digits, point) = Shortest(value);
        var built = new StringBuilder();
        if (negative)
            built.Append('-');
        if (point > 21 || point < -5)
            return AppendExponential(built, digits, point - 1).ToString();
        return AppendFixed(built, digits, point).ToString();
    }

    /// <summary>Shortest digits d1d2… and the place of the point: value = 0.d1d2… × 10^point.</summary>
    private static (bool Negative, string Digits, int Point) Shortest(double value)
    {
        var round = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = round.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? round : round[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(round.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = dot < 0 ? mantissa : mantissa.Remove(dot, 1);
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits[leading..].TrimEnd('0');
        return (value < 0, digits.Length == 0 ? "0" : digits, point - leading);
    }

    private static StringBuilder AppendExponential(StringBuilder built, string digits, int exponent)
    {
        built.Append(digits[0]);
        if (digits.Length > 1)
            built.Append('.').Append(digits, 1, digits.Length - 1);
        return built.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent));
    }

    private static StringBuilder AppendFixed(StringBuilder built, string digits, int point)
    {
        if (point <= 0)
            return built.Append("0.").Append('0', -point).Append(digits);
        return digits.Length <= point
            ? built.Append(digits).Append('0', point - digits.Length)
            : built.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point);
    }

    public static string ToFixed(double value, int decimals)
    {
        if (double.IsNaN(value) || Math.Abs(value) >= 1e21)
            return ToText(value);
        var scaled = RoundScaled(Math.Abs(value), decimals).ToString(CultureInfo.InvariantCulture);
        if (decimals > 0)
        {
            scaled = scaled.PadLeft(decimals + 1, '0');
            scaled = scaled.Insert(scaled.Length - decimals, ".");
        }

        return value < 0 && double.IsNegative(value) && value != 0 ? "-" + scaled : scaled;
    }

    public static string ToPrecision(double value, int precision)
    {
        if (!double.IsFinite(value))
            return ToText(value);
        var (digits, exponent) = Significant(Math.Abs(value), precision);
        var built = new StringBuilder(value < 0 ? "-" : "");
        return (exponent < -6 || exponent >= precision
            ? AppendExponential(built, digits, exponent)
            : AppendFixed(built, digits, exponent + 1)).ToString();
    }

    public static string ToExponential(double value, int? decimals)
    {
        if (!double.IsFinite(value))
            return ToText(value);
        var built = new StringBuilder(value < 0 ? "-" : "");
        if (decimals is null)
        {
            var (_, shortest, point) = Shortest(value);
            return AppendExponential(built, shortest, value == 0 ? 0 : point - 1).ToString();
        }

        var (digits, exponent) = Significant(Math.Abs(value), decimals.Value + 1);
        return AppendExponential(built, digits, exponent).ToString();
    }

    private static (string Digits, int Exponent) Significant(double value, int precision)
    {
        if (value == 0)
            return (new string('0', precision), 0);
        var exponent = (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            var digits = RoundScaled(value, precision - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == precision)
                return (digits, exponent);
            exponent += digits.Length > precision ? 1 : -1;
        }
    }

    /// <summary>The exact value × 10^decimals, rounded half up.</summary>
    private static BigInteger RoundScaled(double value, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent == 0)
            exponent++;
        else
            mantissa |= 1L << 52;
        exponent -= 1075;
        BigInteger numerator = mantissa;
        var denominator = BigInteger.One;
        if (exponent >= 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        if (decimals >= 0)
            numerator *= BigInteger.Pow(10, decimals);
        else
            denominator *= BigInteger.Pow(10, -decimals);
        return ((numerator * 2) + denominator) / (denominator * 2);
    }

    public static string ToRadix(double value, int radix)
    {
        if (radix == 10 || !double.IsFinite(value))
            return ToText(value);
        const string Signs = "0123456789abcdefghijklmnopqrstuvwxyz";
        var whole = Math.Floor(Math.Abs(value));
        var fraction = Math.Abs(value) - whole;
        var after = new StringBuilder();
        var delta = Math.Max(0.5 * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)), double.Epsilon);
        if (fraction >= delta)
        {
            after.Append('.');
            do
            {
                fraction *= radix;
                delta *= radix;
                var digit = (int)fraction;
                after.Append(Signs[digit]);
                fraction -= digit;
                if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1) == 1)) && fraction + delta > 1)
                {
                    whole += CarryInto(after, radix, Signs);
                    break;
                }
            }
            while (fraction >= delta);
        }

        var before = new StringBuilder();
        for (; whole >= 36028797018963968; whole /= radix)
            before.Append('0'); // from 2^55 on, JavaScript engines give up the last digits
        do
        {
            var digit = whole % radix;
            before.Insert(0, Signs[(int)digit]);
            whole = (whole - digit) / radix;
        }
        while (whole > 0);
        return (value < 0 ? "-" : "") + before + after;
    }

    private static int CarryInto(StringBuilder after, int radix, string signs)
    {
        while (true)
        {
            var last = after[^1];
            after.Length--;
            if (last == '.')
                return 1;
            var digit = DigitOf(last) + 1;
            if (digit < radix)
            {
                after.Append(signs[digit]);
                return 0;
            }
        }
    }

    public static string TrimBlanks(string text) => TrimEnd(TrimStart(text));

    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && (Lexer.IsBlank(text[start]) || Lexer.IsLineBreak(text[start])))
            start++;
        return text[start..];
    }

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && (Lexer.IsBlank(text[end - 1]) || Lexer.IsLineBreak(text[end - 1])))
            end--;
        return text[..end];
    }

    public static double FromText(string text)
    {
        var trimmed = TrimBlanks(text);
        if (trimmed.Length == 0)
            return 0;
        if (trimmed.Length > 2 && trimmed[0] == '0' && char.ToLowerInvariant(trimmed[1]) is 'x' or 'b' or 'o')
        {
            var radix = char.ToLowerInvariant(trimmed[1]) switch { 'x' => 16, 'b' => 2, _ => 8 };
            var digits = trimmed[2..];
            return digits.All(c => DigitOf(c) < radix) ? ParseInteger(digits, radix) : double.NaN;
        }

        var length = DecimalPrefix(trimmed);
        return length == trimmed.Length ? ParseDecimal(trimmed) : double.NaN;
    }

    public static double ParseFloat(string text)
    {
        var trimmed = TrimStart(text);
        var length = DecimalPrefix(trimmed);
        return length == 0 ? double.NaN : ParseDecimal(trimmed[..length]);
    }

    public static double ParseInt(string text, int radix)
    {
        var trimmed = TrimStart(text);
        var start = 0;
        var negative = false;
        if (trimmed.Length > 0 && trimmed[0] is '+' or '-')
        {
            negative = trimmed[0] == '-';
            start = 1;
        }

        if ((radix is 0 or 16) && start + 1 < trimmed.Length && trimmed[start] == '0' && trimmed[start + 1] is 'x' or 'X')
        {
            start += 2;
            radix = 16;
        }

        radix = radix == 0 ? 10 : radix;
        if (radix is < 2 or > 36)
            return double.NaN;
        var end = start;
        while (end < trimmed.Length && DigitOf(trimmed[end]) < radix)
            end++;
        if (end == start)
            return double.NaN;
        var value = ParseInteger(trimmed[start..end], radix);
        return negative ? -value : value;
    }

    private static double ParseDecimal(string text) => text.TrimStart('+', '-') == "Infinity"
        ? text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity
        : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int DecimalPrefix(string text)
    {
        var i = 0;
        if (i < text.Length && text[i] is '+' or '-')
            i++;
        if (string.CompareOrdinal(text, i, "Infinity", 0, 8) == 0)
            return i + 8;
        var digits = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
            digits++;
        if (i < text.Length && text[i] == '.')
        {
            var after = i + 1;
            while (after < text.Length && char.IsAsciiDigit(text[after]))
                after++;
            if (digits + (after - i - 1) == 0)
                return 0;
            digits += after - i - 1;
            i = after;
        }

        if (digits == 0)
            return 0;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            var after = i + 1;
            if (after < text.Length && text[after] is '+' or '-')
                after++;
            var first = after;
            while (after < text.Length && char.IsAsciiDigit(text[after]))
                after++;
            if (after > first)
                i = after;
        }

        return i;
    }
}
