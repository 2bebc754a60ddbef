using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Nodes;

internal enum VariableKind
{
    Var,
    Parameter,
    Function,
    Let,
    Const,
}

internal sealed record Variable(int Slot, VariableKind Kind);

/// <summary>The names of one block or function, each with its slot.</summary>
internal sealed class Scope(Scope? parent, bool isFunction, bool isArrow)
{
    private readonly Dictionary<string, Variable> names = new(StringComparer.Ordinal);
    private int[] lateSlots = [];
    private int[] parameterSlots = [];

    public Scope? Parent { get; } = parent;

    public bool IsFunction { get; } = isFunction;

    public bool IsArrow { get; } = isArrow;

    /// <summary>A block without names of its own has no slots at run time.</summary>
    public bool HasSlots => IsFunction || names.Count > 0;

    public Variable? Find(string name) => names.GetValueOrDefault(name);

    public Variable Add(string name, VariableKind kind)
    {
        var variable = new Variable(names.TryGetValue(name, out var old) ? old.Slot : names.Count, kind);
        names[name] = variable;
        return variable;
    }

    /// <summary>To be called once all names are known.</summary>
    public void Seal()
    {
        lateSlots = [.. names.Values.Where(v => v.Kind is VariableKind.Let or VariableKind.Const).Select(v => v.Slot)];
        parameterSlots = [.. names.Values.Where(v => v.Kind is VariableKind.Parameter).Select(v => v.Slot)];
    }

    /// <summary>Until they are bound one after the other, defaults may not read the parameters behind.</summary>
    public void HideParameters(Env env)
    {
        foreach (var slot in parameterSlots)
            env.Slots[slot] = Uninitialised.Value;
    }

    public Env Open(Run run, Env? outer)
    {
        run.Allocate(2 + (names.Count >> 1));
        var env = new Env(outer, names.Count);
        foreach (var slot in lateSlots)
            env.Slots[slot] = Uninitialised.Value;
        return env;
    }

    public Env OpenIfNeeded(Run run, Env outer) => HasSlots ? Open(run, outer) : outer;

    /// <summary>A fresh copy for the next turn of a <c>for (let …)</c> loop.</summary>
    public Env Copy(Run run, Env env)
    {
        if (!HasSlots)
            return env;
        run.Allocate(2 + (names.Count >> 1));
        var copy = new Env(env.Parent, names.Count);
        env.Slots.CopyTo(copy.Slots, 0);
        return copy;
    }
}
