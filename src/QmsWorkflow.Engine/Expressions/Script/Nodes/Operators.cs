using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

internal sealed class BinaryNode(string sign, Expression left, Expression right) : Expression
{
    private readonly Func<Run, object?, object?, object?> apply = Of(sign);

    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var a = left.Eval(run, env);
        var b = right.Eval(run, env);
        run.Position = Position;
        if (a is string text)
            run.Scan(text);
        return apply(run, a, b);
    }

    public static Func<Run, object?, object?, object?> Of(string sign) => sign switch
    {
        "+" => Operations.Add,
        "-" => (run, a, b) => Numeric(run, a, b, static (x, y) => x - y),
        "*" => (run, a, b) => Numeric(run, a, b, static (x, y) => x * y),
        "/" => (run, a, b) => Numeric(run, a, b, static (x, y) => x / y),
        "%" => (run, a, b) => Numeric(run, a, b, static (x, y) => x % y),
        "**" => (run, a, b) => Numeric(run, a, b, Operations.Power),
        "&" => (run, a, b) => Bits(run, a, b, static (x, y) => x & y),
        "|" => (run, a, b) => Bits(run, a, b, static (x, y) => x | y),
        "^" => (run, a, b) => Bits(run, a, b, static (x, y) => x ^ y),
        "<<" => (run, a, b) => Bits(run, a, b, static (x, y) => x << (y & 31)),
        ">>" => (run, a, b) => Bits(run, a, b, static (x, y) => x >> (y & 31)),
        ">>>" => (run, a, b) => Bits(run, a, b, static (x, y) => (double)((uint)x >> (y & 31))),
        "==" => (run, a, b) => Operations.Box(Operations.LooseEquals(run, a, b)),
        "!=" => (run, a, b) => Operations.Box(!Operations.LooseEquals(run, a, b)),
        "===" => (_, a, b) => Operations.Box(Operations.StrictEquals(a, b)),
        "!==" => (_, a, b) => Operations.Box(!Operations.StrictEquals(a, b)),
        "<" => (run, a, b) => Operations.Box(Operations.Less(run, a, b) == true),
        ">" => (run, a, b) => Operations.Box(Greater(run, a, b) == true),
        "<=" => (run, a, b) => Operations.Box(Greater(run, a, b) == false),
        ">=" => (run, a, b) => Operations.Box(Operations.Less(run, a, b) == false),
        "in" => (run, a, b) => b is JsObject target
            ? Operations.Box(target.Has(run, Operations.ToKey(run, a)))
            : throw run.TypeError($"Vế phải của in phải là đối tượng, không phải {Operations.Describe(b)}."),
        "instanceof" => (run, a, b) => Operations.Box(Operations.InstanceOf(run, a, b)),
        _ => throw new ArgumentOutOfRangeException(nameof(sign), sign, "Unknown operator"),
    };

    /// <summary>a &gt; b, with a's conversion done first as JavaScript does.</summary>
    private static bool? Greater(Run run, object? a, object? b)
    {
        var first = Operations.NumericPrimitive(run, a);
        return Operations.Less(run, Operations.NumericPrimitive(run, b), first);
    }

    private static object Numeric(Run run, object? a, object? b, Func<double, double, double> apply)
    {
        var x = a is double left ? left : Operations.ToNumber(run, a);
        return apply(x, b is double right ? right : Operations.ToNumber(run, b));
    }

    private static object Bits(Run run, object? a, object? b, Func<int, int, double> apply)
    {
        var x = Operations.ToInt32(run, a);
        return apply(x, Operations.ToInt32(run, b));
    }
}

internal sealed class LogicalNode(string sign, Expression left, Expression right) : Expression
{
    public string Sign { get; } = sign;

    public bool Parenthesised { get; set; }

    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var value = left.Eval(run, env);
        return Stops(Sign, value) ? value : right.Eval(run, env);
    }

    /// <summary>True where the left side alone decides.</summary>
    public static bool Stops(string sign, object? value) => sign[0] switch
    {
        '&' => !Operations.Truthy(value),
        '|' => Operations.Truthy(value),
        _ => !Operations.IsNullish(value),
    };
}

internal sealed class UnaryNode(string sign, Expression operand) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        if (sign == "typeof")
            return Operations.TypeOf(operand is NameNode name ? name.EvalOrUndefined(run, env) : operand.Eval(run, env));
        var value = operand.Eval(run, env);
        run.Position = Position;
        return sign switch
        {
            "!" => Operations.Box(!Operations.Truthy(value)),
            "-" => -Operations.ToNumber(run, value),
            "+" => Operations.ToNumber(run, value),
            "~" => (double)~Operations.ToInt32(run, value),
            _ => null,
        };
    }
}

internal sealed class DeleteNode(Expression operand) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var inner = operand is ChainNode chain ? chain.Inner : operand;
        if (inner is not MemberNode member)
        {
            operand.Eval(run, env);
            return Operations.True;
        }

        var target = member.Target.Eval(run, env);
        if (ReferenceEquals(target, ChainNode.Cut) || (member.Optional && Operations.IsNullish(target)))
            return Operations.True;
        var key = member.Key.Eval(run, env);
        run.Position = Position;
        return Operations.Box(Operations.ToObject(run, target).Delete(run, Operations.ToKey(run, key)));
    }
}

internal sealed class UpdateNode(Expression target, double change, bool before) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        if (target is MemberNode member)
        {
            var (self, key) = member.Locate(run, env);
            var held = Operations.ToNumber(run, Operations.GetElement(run, self, key));
            Operations.SetElement(run, self, key, held + change);
            return before ? held + change : held;
        }

        var old = Operations.ToNumber(run, target.Eval(run, env));
        ((ITarget)target).Bind(run, env, old + change, declares: false);
        return before ? old + change : old;
    }
}

/// <summary>A plain assignment, to a name, a property or a pattern.</summary>
internal sealed class AssignNode(Expression target, Expression value) : Expression
{
    public ITarget Assigned => (ITarget)target;

    public Expression Source => value;

    public override object? Eval(Run run, Env env)
    {
        run.Step();
        if (target is MemberNode member)
        {
            var (self, key) = member.Locate(run, env);
            var made = value.Eval(run, env);
            run.Position = Position;
            Operations.SetElement(run, self, key, made);
            return made;
        }

        var result = value.Eval(run, env);
        ((ITarget)target).Bind(run, env, result, declares: false);
        return result;
    }
}

/// <summary>An assignment with an operator: <c>+=</c>, <c>??=</c> and the like.</summary>
internal sealed class CompoundNode(string sign, Expression target, Expression value) : Expression
{
    private readonly bool isLogical = sign is "&&" or "||" or "??";
    private readonly Func<Run, object?, object?, object?>? apply = sign is "&&" or "||" or "??" ? null : BinaryNode.Of(sign);

    public override object? Eval(Run run, Env env)
    {
        run.Step();
        if (target is MemberNode member)
        {
            var (self, key) = member.Locate(run, env);
            return Combine(run, env, Operations.GetElement(run, self, key), made => Operations.SetElement(run, self, key, made));
        }

        return Combine(run, env, target.Eval(run, env), made => ((ITarget)target).Bind(run, env, made, declares: false));
    }

    private object? Combine(Run run, Env env, object? old, Action<object?> store)
    {
        if (isLogical && LogicalNode.Stops(sign, old))
            return old;
        var right = value.Eval(run, env);
        run.Position = Position;
        var made = isLogical ? right : apply!(run, old, right);
        store(made);
        return made;
    }
}
