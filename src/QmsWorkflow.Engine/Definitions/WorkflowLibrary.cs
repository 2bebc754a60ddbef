using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Definitions;

/// <summary>Published definitions that others may use as an activity. Safe to share between threads.</summary>
public sealed class WorkflowLibrary
{
    /// <summary>The property of <c>customProperties</c> that pins what a published definition uses: version ids by <see cref="WorkflowUse.Key"/>.</summary>
    public const string Pins = "usedVersions";

    internal static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableArray<PublishedWorkflow> workflows;

    /// <param name="workflows">The texts; of several versions of one definition the last counts when no version is named.</param>
    public WorkflowLibrary(IEnumerable<PublishedWorkflow> workflows) => this.workflows = [.. workflows];

    /// <summary>Nothing can be used.</summary>
    public static WorkflowLibrary Empty { get; } = new([]);

    /// <summary>The activity types there are: the Pascal-cased names of the usable definitions.</summary>
    public IEnumerable<string> Types => workflows.Where(w => w.Header is { IsUsable: true }).Select(w => w.Header!.Type).Distinct(StringComparer.Ordinal);

    /// <summary>The definitions there are, which a step may start as a child.</summary>
    public IEnumerable<string> DefinitionIds => workflows.Where(w => w.Header is not null).Select(w => w.Header!.DefinitionId).Distinct(StringComparer.Ordinal);

    /// <summary>Finds what an activity uses: its version, else the definition it names, else the definition of that type.</summary>
    internal PublishedWorkflow? Find(string type, string? definitionId, string? versionId)
    {
        var named = versionId is null ? null : workflows.LastOrDefault(w => w.VersionId == versionId) ?? workflows.LastOrDefault(w => w.Header?.VersionId == versionId);
        return named ?? workflows.LastOrDefault(w => w.Header is { IsUsable: true } header && header.Type == type && (definitionId is null || header.DefinitionId == definitionId));
    }

    /// <summary>The versions a published definition is pinned to.</summary>
    public static ImmutableArray<string> PinsOf(string json) =>
        Parse(json) is { } document && PinsOf(document) is { } pins ? [.. pins.Select(p => ValueConverter.PlainText(p.Value))] : [];

    internal static JsonObject? PinsOf(JsonObject document) =>
        JsonValues.Get(document, "customProperties") is JsonObject custom ? JsonValues.Get(custom, Pins) as JsonObject : null;

    /// <summary>Writes the pins into the text of a definition in place of those that stand there; with neither the text stays as it is.</summary>
    public static string Pin(string json, IReadOnlyDictionary<string, string> pins)
    {
        ArgumentNullException.ThrowIfNull(pins);
        if (Parse(json) is not { } document || (pins.Count == 0 && PinsOf(document) is null)) return json;

        var custom = JsonValues.Get(document, "customProperties") as JsonObject ?? [];
        if (custom.Parent is null) document["customProperties"] = custom;
        custom.Remove(Pins);
        if (pins.Count > 0) custom[Pins] = new JsonObject(pins.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new KeyValuePair<string, JsonNode?>(p.Key, JsonValue.Create(p.Value))));
        return document.ToJsonString(Written);
    }

    internal static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 }) as JsonObject;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>As Elsa makes a type of a name: what follows a blank, a dash or an underscore is written large and those are left out.</summary>
    internal static string TypeOf(string name)
    {
        var type = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var start = i;
            while (i < name.Length && name[i] is ' ' or '_' or '-') { i++; }
            var isWord = i < name.Length && char.IsAsciiLetter(name[i]) && (start < i || start == 0);
            if (!isWord) i = start;
            type.Append(isWord ? char.ToUpperInvariant(name[i]) : name[i]);
        }

        return type.ToString();
    }
}

/// <summary>The text of a published definition.</summary>
/// <param name="VersionId">The id the store gave this version; null when only its file tells.</param>
public sealed record PublishedWorkflow(string Json, string Source, string? VersionId = null)
{
    private readonly Lazy<WorkflowHeader?> header = new(() => WorkflowHeader.Read(Json));

    internal WorkflowHeader? Header => header.Value;
}

/// <summary>A definition that is used as an activity by another.</summary>
/// <param name="Type">The activity type.</param>
/// <param name="WantedVersionId">The version the activity names; null when it names none.</param>
/// <param name="DefinitionId">The definition that was found.</param>
/// <param name="VersionId">The version that was found, as the library calls it.</param>
public sealed record WorkflowUse(string Type, string? WantedVersionId, string DefinitionId, string? VersionId)
{
    /// <summary>The name of this use among the pins.</summary>
    public string Key => KeyOf(Type, WantedVersionId);

    internal static string KeyOf(string type, string? wanted) => wanted is null ? type : $"{type}@{wanted}";
}

/// <summary>What the others must know of a definition.</summary>
internal sealed record WorkflowHeader(string DefinitionId, string? VersionId, string Type, bool IsUsable)
{
    public static WorkflowHeader? Read(string json)
    {
        if (WorkflowLibrary.Parse(json) is not { } document) return null;

        var options = JsonValues.Get(document, "options") as JsonObject;
        var id = DefinitionReader.Text(document, "definitionId") ?? DefinitionReader.Text(document, "id") ?? "";
        return new WorkflowHeader(
            id, DefinitionReader.Text(document, "id"), WorkflowLibrary.TypeOf(DefinitionReader.Text(document, "name") ?? id),
            (options is not null && ValueConverter.ToBoolean(JsonValues.Get(options, "usableAsActivity"))) || ValueConverter.ToBoolean(JsonValues.Get(document, "usableAsActivity")));
    }
}
