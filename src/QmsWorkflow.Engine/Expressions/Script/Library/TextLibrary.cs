using System.Globalization;
using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>String, but for what takes regular expressions.</summary>
internal static class TextLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        into["String"] = new NativeFunction("String", 1,
            (run, _, args) => args.Length == 0 ? "" : Operations.ToText(run, args[0]),
            (run, _, args) => new JsBoxed(Prototypes.Text, args.Length == 0 ? "" : Operations.ToText(run, args[0])), Prototypes.Text)
            .With("fromCharCode", 1, (run, _, args) => run.Text(string.Concat(args.Select(a => (char)(ushort)Operations.ToInt32(run, a)))))
            .With("fromCodePoint", 1, (run, _, args) => run.Text(string.Concat(args.Select(a => FromCodePoint(run, a)))));
        Prototypes.Text
            .With("toString", 0, (run, self, _) => Exact(run, self))
            .With("valueOf", 0, (run, self, _) => Exact(run, self))
            .With("charAt", 1, (run, self, args) => Unit(This(run, self), Operations.ToInteger(run, args.At(0))) ?? "")
            .With("at", 1, (run, self, args) => Unit(This(run, self), FromEnd(run, args.At(0), This(run, self).Length)))
            .With("charCodeAt", 1, (run, self, args) => Unit(This(run, self), Operations.ToInteger(run, args.At(0))) is { } unit ? unit[0] : double.NaN)
            .With("codePointAt", 1, (run, self, args) => CodePointAt(This(run, self), Operations.ToInteger(run, args.At(0))))
            .With("concat", 1, (run, self, args) => args.Aggregate(This(run, self), (made, arg) => (string)Operations.Add(run, made, Operations.ToText(run, arg))!))
            .With("includes", 1, (run, self, args) => Operations.Box(IndexOf(run, This(run, self), Plain(run, args.At(0)), args.At(1)) >= 0))
            .With("indexOf", 1, (run, self, args) => (double)IndexOf(run, This(run, self), Operations.ToText(run, args.At(0)), args.At(1)))
            .With("lastIndexOf", 1, LastIndexOf)
            .With("startsWith", 1, (run, self, args) => Operations.Box(StartsAt(Scanned(run, self), Plain(run, args.At(0)), Clamp(run, args.At(1), 0, This(run, self).Length))))
            .With("endsWith", 1, (run, self, args) => Operations.Box(EndsAt(Scanned(run, self), Plain(run, args.At(0)), Clamp(run, args.At(1), This(run, self).Length, This(run, self).Length))))
            .With("normalize", 0, Normalize)
            .With("padStart", 2, (run, self, args) => Padding(run, self, args) + This(run, self))
            .With("padEnd", 2, (run, self, args) => This(run, self) + Padding(run, self, args))
            .With("repeat", 1, Repeat)
            .With("slice", 2, (run, self, args) => Slice(run, This(run, self), args))
            .With("substring", 2, Substring)
            .With("substr", 2, Substr)
            .With("toLowerCase", 0, (run, self, _) => run.Text(Lower(This(run, self))))
            .With("toUpperCase", 0, (run, self, _) => run.Text(Upper(This(run, self))))
            .With("toLocaleLowerCase", 0, (run, self, _) => run.Text(Lower(This(run, self))))
            .With("toLocaleUpperCase", 0, (run, self, _) => run.Text(Upper(This(run, self))))
            .With("trim", 0, (run, self, _) => run.Text(Numbers.TrimBlanks(This(run, self))))
            .With("trimStart", 0, (run, self, _) => run.Text(Numbers.TrimStart(This(run, self))))
            .With("trimEnd", 0, (run, self, _) => run.Text(Numbers.TrimEnd(This(run, self))));
    }

    public static string This(Run run, object? self) => self as string
        ?? (Operations.IsNullish(self) ? throw run.TypeError($"Hàm của String được gọi cho {Operations.Describe(self)}.") : Operations.ToText(run, self));

    public static string Scanned(Run run, object? value)
    {
        var text = This(run, value);
        run.Scan(text);
        return text;
    }

    private static string Exact(Run run, object? self) => self switch
    {
        string text => text,
        JsBoxed { Value: string text } => text,
        _ => throw run.TypeError("Hàm của String được gọi cho giá trị không phải chuỗi."),
    };

    private static string FromCodePoint(Run run, object? value)
    {
        var code = Operations.ToNumber(run, value);
        if (code is not (>= 0 and <= 0x10FFFF) || code != Math.Truncate(code))
            throw run.RangeError($"{Operations.Describe(value)} không phải là mã ký tự.");
        return code is >= 0xD800 and < 0xE000 ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
    }

    private static string? Unit(string text, double index) => index >= 0 && index < text.Length ? text[(int)index].ToString() : null;

    private static double FromEnd(Run run, object? value, int length)
    {
        var index = Operations.ToInteger(run, value);
        return index < 0 ? index + length : index;
    }

    private static object? CodePointAt(string text, double index)
    {
        if (!(index >= 0 && index < text.Length))
            return null;
        var i = (int)index;
        return i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? char.ConvertToUtf32(text[i], text[i + 1]) : (double)text[i];
    }

    public static int Clamp(Run run, object? value, int fallback, int most) =>
        value is null ? fallback : (int)Math.Clamp(Operations.ToInteger(run, value), 0, most);

    /// <summary>Like <see cref="Clamp"/>, with negatives counted from the end.</summary>
    public static int Relative(Run run, object? value, int fallback, int length)
    {
        if (value is null)
            return fallback;
        var number = Operations.ToInteger(run, value);
        return (int)(number < 0 ? Math.Max(0, number + length) : Math.Min(number, length));
    }

    private static string Plain(Run run, object? value) => value is JsRegex
        ? throw run.TypeError("Hàm này cần chuỗi, không phải biểu thức chính quy.")
        : Operations.ToText(run, value);

    private static int IndexOf(Run run, string text, string wanted, object? from)
    {
        run.Step((text.Length >> 4) + ((long)text.Length * wanted.Length >> 12));
        return text.IndexOf(wanted, Clamp(run, from, 0, text.Length), StringComparison.Ordinal);
    }

    private static object? LastIndexOf(Run run, object? self, object?[] args)
    {
        var text = This(run, self);
        var wanted = Operations.ToText(run, args.At(0));
        var position = Operations.ToNumber(run, args.At(1));
        run.Step((text.Length >> 4) + ((long)text.Length * wanted.Length >> 12));
        var start = (int)Math.Min(double.IsNaN(position) ? text.Length : Math.Clamp(position, 0, text.Length), text.Length - wanted.Length);
        for (var i = start; i >= 0; i--)
        {
            if (StartsAt(text, wanted, i))
                return (double)i;
        }

        return -1.0;
    }

    private static bool StartsAt(string text, string wanted, int at) =>
        at + wanted.Length <= text.Length && text.AsSpan(at, wanted.Length).SequenceEqual(wanted);

    private static bool EndsAt(string text, string wanted, int end) => end >= wanted.Length && StartsAt(text, wanted, end - wanted.Length);

    private static object? Normalize(Run run, object? self, object?[] args)
    {
        var form = args.At(0) is null ? "NFC" : Operations.ToText(run, args[0]);
        var text = This(run, self);
        run.Step(text.Length >> 2);
        var normalForm = form switch
        {
            "NFC" => NormalizationForm.FormC,
            "NFD" => NormalizationForm.FormD,
            "NFKC" => NormalizationForm.FormKC,
            "NFKD" => NormalizationForm.FormKD,
            _ => throw run.RangeError("normalize chỉ nhận NFC, NFD, NFKC, NFKD."),
        };
        if (!HasLoneSurrogate(text))
            return run.Text(text.Normalize(normalForm));
        var built = new StringBuilder(); // the framework refuses lone halves: normalise what lies between them
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsLone(text, i))
                continue;
            built.Append(text[start..i].Normalize(normalForm));
            if (i < text.Length)
                built.Append(text[i]);
            start = i + 1;
        }

        return run.Text(built.ToString());
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLone(text, i))
                return true;
        }

        return false;
    }

    public static bool IsLone(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])
        : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));

    private static string Padding(Run run, object? self, object?[] args)
    {
        var length = Operations.ToInteger(run, args.At(0));
        var fill = args.At(1) is null ? " " : Operations.ToText(run, args[1]);
        var missing = length - This(run, self).Length;
        if (missing <= 0 || fill.Length == 0)
            return "";
        run.Reserve((long)Math.Min(length, 1e12));
        var built = new StringBuilder((int)missing);
        while (built.Length < missing)
            built.Append(fill, 0, Math.Min(fill.Length, (int)missing - built.Length));
        return built.ToString();
    }

    private static object? Repeat(Run run, object? self, object?[] args)
    {
        var text = This(run, self);
        var count = Operations.ToInteger(run, args.At(0));
        if (count < 0 || double.IsInfinity(count))
            throw run.RangeError("Số lần lặp của repeat không hợp lệ.");
        if (text.Length == 0 || count == 0)
            return "";
        run.Reserve((long)Math.Min(count * text.Length, 1e15));
        return new StringBuilder(text.Length * (int)count).Insert(0, text, (int)count).ToString();
    }

    private static string Slice(Run run, string text, object?[] args)
    {
        var start = Relative(run, args.At(0), 0, text.Length);
        var end = Relative(run, args.At(1), text.Length, text.Length);
        return start < end ? run.Text(text[start..end]) : "";
    }

    private static object? Substring(Run run, object? self, object?[] args)
    {
        var text = This(run, self);
        var start = Clamp(run, args.At(0), 0, text.Length);
        var end = Clamp(run, args.At(1), text.Length, text.Length);
        return run.Text(text[Math.Min(start, end)..Math.Max(start, end)]);
    }

    private static object? Substr(Run run, object? self, object?[] args)
    {
        var text = This(run, self);
        var start = Relative(run, args.At(0), 0, text.Length);
        var length = Clamp(run, args.At(1), text.Length - start, text.Length - start);
        return run.Text(text.Substring(start, length));
    }

    private static string Lower(string text) => text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLower(CultureInfo.InvariantCulture);

    private static string Upper(string text) => text.Replace("ß", "SS", StringComparison.Ordinal).ToUpper(CultureInfo.InvariantCulture);
}
