using System.Runtime.CompilerServices;

namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>An exception thrown inside a script; <see cref="Value"/> is what was thrown.</summary>
internal sealed class JsThrow(object? value, int position) : Exception
{
    public object? Value { get; } = value;

    public int Position { get; } = position;
}

/// <summary>What a statement ended with.</summary>
internal enum Flow
{
    Normal,
    Break,
    Continue,
    Return,
}

/// <summary>One evaluation: its counters, its globals and where it stands.</summary>
internal sealed class Run(IScriptHost host, ScriptLimits limits, string[] freeNames)
{
    public static readonly object Missing = new();
    private readonly object?[] globals = NewGlobals(freeNames.Length);
    private List<JsHostObject>? hostObjects;
    private long steps;
    private long memory;
    private long regexSteps;

    public IScriptHost Host { get; } = host;

    public int Depth { get; set; }

    public int MaxDepth => limits.Depth;

    public int MaxText => limits.TextLength;

    public int Position { get; set; }

    public object? Completion { get; set; }

    public object? Returned { get; set; }

    public string? Label { get; set; }

    private static object?[] NewGlobals(int count)
    {
        if (count == 0)
            return [];
        var slots = new object?[count];
        Array.Fill(slots, Uninitialised.Value);
        return slots;
    }

    /// <summary>The global of that index, or <see cref="Missing"/>.</summary>
    public object? Global(int index)
    {
        var value = globals[index];
        return ReferenceEquals(value, Uninitialised.Value) ? globals[index] = Find(freeNames[index]) : value;
    }

    public void SetGlobal(int index, object? value) => globals[index] = value;

    private object? Find(string name)
    {
        if (Library.Globals.TryGet(name, out var builtin))
            return builtin;
        if (!Host.TryGetGlobal(name, out var global))
            return Missing;
        var value = JsonBorder.FromGlobal(this, name, global);
        if (value is JsHostObject target)
            (hostObjects ??= []).Add(target);
        return value;
    }

    /// <summary>Hands host objects back what the script changed inside them.</summary>
    public void WriteBack()
    {
        foreach (var target in hostObjects ?? [])
            target.WriteBack(this);
    }

    /// <summary>Counts one operation and makes sure there is stack left.</summary>
    public void Step()
    {
        if (++steps > limits.Steps)
            throw new ScriptLimitException(ScriptLimit.Steps, limits.Steps);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ScriptLimitException(ScriptLimit.Depth, limits.Depth);
    }

    public void Step(long count)
    {
        steps += count;
        Step();
    }

    /// <summary>Counts work that grows with a text's length.</summary>
    public void Scan(string text)
    {
        if (text.Length > 64)
            Step(text.Length >> 6);
    }

    public void Allocate(long units)
    {
        memory += units;
        if (memory > limits.MemoryUnits)
            throw new ScriptLimitException(ScriptLimit.Memory, limits.MemoryUnits);
    }

    public void RegexStep(int count)
    {
        regexSteps += count;
        if (regexSteps > limits.RegexSteps)
            throw new ScriptLimitException(ScriptLimit.RegexSteps, limits.RegexSteps);
    }

    /// <summary>Checks the length of a text that is about to be made.</summary>
    public void Reserve(long length)
    {
        if (length > limits.TextLength)
            throw new ScriptLimitException(ScriptLimit.TextLength, limits.TextLength);
        Allocate((length >> 2) + 1);
    }

    public string Text(string text)
    {
        Reserve(text.Length);
        return text;
    }

    private readonly HashSet<object> joining = new(ReferenceEqualityComparer.Instance);

    /// <summary>False where the array is being joined already, so that one that holds itself ends.</summary>
    public bool BeginJoin(object array) => joining.Add(array);

    public void EndJoin(object array) => joining.Remove(array);

    public void Enter()
    {
        Step();
        if (++Depth > limits.Depth)
            throw new ScriptLimitException(ScriptLimit.Depth, limits.Depth);
    }

    public void Leave() => Depth--;

    public JsThrow TypeError(string message) => Error(Prototypes.TypeError, message);

    public JsThrow RangeError(string message) => Error(Prototypes.RangeError, message);

    public JsThrow SyntaxError(string message) => Error(Prototypes.SyntaxError, message);

    public JsThrow ReferenceError(string message) => Error(Prototypes.ReferenceError, message);

    private JsThrow Error(JsObject kind, string message)
    {
        Step(20);
        return new JsThrow(new JsError(kind, message), Position);
    }
}

/// <summary>Marks a let or const that is not there yet.</summary>
internal sealed class Uninitialised
{
    public static readonly Uninitialised Value = new();
}

/// <summary>The slots of one scope while it runs.</summary>
internal sealed class Env(Env? parent, int size)
{
    public readonly Env? Parent = parent;
    public readonly object?[] Slots = size == 0 ? [] : new object?[size];
}
