using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Expressions.Script;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Elsa's global names for one script: variables, inputs, outputs, ids and helpers.</summary>
internal sealed class WorkflowScriptHost(Burst burst, ActivityExecution execution, JsonObject? argument, bool mayChooseOutcomes) : IScriptHost
{
    /// <summary>What was written through <c>variables.X</c>; it counts when the script has ended.</summary>
    private List<KeyValuePair<string, JsonNode?>>? written;

    /// <summary>The outcomes chosen by the script; null when it chose none.</summary>
    public string[]? Outcomes { get; private set; }

    public DateTimeOffset Now => burst.At;

    public bool TryGetGlobal(string name, out ScriptGlobal global)
    {
        var found = Find(name);
        global = found ?? new ScriptGlobal.Value(null);
        return found is not null;
    }

    /// <summary>Copies what was written through <c>variables</c> back.</summary>
    public void Flush()
    {
        foreach (var (name, value) in written ?? [])
        {
            var canonical = JsonValues.Canonical(value);
            if (!Burst.TryGetByName(execution, name, out var current) || !JsonValues.Equal(current, canonical))
            {
                Burst.SetByName(execution, name, canonical);
            }
        }
    }

    private ScriptGlobal? Find(string name) => name switch
    {
        "variables" => new ScriptGlobal.Object(ReadVariable, WriteVariable, VariableNames),
        "getVariable" => Function(a => Variable(Text(a, 0))),
        "setVariable" => Action(a => SetVariable(Text(a, 0), JsonValues.Canonical(At(a, 1)))),
        "getInput" => Function(a => burst.InputValue(execution, Text(a, 0))),
        "getOutputFrom" => Function(a => burst.OutputFrom(Text(a, 0), a.Count > 1 ? Text(a, 1) : "result")),
        "getLastResult" => Function(_ => burst.LastResult),
        "getWorkflowDefinitionId" => Constant(burst.Definition.DefinitionId),
        "getWorkflowDefinitionVersionId" => Constant(burst.Definition.VersionId),
        "getWorkflowDefinitionVersion" => Function(_ => JsonValue.Create((long)burst.Definition.Version)),
        "getWorkflowInstanceId" => Constant(burst.InstanceId),
        "getCorrelationId" => Function(_ => JsonValue.Create(burst.CorrelationId)),
        "setCorrelationId" => Action(a => burst.CorrelationId = TextOrNull(a, 0)),
        "getWorkflowInstanceName" => Function(_ => JsonValue.Create(burst.InstanceName)),
        "setWorkflowInstanceName" => Action(a => burst.InstanceName = TextOrNull(a, 0)),
        "args" when argument is not null => new ScriptGlobal.Value(Camelized(argument)),
        "setOutcome" when mayChooseOutcomes => Action(a => Outcomes = [Text(a, 0)]),
        "setOutcomes" when mayChooseOutcomes => Action(a => Outcomes = At(a, 0) is JsonArray list ? [.. list.Select(ValueConverter.PlainText)] : [Text(a, 0)]),
        _ => FindHelper(name) ?? FindAccessor(name),
    };

    private ScriptGlobal.Function? FindHelper(string name) => name switch
    {
        "isNullOrWhiteSpace" => Function(a => JsonValue.Create(string.IsNullOrWhiteSpace(TextOrNull(a, 0)))),
        "isNullOrEmpty" => Function(a => JsonValue.Create(string.IsNullOrEmpty(TextOrNull(a, 0)))),
        "toJson" => Function(a => JsonValue.Create(JsonValues.Text(At(a, 0)))),
        "parseGuid" => Function(a => Guid.TryParse(TextOrNull(a, 0), out var guid) ? JsonValue.Create(guid.ToString()) : null),
        "newGuid" or "newGuidString" or "getGuidString" => Function(_ => JsonValue.Create(NewGuid().ToString())),
        "newShortGuid" or "getShortGuid" => Function(_ => JsonValue.Create(Short(NewGuid().ToByteArray()))),
        "stringToBase64" => Function(a => JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a, 0))))),
        "stringFromBase64" => Function(a => JsonValue.Create(Encoding.UTF8.GetString(FromBase64(Text(a, 0))))),
        "bytesToString" => Function(a => JsonValue.Create(Encoding.UTF8.GetString(Bytes(At(a, 0))))),
        "bytesFromString" => Function(a => FromBytes(Encoding.UTF8.GetBytes(Text(a, 0)))),
        "bytesToBase64" => Function(a => JsonValue.Create(Convert.ToBase64String(Bytes(At(a, 0))))),
        "bytesFromBase64" => Function(a => FromBytes(FromBase64(Text(a, 0)))),
        _ => null,
    };

    /// <summary><c>getX</c>, <c>setX</c>, <c>getResultFromX</c> for variables, inputs, arguments and outputs.</summary>
    private ScriptGlobal.Function? FindAccessor(string name)
    {
        if (name.Length < 4)
        {
            return null;
        }

        var subject = name[3..];
        if (name.StartsWith("set", StringComparison.Ordinal))
        {
            return VariableCalled(subject) is { } settable ? Action(a => SetVariable(settable, JsonValues.Canonical(At(a, 0)))) : null;
        }

        if (!name.StartsWith("get", StringComparison.Ordinal))
        {
            return null;
        }

        if (argument is not null && ArgumentCalled(argument, subject) is { } value)
        {
            return Function(_ => value);
        }

        // Outside of a used workflow a declared input hides a variable of its name.
        var input = InputCalled(subject);
        if (input is not null && burst.DeclaresInput(input) && !Burst.IsInsideUsed(execution))
        {
            return Function(_ => burst.InputValue(execution, input));
        }

        if (VariableCalled(subject) is { } variable)
        {
            return Function(_ => Variable(variable));
        }

        if (input is not null)
        {
            return Function(_ => burst.InputValue(execution, input));
        }

        return OutputCalled(subject);
    }

    private ScriptGlobal.Function? OutputCalled(string subject)
    {
        var at = subject.IndexOf("From", StringComparison.Ordinal);
        if (at <= 0)
        {
            return null;
        }

        var output = subject[..at];
        var activity = subject[(at + 4)..];
        var node = burst.Definition.Activities.FirstOrDefault(n => Pascal(n.Name ?? n.Id) == activity || Pascal(n.Id) == activity);
        return node is null ? null : Function(_ => burst.OutputFrom(node.Id, output));
    }

    private string? VariableCalled(string pascalName)
    {
        foreach (var name in VariableNames())
        {
            if (string.Equals(Pascal(name), pascalName, StringComparison.Ordinal)) { return name; }
        }

        return null;
    }

    private string? InputCalled(string pascalName) =>
        burst.InputNames().FirstOrDefault(n => string.Equals(n, pascalName, StringComparison.Ordinal) || string.Equals(Pascal(n), pascalName, StringComparison.Ordinal));

    private IEnumerable<string> VariableNames() => Burst.NamesInScope(execution);

    private JsonNode? ReadVariable(string name)
    {
        for (var i = (written?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (string.Equals(written![i].Key, name, StringComparison.Ordinal)) { return written[i].Value; }
        }

        return Variable(name);
    }

    private void WriteVariable(string name, JsonNode? value) => (written ??= []).Add(new(name, value));

    /// <summary>Counts at once; what the script wrote through <c>variables</c> before is forgotten.</summary>
    private void SetVariable(string name, JsonNode? value)
    {
        written?.RemoveAll(w => string.Equals(w.Key, name, StringComparison.Ordinal));
        Burst.SetByName(execution, name, value);
    }

    /// <summary>An argument, or a property of the one argument there is.</summary>
    private static JsonNode? ArgumentCalled(JsonObject arguments, string name) =>
        JsonValues.Get(arguments, name) ?? arguments.Select(a => a.Value).OfType<JsonObject>().Select(fields => JsonValues.Get(fields, name)).FirstOrDefault(v => v is not null);

    private static JsonObject Camelized(JsonObject arguments)
    {
        var camel = new JsonObject();
        foreach (var (key, value) in arguments) { camel[InputReader.Camel(key)] = value?.DeepClone(); }
        return camel;
    }

    /// <summary>Instants cross as dates.</summary>
    private JsonNode? Variable(string name)
    {
        if (!Burst.TryGetByName(execution, name, out var value) || value is null)
        {
            return null;
        }

        var isInstant = Burst.TypeOf(execution, name)?.Kind is ValueKind.DateTimeOffset or ValueKind.DateTime;
        return isInstant && ValueConverter.TryInstant(value, out var instant) ? JsonValue.Create(instant) : value;
    }

    private static ScriptGlobal.Function Constant(string? text) => Function(_ => JsonValue.Create(text));

    private static ScriptGlobal.Function Function(Func<IReadOnlyList<JsonNode?>, JsonNode?> call) => new(call);

    private static ScriptGlobal.Function Action(Action<IReadOnlyList<JsonNode?>> call) => new(a =>
    {
        call(a);
        return null;
    });

    private static JsonNode? At(IReadOnlyList<JsonNode?> arguments, int index) => index < arguments.Count ? arguments[index] : null;

    private static string Text(IReadOnlyList<JsonNode?> arguments, int index) => ValueConverter.PlainText(At(arguments, index));

    private static string? TextOrNull(IReadOnlyList<JsonNode?> arguments, int index) => At(arguments, index) is { } value ? ValueConverter.PlainText(value) : null;

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>Not random but unique: made of the instance's id and its counter, so that a replay gives the same.</summary>
    private Guid NewGuid()
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{burst.InstanceId}/{burst.NextId()}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private static string Short(byte[] bytes) => string.Concat(Convert.ToBase64String(bytes).Where(char.IsAsciiLetterOrDigit));

    private static byte[] FromBase64(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : [];
    }

    private static byte[] Bytes(JsonNode? value) => value switch
    {
        JsonArray list => [.. list.Select(b => b is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (byte)JsonValues.NumberOf(v) : (byte)0)],
        null => [],
        _ => FromBase64(ValueConverter.PlainText(value)),
    };

    private static JsonArray FromBytes(byte[] bytes) => [.. bytes.Select(b => JsonValue.Create((long)b))];
}
