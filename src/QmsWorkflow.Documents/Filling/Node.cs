using System.Text.Json.Nodes;

namespace QmsWorkflow.Documents.Filling;

/// <summary>A piece of a template, made ready to be written: fixed text, or what the data decides.</summary>
internal abstract class Node
{
    public abstract void Write(FillRun run, FieldScope scope);

    public static void WriteAll(Node[] nodes, FillRun run, FieldScope scope)
    {
        foreach (var node in nodes) node.Write(run, scope);
    }
}

/// <summary>What stands in the template as it is.</summary>
internal sealed class Fixed(byte[] xml, string text) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        run.Output.Write(xml);
        if (run.References.IsCapturing) run.References.Capture(text);
    }
}

/// <summary>What is only in the first copy of a repeated block, as a comment.</summary>
internal sealed class FirstOnly(byte[] xml) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (!run.References.IsCopy) run.Output.Write(xml);
    }
}

/// <summary>A control whose tag is of a kind that is not known, or lost.</summary>
internal sealed class UnknownTag(string tag) : Node
{
    public override void Write(FillRun run, FieldScope scope) => run.Report(tag, scope, TemplateTag.Problem(tag));
}

/// <summary>A row, block or words for each item of a list.</summary>
internal sealed class Repeat(FieldPath field, Node[] body, BookmarkSet bookmarks) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        var isFound = scope.TryFind(field, out var value);
        if (value is not JsonArray items)
        {
            run.Report(field.Name, scope, isFound ? $"phải là danh sách, dữ liệu lại là {FieldScope.Kind(value)}." : "thiếu dữ liệu (cần một danh sách).");
            return;
        }

        if (!run.MayRepeat(items, field.Name, scope)) return;
        for (var index = 0; index < items.Count; index++) run.WriteCopy(body, new FieldScope(items[index], scope, field.Name, index), bookmarks, isFirst: index == 0);
    }
}

/// <summary>A row, block or words that are there or not.</summary>
internal sealed class Conditional(FieldPath field, bool isNegated, Node[] body) : Node
{
    public override void Write(FillRun run, FieldScope scope)
    {
        if (!scope.TryFind(field, out var value)) run.Report(field.Name, scope, "thiếu dữ liệu (cần đúng/sai, chữ hoặc danh sách).");
        else if (FieldScope.IsTrue(value) != isNegated) WriteAll(body, run, scope);
    }
}
