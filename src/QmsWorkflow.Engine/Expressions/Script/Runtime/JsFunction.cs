namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

internal delegate object? Native(Run run, object? self, object?[] arguments);

internal abstract class JsFunction() : JsObject(Prototypes.Function)
{
    public abstract string Name { get; }

    public abstract int Length { get; }

    public override string ClassName => "Function";

    public abstract object? Call(Run run, object? self, object?[] arguments);

    public abstract object? Construct(Run run, object?[] arguments);

    /// <summary>What instances inherit from; null where the function makes none.</summary>
    public abstract JsObject? PrototypeOf(Run run);

    public override bool TryGetOwn(Run run, string key, out object? value)
    {
        if (base.TryGetOwn(run, key, out value))
            return true;
        switch (key)
        {
            case "name": value = Name; return true;
            case "length": value = (double)Length; return true;
            case "prototype": value = PrototypeOf(run); return value is not null;
            default: return false;
        }
    }
}

/// <summary>A built-in function, shared by all runs and therefore frozen.</summary>
internal sealed class NativeFunction : JsFunction
{
    private readonly Native call;
    private readonly Native? construct;

    public NativeFunction(string name, int length, Native call, Native? construct = null, JsObject? prototype = null)
    {
        Name = name;
        Length = length;
        this.call = call;
        this.construct = construct;
        PrototypeObject = prototype;
        prototype?.DefineUncounted("constructor", this);
        Frozen = true;
    }

    public JsObject? PrototypeObject { get; }

    public override string Name { get; }

    public override int Length { get; }

    public override object? Call(Run run, object? self, object?[] arguments) => call(run, self, arguments);

    public override object? Construct(Run run, object?[] arguments) =>
        construct is null ? throw run.TypeError($"{Name} không dùng được với new.") : construct(run, null, arguments);

    public override JsObject? PrototypeOf(Run run) => PrototypeObject;

    public override IReadOnlyList<string> Keys(Run run) => [];
}

/// <summary>A built-in object such as Math or a prototype: frozen, nothing enumerable.</summary>
internal sealed class BuiltIn : JsObject
{
    public BuiltIn(JsObject? prototype) : base(prototype) => Frozen = true;

    public override IReadOnlyList<string> Keys(Run run) => [];

    public BuiltIn With(string name, int length, Native call)
    {
        DefineUncounted(name, new NativeFunction(name, length, call));
        return this;
    }

    public BuiltIn With(string name, object? value)
    {
        DefineUncounted(name, value);
        return this;
    }
}

internal static class NativeExtensions
{
    public static NativeFunction With(this NativeFunction target, string name, int length, Native call)
    {
        target.DefineUncounted(name, new NativeFunction(name, length, call));
        return target;
    }

    public static NativeFunction With(this NativeFunction target, string name, object? value)
    {
        target.DefineUncounted(name, value);
        return target;
    }

    /// <summary>The argument at that place, undefined where it is missing.</summary>
    public static object? At(this object?[] arguments, int index) => index < arguments.Length ? arguments[index] : null;
}
