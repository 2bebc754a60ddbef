using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

/// <summary>An expression that evaluates itself.</summary>
internal abstract class Expression
{
    public required int Position { get; init; }

    public abstract object? Eval(Run run, Env env);

    /// <summary>The name a function gets that is assigned to a name.</summary>
    public static Expression Named(Expression value, string name)
    {
        if (value is FunctionNode { Name: "" } function)
            function.Name = name;
        return value;
    }
}

/// <summary>What may stand on the left of an assignment.</summary>
internal interface ITarget
{
    /// <param name="declares">True for let, const and parameters: the first value of the name.</param>
    void Bind(Run run, Env env, object? value, bool declares);
}

internal sealed class LiteralNode(object? value) : Expression
{
    public object? Value { get; } = value;

    public override object? Eval(Run run, Env env) => Value;
}

/// <summary>A name: a slot some scopes outwards, or a global.</summary>
internal sealed class NameNode(string name) : Expression, ITarget
{
    private int hops = -1;
    private int slot;
    private bool isConstant;

    public string Name { get; } = name;

    public bool Parenthesised { get; set; }

    public void ResolveLocal(int outwards, Variable variable)
    {
        hops = outwards;
        slot = variable.Slot;
        isConstant = variable.Kind == VariableKind.Const;
    }

    public void ResolveGlobal(int index) => slot = index;

    public override object? Eval(Run run, Env env)
    {
        if (hops < 0)
        {
            var global = run.Global(slot);
            return ReferenceEquals(global, Run.Missing) ? throw Unknown(run) : global;
        }

        for (var i = hops; i > 0; i--)
            env = env.Parent!;
        var value = env.Slots[slot];
        return ReferenceEquals(value, Uninitialised.Value) ? throw TooEarly(run) : value;
    }

    public object? EvalOrUndefined(Run run, Env env) =>
        hops < 0 && ReferenceEquals(run.Global(slot), Run.Missing) ? null : Eval(run, env);

    public void Bind(Run run, Env env, object? value, bool declares)
    {
        if (hops < 0)
        {
            run.SetGlobal(slot, value);
            return;
        }

        for (var i = hops; i > 0; i--)
            env = env.Parent!;
        if (!declares)
        {
            if (ReferenceEquals(env.Slots[slot], Uninitialised.Value))
                throw TooEarly(run);
            if (isConstant)
            {
                run.Position = Position;
                throw run.TypeError($"Không gán lại được hằng “{Name}”.");
            }
        }

        env.Slots[slot] = value;
    }

    private JsThrow Unknown(Run run)
    {
        run.Position = Position;
        return run.ReferenceError($"Không có tên “{Name}”.");
    }

    private JsThrow TooEarly(Run run)
    {
        run.Position = Position;
        return run.ReferenceError($"“{Name}” được dùng trước khi khai báo.");
    }
}

internal sealed class TemplateNode(string[] chunks, Expression[] values) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var parts = new string[(values.Length * 2) + 1];
        var length = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            parts[i * 2] = chunks[i];
            parts[(i * 2) + 1] = Operations.ToText(run, values[i].Eval(run, env));
            length += parts[i * 2].Length + parts[(i * 2) + 1].Length;
            run.Reserve(length);
        }

        parts[^1] = chunks[^1];
        run.Reserve(length + parts[^1].Length);
        return string.Concat(parts);
    }
}

internal sealed class SpreadNode(Expression value) : Expression
{
    public Expression Value { get; } = value;

    public override object? Eval(Run run, Env env) => Value.Eval(run, env);
}

/// <summary>A place left empty in an array: <c>[, a]</c>.</summary>
internal sealed class HoleNode : Expression
{
    public override object? Eval(Run run, Env env) => JsArray.Hole;
}

internal sealed class ArrayNode(Expression[] items) : Expression
{
    public Expression[] Items { get; } = items;

    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var array = new JsArray(run, Items.Length);
        foreach (var item in Items)
        {
            if (item is SpreadNode spread)
            {
                foreach (var one in Iteration.Of(run, spread.Eval(run, env)))
                    array.Add(run, one);
            }
            else
            {
                array.Add(run, item.Eval(run, env));
            }
        }

        return array;
    }
}

internal enum PropertyKind
{
    Value,
    Getter,
    Setter,
    Spread,
}

/// <param name="Default">Only in a pattern: <c>{ a = 1 }</c>.</param>
internal sealed record PropertyNode(PropertyKind Kind, Expression Key, Expression Value, Expression? Default, int Position);

internal sealed class ObjectNode(PropertyNode[] properties) : Expression
{
    public PropertyNode[] Properties { get; } = properties;

    public override object? Eval(Run run, Env env)
    {
        run.Step();
        var made = Plain.New(run);
        foreach (var property in Properties)
        {
            if (property.Kind == PropertyKind.Spread)
            {
                CopyInto(run, made, property.Value.Eval(run, env), []);
                continue;
            }

            var key = Operations.ToKey(run, property.Key.Eval(run, env));
            var value = property.Value.Eval(run, env);
            if (property.Kind != PropertyKind.Value)
            {
                made.TryGetOwn(run, key, out var old);
                var accessor = old as Accessor ?? new Accessor(null, null);
                value = property.Kind == PropertyKind.Getter ? accessor with { Getter = (JsFunction)value! } : accessor with { Setter = (JsFunction)value! };
            }

            made.Define(run, key, value);
        }

        return made;
    }

    public static void CopyInto(Run run, JsObject target, object? source, IReadOnlyCollection<string> except)
    {
        if (source is string text)
        {
            for (var i = 0; i < text.Length; i++)
                target.Define(run, Numbers.ToText(i), text[i].ToString());
            return;
        }

        if (source is not JsObject from)
            return;
        foreach (var key in from.Keys(run))
        {
            if (!except.Contains(key))
                target.Define(run, key, from.Get(run, key));
        }
    }
}

internal sealed class RegexNode(Patterns.RegexProgram program) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Allocate(8);
        return new JsRegex(program);
    }
}

internal sealed class SequenceNode(Expression[] items) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        object? last = null;
        foreach (var item in items)
            last = item.Eval(run, env);
        return last;
    }
}

internal sealed class ConditionalNode(Expression test, Expression yes, Expression no) : Expression
{
    public override object? Eval(Run run, Env env)
    {
        run.Step();
        return (Operations.Truthy(test.Eval(run, env)) ? yes : no).Eval(run, env);
    }
}
