using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Execution;

/// <content>Writing to and reading from JSON.</content>
public sealed partial class InstanceState
{
    internal static InstanceState Create(StateParts parts) => new()
    {
        InstanceId = parts.InstanceId,
        DefinitionId = parts.Definition.DefinitionId,
        DefinitionVersion = parts.Definition.Version,
        ParentInstanceId = parts.ParentInstanceId,
        Status = parts.Status,
        SubStatus = parts.SubStatus,
        CorrelationId = parts.CorrelationId,
        Name = parts.Name,
        StartedAt = parts.StartedAt,
        ChangedAt = parts.ChangedAt,
        EndedAt = parts.EndedAt,
        OpenWaits = parts.Waits,
        Incidents = parts.Incidents,
        InputData = parts.Input,
        OutputData = parts.Outputs,
        TriggerActivityId = parts.TriggerId,
        Counter = parts.Counter,
        Executions = parts.Executions,
        Bound = parts.Definition,
        Summaries = parts.Summaries,
        Seen = parts.Seen,
        ContinuesWithIncidents = parts.ContinuesWithIncidents,
    };

    /// <summary>The state as compact JSON; equal states give equal text.</summary>
    public string ToJson() => JsonValues.Write(Write);

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("format", CurrentFormat);
        writer.WriteString("instance", InstanceId);
        writer.WriteString("definition", DefinitionId);
        writer.WriteNumber("version", DefinitionVersion);
        WriteText(writer, "parent", ParentInstanceId);
        writer.WriteString("status", Status.ToString());
        writer.WriteString("subStatus", SubStatus.ToString());
        WriteText(writer, "correlation", CorrelationId);
        WriteText(writer, "name", Name);
        WriteInstant(writer, "startedAt", StartedAt);
        WriteInstant(writer, "changedAt", ChangedAt);
        WriteInstant(writer, "endedAt", EndedAt);
        WriteText(writer, "trigger", TriggerActivityId);
        if (ContinuesWithIncidents) { writer.WriteBoolean("continues", value: true); }
        writer.WriteNumber("counter", Counter);
        WriteNode(writer, "input", InputData);
        WriteNode(writer, "output", OutputData);
        writer.WriteStartArray("executions");
        foreach (var execution in Executions) { ExecutionJson.Write(writer, execution, TriggerActivityId); }
        writer.WriteEndArray();
        WriteIncidents(writer);
        WriteSummaries(writer);
        WriteSeen(writer);
        writer.WriteEndObject();
    }

    private void WriteIncidents(Utf8JsonWriter writer)
    {
        if (Incidents.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("incidents");
        foreach (var incident in Incidents)
        {
            writer.WriteStartObject();
            writer.WriteString("id", incident.Id);
            writer.WriteString("activity", incident.ActivityId);
            writer.WriteString("type", incident.ActivityType);
            writer.WriteString("message", incident.Message);
            WriteInstant(writer, "at", incident.RaisedAt);
            writer.WriteNumber("execution", incident.ExecutionId);
            WriteText(writer, "resolution", incident.Resolution);
            WriteInstant(writer, "resolvedAt", incident.ResolvedAt);
            WriteText(writer, "resolvedBy", incident.ResolvedBy);
            WriteText(writer, "reason", incident.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteSummaries(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("activities");
        foreach (var summary in Activities)
        {
            writer.WriteStartArray(summary.ActivityId);
            writer.WriteNumberValue(summary.Times);
            writer.WriteStringValue(summary.Status.ToString());
            writer.WriteStringValue(summary.Outcome);
            writer.WriteNumberValue(summary.At.UtcTicks);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteSeen(Utf8JsonWriter writer)
    {
        if (Seen.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject("seen");
        foreach (var (kind, fingerprint) in Seen) { writer.WriteString(kind, fingerprint); }
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no instance state, or of a format this version does not know.</exception>
    public static InstanceState FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("The text is no instance state: " + broken.Message, broken);
        }
    }

    private static InstanceState Read(JsonElement json)
    {
        var format = json.GetProperty("format").GetInt32();
        if (format != CurrentFormat)
        {
            throw new FormatException($"Instance state format {format} is not known; this version reads {CurrentFormat}.");
        }

        var executions = ExecutionJson.ReadAll(json.GetProperty("executions"));
        var waits = executions.Where(e => e.Wait is not null).Select(e => e.Wait!)
            .OrderBy(w => int.Parse(w.Id, CultureInfo.InvariantCulture)).ToImmutableArray();
        return new InstanceState
        {
            InstanceId = json.GetProperty("instance").GetString()!,
            DefinitionId = json.GetProperty("definition").GetString()!,
            DefinitionVersion = json.GetProperty("version").GetInt32(),
            ParentInstanceId = ExecutionJson.Text(json, "parent"),
            Status = Enum.Parse<InstanceStatus>(json.GetProperty("status").GetString()!),
            SubStatus = Enum.Parse<SubStatus>(json.GetProperty("subStatus").GetString()!),
            CorrelationId = ExecutionJson.Text(json, "correlation"),
            Name = ExecutionJson.Text(json, "name"),
            StartedAt = ExecutionJson.Instant(json, "startedAt"),
            ChangedAt = ExecutionJson.Instant(json, "changedAt"),
            EndedAt = ExecutionJson.Instant(json, "endedAt"),
            TriggerActivityId = ExecutionJson.Text(json, "trigger"),
            ContinuesWithIncidents = json.TryGetProperty("continues", out _),
            Counter = json.GetProperty("counter").GetInt32(),
            InputData = (JsonObject?)JsonValues.FromElement(json.GetProperty("input")) ?? [],
            OutputData = (JsonObject?)JsonValues.FromElement(json.GetProperty("output")) ?? [],
            Executions = executions,
            OpenWaits = waits,
            Incidents = ReadIncidents(json),
            StoredSummaries = ReadSummaries(json.GetProperty("activities")),
            Seen = json.TryGetProperty("seen", out var seen)
                ? seen.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
                : New.Seen,
        };
    }

    private static ImmutableArray<Incident> ReadIncidents(JsonElement json) => !json.TryGetProperty("incidents", out var list)
        ? []
        : [.. list.EnumerateArray().Select(i => new Incident(
            i.GetProperty("id").GetString()!, i.GetProperty("activity").GetString()!, i.GetProperty("type").GetString()!, i.GetProperty("message").GetString()!,
            ExecutionJson.Instant(i, "at")!.Value, ExecutionJson.Text(i, "resolution"), ExecutionJson.Instant(i, "resolvedAt"),
            ExecutionJson.Text(i, "resolvedBy"), ExecutionJson.Text(i, "reason")) { ExecutionId = i.GetProperty("execution").GetInt32() })];

    private static ImmutableArray<ActivitySummary> ReadSummaries(JsonElement json) =>
        [.. json.EnumerateObject().Select(p => new ActivitySummary(
            p.Name, p.Value[0].GetInt32(), Enum.Parse<ActivityStatus>(p.Value[1].GetString()!), p.Value[2].GetString(), new DateTimeOffset(p.Value[3].GetInt64(), TimeSpan.Zero)))];

    private static void WriteText(Utf8JsonWriter writer, string property, string? value)
    {
        if (value is not null) { writer.WriteString(property, value); }
    }

    private static void WriteInstant(Utf8JsonWriter writer, string property, DateTimeOffset? value)
    {
        if (value is { } instant) { writer.WriteNumber(property, instant.UtcTicks); }
    }

    private static void WriteNode(Utf8JsonWriter writer, string property, JsonNode? value)
    {
        writer.WritePropertyName(property);
        ExecutionJson.WriteValue(writer, value);
    }
}
