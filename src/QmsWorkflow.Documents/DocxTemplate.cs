using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace QmsWorkflow.Documents;

/// <summary>
/// An ordinary Word file with content controls, filled with data. The tag of a control says what it is:
/// <c>name</c> a text, <c>each:rows</c> a repeated row or block, <c>if:name</c> and <c>ifnot:name</c> a conditional block.
/// </summary>
/// <remarks>Formatting of the template is kept. The same template and data give the same bytes. Not thread-safe while filling; open one per use.</remarks>
public sealed class DocxTemplate
{
    private readonly byte[] content;

    private DocxTemplate(byte[] content, ImmutableArray<TemplateField> fields) => (this.content, Fields) = (content, fields);

    /// <summary>The fields of the template in the order of the text.</summary>
    public ImmutableArray<TemplateField> Fields { get; }

    /// <summary>Opens a template.</summary>
    /// <param name="content">The bytes of the .docx file.</param>
    /// <exception cref="DocxException">The file is no usable Word document: broken, too large, with macros or with outside references.</exception>
    public static DocxTemplate Open(byte[] content)
    {
        DocxGuard.Check(content);
        using var stream = new MemoryStream(content, writable: false);
        using var document = WordprocessingDocument.Open(stream, isEditable: false);
        var fields = Parts(document).SelectMany(part => TemplateFieldReader.Read(part.Root, part.Name)).ToImmutableArray();
        return new DocxTemplate(content, fields);
    }

    /// <summary>Compares the template's controls with the fields that its data will have.</summary>
    /// <returns>Unknown, missing and wrongly typed fields, each with its place; empty when all is right.</returns>
    public ImmutableArray<FillProblem> Check(TemplateSchema schema) => schema.Check(Fields);

    /// <summary>Fills the template.</summary>
    /// <param name="data">Texts, booleans, lists and objects by field name.</param>
    /// <returns>The document, or the problems of the data; never a half-filled document.</returns>
    public FillResult Fill(JsonObject data)
    {
        using var stream = new MemoryStream();
        stream.Write(content);
        stream.Position = 0;
        var problems = new List<FillProblem>();
        using (var document = WordprocessingDocument.Open(stream, isEditable: true))
        {
            var filler = new ControlFiller(problems);
            foreach (var (name, root) in Parts(document))
            {
                filler.Fill(root, new FieldScope(data, null), name);
            }

            document.Save();
        }

        return problems.Count > 0 ? new FillResult(null, [.. problems]) : new FillResult(StableZip.Rewrite(stream.ToArray()), []);
    }

    private static IEnumerable<(string Name, OpenXmlElement Root)> Parts(WordprocessingDocument document)
    {
        var main = document.MainDocumentPart ?? throw new DocxException("Tệp Word không có nội dung chính.");
        yield return ("thân văn bản", main.Document);
        foreach (var header in main.HeaderParts.OrderBy(part => part.Uri.ToString(), StringComparer.Ordinal)) yield return ("đầu trang", header.Header);
        foreach (var footer in main.FooterParts.OrderBy(part => part.Uri.ToString(), StringComparer.Ordinal)) yield return ("chân trang", footer.Footer);
    }
}

/// <summary>A field of a template.</summary>
/// <param name="Name">The dotted path from the data's root, repeated blocks included: <c>rows.content</c>.</param>
/// <param name="Place">Where it stands, in words.</param>
public sealed record TemplateField(string Name, FieldKind Kind, string Place);

/// <summary>What a field wants: a text, a list to repeat, a condition.</summary>
public enum FieldKind { Text, Repeat, Condition }

/// <summary>A document, or why there is none.</summary>
public sealed record FillResult(byte[]? Docx, ImmutableArray<FillProblem> Problems);

/// <summary>One thing wrong with the data or the template.</summary>
/// <param name="Field">The field.</param>
/// <param name="Place">Where in the template.</param>
/// <param name="Message">What is wrong and what is wanted, in Vietnamese.</param>
public sealed record FillProblem(string Field, string Place, string Message)
{
    public override string ToString() => $"{Place}, trường \"{Field}\": {Message}";
}

/// <summary>A Word file cannot be used; the message, in Vietnamese, says why.</summary>
public sealed class DocxException(string message) : Exception(message);
