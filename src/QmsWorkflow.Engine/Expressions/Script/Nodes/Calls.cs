using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

/// <summary>A property: <c>a.b</c>, <c>a[b]</c>, <c>a?.b</c>.</summary>
internal sealed class MemberNode(Expression target, Expression key, bool optional) : Expression, ITarget
{
    public Expression Target { get; } = target;

    public Expression Key { get; } = key;

    public bool Optional { get; } = optional;

    public override object? Eval(Run run, Env env) => Read(run, env, out _);

    public object? Read(Run run, Env env, out object? self)
    {
        run.Step();
        self = Target.Eval(run, env);
        if (ReferenceEquals(self, ChainNode.Cut) || (Optional && Operations.IsNullish(self)))
            return ChainNode.Cut;
        if (Key is LiteralNode { Value: string name })
        {
            run.Position = Position;
            return Operations.GetProperty(run, self, name);
        }

        var value = Key.Eval(run, env);
        run.Position = Position;
        return Operations.GetElement(run, self, value);
    }

    public (object? Self, object? Key) Locate(Run run, Env env)
    {
        var self = Target.Eval(run, env);
        var name = Key.Eval(run, env);
        run.Position = Position;
        if (name is not (string or double) && !Operations.IsNullish(self))
            name = Operations.ToText(run, name);
        return (self, name);
    }

    public void Bind(Run run, Env env, object? value, bool declares)
    {
        var (self, name) = Locate(run, env);
        Operations.SetElement(run, self, name, value);
    }

    public string Shown => Key is LiteralNode { Value: string name } ? name : "[…]";
}

/// <summary>The whole of <c>a?.b.c</c>: where a link is cut, the whole is undefined.</summary>
internal sealed class ChainNode(Expression inner) : Expression
{
    public static readonly object Cut = new();

    public Expression Inner { get; } = inner;

    public override object? Eval(Run run, Env env)
    {
        var value = Inner.Eval(run, env);
        return ReferenceEquals(value, Cut) ? null : value;
    }
}

internal sealed class CallNode(Expression callee, Expression[] arguments, bool optional) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        object? self = null;
        object? function;
        if (callee is MemberNode member)
        {
            function = member.Read(run, env, out self);
        }
        else if (callee is ChainNode { Inner: MemberNode inner })
        {
            function = inner.Read(run, env, out self); // (a?.b)() keeps a as this
            function = ReferenceEquals(function, ChainNode.Cut) ? null : function;
        }
        else
        {
            function = callee.Eval(run, env);
        }

        if (ReferenceEquals(function, ChainNode.Cut) || (optional && Operations.IsNullish(function)))
            return ChainNode.Cut;
        var values = Evaluate(run, env, arguments);
        run.Position = Position;
        if (function is not JsFunction callable)
            throw run.TypeError($"{Shown(callee)} không phải là hàm.");
        run.Enter();
        var result = callable.Call(run, self, values);
        run.Leave();
        return result;
    }

    public static object?[] Evaluate(Run run, Env env, Expression[] arguments)
    {
        if (arguments.Length == 0)
            return [];
        if (!arguments.Any(static a => a is SpreadNode))
        {
            var values = new object?[arguments.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = arguments[i].Eval(run, env);
            return values;
        }

        var list = new List<object?>();
        foreach (var argument in arguments)
        {
            if (argument is SpreadNode spread)
            {
                foreach (var one in Iteration.Of(run, spread.Eval(run, env)))
                {
                    run.Allocate(1);
                    list.Add(one);
                }
            }
            else
            {
                list.Add(argument.Eval(run, env));
            }
        }

        return [.. list];
    }

    public static string Shown(Expression callee) => callee switch
    {
        NameNode name => $"“{name.Name}”",
        MemberNode member => $"“{member.Shown}”",
        ChainNode chain => Shown(chain.Inner),
        _ => "Giá trị được gọi",
    };
}

internal sealed class NewNode(Expression callee, Expression[] arguments) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var function = callee.Eval(run, env);
        var values = CallNode.Evaluate(run, env, arguments);
        run.Position = Position;
        if (function is not JsFunction callable)
            throw run.TypeError($"{CallNode.Shown(callee)} không dùng được với new.");
        run.Enter();
        var made = callable.Construct(run, values);
        run.Leave();
        return made;
    }
}
