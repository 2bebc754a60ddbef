using System.Collections.Immutable;

namespace QmsWorkflow.Documents;

/// <summary>A document, or why there is none.</summary>
/// <param name="Docx">The bytes of the document; null when there are problems.</param>
/// <param name="Problems">What is wrong with the data or the template; empty when there is a document.</param>
public sealed record FillResult(byte[]? Docx, ImmutableArray<FillProblem> Problems);

/// <summary>One thing wrong with the data or the template.</summary>
/// <param name="Field">The field.</param>
/// <param name="Place">Where in the template.</param>
/// <param name="Message">What is wrong and what is wanted, in Vietnamese.</param>
public sealed record FillProblem(string Field, string Place, string Message)
{
    /// <summary>All of it as one sentence for people.</summary>
    public override string ToString() => $"{Place}, trường \"{Field}\": {Message}";
}

/// <summary>A Word file cannot be used; the message, in Vietnamese, says why.</summary>
public sealed class DocxException(string message) : Exception(message);
