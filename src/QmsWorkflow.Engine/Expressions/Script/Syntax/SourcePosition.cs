namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Turns an offset into line and column, both from 1.</summary>
internal static class SourcePosition
{
    public static (int Line, int Column) Of(string text, int position)
    {
        var line = 1;
        var start = 0;
        var end = Math.Min(position, text.Length);
        for (var i = 0; i < end; i++)
        {
            if (text[i] is '\n' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n')))
            {
                line++;
                start = i + 1;
            }
        }

        return (line, end - start + 1);
    }
}

/// <summary>A syntax error at an offset, turned into line and column at the border.</summary>
internal sealed class SyntaxFault(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}
