using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Replaces the content controls below an element by what the data says. The controls themselves are not kept: the document is for reading.</summary>
internal sealed class ControlFiller(List<FillProblem> problems)
{
    private const int MaxItems = 20_000;

    public void Fill(OpenXmlElement parent, FieldScope scope, string place)
    {
        foreach (var child in parent.ChildElements.ToList())
        {
            if (child is SdtElement control) FillControl(control, scope, place);
            else if (child.HasChildren) Fill(child, scope, child is TableRow ? $"{place}, hàng bảng" : place);
        }
    }

    private void FillControl(SdtElement control, FieldScope scope, string place)
    {
        var tag = TemplateFieldReader.TagOf(control);
        var content = TemplateFieldReader.ContentOf(control);
        if (content is null)
        {
            control.Remove();
            return;
        }

        var (kind, name) = TemplateFieldReader.Split(tag);
        if (name.Length == 0)
        {
            // A control without a tag is not ours: its text stays.
            Fill(content, scope, place);
            Unwrap(control, content);
            return;
        }

        var isFound = scope.TryFind(name, out var value);
        switch (kind)
        {
            case "each":
                Repeat(control, content, isFound, value, scope, name, place);
                break;
            case "if" or "ifnot":
                if (Truth(value) == (kind == "if"))
                {
                    Fill(content, scope, place);
                    Unwrap(control, content);
                }
                else
                {
                    control.Remove();
                }

                break;
            default:
                if (Text(isFound, value, name, place) is { } text) Write(content, text);
                Unwrap(control, content);
                break;
        }
    }

    private void Repeat(SdtElement control, OpenXmlElement content, bool isFound, JsonNode? value, FieldScope scope, string name, string place)
    {
        if (value is not JsonArray items)
        {
            problems.Add(new FillProblem(name, place, isFound ? "phải là danh sách." : "thiếu dữ liệu (cần một danh sách)."));
            return;
        }

        if (items.Count > MaxItems)
        {
            problems.Add(new FillProblem(name, place, $"có {items.Count} mục, nhiều nhất {MaxItems}."));
            return;
        }

        OpenXmlElement last = control;
        for (var index = 0; index < items.Count; index++)
        {
            var copy = content.CloneNode(deep: true);
            Fill(copy, new FieldScope(items[index], scope), $"{place}, {name} mục {(index + 1).ToString(CultureInfo.InvariantCulture)}");
            foreach (var element in copy.ChildElements.ToList())
            {
                element.Remove();
                last = last.InsertAfterSelf(element);
            }
        }

        control.Remove();
    }

    private string? Text(bool isFound, JsonNode? value, string name, string place)
    {
        switch (value)
        {
            case JsonValue text when text.GetValueKind() is JsonValueKind.String:
                return text.GetValue<string>();
            case JsonValue number when number.GetValueKind() is JsonValueKind.Number:
                return number.ToJsonString();
            case null:
                problems.Add(new FillProblem(name, place, isFound ? "để trống (null); nếu không có nội dung hãy ghi chuỗi rỗng." : "thiếu dữ liệu."));
                return null;
            default:
                problems.Add(new FillProblem(name, place, $"phải là chữ, dữ liệu lại là {Kind(value)}."));
                return null;
        }
    }

    private static string Kind(JsonNode value) => value switch { JsonArray => "danh sách", JsonObject => "nhóm trường", _ => "đúng/sai" };

    private static bool Truth(JsonNode? value) => value switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        JsonObject => true,
        JsonValue single => single.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.String => single.GetValue<string>().Length > 0,
            JsonValueKind.Number => true,
            _ => false,
        },
        _ => false,
    };

    /// <summary>Writes the text into the first run, with its formatting; the other runs are example text of the template's author.</summary>
    private static void Write(OpenXmlElement content, string text)
    {
        var runs = content.Descendants<Run>().ToList();
        var run = runs.FirstOrDefault();
        if (run is null)
        {
            run = new Run();
            (content.Descendants<Paragraph>().FirstOrDefault() ?? content).AppendChild(run);
        }

        foreach (var other in runs.Skip(1)) other.Remove();
        foreach (var old in run.ChildElements.Where(child => child is not RunProperties).ToList()) old.Remove();
        // The placeholder's grey style is for the author's eyes only.
        run.RunProperties?.RunStyle?.Remove();
        var isFirst = true;
        foreach (var line in text.Split('\n'))
        {
            if (!isFirst) run.AppendChild(new Break());
            run.AppendChild(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
            isFirst = false;
        }
    }

    private static void Unwrap(SdtElement control, OpenXmlElement content)
    {
        OpenXmlElement last = control;
        foreach (var element in content.ChildElements.ToList())
        {
            element.Remove();
            last = last.InsertAfterSelf(element);
        }

        control.Remove();
    }
}
