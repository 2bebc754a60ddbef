using System.Collections.Immutable;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Turns content controls into nodes. The controls themselves are not kept: the document is for reading.</summary>
internal sealed class ControlCompiler(PartCompiler parts, CompileContext context)
{
    /// <summary>Names are looked up outwards; so deep as no template is nested, the check looks no further.</summary>
    private const int MaxScopes = 16;

    /// <summary>A template of the office has some hundred controls, with tags of some letters, in blocks three deep.</summary>
    private const int MaxControls = 5_000;
    private const int MaxTag = 100;
    private const int MaxRepeats = 12;

    public void Compile(XmlElement control, NodeList into)
    {
        context.IsDynamic = true;
        if (control.Child("sdtContent") is not { } content) return;

        control.HandDownNamespaces();
        content.HandDownNamespaces();
        if (context.CountControl() > MaxControls) throw new DocxException($"Mẫu có hơn {MaxControls} ô điều khiển.");
        if (TemplateTag.TextOf(control).Length > MaxTag) throw new DocxException($"Mẫu có thẻ dài hơn {MaxTag} ký tự: {TemplateTag.TextOf(control)[..MaxTag]}…");

        var tag = TemplateTag.Of(control);
        if (tag.IsForeign || parts.IsReplaced)
        {
            if (!parts.IsReplaced && LostName(content) is { } lost)
            {
                tag = new TemplateTag(FieldKind.Unknown, lost, IsNegated: false);
                if (!parts.IsFallback) context.Fields.Add(Field(tag, control, content) with { Tag = lost });
                into.Add(new UnknownTag(lost));
            }

            parts.CompileChildren(content, into);
            return;
        }

        var field = Field(tag, control, content);
        if (!parts.IsFallback) context.Fields.Add(field);
        var path = new FieldPath(tag.Name);
        switch (tag.Kind)
        {
            case FieldKind.Repeat: into.Add(new Repeat(path, Inside(content, field), Bookmarks(content))); break;
            case FieldKind.Condition: into.Add(new Conditional(path, tag.IsNegated, Inside(content, null))); break;
            case FieldKind.Unknown: into.Add(new UnknownTag(tag.Name)); break;
            case FieldKind.Image: new PictureCompiler(parts, context).Compile(path, control, content, into); break;
            case FieldKind.Rich: CompileRich(path, control, content, into); break;
            default: CompileText(new TextField(path, context.Look(FirstRun(content), control)), content, into); break;
        }
    }

    /// <summary>Puts a node in the place of the example: its first paragraph, or the words of the control.</summary>
    public void CompileText(Node node, XmlElement content, NodeList into)
    {
        var marks = content.Descendants().Where(inner => inner.Name is "bookmarkStart" or "bookmarkEnd" && inner.Space == Word.Main).ToList();
        if (parts.IsInline)
        {
            foreach (var mark in marks.Where(mark => mark.Name == "bookmarkStart")) PartCompiler.CompileBookmark(mark, into);
            into.Add(node);
            foreach (var mark in marks.Where(mark => mark.Name == "bookmarkEnd")) PartCompiler.CompileBookmark(mark, into);
            return;
        }

        var paragraphs = parts.Places.Paragraphs + content.Descendants().Count(inner => inner.IsWord("p"));
        var paragraph = Place(content);
        marks.RemoveAll(mark => !IsIn(mark, paragraph));
        paragraph.Remove(child => !child.IsWord("pPr"));
        foreach (var mark in marks.Where(mark => mark.Name == "bookmarkStart")) paragraph.Add(mark);
        paragraph.Add(context.Stand(node));
        foreach (var mark in marks.Where(mark => mark.Name == "bookmarkEnd")) paragraph.Add(mark);
        CompileReplaced(content, into);
        parts.Places.SkipTo(paragraphs);
    }

    /// <summary>A control without a tag whose example is a field's name in marks: LibreOffice 7.4 keeps the control and loses the tag.</summary>
    private static string? LostName(XmlElement content)
    {
        if (content.Descendants().Any(inner => inner.IsWord("sdt"))) return null;

        var words = string.Concat(content.Descendants().Where(inner => inner.IsWord("t")).Select(inner => inner.Text)).Trim();
        return words is { Length: <= MaxTag } and ['«', _, .., '»'] ? words : null;
    }

    public static XmlElement? FirstRun(XmlElement content) => content.Descendants().FirstOrDefault(inner => inner.IsWord("r"));

    private static bool IsIn(XmlElement element, XmlElement around)
    {
        for (var outer = element.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer == around) return true;
        }

        return false;
    }

    private void CompileRich(FieldPath path, XmlElement control, XmlElement content, NodeList into)
    {
        var look = context.RichLook(FirstRun(content), control);
        if (parts.IsInline)
        {
            into.Add(new RichWords(path, look));
            return;
        }

        var paragraphs = parts.Places.Paragraphs + content.Descendants().Count(inner => inner.IsWord("p"));
        var paragraph = Place(content);
        var model = parts.Shell(paragraph, null, hasNumber: true);
        var typed = paragraph.Child("pPr")?.Child("numPr") is null ? model : parts.Shell(paragraph, null, hasNumber: false);
        context.Markers[paragraph] = new RichParagraphs(path, look, model, typed, leavesOne: paragraph.Parent != content);
        CompileReplaced(content, into);
        parts.Places.SkipTo(paragraphs);
    }

    /// <summary>The first paragraph, or a new one; what stands beside it is part of the example and goes.</summary>
    private static XmlElement Place(XmlElement content)
    {
        var paragraph = content.Descendants().FirstOrDefault(inner => inner.IsWord("p"));
        if (paragraph is null)
        {
            paragraph = new XmlElement(content.Prefix, "p", Word.Main);
            (content.Descendants().FirstOrDefault(inner => inner.IsWord("tc")) ?? content).Add(paragraph);
        }

        paragraph.Parent!.Remove(other => other != paragraph && other.Space == Word.Main && other.Name is "p" or "tbl" or "sdt");
        return paragraph;
    }

    private void CompileReplaced(XmlElement content, NodeList into)
    {
        var outer = parts.IsReplaced;
        parts.IsReplaced = true;
        parts.CompileChildren(content, into);
        parts.IsReplaced = outer;
    }

    private Node[] Inside(XmlElement content, TemplateField? list)
    {
        var (scopes, item) = (parts.Scopes, parts.Item);
        if (list is not null)
        {
            parts.Item = [.. list.Candidates.Select(candidate => candidate + "[]")];
            parts.Scopes = [.. parts.Item.Select(one => one + ".").Concat(scopes).Take(MaxScopes)];
            if (++parts.Repeats > MaxRepeats) throw new DocxException($"Mẫu có khối lặp lồng hơn {MaxRepeats} tầng.");
        }

        var nodes = new NodeList();
        parts.CompileChildren(content, nodes);
        if (list is not null) parts.Repeats--;
        (parts.Scopes, parts.Item) = (scopes, item);
        return nodes.ToArray();
    }

    private TemplateField Field(TemplateTag tag, XmlElement control, XmlElement content)
    {
        ImmutableArray<string> candidates = tag.Name == "." ? parts.Item : [.. parts.Scopes.Select(scope => scope + tag.Name)];
        var place = parts.Places.Here(!parts.IsInline && content.Descendants().Any(inner => inner.IsWord("p")));
        return new TemplateField(candidates[0], tag.Kind, place) { Candidates = candidates, Tag = TemplateTag.TextOf(control) };
    }

    private static BookmarkSet Bookmarks(XmlElement content)
    {
        var marks = content.Descendants().Where(inner => inner.Space == Word.Main && inner.Name is "bookmarkStart" or "bookmarkEnd").ToList();
        var ends = marks.Where(mark => mark.Name == "bookmarkEnd").Select(mark => Survey.Id(mark.Value("id"))).ToHashSet();
        var whole = marks.Where(mark => mark.Name == "bookmarkStart" && ends.Contains(Survey.Id(mark.Value("id")))).ToList();
        return new BookmarkSet(
            [.. whole.Select(mark => mark.Value("name") ?? "").Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. whole.Select(mark => Survey.Id(mark.Value("id"))).Distinct()]);
    }
}
