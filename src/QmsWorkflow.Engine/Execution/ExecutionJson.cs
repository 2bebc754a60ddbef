using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <summary>Writes and reads one execution; what has its usual value is left out.</summary>
internal static class ExecutionJson
{
    public static void Write(Utf8JsonWriter writer, ActivityExecution e, string? triggerId)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", e.Id);
        writer.WriteString("key", e.Key);
        if (e.ParentId != 0) { writer.WriteNumber("in", e.ParentId); }
        if (e.Status != ActivityStatus.Running) { writer.WriteString("status", e.Status.ToString()); }
        if (e.Position != 0) { writer.WriteNumber("position", e.Position); }
        if (e.Remaining != 0) { writer.WriteNumber("remaining", e.Remaining); }
        if (e.IsBreaking) { writer.WriteBoolean("breaking", value: true); }
        if (e.IsViaBackward) { writer.WriteBoolean("back", value: true); }
        if (e.ValueIndex is { } index) { writer.WriteNumber("index", index); }
        if (e.HasValue) { WriteProperty(writer, "value", e.Value); }
        if (e.Items is not null) { WriteProperty(writer, "items", e.Items); }
        if (e.Range is { } range)
        {
            writer.WriteStartArray("range");
            writer.WriteNumberValue(range.End);
            writer.WriteNumberValue(range.Step);
            writer.WriteBooleanValue(range.IsInclusive);
            writer.WriteEndArray();
        }

        WriteVariables(writer, e);
        WriteFlow(writer, e, triggerId);
        if (e.Wait is { } wait) { WriteWait(writer, wait); }
        writer.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter writer, ActivityExecution e)
    {
        if (e.Values is not null || e.StoredVariables is not null)
        {
            writer.WriteStartObject("vars");
            foreach (var (id, value) in e.StoredVariables ?? []) { WriteProperty(writer, id, value); }
            for (var i = 0; i < e.Values?.Length; i++) { WriteProperty(writer, e.Node.Variables[i].Id, e.Values[i]); }
            writer.WriteEndObject();
        }

        if (e.Dynamics is not null)
        {
            writer.WriteStartObject("dynamics");
            foreach (var (key, value) in e.Dynamics) { WriteProperty(writer, key, value); }
            writer.WriteEndObject();
        }
    }

    private static void WriteFlow(Utf8JsonWriter writer, ActivityExecution e, string? triggerId)
    {
        if (e.Flow is not { } flow)
        {
            return;
        }

        var graph = flow.StoredVisits is null ? e.Node.GraphFor(triggerId) : null;
        writer.WriteStartObject("flow");
        foreach (var (id, visits) in flow.StoredVisits ?? StateBinder.StoredVisits(flow, graph!)) { writer.WriteNumber(id, visits); }
        writer.WriteEndObject();
        writer.WriteStartObject("links");
        foreach (var (id, value) in flow.StoredLinks ?? StateBinder.StoredLinks(flow, graph!)) { writer.WriteNumber(id, value); }
        writer.WriteEndObject();
    }

    private static void WriteWait(Utf8JsonWriter writer, Wait wait)
    {
        writer.WriteStartObject("wait");
        writer.WriteString("id", wait.Id);
        writer.WriteString("activity", wait.ActivityId);
        writer.WriteString("type", wait.Type);
        if (wait.Name is not null) { writer.WriteString("name", wait.Name); }
        if (wait.DueAt is { } due) { writer.WriteNumber("due", due.UtcTicks); }
        WriteProperty(writer, "inputs", wait.Inputs);
        writer.WriteEndObject();
    }

    public static ActivityExecution[] ReadAll(JsonElement list)
    {
        var executions = new ActivityExecution[list.GetArrayLength()];
        var at = 0;
        foreach (var json in list.EnumerateArray())
        {
            executions[at++] = Read(json);
        }

        return executions;
    }

    private static ActivityExecution Read(JsonElement json)
    {
        var hasValue = json.TryGetProperty("value", out var value);
        var hasRange = json.TryGetProperty("range", out var range);
        return new ActivityExecution
        {
            Id = json.GetProperty("id").GetInt32(),
            Key = json.GetProperty("key").GetString()!,
            ParentId = json.TryGetProperty("in", out var parent) ? parent.GetInt32() : 0,
            Status = Text(json, "status") is { } status ? Enum.Parse<ActivityStatus>(status) : ActivityStatus.Running,
            Position = json.TryGetProperty("position", out var position) ? position.GetInt32() : 0,
            Remaining = json.TryGetProperty("remaining", out var remaining) ? remaining.GetInt32() : 0,
            IsBreaking = json.TryGetProperty("breaking", out _),
            IsViaBackward = json.TryGetProperty("back", out _),
            ValueIndex = json.TryGetProperty("index", out var index) ? index.GetInt32() : null,
            HasValue = hasValue,
            Value = hasValue ? JsonValues.FromElement(value) : null,
            Items = json.TryGetProperty("items", out var items) ? JsonValues.FromElement(items) as JsonArray : null,
            Range = hasRange ? new ForRange(range[0].GetInt32(), range[1].GetInt32(), range[2].GetBoolean()) : null,
            StoredVariables = json.TryGetProperty("vars", out var variables) ? Values(variables) : null,
            Dynamics = json.TryGetProperty("dynamics", out var dynamics) ? Values(dynamics) : null,
            Flow = json.TryGetProperty("flow", out var flow)
                ? new FlowState { StoredVisits = Numbers(flow), StoredLinks = Numbers(json.GetProperty("links")) }
                : null,
            Wait = json.TryGetProperty("wait", out var wait) ? ReadWait(wait) : null,
        };
    }

    private static Wait ReadWait(JsonElement json) => new(
        json.GetProperty("id").GetString()!, json.GetProperty("activity").GetString()!, json.GetProperty("type").GetString()!, Text(json, "name"),
        Instant(json, "due"), (JsonObject)JsonValues.FromElement(json.GetProperty("inputs"))!);

    private static List<KeyValuePair<string, JsonNode?>> Values(JsonElement json)
    {
        var list = new List<KeyValuePair<string, JsonNode?>>();
        foreach (var property in json.EnumerateObject()) { list.Add(new(property.Name, JsonValues.FromElement(property.Value))); }
        return list;
    }

    private static List<KeyValuePair<string, int>> Numbers(JsonElement json)
    {
        var list = new List<KeyValuePair<string, int>>();
        foreach (var property in json.EnumerateObject()) { list.Add(new(property.Name, property.Value.GetInt32())); }
        return list;
    }

    public static string? Text(JsonElement json, string property) => json.TryGetProperty(property, out var value) ? value.GetString() : null;

    public static DateTimeOffset? Instant(JsonElement json, string property) =>
        json.TryGetProperty(property, out var ticks) ? new DateTimeOffset(ticks.GetInt64(), TimeSpan.Zero) : null;

    private static void WriteProperty(Utf8JsonWriter writer, string property, JsonNode? value)
    {
        writer.WritePropertyName(property);
        WriteValue(writer, value);
    }

    public static void WriteValue(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null) { writer.WriteNullValue(); } else { value.WriteTo(writer); }
    }
}
