
namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>The built-in global names. Built once; frozen, so no run can change what another sees.</summary>
internal static class Globals
{
    private static readonly Dictionary<string, object?> Values = Build();

    /// <summary>Makes sure the prototypes are filled before the first run.</summary>
    public static int Prepare() => Values.Count;

    public static bool Has(string name) => Values.ContainsKey(name);

    public static bool TryGet(string name, out object? value) => Values.TryGetValue(name, out value);

    private static Dictionary<string, object?> Build()
    {
        var into = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["undefined"] = null,
            ["NaN"] = double.NaN,
            ["Infinity"] = double.PositiveInfinity,
        };
        ObjectLibrary.Install(into);
        ErrorLibrary.Install(into);
        NumberLibrary.Install(into);
        MathLibrary.Install(into);
        TextLibrary.Install(into);
        TextPatternLibrary.Install();
        RegexLibrary.Install(into);
        ArrayLibrary.Install(into);
        ArrayCallbackLibrary.Install();
        CollectionLibrary.Install(into);
        JsonLibrary.Install(into);
        DateLibrary.Install(into);
        UriLibrary.Install(into);
        LocaleLibrary.Install();
        return into;
    }
}
