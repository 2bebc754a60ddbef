using QmsWorkflow.Engine.Expressions.Script.Nodes;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Reads functions, parameters and the patterns of destructuring.</summary>
internal abstract class PatternParser(string text) : ExpressionParser(text)
{
    private readonly string text = text;
    private int noArrowBefore;

    protected abstract BlockNode ParseFunctionBody();

    protected override bool IsArrowAhead()
    {
        if (Current.Kind == TokenKind.Name)
            return !IsReserved(Current.Text) && Peek() is { AfterLineBreak: false } next && next.Is("=>");
        return Current.Is("(") && IsArrowAfterParentheses();
    }

    /// <summary>Skips to the matching bracket without parsing and looks whether <c>=&gt;</c> follows.</summary>
    private bool IsArrowAfterParentheses()
    {
        if (Current.Start < noArrowBefore)
            return false;
        var place = Lexer.Position;
        try
        {
            var open = new Stack<string>();
            open.Push("(");
            var previous = Current;
            while (open.Count > 0)
            {
                var token = Lexer.Next();
                if (token.Kind == TokenKind.End)
                {
                    noArrowBefore = token.Start; // never closed: the parse will fail, no need to look from each bracket again
                    return false;
                }

                if (token.Kind == TokenKind.Template)
                {
                    if (Lexer.ReadTemplateChunk(token.Start, out _))
                        open.Push("`");
                }
                else if (token.Kind == TokenKind.Punctuator)
                {
                    if (!Skip(token, previous, open))
                        return false;
                }

                previous = token;
            }

            return Lexer.Next() is { AfterLineBreak: false } arrow && arrow.Is("=>");
        }
        catch (SyntaxFault)
        {
            return false; // the real parse will say it better
        }
        finally
        {
            Lexer.Position = place;
        }
    }

    private bool Skip(Token token, Token previous, Stack<string> open)
    {
        switch (token.Text)
        {
            case "(" or "[" or "{":
                open.Push(token.Text);
                return true;
            case ")" or "]" or "}":
                var opened = open.Pop();
                if (token.Text == "}" && opened == "`")
                {
                    if (Lexer.ReadTemplateChunk(token.Start, out _))
                        open.Push("`");
                    return true;
                }

                return (opened + token.Text) is "()" or "[]" or "{}";
            case "/" or "/=" when !EndsValue(previous):
                Lexer.ReadRegex(token.Start);
                return true;
            default:
                return true;
        }
    }

    private static bool EndsValue(Token token) => token.Kind switch
    {
        TokenKind.Punctuator => token.Text is ")" or "]" or "}",
        TokenKind.Name => !IsReserved(token.Text) || token.Text is "this" or "null" or "true" or "false",
        _ => true,
    };

    protected override FunctionNode ParseArrow()
    {
        var start = Current.Start;
        var outer = Scope;
        Scope = NewScope(outer, isFunction: true, isArrow: true);
        var function = new FunctionNode { Position = start, Scope = Scope, IsArrow = true };
        if (Current.Kind == TokenKind.Name)
        {
            var token = Advance();
            Declare(token, VariableKind.Parameter);
            function.Parameters = [new Parameter(Refer(token), null, false)];
        }
        else
        {
            function.Parameters = ParseParameters();
        }

        Expect("=>");
        if (Current.Is("{"))
        {
            var inAllowed = InAllowed;
            InAllowed = true;
            function.Body = ParseFunctionBody();
            InAllowed = inAllowed;
        }
        else
        {
            function.Value = ParseAssignment();
            RefuseOpenDefaults();
        }

        function.Source = text[start..PreviousEnd];
        Scope = outer;
        return function;
    }

    protected override FunctionNode ParseFunction(int start, string name, bool isArrow, bool isConstructor, bool selfNamed)
    {
        Nest();
        var outer = Scope;
        Scope = NewScope(outer, isFunction: true);
        var scope = Scope;
        var function = new FunctionNode { Position = start, Scope = scope, Name = name, IsArrow = isArrow, IsConstructor = isConstructor };
        function.ThisSlot = scope.Add("this", VariableKind.Var).Slot;
        function.Parameters = ParseParameters();
        var inAllowed = InAllowed;
        InAllowed = true;
        function.Body = ParseFunctionBody();
        InAllowed = inAllowed;
        if (selfNamed && scope.Find(name) is null)
            function.SelfSlot = scope.Add(name, VariableKind.Var).Slot;
        if (scope.Find("arguments") is { Kind: VariableKind.Var } arguments)
            function.ArgumentsSlot = arguments.Slot;
        function.Source = text[start..PreviousEnd];
        Scope = outer;
        Unnest();
        return function;
    }

    private Parameter[] ParseParameters()
    {
        Expect("(");
        var parameters = new List<Parameter>();
        while (!Current.Is(")"))
        {
            var rest = Accept("...");
            var target = ParseBindingTarget(VariableKind.Parameter);
            var fallback = !rest && Accept("=") ? NamedAfter(ParseAssignment(), target) : null;
            parameters.Add(new Parameter(target, fallback, rest));
            if (rest && !Current.Is(")"))
                throw Unexpected("“)” vì tham số “...” phải đứng cuối");
            if (!Current.Is(")"))
                Expect(",");
        }

        Advance();
        return [.. parameters];
    }

    protected static Expression NamedAfter(Expression value, ITarget target) =>
        target is NameNode name ? Expression.Named(value, name.Name) : value;

    /// <summary>A name or pattern that declares.</summary>
    protected ITarget ParseBindingTarget(VariableKind kind)
    {
        Nest();
        var start = Current.Start;
        ITarget made;
        if (Accept("["))
        {
            made = ParseArrayBinding(kind, start);
        }
        else if (Accept("{"))
        {
            made = ParseObjectBinding(kind, start);
        }
        else
        {
            var token = Identifier("tên biến");
            Declare(token, kind);
            made = Refer(token);
        }

        Unnest();
        return made;
    }

    private Element ParseElement(VariableKind kind)
    {
        var target = ParseBindingTarget(kind);
        return new Element(target, Accept("=") ? NamedAfter(ParseAssignment(), target) : null);
    }

    private ArrayPattern ParseArrayBinding(VariableKind kind, int start)
    {
        var elements = new List<Element?>();
        ITarget? rest = null;
        while (!Current.Is("]"))
        {
            if (Accept(","))
            {
                elements.Add(null);
                continue;
            }

            if (Accept("..."))
            {
                rest = ParseBindingTarget(kind);
                break;
            }

            elements.Add(ParseElement(kind));
            if (!Current.Is("]"))
                Expect(",");
        }

        Expect("]");
        return new ArrayPattern([.. elements], rest) { Position = start };
    }

    private ObjectPattern ParseObjectBinding(VariableKind kind, int start)
    {
        var properties = new List<(Expression, Element)>();
        ITarget? rest = null;
        while (!Current.Is("}"))
        {
            if (Accept("..."))
            {
                if (Current.Kind != TokenKind.Name)
                    throw Unexpected("tên");
                rest = ParseBindingTarget(kind);
                break;
            }

            var token = Current;
            var key = ParseKey();
            if (Accept(":"))
            {
                properties.Add((key, ParseElement(kind)));
            }
            else
            {
                if (token.Kind != TokenKind.Name || IsReserved(token.Text))
                    throw Unexpected("“:”");
                Declare(token, kind);
                var name = Refer(token);
                properties.Add((key, new Element(name, Accept("=") ? NamedAfter(ParseAssignment(), name) : null)));
            }

            if (!Current.Is("}"))
                Expect(",");
        }

        Expect("}");
        return new ObjectPattern([.. properties], rest) { Position = start };
    }

    /// <summary>Turns what was read as a value into what is assigned to.</summary>
    protected override ITarget ToTarget(Expression expression, int position)
    {
        switch (expression)
        {
            case NameNode name:
                MarkAssigned(name);
                return name;
            case MemberNode member:
                return member;
            case ArrayNode array:
                var items = array.Items;
                var rest = items.Length > 0 && items[^1] is SpreadNode last ? ToTarget(last.Value, position) : null;
                var elements = items.Take(rest is null ? items.Length : items.Length - 1)
                    .Select(i => i is HoleNode ? null : ToElement(i, position));
                return new ArrayPattern([.. elements], rest) { Position = array.Position };
            case ObjectNode node:
                return ToObjectPattern(node);
            default:
                throw new SyntaxFault(position, "Vế trái của “=” không gán được.");
        }
    }

    private Element ToElement(Expression item, int position) => item is AssignNode { Assigned: var target, Source: var value }
        ? new Element(target, value)
        : new Element(ToTarget(item, position), null);

    private ObjectPattern ToObjectPattern(ObjectNode node)
    {
        var properties = new List<(Expression, Element)>();
        ITarget? rest = null;
        foreach (var property in node.Properties)
        {
            if (rest is not null || property.Kind is PropertyKind.Getter or PropertyKind.Setter)
                throw new SyntaxFault(property.Position, "Mẫu tách đối tượng không hợp lệ.");
            if (property.Kind == PropertyKind.Spread)
                rest = ToTarget(property.Value, property.Position);
            else if (property.Default is not null)
                properties.Add((property.Key, new Element(ToTarget(property.Value, property.Position), property.Default)));
            else
                properties.Add((property.Key, ToElement(property.Value, property.Position)));
        }

        return new ObjectPattern([.. properties], rest) { Position = node.Position };
    }
}
