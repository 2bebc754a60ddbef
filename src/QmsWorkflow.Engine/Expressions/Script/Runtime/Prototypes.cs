namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>The objects all others inherit from; the libraries fill them once, then they are frozen.</summary>
internal static class Prototypes
{
    public static readonly BuiltIn Object = new(null);
    public static readonly BuiltIn Function = new(Object);
    public static readonly BuiltIn Array = new(Object);
    public static readonly BuiltIn Text = new(Object);
    public static readonly BuiltIn Number = new(Object);
    public static readonly BuiltIn Boolean = new(Object);
    public static readonly BuiltIn Date = new(Object);
    public static readonly BuiltIn Iterator = new(Object);
    public static readonly BuiltIn Map = new(Object);
    public static readonly BuiltIn Set = new(Object);
    public static readonly BuiltIn Regex = new(Object);
    public static readonly BuiltIn Error = new(Object);
    public static readonly BuiltIn TypeError = new(Error);
    public static readonly BuiltIn RangeError = new(Error);
    public static readonly BuiltIn SyntaxError = new(Error);
    public static readonly BuiltIn ReferenceError = new(Error);
    public static readonly BuiltIn UriError = new(Error);
    public static readonly BuiltIn EvalError = new(Error);
}
