using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

internal abstract class Statement
{
    public abstract Flow Exec(Run run, Env env);
}

internal sealed class ProgramNode(BlockNode body, string[] freeNames, string[] assignedNames)
{
    public string[] FreeNames { get; } = freeNames;

    public string[] AssignedNames { get; } = assignedNames;

    public object? Evaluate(Run run)
    {
        var flow = body.ExecIn(run, body.Scope.Open(run, null));
        return flow == Flow.Return ? run.Returned : run.Completion;
    }
}

internal sealed class BlockNode(Scope scope, Statement[] statements, (NameNode Name, FunctionNode Function)[] functions) : Statement
{
    public Scope Scope { get; } = scope;

    public override Flow Exec(Run run, Env env) => ExecIn(run, Scope.OpenIfNeeded(run, env));

    /// <summary>Runs in an environment already opened for this block's scope.</summary>
    public Flow ExecIn(Run run, Env env)
    {
        run.Step();
        foreach (var (name, function) in functions)
            name.Bind(run, env, function.Eval(run, env), declares: true);
        foreach (var statement in statements)
        {
            var flow = statement.Exec(run, env);
            if (flow != Flow.Normal)
                return flow;
        }

        return Flow.Normal;
    }
}

internal sealed class ExpressionStatement(Expression expression, bool keepsValue) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        var value = expression.Eval(run, env);
        if (keepsValue)
            run.Completion = value;
        return Flow.Normal;
    }
}

internal sealed class EmptyStatement : Statement
{
    public override Flow Exec(Run run, Env env) => Flow.Normal;
}

internal sealed class DeclarationStatement((ITarget Target, Expression? Value)[] items, bool isVar) : Statement
{
    /// <summary>The one name declared without a value, as in the head of <c>for…of</c>.</summary>
    public ITarget? Single => items is [(var target, null)] ? target : null;

    public override Flow Exec(Run run, Env env)
    {
        foreach (var (target, value) in items)
        {
            if (value is null && isVar)
                continue;
            target.Bind(run, env, value?.Eval(run, env), declares: true);
        }

        return Flow.Normal;
    }
}

internal sealed class IfStatement(Expression test, Statement yes, Statement? no) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        run.Step();
        if (Operations.Truthy(test.Eval(run, env)))
            return yes.Exec(run, env);
        return no?.Exec(run, env) ?? Flow.Normal;
    }
}

internal sealed class ReturnStatement(Expression? value) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        run.Returned = value?.Eval(run, env);
        return Flow.Return;
    }
}

internal sealed class JumpStatement(Flow flow, string? label) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        run.Label = label;
        return flow;
    }
}

internal sealed class LabelStatement(string label, Statement body) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        var flow = body.Exec(run, env);
        if (flow != Flow.Break || run.Label != label)
            return flow;
        run.Label = null;
        return Flow.Normal;
    }
}

internal sealed class ThrowStatement(Expression value, int position) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        var thrown = value.Eval(run, env);
        run.Step(20);
        throw new JsThrow(thrown, position);
    }
}

internal sealed class TryStatement(BlockNode body, Scope? handlerScope, ITarget? parameter, BlockNode? handler, BlockNode? finalizer) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        run.Step();
        var depth = run.Depth;
        JsThrow? pending = null;
        var flow = Flow.Normal;
        try
        {
            flow = body.Exec(run, env);
        }
        catch (JsThrow thrown)
        {
            pending = thrown;
        }

        if (pending is not null && handler is not null)
            flow = Handle(run, env, depth, ref pending);
        if (finalizer is not null)
        {
            run.Depth = depth;
            var (returned, label) = (run.Returned, run.Label);
            var last = finalizer.Exec(run, env);
            if (last != Flow.Normal)
                return last;
            (run.Returned, run.Label) = (returned, label);
        }

        return pending is null ? flow : throw new JsThrow(pending.Value, pending.Position);
    }

    private Flow Handle(Run run, Env env, int depth, ref JsThrow? pending)
    {
        run.Depth = depth;
        var caught = pending!.Value;
        pending = null;
        try
        {
            var inner = handlerScope!.OpenIfNeeded(run, env);
            parameter?.Bind(run, inner, caught, declares: true);
            return handler!.Exec(run, inner);
        }
        catch (JsThrow again)
        {
            pending = again;
            return Flow.Normal;
        }
    }
}

internal sealed class SwitchStatement(Scope scope, Expression subject, BlockNode hoisted, (Expression? Test, Statement[] Body)[] cases) : Statement
{
    public override Flow Exec(Run run, Env env)
    {
        run.Step();
        var value = subject.Eval(run, env);
        var inner = scope.OpenIfNeeded(run, env);
        hoisted.ExecIn(run, inner);
        var start = Array.FindIndex(cases, c => c.Test is not null && Operations.StrictEquals(value, c.Test.Eval(run, inner)));
        if (start < 0)
            start = Array.FindIndex(cases, c => c.Test is null);
        for (var i = start; i >= 0 && i < cases.Length; i++)
        {
            foreach (var statement in cases[i].Body)
            {
                var flow = statement.Exec(run, inner);
                if (flow == Flow.Break && run.Label is null)
                    return Flow.Normal;
                if (flow != Flow.Normal)
                    return flow;
            }
        }

        return Flow.Normal;
    }
}
