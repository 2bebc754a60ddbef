using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Filling;

namespace QmsWorkflow.Documents;

/// <summary>Compares data with a schema and collects all that is wrong.</summary>
internal sealed class DataValidation(string place)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];

    private readonly ImmutableArray<FillProblem>.Builder problems = ImmutableArray.CreateBuilder<FillProblem>();

    public ImmutableArray<FillProblem> Problems => problems.ToImmutable();

    public void Check(SchemaNode node, JsonNode? value, string path)
    {
        if (!Fits(node, value))
        {
            Report(path.Length == 0 ? "$" : path, $"phải là {node.Words}, lại là {FieldScope.Kind(value)}.");
            return;
        }

        switch (value)
        {
            case JsonObject group: CheckGroup(node, group, path); break;
            case JsonArray items: CheckItems(node, items, path); break;
            case JsonValue single when node.Type == "string": CheckText(node, single.ToString(), path); break;
        }
    }

    private void CheckGroup(SchemaNode node, JsonObject group, string path)
    {
        foreach (var (name, inner) in node.Properties)
        {
            var full = path.Length == 0 ? name : $"{path}.{name}";
            if (group.TryGetPropertyValue(name, out var value)) Check(inner, value, full);
            else if (node.Needed.Contains(name)) Report(full, $"thiếu, cần {inner.Words}.");
        }
    }

    private void CheckItems(SchemaNode node, JsonArray items, string path)
    {
        if (items.Count < node.MinItems) Report(path, $"có {Number(items.Count)} mục, cần ít nhất {Number(node.MinItems)}.");
        if (items.Count > node.MaxItems)
        {
            Report(path, $"có {Number(items.Count)} mục, nhiều nhất {Number(node.MaxItems.Value)}.");
            return;
        }

        for (var index = 0; index < items.Count; index++) Check(node.Items!, items[index], $"{path}[{Number(index)}]");
    }

    private void CheckText(SchemaNode node, string text, string path)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (length > node.MaxLength) Report(path, $"dài {Number(length)} ký tự, nhiều nhất {Number(node.MaxLength.Value)}.");
        if (node.Choices.Length > 0 && !node.Choices.Contains(text, StringComparer.Ordinal)) Report(path, $"là \"{text}\", phải là một trong: {string.Join(", ", node.Choices)}.");

        // A date or picture may be empty: the field is then left blank.
        if (text.Length == 0) return;
        if (node.Format == TextFormat.Date && !DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Report(path, $"là \"{text}\", phải là một ngày: 2026-11-21 hoặc 21/11/2026.");
        }
        else if (node.Format == TextFormat.Image && !Picture.TryRead(text, out _, out var problem))
        {
            Report(path, problem);
        }
    }

    private static bool Fits(SchemaNode node, JsonNode? value) => (node.Type, value) switch
    {
        ("object", JsonObject) or ("array", JsonArray) => true,
        (_, JsonValue single) => (node.Type, single.GetValueKind()) is ("string", JsonValueKind.String or JsonValueKind.Number) or ("number" or "integer", JsonValueKind.Number)
            or ("boolean", JsonValueKind.True or JsonValueKind.False),
        _ => false,
    };

    private void Report(string path, string message) => problems.Add(new FillProblem(path, place, message));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
