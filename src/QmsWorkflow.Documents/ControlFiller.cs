using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace QmsWorkflow.Documents;

/// <summary>Replaces the content controls below an element by what the data says. The controls themselves are not kept: the document is for reading.</summary>
internal sealed class ControlFiller(List<FillProblem> problems)
{
    private const int MaxItems = 20_000;

    /// <summary>Lists inside lists multiply: a limit over the whole document.</summary>
    private const int MaxCopies = 100_000;

    private int copies;

    public void Fill(OpenXmlElement parent, FieldScope scope, string place)
    {
        foreach (var child in parent.ChildElements.ToList())
        {
            if (child is SdtElement control) FillControl(control, scope, place);
            else if (child.HasChildren) Fill(child, scope, place);
        }
    }

    private void FillControl(SdtElement control, FieldScope scope, string place)
    {
        if (TemplateTag.ContentOf(control) is not { } content)
        {
            control.Remove();
            return;
        }

        var tag = TemplateTag.Of(control);
        if (tag.IsForeign)
        {
            Fill(content, scope, place);
            Unwrap(control, content);
            return;
        }

        switch (tag.Kind)
        {
            case FieldKind.Repeat:
                Repeat(control, content, tag.Name, scope, place);
                break;
            case FieldKind.Condition:
                Show(control, content, tag, scope, place);
                break;
            case FieldKind.Unknown:
                problems.Add(new FillProblem(tag.Name, place, TemplateTag.UnknownKind));
                break;
            default:
                var text = Text(tag.Name, scope, place);
                if (text is not null && tag.Kind == FieldKind.Rich) ControlWriter.WriteRich(content, text);
                else if (text is not null) ControlWriter.Write(content, text);
                Unwrap(control, content);
                break;
        }
    }

    private void Show(SdtElement control, OpenXmlElement content, TemplateTag tag, FieldScope scope, string place)
    {
        if (!scope.TryFind(tag.Name, out var value))
        {
            problems.Add(new FillProblem(tag.Name, place, "thiếu dữ liệu (cần đúng/sai, chữ hoặc danh sách)."));
        }
        else if (Truth(value) != tag.IsNegated)
        {
            Fill(content, scope, place);
            Unwrap(control, content);
        }
        else
        {
            control.Remove();
        }
    }

    private void Repeat(SdtElement control, OpenXmlElement content, string name, FieldScope scope, string place)
    {
        var isFound = scope.TryFind(name, out var value);
        if (value is not JsonArray items)
        {
            problems.Add(new FillProblem(name, place, isFound ? $"phải là danh sách, dữ liệu lại là {FieldScope.Kind(value)}." : "thiếu dữ liệu (cần một danh sách)."));
            return;
        }

        if (items.Count > MaxItems || (copies += items.Count) > MaxCopies)
        {
            problems.Add(new FillProblem(name, place, $"có {items.Count} mục; nhiều nhất {MaxItems} mục một danh sách và {MaxCopies} mục cả văn bản."));
            return;
        }

        OpenXmlElement last = control;
        for (var index = 0; index < items.Count; index++)
        {
            var copy = content.CloneNode(deep: true);
            if (index > 0) CloneCleaner.Clean(copy);
            Fill(copy, new FieldScope(items[index], scope), $"{place}, {name} mục {(index + 1).ToString(CultureInfo.InvariantCulture)}");
            last = MoveChildren(copy, last);
        }

        control.Remove();
    }

    private string? Text(string name, FieldScope scope, string place)
    {
        var isFound = scope.TryFind(name, out var value);
        switch (value)
        {
            case JsonValue text when text.GetValueKind() is JsonValueKind.String:
                var words = text.GetValue<string>();
                if (IsWritable(words)) return words;
                problems.Add(new FillProblem(name, place, "có ký tự điều khiển không ghi được vào tệp Word."));
                return null;
            case JsonValue number when number.GetValueKind() is JsonValueKind.Number:
                return number.ToJsonString();
            case null:
                problems.Add(new FillProblem(name, place, isFound ? "để trống (null); nếu không có nội dung hãy ghi chuỗi rỗng." : "thiếu dữ liệu."));
                return null;
            default:
                problems.Add(new FillProblem(name, place, $"phải là chữ, dữ liệu lại là {FieldScope.Kind(value)}."));
                return null;
        }
    }

    /// <summary>XML 1.0 has no room for most control characters and for halves of surrogate pairs.</summary>
    private static bool IsWritable(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index])) continue;
            if (index + 1 >= text.Length || !XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index])) return false;

            index++;
        }

        return true;
    }

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

    private static void Unwrap(SdtElement control, OpenXmlElement content)
    {
        MoveChildren(content, control);
        control.Remove();
    }

    private static OpenXmlElement MoveChildren(OpenXmlElement from, OpenXmlElement last)
    {
        foreach (var element in from.ChildElements.ToList())
        {
            element.Remove();
            last = last.InsertAfterSelf(element);
        }

        return last;
    }
}
