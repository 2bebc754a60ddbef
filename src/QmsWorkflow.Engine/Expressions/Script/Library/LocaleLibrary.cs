using System.Globalization;
using System.Numerics;
using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>What depends on a language: comparing texts, writing numbers and dates. English (the default) and Vietnamese; other languages are written as English.</summary>
internal static class LocaleLibrary
{
    public static void Install()
    {
        Prototypes.Text.With("localeCompare", 1, Compare);
        Prototypes.Number.With("toLocaleString", 0, Number);
        Prototypes.Date
            .With("toLocaleDateString", 0, (run, self, args) => Date(run, self, args, hasDate: true, hasTime: false))
            .With("toLocaleTimeString", 0, (run, self, args) => Date(run, self, args, hasDate: false, hasTime: true))
            .With("toLocaleString", 0, (run, self, args) => Date(run, self, args, hasDate: true, hasTime: true));
    }

    private static object? Compare(Run run, object? self, object?[] args)
    {
        var one = TextLibrary.Scanned(run, self);
        var other = Operations.ToText(run, args.At(0));
        run.Step(other.Length);
        var isVietnamese = IsVietnamese(run, args.At(1));
        var sensitivity = Option(run, args.At(2), "sensitivity") switch
        {
            "base" => Sensitivity.Base,
            "accent" => Sensitivity.Accent,
            "case" => Sensitivity.Case,
            null or "variant" => Sensitivity.Variant,
            var unknown => throw run.RangeError($"sensitivity không thể là “{unknown}”."),
        };
        var isNumeric = args.At(2) is JsObject options && Operations.Truthy(options.Get(run, "numeric"));
        return (double)new Collation(isVietnamese, isNumeric, sensitivity, Option(run, args.At(2), "caseFirst") == "upper").Compare(one, other);
    }

    private static string? Option(Run run, object? options, string name) =>
        options is JsObject given && given.Get(run, name) is { } value ? Operations.ToText(run, value) : null;

    private static bool IsVietnamese(Run run, object? locales)
    {
        if (locales is null)
            return false;
        if (locales is JsArray list)
            return list.Items.Count > 0 && IsVietnamese(run, list.At(0));
        var name = Operations.ToText(run, locales);
        var parts = name.Split('-');
        if (parts[0].Length is not (2 or 3) || !parts.All(p => p.Length is > 0 and < 9 && p.All(char.IsAsciiLetterOrDigit)))
            throw run.RangeError($"“{name}” không phải mã ngôn ngữ.");
        return parts[0] is "vi" or "VI" or "Vi";
    }

    private static object? Number(Run run, object? self, object?[] args)
    {
        var value = NumberLibrary.This(run, self);
        var isVietnamese = IsVietnamese(run, args.At(0));
        Refuse(run, args.At(1), "minimumFractionDigits", "maximumFractionDigits", "useGrouping");
        var least = Digits(run, args.At(1), "minimumFractionDigits");
        var most = Digits(run, args.At(1), "maximumFractionDigits");
        if (least > most)
            throw run.RangeError("maximumFractionDigits nhỏ hơn minimumFractionDigits.");
        var (fewest, longest) = (least ?? Math.Min(0, most ?? 0), most ?? Math.Max(3, least ?? 0));
        if (double.IsNaN(value))
            return "NaN";
        var isNegative = value < 0 || (value == 0 && double.IsNegative(value));
        if (double.IsInfinity(value))
            return isNegative ? "-∞" : "∞";
        var isGrouped = args.At(1) is not JsObject options || options.Get(run, "useGrouping") is not { } grouping || Operations.Truthy(grouping);
        var parts = Rounded(Math.Abs(value), longest).Split('.');
        var fraction = (parts.Length > 1 ? parts[1].TrimEnd('0') : "").PadRight(fewest, '0');
        var text = (isNegative ? "-" : "") + (isGrouped ? Grouped(parts[0], isVietnamese ? '.' : ',') : parts[0]);
        return run.Text(fraction.Length == 0 ? text : text + (isVietnamese ? ',' : '.') + fraction);
    }

    private static int? Digits(Run run, object? options, string name)
    {
        if (options is not JsObject given || given.Get(run, name) is not { } value)
            return null;
        var digits = Operations.ToNumber(run, value);
        return digits is >= 0 and <= 20 ? (int)digits : throw run.RangeError($"{name} phải từ 0 đến 20.");
    }

    private static void Refuse(Run run, object? options, params string[] known)
    {
        if (options is JsObject given && given.Keys(run).FirstOrDefault(k => !known.Contains(k, StringComparer.Ordinal)) is { } unknown)
            throw run.TypeError($"Không hỗ trợ tùy chọn “{unknown}”.");
    }

    /// <summary>Rounds the decimal that is written, half away from zero, not the binary behind it.</summary>
    private static string Rounded(double value, int decimals) => value < 1e28
        ? Math.Round(decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture), decimals, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture)
        : new BigInteger(value).ToString(CultureInfo.InvariantCulture);

    private static string Grouped(string digits, char sign)
    {
        var text = new StringBuilder(digits);
        for (var at = digits.Length - 3; at > 0; at -= 3) { text.Insert(at, sign); }
        return text.ToString();
    }

    private static object? Date(Run run, object? self, object?[] args, bool hasDate, bool hasTime)
    {
        var time = DateLibrary.This(run, self).Time;
        var isVietnamese = IsVietnamese(run, args.At(0));
        Refuse(run, args.At(1));
        if (double.IsNaN(time))
            return "Invalid Date";
        var p = DateMath.Split(time);
        var date = isVietnamese ? string.Create(CultureInfo.InvariantCulture, $"{p[2]}/{p[1] + 1}/{p[0]}") : string.Create(CultureInfo.InvariantCulture, $"{p[1] + 1}/{p[2]}/{p[0]}");
        var clock = isVietnamese
            ? string.Create(CultureInfo.InvariantCulture, $"{p[3]:00}:{p[4]:00}:{p[5]:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{(p[3] % 12 == 0 ? 12 : p[3] % 12)}:{p[4]:00}:{p[5]:00} {(p[3] < 12 ? "AM" : "PM")}");
        return run.Text(!hasTime ? date : !hasDate ? clock : isVietnamese ? $"{clock} {date}" : $"{date}, {clock}");
    }
}
