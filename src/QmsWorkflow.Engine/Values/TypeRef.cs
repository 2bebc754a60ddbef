namespace QmsWorkflow.Engine.Values;

/// <summary>The basic kind of a value type.</summary>
internal enum ValueKind { Object, String, Boolean, Integer, Number, Decimal, Guid, DateTime, DateTimeOffset, TimeSpan, List }

/// <summary>A type alias of Elsa (<c>Int32</c>, <c>ICollection&lt;String&gt;</c>, <c>Double[]</c> …) as far as conversion needs it.</summary>
internal sealed record TypeRef(ValueKind Kind, TypeRef? Item = null, long Min = 0, long Max = 0)
{
    public static readonly TypeRef Object = new(ValueKind.Object);
    public static readonly TypeRef String = new(ValueKind.String);
    public static readonly TypeRef Boolean = new(ValueKind.Boolean);
    public static readonly TypeRef Int32 = new(ValueKind.Integer, null, int.MinValue, int.MaxValue);
    public static readonly TypeRef TimeSpan = new(ValueKind.TimeSpan);
    public static readonly TypeRef DateTimeOffset = new(ValueKind.DateTimeOffset);
    public static readonly TypeRef Strings = new(ValueKind.List, String);
    public static readonly TypeRef Objects = new(ValueKind.List, Object);

    private static readonly string[] Lists =
        ["List", "IList", "ICollection", "IEnumerable", "ISet", "HashSet", "Collection", "IReadOnlyList", "IReadOnlyCollection", "IReadOnlySet"];

    /// <summary>Reads an alias; unknown ones are objects.</summary>
    public static TypeRef Parse(string? name, bool isArray = false) => Find(name, isArray) ?? Object;

    /// <summary>Reads an alias; null when it is unknown.</summary>
    public static TypeRef? Find(string? name, bool isArray = false)
    {
        var found = FindItem(name);
        return isArray && found is not null ? new TypeRef(ValueKind.List, found) : found;
    }

    private static TypeRef? FindItem(string? name)
    {
        var text = (name ?? "").Trim();
        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            return FindItem(text[..^2]) is { } item ? new TypeRef(ValueKind.List, item) : null;
        }

        var open = text.IndexOf('<', StringComparison.Ordinal);
        if (open > 0 && text.EndsWith('>'))
        {
            var argument = text[(open + 1)..^1];
            return IsList(text[..open]) ? FindItem(argument) is { } item ? new TypeRef(ValueKind.List, item) : null : Object;
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            text = text[..comma];
        }

        text = text.TrimEnd('?');
        if (text.StartsWith("System.", StringComparison.Ordinal))
        {
            text = text[(text.LastIndexOf('.') + 1)..];
        }

        return Simple(text);
    }

    private static bool IsList(string name) => Array.Exists(Lists, l => string.Equals(l, name, StringComparison.OrdinalIgnoreCase));

    private static TypeRef? Simple(string name) => name.ToUpperInvariant() switch
    {
        "INT16" => new(ValueKind.Integer, null, short.MinValue, short.MaxValue),
        "INT32" or "INT" => Int32,
        "INT64" or "LONG" => new(ValueKind.Integer, null, long.MinValue, long.MaxValue),
        "SINGLE" or "DOUBLE" => new(ValueKind.Number),
        "DECIMAL" => new(ValueKind.Decimal),
        "BOOLEAN" or "BOOL" => Boolean,
        "STRING" => String,
        "GUID" => new(ValueKind.Guid),
        "DATETIME" => new(ValueKind.DateTime),
        "DATETIMEOFFSET" => DateTimeOffset,
        "TIMESPAN" => TimeSpan,
        "OBJECT" or "JSON" or "JSONELEMENT" or "JSONNODE" or "JSONOBJECT" or "EXPANDOOBJECT" or "BYTEARRAY" or "STREAM"
            or "STRINGDICTIONARY" or "OBJECTDICTIONARY" or "STRINGMAP" or "OBJECTMAP" => Object,
        "JSONARRAY" => Objects,
        _ => null,
    };
}
