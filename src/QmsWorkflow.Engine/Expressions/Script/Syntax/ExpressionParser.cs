using QmsWorkflow.Engine.Expressions.Script.Nodes;
using QmsWorkflow.Engine.Expressions.Script.Patterns;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Reads expressions, by precedence.</summary>
internal abstract class ExpressionParser(string text) : ParserCore(text)
{
    private static readonly HashSet<string> Assignments = new(StringComparer.Ordinal)
    {
        "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??=",
    };

    private readonly Dictionary<Expression, int> shorthandDefaults = [];
    private readonly HashSet<Expression> parenthesised = [];

    protected bool InAllowed { get; set; } = true;

    protected abstract FunctionNode ParseFunction(int start, string name, bool isArrow, bool isConstructor, bool selfNamed);

    protected abstract FunctionNode ParseArrow();

    protected abstract bool IsArrowAhead();

    protected abstract ITarget ToTarget(Expression expression, int position);

    public Expression ParseExpression()
    {
        var first = ParseAssignment();
        if (!Current.Is(","))
            return first;
        var items = new List<Expression> { first };
        while (Accept(","))
            items.Add(ParseAssignment());
        return new SequenceNode([.. items]) { Position = first.Position };
    }

    /// <summary>An assignment that cannot be a pattern's left side any more.</summary>
    public Expression ParseAssignment()
    {
        Nest();
        var pending = shorthandDefaults.Count;
        var made = ParseAssignmentOrCover();
        if (shorthandDefaults.Count > pending && !Current.Is("=") && !IsCoverPossible())
            throw new SyntaxFault(shorthandDefaults.Values.Last(), "“=” trong đối tượng chỉ dùng được khi tách (destructuring).");
        Unnest();
        return made;
    }

    /// <summary>Inside brackets, an object may still become part of a pattern.</summary>
    private bool IsCoverPossible() => Current.Is(",") || Current.Is("}") || Current.Is("]") || Current.IsWord("of") || Current.IsWord("in");

    protected void RefuseOpenDefaults()
    {
        if (shorthandDefaults.Count > 0)
            throw new SyntaxFault(shorthandDefaults.Values.First(), "“=” trong đối tượng chỉ dùng được khi tách (destructuring).");
    }

    protected void ForgetDefaults() => shorthandDefaults.Clear();

    private Expression ParseAssignmentOrCover()
    {
        if (Current.IsWord("async") && Peek() is { AfterLineBreak: false } next && (next.IsWord("function") || next.Is("(") || (next.Kind == TokenKind.Name && !IsReserved(next.Text))))
            throw new SyntaxFault(Current.Start, "Không hỗ trợ hàm async.");
        if (IsArrowAhead())
            return ParseArrow();
        var start = Current.Start;
        var left = ParseConditional();
        if (Current.Kind != TokenKind.Punctuator || !Assignments.Contains(Current.Text))
            return left;
        var sign = Advance();
        if (sign.Text == "=")
        {
            if (parenthesised.Contains(left) && left is ArrayNode or ObjectNode)
                throw new SyntaxFault(start, "Vế trái của “=” không gán được.");
            var target = ToTarget(left, start);
            if (left is ObjectNode or ArrayNode)
                shorthandDefaults.Clear();
            var value = ParseAssignment();
            return new AssignNode((Expression)target, left is NameNode name ? Expression.Named(value, name.Name) : value) { Position = sign.Start };
        }

        if (left is not (NameNode or MemberNode))
            throw new SyntaxFault(start, $"Vế trái của “{sign.Text}” không gán được.");
        ToTarget(left, start);
        var right = ParseAssignment();
        if (left is NameNode named && sign.Text is "&&=" or "||=" or "??=")
            right = Expression.Named(right, named.Name);
        return new CompoundNode(sign.Text[..^1], left, right) { Position = sign.Start };
    }

    private Expression ParseConditional()
    {
        var test = ParseBinary(0);
        if (!Current.Is("?"))
            return test;
        var position = Advance().Start;
        var inAllowed = InAllowed;
        InAllowed = true;
        var yes = ParseAssignment();
        InAllowed = inAllowed;
        Expect(":");
        return new ConditionalNode(test, yes, ParseAssignment()) { Position = position };
    }

    private int Precedence() => Current.Kind == TokenKind.Name && !Current.Escaped
        ? Current.Text switch { "instanceof" => 8, "in" => InAllowed ? 8 : 0, _ => 0 }
        : Current.Kind != TokenKind.Punctuator ? 0 : Current.Text switch
        {
            "??" => 1,
            "||" => 2,
            "&&" => 3,
            "|" => 4,
            "^" => 5,
            "&" => 6,
            "==" or "!=" or "===" or "!==" => 7,
            "<" or ">" or "<=" or ">=" => 8,
            "<<" or ">>" or ">>>" => 9,
            "+" or "-" => 10,
            "*" or "/" or "%" => 11,
            "**" => 12,
            _ => 0,
        };

    private Expression ParseBinary(int least)
    {
        var start = Current;
        var left = ParseUnary();
        while (true)
        {
            var precedence = Precedence();
            if (precedence == 0 || precedence <= least)
                return left;
            var sign = Advance();
            if (sign.Text == "**" && (left is UnaryNode or DeleteNode) && !parenthesised.Contains(left))
                throw new SyntaxFault(start.Start, "Trước “**” phải đặt ngoặc quanh toán tử một ngôi.");
            Nest();
            var right = ParseBinary(sign.Text == "**" ? precedence - 1 : precedence);
            Unnest();
            left = Combine(sign, left, right);
        }
    }

    private Expression Combine(Token sign, Expression left, Expression right)
    {
        if (sign.Text is not ("&&" or "||" or "??"))
            return new BinaryNode(sign.Text, left, right) { Position = sign.Start };
        foreach (var side in new[] { left, right })
        {
            if (side is LogicalNode inner && !parenthesised.Contains(side) && (inner.Sign == "??") != (sign.Text == "??"))
                throw new SyntaxFault(sign.Start, "Không trộn “??” với “&&” hoặc “||” khi chưa đặt ngoặc.");
        }

        return new LogicalNode(sign.Text, left, right) { Position = sign.Start };
    }

    private Expression ParseUnary()
    {
        var token = Current;
        if (token.Kind == TokenKind.Punctuator && token.Text is "!" or "-" or "+" or "~" or "++" or "--" or "typeof" || token.IsWord("typeof") || token.IsWord("void") || token.IsWord("delete"))
        {
            Nest();
            Advance();
            var operand = ParseUnary();
            Unnest();
            if (token.Text is "++" or "--")
                return new UpdateNode(UpdateTarget(operand, token.Start), token.Text == "++" ? 1 : -1, before: true) { Position = token.Start };
            return token.Text == "delete"
                ? new DeleteNode(operand) { Position = token.Start }
                : new UnaryNode(token.Text, operand) { Position = token.Start };
        }

        var made = ParseLeftHandSide();
        if (Current.Kind == TokenKind.Punctuator && Current.Text is "++" or "--" && !Current.AfterLineBreak)
        {
            var sign = Advance();
            return new UpdateNode(UpdateTarget(made, token.Start), sign.Text == "++" ? 1 : -1, before: false) { Position = sign.Start };
        }

        return made;
    }

    private Expression UpdateTarget(Expression operand, int position) => operand is NameNode or MemberNode
        ? (Expression)ToTarget(operand, position)
        : throw new SyntaxFault(position, "“++” và “--” chỉ dùng được với biến hoặc thuộc tính.");

    private Expression ParseLeftHandSide()
    {
        var made = Current.IsWord("new") ? ParseNew() : ParsePrimary();
        return ParseTail(made, callsAllowed: true);
    }

    private Expression ParseNew()
    {
        var position = Advance().Start;
        if (Current.Is("."))
            throw new SyntaxFault(Current.Start, "Không hỗ trợ new.target.");
        Nest();
        var callee = ParseTail(Current.IsWord("new") ? ParseNew() : ParsePrimary(), callsAllowed: false);
        Unnest();
        return new NewNode(callee, Current.Is("(") ? ParseArguments() : []) { Position = position };
    }

    private Expression ParseTail(Expression made, bool callsAllowed)
    {
        var chained = false;
        while (true)
        {
            var token = Current;
            if (token.Is("."))
            {
                Advance();
                made = Property(made, optional: false);
            }
            else if (token.Is("["))
            {
                made = Element(made, optional: false);
            }
            else if (token.Is("(") && callsAllowed)
            {
                made = new CallNode(made, ParseArguments(), optional: false) { Position = token.Start };
            }
            else if (token.Is("?."))
            {
                if (!callsAllowed)
                    throw new SyntaxFault(token.Start, "“?.” không dùng được sau new.");
                Advance();
                chained = true;
                made = Current.Is("(") ? new CallNode(made, ParseArguments(), optional: true) { Position = token.Start }
                    : Current.Is("[") ? Element(made, optional: true)
                    : Property(made, optional: true);
            }
            else if (token.Kind == TokenKind.Template)
            {
                throw new SyntaxFault(token.Start, "Không hỗ trợ chuỗi mẫu gắn hàm (tagged template).");
            }
            else
            {
                return chained ? new ChainNode(made) { Position = made.Position } : made;
            }
        }
    }

    private MemberNode Property(Expression target, bool optional)
    {
        if (Current.Kind != TokenKind.Name)
            throw Unexpected("tên thuộc tính");
        var name = Advance();
        if (target is NameNode { Name: "Math" } && name.Text == "random")
            throw new SyntaxFault(name.Start, "Không hỗ trợ Math.random: biểu thức phải cho cùng kết quả mỗi lần chạy.");
        return new MemberNode(target, new LiteralNode(name.Text) { Position = name.Start }, optional) { Position = name.Start };
    }

    private MemberNode Element(Expression target, bool optional)
    {
        var position = Advance().Start;
        var inAllowed = InAllowed;
        InAllowed = true;
        var key = ParseExpression();
        InAllowed = inAllowed;
        Expect("]");
        return new MemberNode(target, key, optional) { Position = position };
    }

    protected Expression[] ParseArguments()
    {
        Expect("(");
        var inAllowed = InAllowed;
        InAllowed = true;
        var items = new List<Expression>();
        while (!Current.Is(")"))
        {
            items.Add(ParseSpreadable());
            if (!Current.Is(")"))
                Expect(",");
        }

        Advance();
        InAllowed = inAllowed;
        return [.. items];
    }

    private Expression ParseSpreadable()
    {
        var position = Current.Start;
        return Accept("...") ? new SpreadNode(ParseAssignment()) { Position = position } : ParseAssignment();
    }

    private Expression ParsePrimary()
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
