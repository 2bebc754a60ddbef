using QmsWorkflow.Engine.Expressions.Script.Nodes;
using QmsWorkflow.Engine.Expressions.Script.Patterns;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Reads the values an expression is made of: literals, names, arrays, objects, functions.</summary>
internal abstract class ValueParser(string text) : ParserCore(text)
{
    private readonly Dictionary<Expression, int> shorthandDefaults = [];
    private readonly HashSet<Expression> parenthesised = [];

    protected bool InAllowed { get; set; } = true;

    protected int OpenDefaults => shorthandDefaults.Count;

    protected abstract Expression ParseExpression();

    protected abstract Expression ParseAssignment();

    protected abstract FunctionNode ParseFunction(int start, string name, bool isArrow, bool isConstructor, bool selfNamed);

    protected bool IsParenthesised(Expression expression) => parenthesised.Contains(expression);

    protected void ForgetDefaults() => shorthandDefaults.Clear();

    /// <summary>Refuses <c>{ a = 1 }</c> where it did not become a pattern.</summary>
    protected void RefuseOpenDefaults()
    {
        if (shorthandDefaults.Count > 0)
            throw new SyntaxFault(shorthandDefaults.Values.Last(), "“=” trong đối tượng chỉ dùng được khi tách (destructuring).");
    }

    protected Expression ParseSpreadable()
    {
        var position = Current.Start;
        return Accept("...") ? new SpreadNode(ParseAssignment()) { Position = position } : ParseAssignment();
    }

    protected Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new LiteralNode(token.Number) { Position = token.Start };
            case TokenKind.Text:
                Advance();
                return new LiteralNode(token.Text) { Position = token.Start };
            case TokenKind.Template:
                return ParseTemplate(token.Start);
            case TokenKind.Name:
                return ParseWord(token);
            case TokenKind.Punctuator:
                switch (token.Text)
                {
                    case "(": return ParseParenthesised();
                    case "[": return ParseArray(token.Start);
                    case "{": return ParseObject(token.Start);
                    case "/" or "/=": return ParseRegex(token.Start);
                }

                break;
        }

        throw Unexpected("một giá trị");
    }

    private Expression ParseWord(Token token)
    {
        if (!token.Escaped)
        {
            switch (token.Text)
            {
                case "true" or "false":
                    Advance();
                    return new LiteralNode(Runtime.Operations.Box(token.Text == "true")) { Position = token.Start };
                case "null":
                    Advance();
                    return new LiteralNode(Runtime.JsNull.Value) { Position = token.Start };
                case "this":
                    Advance();
                    return FunctionScope(skipArrows: true).IsArrow ? new LiteralNode(null) { Position = token.Start } : Refer(token);
                case "function":
                    return ParseFunctionExpression();
            }
        }

        var name = Refer(Identifier("một giá trị"));
        if (token.Text == "arguments" && FunctionScope(skipArrows: true) is { IsArrow: false } scope && scope.Find("arguments") is null)
            scope.Add("arguments", VariableKind.Var);
        return name;
    }

    private FunctionNode ParseFunctionExpression()
    {
        var start = Advance().Start;
        if (Current.Is("*"))
            throw new SyntaxFault(Current.Start, "Không hỗ trợ hàm sinh (function*).");
        var named = Current.Kind == TokenKind.Name && !IsReserved(Current.Text);
        var name = named ? Advance().Text : "";
        return ParseFunction(start, name, isArrow: false, isConstructor: true, selfNamed: named);
    }

    private Expression ParseParenthesised()
    {
        Advance();
        var inAllowed = InAllowed;
        InAllowed = true;
        var made = ParseExpression();
        InAllowed = inAllowed;
        Expect(")");
        parenthesised.Add(made);
        return made;
    }

    private TemplateNode ParseTemplate(int start)
    {
        var chunks = new List<string>();
        var values = new List<Expression>();
        Lexer.Position = start + 1;
        while (true)
        {
            var goesOn = Lexer.ReadTemplateChunk(start, out var chunk);
            chunks.Add(chunk);
            Resume();
            if (!goesOn)
                return new TemplateNode([.. chunks], [.. values]) { Position = start };

            var inAllowed = InAllowed;
            InAllowed = true;
            values.Add(ParseExpression());
            InAllowed = inAllowed;
            if (!Current.Is("}"))
                throw Unexpected("“}”");
            Lexer.Position = Current.End;
        }
    }

    private RegexNode ParseRegex(int start)
    {
        var (source, flags) = Lexer.ReadRegex(start);
        Resume();
        try
        {
            return new RegexNode(RegexCompiler.Compile(source, flags)) { Position = start };
        }
        catch (RegexFault fault)
        {
            throw new SyntaxFault(start, fault.Message);
        }
    }

    private ArrayNode ParseArray(int start)
    {
        Advance();
        var inAllowed = InAllowed;
        InAllowed = true;
        var items = new List<Expression>();
        while (!Current.Is("]"))
        {
            if (Current.Is(","))
            {
                items.Add(new HoleNode { Position = Advance().Start });
                continue;
            }

            items.Add(ParseSpreadable());
            if (!Current.Is("]"))
                Expect(",");
        }

        Advance();
        InAllowed = inAllowed;
        return new ArrayNode([.. items]) { Position = start };
    }

    private ObjectNode ParseObject(int start)
    {
        Advance();
        var inAllowed = InAllowed;
        InAllowed = true;
        var properties = new List<PropertyNode>();
        while (!Current.Is("}"))
        {
            properties.Add(ParseProperty());
            if (!Current.Is("}"))
                Expect(",");
        }

        Advance();
        InAllowed = inAllowed;
        return new ObjectNode([.. properties]) { Position = start };
    }

    private PropertyNode ParseProperty()
    {
        var token = Current;
        if (Accept("..."))
            return new PropertyNode(PropertyKind.Spread, new LiteralNode("") { Position = token.Start }, ParseAssignment(), null, token.Start);
        if (token.Is("*"))
            throw new SyntaxFault(token.Start, "Không hỗ trợ hàm sinh (function*).");
        if (token.Kind == TokenKind.Name && token.Text is "get" or "set" or "async" && Peek() is var next && !next.Is(",") && !next.Is(":") && !next.Is("(") && !next.Is("}") && !next.Is("="))
        {
            if (token.Text == "async")
                throw new SyntaxFault(token.Start, "Không hỗ trợ hàm async.");
            Advance();
            var accessorKey = ParseKey();
            var accessor = ParseFunction(token.Start, (accessorKey as LiteralNode)?.Value as string ?? "", isArrow: false, isConstructor: false, selfNamed: false);
            return new PropertyNode(token.Text == "get" ? PropertyKind.Getter : PropertyKind.Setter, accessorKey, accessor, null, token.Start);
        }

        var key = ParseKey();
        var name = (key as LiteralNode)?.Value as string ?? "";
        if (Current.Is("("))
            return new PropertyNode(PropertyKind.Value, key, ParseFunction(token.Start, name, isArrow: false, isConstructor: false, selfNamed: false), null, token.Start);
        if (Accept(":"))
            return new PropertyNode(PropertyKind.Value, key, Expression.Named(ParseAssignment(), name), null, token.Start);
        if (token.Kind != TokenKind.Name || IsReserved(token.Text))
            throw Unexpected("“:”");
        var value = Refer(token);
        if (!Current.Is("="))
            return new PropertyNode(PropertyKind.Value, key, value, null, token.Start);
        var position = Advance().Start;
        var fallback = Expression.Named(ParseAssignment(), token.Text);
        shorthandDefaults[value] = position;
        return new PropertyNode(PropertyKind.Value, key, value, fallback, token.Start);
    }

    /// <summary>A property's name in an object or a pattern; text for all but computed ones.</summary>
    protected Expression ParseKey()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name or TokenKind.Text:
                Advance();
                return new LiteralNode(token.Text) { Position = token.Start };
            case TokenKind.Number:
                Advance();
                return new LiteralNode(Runtime.Numbers.ToText(token.Number)) { Position = token.Start };
        }

        if (!Accept("["))
            throw Unexpected("tên thuộc tính");
        var key = ParseAssignment();
        Expect("]");
        return key;
    }
}
