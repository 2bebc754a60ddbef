namespace QmsWorkflow.Engine.Definitions;

/// <summary>One thing wrong with a definition file.</summary>
/// <param name="Code">A stable code, QMS1xx.</param>
/// <param name="Source">The file.</param>
/// <param name="Path">Where, as a JSON path, for example <c>$.root.activities[3].outcome</c>.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What is allowed there.</param>
/// <param name="Message">The whole sentence, in Vietnamese.</param>
public sealed record DefinitionProblem(string Code, string Source, string Path, string Found, string Expected, string Message)
{
    public override string ToString() => $"{Source} {Path}: {Message}";
}
