using QmsWorkflow.Documents;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>Whether a file can be the template of this name: its fields fit the data, and the sample fills it.</summary>
internal sealed class TemplateCheck(TemplateFolder shipped)
{
    /// <returns>All problems, each with its place; empty when the template can be used.</returns>
    /// <exception cref="DocxException">The file is no usable Word document.</exception>
    public IReadOnlyList<FillProblem> Problems(string template, byte[] content)
    {
        var opened = DocxTemplate.Open(content);
        var problems = opened.Check(shipped.Schema(template));
        // A field that the data does not have would be named a second time when the sample is filled.
        return problems.IsEmpty ? opened.Fill(shipped.Sample(template)).Problems : problems;
    }

    /// <summary>The sample filled in, as a person looks at it before approving.</summary>
    /// <exception cref="DocxException">The file is refused, or the sample cannot be filled in: all problems, a line each.</exception>
    public byte[] FillSample(string template, byte[] content)
    {
        var filled = DocxTemplate.Open(content).Fill(shipped.Sample(template));
        return filled.Docx ?? throw new DocxException(string.Join('\n', filled.Problems.Select(problem => problem.ToString())));
    }
}
