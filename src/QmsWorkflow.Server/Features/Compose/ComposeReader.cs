using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Features.Compose;

/// <summary>Reads what was typed out of a posted form, exactly as the schema has it; lists say in a field of their own how many items they have.</summary>
internal static class ComposeReader
{
    private const int MostItems = 1_000;
    private const int LongestText = 100_000;

    public static JsonObject Read(SchemaNode root, IFormCollection posted) => Group(root, "", "", posted);

    private static JsonObject Group(SchemaNode group, string path, string plain, IFormCollection posted)
    {
        var data = new JsonObject();
        foreach (var name in group.Order)
        {
            var node = group.Properties[name];
            var (full, bare) = path.Length == 0 ? (name, name) : ($"{path}.{name}", $"{plain}.{name}");
            if (ComposeFields.IsTyped(bare, node)) data[name] = Value(node, full, bare, posted);
        }

        return data;
    }

    private static JsonNode Value(SchemaNode node, string path, string plain, IFormCollection posted) => node.Type switch
    {
        "object" => Group(node, path, plain, posted),
        "array" => Items(node, path, plain, posted),
        "boolean" => posted[$"f:{path}"] == "true",
        "number" or "integer" => Number(Text(posted[$"f:{path}"])),
        _ => node.Format == TextFormat.Date ? Day(Text(posted[$"f:{path}"])) : Text(posted[$"f:{path}"]),
    };

    private static JsonArray Items(SchemaNode list, string path, string plain, IFormCollection posted)
    {
        var items = new JsonArray();
        var count = int.TryParse(posted[$"n:{path}"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, MostItems) : 0;
        for (var index = 0; index < count; index++) items.Add(Value(list.Items!, $"{path}.{index.ToString(CultureInfo.InvariantCulture)}", plain, posted));
        return items;
    }

    /// <summary>A number with the comma of Vietnamese or the point of JSON; what is none stays text, and is told.</summary>
    private static JsonNode Number(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;

    /// <summary>Days are printed as people write them.</summary>
    private static JsonNode Day(string text) => Web.FormDate.Read(text) is { } day ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : text;

    /// <summary>Without what neither a Word file nor the database can hold.</summary>
    private static string Text(string? posted)
    {
        var text = new StringBuilder();
        foreach (var letter in (posted ?? "").ReplaceLineEndings("\n").Take(LongestText))
        {
            if (char.IsSurrogate(letter) || (XmlConvert.IsXmlChar(letter) && (letter is '\n' or '\t' || !char.IsControl(letter)))) text.Append(letter);
        }

        return text.ToString().Trim();
    }
}
