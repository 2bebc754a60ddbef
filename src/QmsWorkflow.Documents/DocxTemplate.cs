using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace QmsWorkflow.Documents;

/// <summary>
/// An ordinary Word file with content controls, filled with data. The tag of a control says what it is:
/// <c>name</c> a text, <c>rich:name</c> paragraphs with bold and italic, <c>each:rows</c> a repeated row or block,
/// <c>if:name</c> and <c>ifnot:name</c> a conditional row or block. Blocks may stand inside each other.
/// </summary>
/// <remarks>Formatting of the template is kept. The same template and data give the same bytes. Thread-safe: filling works on a copy.</remarks>
public sealed class DocxTemplate
{
    private readonly byte[] content;
    private readonly string prefix;

    private DocxTemplate(byte[] content, string? name)
    {
        this.content = content;
        prefix = string.IsNullOrEmpty(name) ? "" : $"mẫu {name}, ";
        Fields = Docx.Read(content, document => Parts(document).SelectMany(part => new TemplateFieldReader(part.Root, prefix + part.Name).Read()).ToImmutableArray());
    }

    /// <summary>The fields of the template in the order of the text.</summary>
    public ImmutableArray<TemplateField> Fields { get; }

    /// <summary>Opens a template.</summary>
    /// <param name="content">The bytes of the .docx file.</param>
    /// <param name="name">How the template is called in problems; may be left out.</param>
    /// <exception cref="DocxException">The file is no usable Word document: broken, too large, with macros or with outside references.</exception>
    public static DocxTemplate Open(byte[] content, string? name = null) => new(content, name);

    /// <summary>Compares the template's controls with the fields that its data will have.</summary>
    /// <returns>Unknown, missing and wrongly typed fields, each with its place; empty when all is right.</returns>
    public ImmutableArray<FillProblem> Check(TemplateSchema schema) => schema.Check(Fields, prefix + "thân văn bản");

    /// <summary>Fills the template, if the data keep to a schema.</summary>
    /// <param name="data">Texts, booleans, lists and objects by field name.</param>
    /// <param name="schema">What is required and how long, how many and of which kind things may be.</param>
    /// <returns>The document, or the problems of the data; never a half-filled document.</returns>
    public FillResult Fill(JsonObject data, TemplateSchema schema)
    {
        var problems = schema.Validate(data, prefix + "dữ liệu");
        return problems.IsEmpty ? Fill(data) : new FillResult(null, problems);
    }

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
                filler.Fill(root, new FieldScope(data, null), prefix + name);
                CloneCleaner.Repair(root);
                PageFlow.KeepSignature(root);
            }

            document.Save();
        }

        return problems.Count > 0 ? new FillResult(null, [.. problems]) : new FillResult(StableZip.Rewrite(stream.ToArray()), []);
    }

    private static IEnumerable<(string Name, OpenXmlElement Root)> Parts(WordprocessingDocument document)
    {
        var main = document.MainDocumentPart!;
        yield return ("thân văn bản", main.Document);
        foreach (var header in main.HeaderParts.OrderBy(part => part.Uri.ToString(), StringComparer.Ordinal)) yield return ("đầu trang", header.Header);
        foreach (var footer in main.FooterParts.OrderBy(part => part.Uri.ToString(), StringComparer.Ordinal)) yield return ("chân trang", footer.Footer);
    }
}
