namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Punctuator,
    Number,
    Text,
    Template,
}

/// <summary>One token; <see cref="Text"/> is the name, the punctuator or the text's value.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, int Start, int End, bool AfterLineBreak, bool Escaped)
{
    public bool Is(string punctuator) => Kind == TokenKind.Punctuator && Text == punctuator;

    public bool IsWord(string word) => Kind == TokenKind.Name && !Escaped && Text == word;

    public string Shown => Kind switch
    {
        TokenKind.End => "hết biểu thức",
        TokenKind.Text => "một chuỗi",
        TokenKind.Number => "một số",
        TokenKind.Template => "`",
        _ => $"“{Text}”",
    };
}
