using System.Collections.Immutable;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Filling;

namespace QmsWorkflow.Documents;

/// <summary>
/// An ordinary Word file with content controls, filled with data. The tag of a control says what it is:
/// <c>name</c> a text, <c>rich:name</c> paragraphs with bold and italic, <c>image:name</c> a picture, <c>each:rows</c> a repeated row or block,
/// <c>if:name</c> and <c>ifnot:name</c> a conditional row or block. Blocks may stand inside each other.
/// </summary>
/// <remarks>
/// Formatting of the template is kept. The same template and data give the same bytes. Opening reads the template, filling only writes: open once and
/// fill often. Thread-safe.
/// </remarks>
public sealed class DocxTemplate
{
    /// <summary>A cross reference may show a bookmark that holds another reference that comes later: each pass settles one step.</summary>
    private const int MaxPasses = 4;

    private readonly string prefix;
    private readonly CompiledTemplate compiled;
    private readonly FilledPackage filled;

    private DocxTemplate(byte[] content, string? name)
    {
        prefix = string.IsNullOrEmpty(name) ? "" : $"mẫu {name}, ";
        DocxGuard.Check(content);
        var package = TemplatePackage.Open(content);
        Size = package.Parts.Sum(part => (long)part.Value.Length);
        compiled = TemplateCompiler.Compile(package, prefix);
        filled = new FilledPackage(package, compiled);
    }

    /// <summary>The fields of the template in the order of the text.</summary>
    public ImmutableArray<TemplateField> Fields => compiled.Fields;

    /// <summary>The bytes of its parts, unpacked: for whoever keeps templates open, to know what they cost.</summary>
    public long Size { get; }

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
        var (scope, references) = (new FieldScope(data), new ReferenceTexts(compiled));
        try
        {
            for (var pass = 1; ; pass++)
            {
                references.Start();
                using var run = new FillRun(compiled, references, isLastPass: pass == MaxPasses);
                var docx = filled.Write(run, scope);
                if (run.Problems.Count > 0) return new FillResult(null, [.. run.Problems.Distinct()]);
                if (!references.IsChanged || pass == MaxPasses) return new FillResult(docx, []);
            }
        }
        catch (DocumentTooLargeException)
        {
            return new FillResult(null, [new FillProblem("$", prefix + "dữ liệu", "văn bản sẽ quá lớn: dữ liệu quá dài hoặc quá nhiều mục.")]);
        }
    }
}
