namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>JavaScript's conversions, comparisons and property access.</summary>
internal static class Operations
{
    public static readonly object True = true;
    public static readonly object False = false;

    public static object Box(bool value) => value ? True : False;

    public static bool IsNullish(object? value) => value is null or JsNull;

    public static bool Truthy(object? value) => value switch
    {
        bool flag => flag,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        null or JsNull => false,
        _ => true,
    };

    public static string TypeOf(object? value) => value switch
    {
        null => "undefined",
        string => "string",
        double => "number",
        bool => "boolean",
        JsFunction => "function",
        _ => "object",
    };

    public static string Describe(object? value) => value switch
    {
        null => "undefined",
        JsNull => "null",
        string => "một chuỗi",
        double number => Numbers.ToText(number),
        bool flag => flag ? "true" : "false",
        JsFunction => "một hàm",
        JsArray => "một mảng",
        _ => "một đối tượng",
    };

    public static object? ToPrimitive(Run run, object? value, bool preferText = false)
    {
        if (value is not JsObject target)
            return value;
        var textFirst = preferText || target is JsDate;
        return TryPrimitive(run, target, textFirst ? "toString" : "valueOf", out var result)
            || TryPrimitive(run, target, textFirst ? "valueOf" : "toString", out result)
            ? result
            : throw run.TypeError("Không đổi được đối tượng thành giá trị đơn giản.");
    }

    public static object? NumericPrimitive(Run run, object? value) =>
        value is JsDate date ? date.Time : ToPrimitive(run, value);

    private static bool TryPrimitive(Run run, JsObject target, string method, out object? result)
    {
        result = null;
        if (target.Get(run, method) is not JsFunction function)
            return false;
        run.Enter();
        result = function.Call(run, target, []);
        run.Leave();
        return result is not JsObject;
    }

    public static double ToNumber(Run run, object? value) => value switch
    {
        double number => number,
        null => double.NaN,
        JsNull => 0,
        bool flag => flag ? 1 : 0,
        string text => FromText(run, text),
        JsDate date when date.Get(run, "valueOf") is NativeFunction => date.Time,
        _ => ToNumber(run, ToPrimitive(run, value)),
    };

    private static double FromText(Run run, string text)
    {
        run.Scan(text);
        return Numbers.FromText(text);
    }

    public static double ToInteger(Run run, object? value)
    {
        var number = ToNumber(run, value);
        return double.IsNaN(number) ? 0 : Math.Truncate(number) + 0.0;
    }

    public static int ToInt32(Run run, object? value) => ToInt32(ToNumber(run, value));

    public static int ToInt32(double number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        if (!double.IsFinite(number))
            return 0;
        var rest = Math.Truncate(number) % 4294967296.0;
        return unchecked((int)(uint)(long)rest);
    }

    public static string ToText(Run run, object? value) => value switch
    {
        string text => text,
        double number => Numbers.ToText(number),
        bool flag => flag ? "true" : "false",
        null => "undefined",
        JsNull => "null",
        _ => ToText(run, ToPrimitive(run, value, preferText: true)),
    };

    public static string ToKey(Run run, object? value)
    {
        var key = value as string ?? ToText(run, value);
        run.Scan(key);
        return key;
    }

    public static JsObject ToObject(Run run, object? value) => value switch
    {
        JsObject target => target,
        null or JsNull => throw run.TypeError($"{Describe(value)} không phải là đối tượng."),
        _ => new JsBoxed(PrototypeOf(value), value),
    };

    private static JsObject PrototypeOf(object value) => value switch
    {
        string => Prototypes.Text,
        double => Prototypes.Number,
        _ => Prototypes.Boolean,
    };

    public static bool TextProperty(string text, string key, out object? value)
    {
        value = null;
        if (key == "length")
        {
            value = (double)text.Length;
            return true;
        }

        if (!JsObject.IsIndex(key, out var index) || index >= text.Length)
            return false;
        value = text[(int)index].ToString();
        return true;
    }

    public static object? GetProperty(Run run, object? target, string key)
    {
        switch (target)
        {
            case JsObject self:
                return self.Get(run, key);
            case null or JsNull:
                throw run.TypeError($"Không đọc được thuộc tính “{key}” của {Describe(target)}.");
            case string text when TextProperty(text, key, out var value):
                return value;
            default:
                return PrototypeOf(target).Get(run, key, target);
        }
    }

    public static object? GetElement(Run run, object? target, object? key)
    {
        if (key is double number && number >= 0 && number == (int)number)
        {
            if (target is JsArray array)
                return number < array.Items.Count ? array.At((int)number) : null;
            if (target is string text)
                return number < text.Length ? text[(int)number].ToString() : null;
        }

        if (IsNullish(target))
            throw run.TypeError($"Không đọc được thuộc tính “{(key is JsObject ? "…" : ToText(run, key))}” của {Describe(target)}.");
        return GetProperty(run, target, ToKey(run, key));
    }

    public static void SetElement(Run run, object? target, object? key, object? value)
    {
        if (key is double number && number >= 0 && number == (int)number && target is JsArray array)
            array.SetAt(run, (uint)number, value);
        else
            SetProperty(run, target, ToKey(run, key), value);
    }

    public static void SetProperty(Run run, object? target, string key, object? value)
    {
        if (target is JsObject self)
            self.Set(run, key, value);
        else if (IsNullish(target))
            throw run.TypeError($"Không gán được thuộc tính “{key}” của {Describe(target)}.");
    }

    public static object? Invoke(Run run, object? function, object? self, params object?[] arguments)
    {
        if (function is not JsFunction callable)
            throw run.TypeError($"{Describe(function)} không phải là hàm.");
        return callable.Call(run, self, arguments);
    }

    public static JsFunction Callable(Run run, object? value) =>
        value as JsFunction ?? throw run.TypeError($"{Describe(value)} không phải là hàm.");

    public static object? Add(Run run, object? left, object? right)
    {
        if (left is double a && right is double b)
            return a + b;
        if (left is not string || right is not string)
        {
            left = ToPrimitive(run, left);
            right = ToPrimitive(run, right);
            if (left is not string && right is not string)
                return ToNumber(run, left) + ToNumber(run, right);
        }

        var head = ToText(run, left);
        var tail = ToText(run, right);
        run.Reserve((long)head.Length + tail.Length);
        return string.Concat(head, tail);
    }

    public static bool StrictEquals(object? left, object? right) => left switch
    {
        double a => right is double b && a == b,
        string a => right is string b && string.Equals(a, b, StringComparison.Ordinal),
        bool a => right is bool b && a == b,
        _ => ReferenceEquals(left, right),
    };

    public static bool SameValueZero(object? left, object? right) =>
        StrictEquals(left, right) || (left is double a && right is double b && double.IsNaN(a) && double.IsNaN(b));

    public static bool SameValue(object? left, object? right) => left is double a && right is double b
        ? (double.IsNaN(a) && double.IsNaN(b)) || (a == b && double.IsNegative(a) == double.IsNegative(b))
        : StrictEquals(left, right);

    public static bool LooseEquals(Run run, object? left, object? right)
    {
        if (IsNullish(left) || IsNullish(right))
            return IsNullish(left) && IsNullish(right);
        if (left!.GetType() == right!.GetType() || (left is JsObject && right is JsObject))
            return StrictEquals(left, right);
        if (left is JsObject)
            return LooseEquals(run, ToPrimitive(run, left), right);
        if (right is JsObject)
            return LooseEquals(run, left, ToPrimitive(run, right));
        return ToNumber(run, left) == ToNumber(run, right);
    }

    /// <summary>left &lt; right; null where a NaN is in play.</summary>
    public static bool? Less(Run run, object? left, object? right)
    {
        if (left is not double || right is not double)
        {
            left = NumericPrimitive(run, left);
            right = NumericPrimitive(run, right);
            if (left is string textLeft && right is string textRight)
                return string.CompareOrdinal(textLeft, textRight) < 0;
        }

        var a = ToNumber(run, left);
        var b = ToNumber(run, right);
        return double.IsNaN(a) || double.IsNaN(b) ? null : a < b;
    }

    public static double Power(double x, double exponent) =>
        double.IsNaN(exponent) || (Math.Abs(x) == 1 && double.IsInfinity(exponent)) ? double.NaN : Math.Pow(x, exponent);

    public static bool InstanceOf(Run run, object? value, object? type)
    {
        if (type is not JsFunction function)
            throw run.TypeError("Vế phải của instanceof phải là một hàm tạo.");
        if (value is not JsObject target || function.PrototypeOf(run) is not { } prototype)
            return false;
        for (var at = target.Prototype; at is not null; at = at.Prototype)
        {
            if (ReferenceEquals(at, prototype))
                return true;
        }

        return false;
    }
}
