using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>Number, Boolean and the global number functions.</summary>
internal static class NumberLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        var parseInt = new NativeFunction("parseInt", 2, (run, _, args) => Numbers.ParseInt(Operations.ToKey(run, args.At(0)), Operations.ToInt32(run, args.At(1))));
        var parseFloat = new NativeFunction("parseFloat", 1, (run, _, args) => Numbers.ParseFloat(Operations.ToKey(run, args.At(0))));
        into["parseInt"] = parseInt;
        into["parseFloat"] = parseFloat;
        into["isNaN"] = new NativeFunction("isNaN", 1, (run, _, args) => Operations.Box(double.IsNaN(Operations.ToNumber(run, args.At(0)))));
        into["isFinite"] = new NativeFunction("isFinite", 1, (run, _, args) => Operations.Box(double.IsFinite(Operations.ToNumber(run, args.At(0)))));
        into["Number"] = new NativeFunction("Number", 1, (run, _, args) => FirstNumber(run, args), (run, _, args) => new JsBoxed(Prototypes.Number, FirstNumber(run, args)), Prototypes.Number)
            .With("parseInt", parseInt)
            .With("parseFloat", parseFloat)
            .With("isNaN", 1, (_, _, args) => Operations.Box(args.At(0) is double.NaN))
            .With("isFinite", 1, (_, _, args) => Operations.Box(args.At(0) is double number && double.IsFinite(number)))
            .With("isInteger", 1, (_, _, args) => Operations.Box(IsInteger(args.At(0))))
            .With("isSafeInteger", 1, (_, _, args) => Operations.Box(IsInteger(args.At(0)) && Math.Abs((double)args[0]!) <= 9007199254740991))
            .With("EPSILON", Math.Pow(2, -52))
            .With("MAX_SAFE_INTEGER", 9007199254740991.0)
            .With("MIN_SAFE_INTEGER", -9007199254740991.0)
            .With("MAX_VALUE", double.MaxValue)
            .With("MIN_VALUE", double.Epsilon)
            .With("POSITIVE_INFINITY", double.PositiveInfinity)
            .With("NEGATIVE_INFINITY", double.NegativeInfinity)
            .With("NaN", double.NaN);
        Prototypes.Number
            .With("toString", 1, (run, self, args) => Numbers.ToRadix(This(run, self), (int)Ranged(run, args.At(0), 10, 2, 36, "Cơ số")))
            .With("toFixed", 1, (run, self, args) => Numbers.ToFixed(This(run, self), (int)Ranged(run, args.At(0), 0, 0, 100, "Số chữ số thập phân")))
            .With("toPrecision", 1, (run, self, args) => args.At(0) is null || !double.IsFinite(This(run, self))
                ? Numbers.ToText(This(run, self))
                : Numbers.ToPrecision(This(run, self), (int)Ranged(run, args[0], 1, 1, 100, "Số chữ số")))
            .With("toExponential", 1, (run, self, args) => Numbers.ToExponential(This(run, self), args.At(0) is null ? null : (int)Ranged(run, args[0], 0, 0, 100, "Số chữ số thập phân")))
            .With("valueOf", 0, (run, self, _) => This(run, self));

        Native toBoolean = (_, _, args) => Operations.Box(Operations.Truthy(args.At(0)));
        into["Boolean"] = new NativeFunction("Boolean", 1, toBoolean, (_, _, args) => new JsBoxed(Prototypes.Boolean, Operations.Truthy(args.At(0))), Prototypes.Boolean);
        Prototypes.Boolean
            .With("toString", 0, (run, self, _) => ThisFlag(run, self) ? "true" : "false")
            .With("valueOf", 0, (run, self, _) => Operations.Box(ThisFlag(run, self)));
    }

    private static double FirstNumber(Run run, object?[] args) => args.Length == 0 ? 0 : Operations.ToNumber(run, args[0]);

    private static bool IsInteger(object? value) => value is double number && double.IsFinite(number) && number == Math.Truncate(number);

    public static double This(Run run, object? self) => self switch
    {
        double number => number,
        JsBoxed { Value: double number } => number,
        _ => throw run.TypeError("Hàm của Number được gọi cho giá trị không phải số."),
    };

    private static bool ThisFlag(Run run, object? self) => self switch
    {
        bool flag => flag,
        JsBoxed { Value: bool flag } => flag,
        _ => throw run.TypeError("Hàm của Boolean được gọi cho giá trị không phải đúng/sai."),
    };

    private static double Ranged(Run run, object? value, double fallback, double least, double most, string what)
    {
        var number = value is null ? fallback : Operations.ToInteger(run, value);
        return number >= least && number <= most ? number : throw run.RangeError($"{what} phải từ {least} đến {most}.");
    }
}

/// <summary>Math, without random.</summary>
internal static class MathLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        var math = new BuiltIn(Prototypes.Object)
            .With("PI", Math.PI).With("E", Math.E).With("LN2", 0.6931471805599453).With("LN10", 2.302585092994046)
            .With("LOG2E", 1.4426950408889634).With("LOG10E", 0.4342944819032518).With("SQRT2", 1.4142135623730951).With("SQRT1_2", 0.7071067811865476);
        foreach (var (name, function) in new (string, Func<double, double>)[]
        {
            ("abs", Math.Abs), ("floor", Math.Floor), ("ceil", Math.Ceiling), ("trunc", Math.Truncate), ("sqrt", Math.Sqrt), ("cbrt", CubeRoot),
            ("sin", Math.Sin), ("cos", Math.Cos), ("tan", Math.Tan), ("asin", Math.Asin), ("acos", Math.Acos), ("atan", Math.Atan),
            ("sinh", Math.Sinh), ("cosh", Math.Cosh), ("tanh", Math.Tanh), ("asinh", Math.Asinh), ("acosh", Math.Acosh), ("atanh", Math.Atanh),
            ("exp", Math.Exp), ("log", Math.Log), ("log2", Math.Log2), ("log10", Math.Log10), ("round", Round),
            ("log1p", x => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x)),
            ("expm1", x => Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1),
            ("sign", x => double.IsNaN(x) || x == 0 ? x : Math.Sign(x)), ("fround", x => (float)x),
        })
        {
            math.With(name, 1, (run, _, args) => function(Operations.ToNumber(run, args.At(0))));
        }

        into["Math"] = math
            .With("max", 2, (run, _, args) => Fold(run, args, double.NegativeInfinity, Math.Max))
            .With("min", 2, (run, _, args) => Fold(run, args, double.PositiveInfinity, Math.Min))
            .With("pow", 2, (run, _, args) => Operations.Power(Operations.ToNumber(run, args.At(0)), Operations.ToNumber(run, args.At(1))))
            .With("atan2", 2, (run, _, args) => Math.Atan2(Operations.ToNumber(run, args.At(0)), Operations.ToNumber(run, args.At(1))))
            .With("hypot", 2, (run, _, args) => Math.Sqrt(args.Select(a => Operations.ToNumber(run, a)).Sum(x => x * x)))
            .With("imul", 2, (run, _, args) => (double)unchecked(Operations.ToInt32(run, args.At(0)) * Operations.ToInt32(run, args.At(1))))
            .With("clz32", 1, (run, _, args) => (double)System.Numerics.BitOperations.LeadingZeroCount((uint)Operations.ToInt32(run, args.At(0))))
            .With("random", 0, (run, _, _) => throw run.TypeError("Không hỗ trợ Math.random: biểu thức phải cho cùng kết quả mỗi lần chạy."));
    }

    /// <summary>Exact for cubes of whole numbers, where the platform's may be off in the last digit.</summary>
    private static double CubeRoot(double x)
    {
        var root = Math.Cbrt(x);
        var whole = Math.Round(root);
        return whole != 0 && whole * whole * whole == x ? whole : root;
    }

    private static double Round(double x)
    {
        if (!double.IsFinite(x) || x == Math.Truncate(x))
            return x;
        var floor = Math.Floor(x);
        var rounded = x - floor >= 0.5 ? floor + 1 : floor;
        return rounded == 0 && x < 0 ? -0.0 : rounded;
    }

    private static double Fold(Run run, object?[] args, double start, Func<double, double, double> fold)
    {
        run.Step(args.Length >> 2);
        foreach (var arg in args)
            start = fold(start, Operations.ToNumber(run, arg));
        return start;
    }
}
