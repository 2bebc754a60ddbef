using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

/// <param name="Rest">True for <c>...others</c>.</param>
internal sealed record Parameter(ITarget Target, Expression? Default, bool Rest);

/// <summary>A function or arrow; evaluating it makes the closure.</summary>
internal sealed class FunctionNode : Expression
{
    public required Scope Scope { get; init; }

    public string Name { get; set; } = "";

    public bool IsArrow { get; init; }

    /// <summary>False for arrows and methods.</summary>
    public bool IsConstructor { get; init; }

    public Parameter[] Parameters
    {
        get;
        set
        {
            field = value;
            HasComputedDefaults = value.Any(p => p.Target is not NameNode || p.Default is not (null or LiteralNode));
        }
    } = [];

    public BlockNode? Body { get; set; }

    /// <summary>The value of an arrow without braces.</summary>
    public Expression? Value { get; set; }

    /// <summary>The function as it was written.</summary>
    public string Source { get; set; } = "";

    public int ThisSlot { get; set; } = -1;

    public int SelfSlot { get; set; } = -1;

    public int ArgumentsSlot { get; set; } = -1;

    /// <summary>True when a default is computed, so that it might read a parameter behind it.</summary>
    public bool HasComputedDefaults { get; private set; }

    public int Length => Parameters.TakeWhile(p => p.Default is null && !p.Rest).Count();

    public override object? Eval(Run run, Env env)
    {
        run.Allocate(10);
        return new Closure(this, env);
    }
}

internal sealed class Closure(FunctionNode function, Env outer) : JsFunction
{
    private JsObject? prototype;
    private JsObject? assigned;

    public override string Name => function.Name;

    public override int Length => function.Length;

    public string Source => function.Source;

    public override object? Call(Run run, object? self, object?[] arguments)
    {
        run.Step();
        var env = function.Scope.Open(run, outer);
        if (function.ThisSlot >= 0)
            env.Slots[function.ThisSlot] = self;
        if (function.SelfSlot >= 0)
            env.Slots[function.SelfSlot] = this;
        if (function.ArgumentsSlot >= 0)
            env.Slots[function.ArgumentsSlot] = new JsArray(run, arguments);
        BindParameters(run, env, arguments);
        if (function.Value is not null)
            return function.Value.Eval(run, env);
        var flow = function.Body!.ExecIn(run, env);
        if (flow != Flow.Return)
            return null;
        var result = run.Returned;
        run.Returned = null;
        return result;
    }

    private void BindParameters(Run run, Env env, object?[] arguments)
    {
        var parameters = function.Parameters;
        if (function.HasComputedDefaults)
            function.Scope.HideParameters(env);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            object? value;
            if (parameter.Rest)
            {
                value = new JsArray(run, arguments.Skip(i));
            }
            else
            {
                value = i < arguments.Length ? arguments[i] : null;
                if (value is null && parameter.Default is not null)
                    value = parameter.Default.Eval(run, env);
            }

            parameter.Target.Bind(run, env, value, declares: true);
        }
    }

    public override object? Construct(Run run, object?[] arguments)
    {
        if (PrototypeOf(run) is not { } shared)
            throw run.TypeError($"“{Name}” không dùng được với new.");
        run.Allocate(8);
        var made = new JsObject(shared);
        return Call(run, made, arguments) as JsObject ?? made;
    }

    public override JsObject? PrototypeOf(Run run)
    {
        if (!function.IsConstructor)
            return null;
        if (assigned is not null)
            return assigned;
        if (prototype is null)
        {
            prototype = new HiddenConstructor(this);
            run.Allocate(8);
        }

        return prototype;
    }

    public override void Set(Run run, string key, object? value)
    {
        if (key == "prototype")
            assigned = value as JsObject;
        else
            base.Set(run, key, value);
    }

    private sealed class HiddenConstructor(Closure owner) : JsObject(Prototypes.Object)
    {
        public override bool TryGetOwn(Run run, string key, out object? value)
        {
            if (base.TryGetOwn(run, key, out value))
                return true;
            value = key == "constructor" ? owner : null;
            return key == "constructor";
        }
    }
}
