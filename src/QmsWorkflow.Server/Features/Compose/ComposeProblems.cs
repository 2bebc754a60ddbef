using System.Globalization;
using System.Resources;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>What is still missing or wrong in what was typed, each beside the field it is about.</summary>
internal static class ComposeProblems
{
    private static readonly ResourceManager Texts = new(typeof(ComposeText));

    public static IReadOnlyList<FieldProblem> Of(SchemaNode root, JsonObject typed)
    {
        var problems = new List<FieldProblem>();
        Group(root, typed, "", "", "", problems);
        return problems;
    }

    public static FieldProblem Of(string field, string text, params object[] args) =>
        new(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args));

    /// <param name="within">Which item of which list, for messages: "Thành phần 2: "; empty outside lists.</param>
    private static void Group(SchemaNode group, JsonObject data, string path, string plain, string within, List<FieldProblem> problems)
    {
        foreach (var name in group.Order)
        {
            var node = group.Properties[name];
            var (full, bare) = path.Length == 0 ? (name, name) : ($"{path}.{name}", $"{plain}.{name}");
            if (ComposeFields.IsTyped(bare, node)) Value(node, data[name], full, bare, within + ComposeFields.Label(node, name), ComposeFields.MustBeFilled(group, name), problems);
        }
    }

    private static void Value(SchemaNode node, JsonNode? value, string path, string plain, string label, bool isNeeded, List<FieldProblem> problems)
    {
        var id = ComposeFields.IdOf(path);
        switch (node.Type)
        {
            case "object":
                Group(node, value as JsonObject ?? [], path, plain, "", problems);
                break;
            case "array":
                Items(node, value as JsonArray ?? [], path, plain, label, isNeeded, problems);
                break;
            case "number" or "integer":
                if (value is not JsonValue number || number.GetValueKind() != System.Text.Json.JsonValueKind.Number) problems.Add(Of(id, "NeedNumber", label));
                break;
            case "string":
                var text = value?.ToString() ?? "";
                if (text.Length == 0 && isNeeded) problems.Add(Of(id, "NeedText", label));
                else if (new StringInfo(text).LengthInTextElements is var length && length > node.MaxLength) problems.Add(Of(id, "TooLong", label, length, node.MaxLength));
                else if (node.Choices.Length > 0 && !node.Choices.Contains(text)) problems.Add(Of(id, "NeedChoice", label));
                else if (node.Format == TextFormat.Date && text.Length > 0 && !DateOnly.TryParseExact(text, ["dd/MM/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) problems.Add(Of(id, "NeedDay", label));
                break;
        }
    }

    private static void Items(SchemaNode list, JsonArray items, string path, string plain, string label, bool isNeeded, List<FieldProblem> problems)
    {
        var least = Math.Max(list.MinItems, isNeeded ? 1 : 0);
        if (items.Count < least) problems.Add(Of(ComposeFields.IdOf(path), "NeedItems", label, least));
        if (items.Count > list.MaxItems) problems.Add(Of(ComposeFields.IdOf(path), "TooMany", label, list.MaxItems));
        for (var index = 0; index < items.Count; index++)
        {
            var place = $"{label} {(index + 1).ToString(CultureInfo.InvariantCulture)}";
            var full = $"{path}.{index.ToString(CultureInfo.InvariantCulture)}";
            if (list.Items!.Type == "object") Group(list.Items, items[index] as JsonObject ?? [], full, plain, $"{place}: ", problems);
            else Value(list.Items, items[index], full, plain, place, isNeeded: true, problems);
        }
    }
}
