using QmsWorkflow.Engine.Expressions.Script.Nodes;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Reads expressions, by precedence.</summary>
internal abstract class ExpressionParser(string text) : ValueParser(text)
{
    private static readonly HashSet<string> Assignments = new(StringComparer.Ordinal)
    {
        "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??=",
    };

    protected abstract FunctionNode ParseArrow();

    protected abstract bool IsArrowAhead();

    protected abstract ITarget ToTarget(Expression expression, int position);

    protected override Expression ParseExpression()
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
    protected override Expression ParseAssignment()
    {
        Nest();
        var pending = OpenDefaults;
        var made = ParseAssignmentOrCover();
        if (OpenDefaults > pending && !Current.Is("=") && !IsCoverPossible())
            RefuseOpenDefaults();
        Unnest();
        return made;
    }

    /// <summary>Inside brackets, an object may still become part of a pattern.</summary>
    private bool IsCoverPossible() => Current.Is(",") || Current.Is("}") || Current.Is("]") || Current.IsWord("of") || Current.IsWord("in");

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
            if (IsParenthesised(left) && left is ArrayNode or ObjectNode)
                throw new SyntaxFault(start, "Vế trái của “=” không gán được.");
            var target = ToTarget(left, start);
            if (left is ObjectNode or ArrayNode)
                ForgetDefaults();
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
            if (sign.Text == "**" && (left is UnaryNode or DeleteNode) && !IsParenthesised(left))
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
            if (side is LogicalNode inner && !IsParenthesised(side) && (inner.Sign == "??") != (sign.Text == "??"))
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
        if (target is NameNode owner)
            NoteMember(owner, name);
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
}
