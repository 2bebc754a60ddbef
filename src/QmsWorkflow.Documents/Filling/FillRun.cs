using System.Text.Json;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents.Filling;

/// <summary>One pass over a template: where it writes to, what it has met so far and what is wrong with the data.</summary>
internal sealed class FillRun(CompiledTemplate template, ReferenceTexts references, bool isLastPass) : IDisposable
{
    private const int MaxItems = 20_000;

    /// <summary>Lists inside lists multiply: a limit over the whole document.</summary>
    private const int MaxCopies = 100_000;

    private readonly List<FillProblem> problems = [];
    private int copies;
    private int lastDrawing = template.LastDrawing;

    public Utf8Writer Output { get; private set; } = new();

    /// <summary>The part that is written now, as it is called in messages.</summary>
    public string Place { get; set; } = "";

    public ReferenceTexts References { get; } = references;

    /// <summary>The name of that part in the package.</summary>
    public string PartName { get; private set; } = "";

    public PageFlow Flow { get; } = new();

    public NoteWriter Notes { get; } = new(template.LastNote);

    public PictureStore Pictures { get; } = new(template);

    /// <summary>The picture that is being placed.</summary>
    public PlacedPicture Picture { get; set; }

    public IReadOnlyList<FillProblem> Problems => problems;

    /// <summary>The bytes of a part.</summary>
    public ReadOnlySpan<byte> Write(CompiledPart part, FieldScope scope)
    {
        (Place, PartName) = (part.Place, part.Name);
        Output.CutTo(0);
        Flow.Start();
        Node.WriteAll(part.Nodes, this, scope);
        return Output.Written;
    }

    /// <summary>Writes somewhere else for a while.</summary>
    public void Redirect(Utf8Writer output, Action write)
    {
        var (here, flow) = (Output, Flow.Leave());
        Output = output;
        write();
        Output = here;
        Flow.Return(flow);
    }

    public bool MayRepeat(JsonArray items, string name, FieldScope scope)
    {
        if (items.Count <= MaxItems && (copies += items.Count) <= MaxCopies) return true;

        Report(name, scope, $"có {items.Count} mục; nhiều nhất {MaxItems} mục một danh sách và {MaxCopies} mục cả văn bản.");
        return false;
    }

    /// <summary>Writes one copy of a repeated block.</summary>
    public void WriteCopy(Node[] body, FieldScope scope, BookmarkSet bookmarks, bool isFirst)
    {
        if (isFirst)
        {
            Node.WriteAll(body, this, scope);
            return;
        }

        var outer = References.EnterCopy(bookmarks);
        Node.WriteAll(body, this, scope);
        References.LeaveCopy(outer);
    }

    /// <summary>The text of a field; null when there is none, which is then a problem.</summary>
    public string? Text(FieldPath field, FieldScope scope)
    {
        var isFound = scope.TryFind(field, out var value);
        switch (value)
        {
            case JsonValue text when text.GetValueKind() is JsonValueKind.String:
                var words = text.GetValue<string>();
                if (XmlText.IsWritable(words)) return words;
                Report(field.Name, scope, "có ký tự điều khiển không ghi được vào tệp Word.");
                return null;
            case JsonValue number when number.GetValueKind() is JsonValueKind.Number:
                return number.ToJsonString();
            case null:
                Report(field.Name, scope, isFound ? "để trống (null); nếu không có nội dung hãy ghi chuỗi rỗng." : "thiếu dữ liệu.");
                return null;
            default:
                Report(field.Name, scope, $"phải là chữ, dữ liệu lại là {FieldScope.Kind(value)}.");
                return null;
        }
    }

    /// <summary>An id for a drawing that no other drawing of the document has.</summary>
    public int DrawingId(int original) => References.IsCopy ? ++lastDrawing : original;

    /// <summary>The bookmark of a reference has not been met: a later pass may know it, the last one cannot.</summary>
    public void Lacks(string bookmark, FieldScope scope)
    {
        if (isLastPass) Report(bookmark, scope, "tham chiếu đến chỗ đánh dấu (bookmark) này, nhưng chỗ đó không có trong văn bản được tạo.");
    }

    public void Report(string field, FieldScope scope, string message) => problems.Add(new FillProblem(field, scope.Place(Place), message));

    public void Dispose()
    {
        Output.Dispose();
        Notes.Dispose();
    }
}
