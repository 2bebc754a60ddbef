using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

internal abstract class LoopStatement : Statement
{
    public required string[] Labels { get; init; }

    /// <summary>True where the loop goes on; else <paramref name="result"/> is what the loop ends with.</summary>
    protected bool GoesOn(Run run, Flow flow, out Flow result)
    {
        result = Flow.Normal;
        if (flow == Flow.Normal)
            return true;
        var mine = run.Label is null || Labels.Contains(run.Label);
        if (flow == Flow.Return || !mine)
        {
            result = flow;
            return false;
        }

        run.Label = null;
        return flow == Flow.Continue;
    }
}

internal sealed class WhileStatement(Expression test, Statement body, bool bodyFirst) : LoopStatement
{
    public override Flow Exec(Run run, Env env)
    {
        var first = bodyFirst;
        while (first || Operations.Truthy(test.Eval(run, env)))
        {
            first = false;
            run.Step();
            if (!GoesOn(run, body.Exec(run, env), out var result))
                return result;
        }

        return Flow.Normal;
    }
}

internal sealed class ForStatement(Scope scope, Statement? start, Expression? test, Expression? next, Statement body) : LoopStatement
{
    public override Flow Exec(Run run, Env env)
    {
        var inner = scope.OpenIfNeeded(run, env);
        start?.Exec(run, inner);
        while (true)
        {
            run.Step();
            if (test is not null && !Operations.Truthy(test.Eval(run, inner)))
                return Flow.Normal;
            if (!GoesOn(run, body.Exec(run, inner), out var result))
                return result;
            inner = scope.Copy(run, inner);
            next?.Eval(run, inner);
        }
    }
}

/// <summary><c>for…of</c> and <c>for…in</c>.</summary>
internal sealed class ForEachStatement(Scope scope, ITarget target, bool declares, Expression source, bool overKeys, Statement body) : LoopStatement
{
    public override Flow Exec(Run run, Env env)
    {
        var value = source.Eval(run, scope.OpenIfNeeded(run, env));
        run.Position = source.Position;
        foreach (var item in overKeys ? Keys(run, value) : Iteration.Of(run, value))
        {
            run.Step();
            var inner = scope.OpenIfNeeded(run, env);
            target.Bind(run, inner, item, declares);
            if (!GoesOn(run, body.Exec(run, inner), out var result))
                return result;
        }

        return Flow.Normal;
    }

    private static IEnumerable<object?> Keys(Run run, object? value)
    {
        if (value is string text)
            return Enumerable.Range(0, text.Length).Select(i => (object?)Numbers.ToText(i));
        return value is JsObject target ? Walk(run, target) : [];
    }

    private static IEnumerable<object?> Walk(Run run, JsObject target)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = target; at is not null; at = at.Prototype)
        {
            foreach (var key in at.Keys(run))
            {
                if (seen.Add(key) && at.TryGetOwn(run, key, out _))
                    yield return key;
            }
        }
    }
}
