using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

/// <summary>A target with the value it gets where there is none.</summary>
internal sealed record Element(ITarget Target, Expression? Default)
{
    public void Bind(Run run, Env env, object? value, bool declares)
    {
        if (!declares && Default is not null && Target is MemberNode member)
        {
            // The place is found before the default is computed.
            var (self, key) = member.Locate(run, env);
            Operations.SetElement(run, self, key, value ?? Default.Eval(run, env));
            return;
        }

        if (value is null && Default is not null)
            value = Default.Eval(run, env);
        Target.Bind(run, env, value, declares);
    }
}

internal sealed class ArrayPattern(Element?[] elements, ITarget? rest) : Expression, ITarget
{
    public override object? Eval(Run run, Env env) => null;

    public void Bind(Run run, Env env, object? value, bool declares)
    {
        run.Step();
        run.Position = Position;
        using var items = Iteration.Of(run, value).GetEnumerator();
        foreach (var element in elements)
        {
            var item = items.MoveNext() ? items.Current : null;
            element?.Bind(run, env, item, declares);
        }

        if (rest is null)
            return;
        var others = new JsArray(run);
        while (items.MoveNext())
            others.Add(run, items.Current);
        rest.Bind(run, env, others, declares);
    }
}

internal sealed class ObjectPattern((Expression Key, Element Element)[] properties, ITarget? rest) : Expression, ITarget
{
    public override object? Eval(Run run, Env env) => null;

    public void Bind(Run run, Env env, object? value, bool declares)
    {
        run.Step();
        run.Position = Position;
        if (Operations.IsNullish(value))
            throw run.TypeError($"Không tách được thuộc tính của {Operations.Describe(value)}.");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (keyNode, element) in properties)
        {
            var key = Operations.ToKey(run, keyNode.Eval(run, env));
            taken.Add(key);
            element.Bind(run, env, Operations.GetProperty(run, value, key), declares);
        }

        if (rest is null)
            return;
        var others = Plain.New(run);
        ObjectNode.CopyInto(run, others, value, taken);
        rest.Bind(run, env, others, declares);
    }
}
