using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking.Reading;

namespace QmsWorkflow.Documents.Checking;

/// <summary>A rule of the check, as documents and users see it.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Article">The article, or the fact, it rests on.</param>
/// <param name="Severity">How serious a finding of it usually is.</param>
/// <param name="TitleVi">What it asks for, in Vietnamese.</param>
/// <param name="TitleEn">What it asks for, in English.</param>
/// <param name="CanFix">Whether the program can make it right, at least in usual cases.</param>
public sealed record FormRule(string Code, string Article, FormSeverity Severity, string TitleVi, string TitleEn, bool CanFix)
{
    /// <summary>The findings of this rule in a document.</summary>
    internal Func<FormView, IEnumerable<Hit>> Check { get; init; } = _ => [];

    /// <summary>Whether records of the quality management system are checked by it, too.</summary>
    internal bool IsForRecords { get; init; }
}

/// <summary>What a rule found in a document.</summary>
internal sealed record Hit(FormPlace Place, string Found, string Required)
{
    public Fix? Fix { get; init; }

    /// <summary>Other than the rule's own.</summary>
    public FormSeverity? Severity { get; init; }
}

/// <summary>A fix bound to the file that was read.</summary>
internal sealed record Fix(string Description)
{
    /// <summary>Changes of words; done from the end of a paragraph to its start.</summary>
    public ImmutableArray<TextEdit> Words { get; init; } = [];

    /// <summary>Changes of looks; they may be done in any order and more than once.</summary>
    public ImmutableArray<Action> Looks { get; init; } = [];
}

/// <summary>Puts other words for some in a paragraph.</summary>
internal sealed record TextEdit(FormParagraph Paragraph, int Start, int Length, string Words)
{
    public int End => Start + Length;
}
