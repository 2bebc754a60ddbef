using QmsWorkflow.Engine.Expressions.Script.Nodes;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Reads statements and whole programs.</summary>
internal sealed class StatementParser(string text) : PatternParser(text)
{
    private List<(NameNode, FunctionNode)> hoisted = [];
    private List<string> labels = [];
    private List<string> loopLabels = [];
    private int loops;
    private int breakables;
    private int functions;

    public ProgramNode ParseProgram()
    {
        var scope = Scope;
        var statements = ParseList(TokenKind.End);
        var (free, assigned) = ResolveNames();
        return new ProgramNode(new BlockNode(scope, statements, [.. hoisted]), free, assigned);
    }

    private Statement[] ParseList(TokenKind until)
    {
        var statements = new List<Statement>();
        while (until == TokenKind.End ? Current.Kind != TokenKind.End : !Current.Is("}"))
            statements.Add(ParseStatement(declarationsAllowed: true));
        return [.. statements];
    }

    protected override BlockNode ParseFunctionBody()
    {
        var (outerHoisted, outerLabels, outerLoops, outerBreakables) = (hoisted, labels, loops, breakables);
        (hoisted, labels, loops, breakables) = ([], [], 0, 0);
        functions++;
        Expect("{");
        var body = new BlockNode(Scope, ParseList(TokenKind.Punctuator), [.. hoisted]);
        functions--;
        (hoisted, labels, loops, breakables) = (outerHoisted, outerLabels, outerLoops, outerBreakables);
        Expect("}");
        return body;
    }

    private BlockNode ParseBlock()
    {
        Expect("{");
        var outer = Scope;
        Scope = NewScope(outer);
        var block = InScope(() => ParseList(TokenKind.Punctuator));
        Scope = outer;
        Expect("}");
        return block;
    }

    private BlockNode InScope(Func<Statement[]> parse)
    {
        var outerHoisted = hoisted;
        hoisted = [];
        var scope = Scope;
        var statements = parse();
        var block = new BlockNode(scope, statements, [.. hoisted]);
        hoisted = outerHoisted;
        return block;
    }

    private Statement ParseStatement(bool declarationsAllowed = false)
    {
        Nest();
        var made = ParseAnyStatement(declarationsAllowed);
        Unnest();
        return made;
    }

    private Statement ParseAnyStatement(bool declarationsAllowed)
    {
        var token = Current;
        var ownLabels = loopLabels;
        loopLabels = [];
        if (token.Is("{"))
            return ParseBlock();
        if (Accept(";"))
            return new EmptyStatement();
        if (token.Kind != TokenKind.Name || token.Escaped)
            return ParseExpressionStatement();
        switch (token.Text)
        {
            case "let" or "const" when !declarationsAllowed:
                throw new SyntaxFault(token.Start, $"Khai báo {token.Text} ở đây phải đặt trong {{ … }}.");
            case "function" when !declarationsAllowed:
                throw new SyntaxFault(token.Start, "Khai báo hàm ở đây phải đặt trong { … }.");
            case "let" or "const" or "var":
                Advance();
                var declaration = ParseDeclaration(KindOf(token.Text), inLoopHead: false);
                Semicolon();
                return declaration;
            case "function": return ParseFunctionDeclaration();
            case "if": return ParseIf();
            case "for": return ParseFor([.. ownLabels]);
            case "while": return ParseWhile([.. ownLabels]);
            case "do": return ParseDo([.. ownLabels]);
            case "return": return ParseReturn();
            case "break" or "continue": return ParseJump();
            case "switch": return ParseSwitch();
            case "throw": return ParseThrow();
            case "try": return ParseTry();
            case "async" when Peek() is { AfterLineBreak: false } next && next.IsWord("function"):
                throw new SyntaxFault(token.Start, "Không hỗ trợ hàm async.");
        }

        return !IsReserved(token.Text) && Peek().Is(":") ? ParseLabel(ownLabels) : ParseExpressionStatement();
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var value = ParseExpression();
        RefuseOpenDefaults();
        Semicolon();
        return new ExpressionStatement(value, keepsValue: functions == 0);
    }

    private static VariableKind KindOf(string word) => word switch
    {
        "let" => VariableKind.Let,
        "const" => VariableKind.Const,
        _ => VariableKind.Var,
    };

    private DeclarationStatement ParseDeclaration(VariableKind kind, bool inLoopHead)
    {
        var items = new List<(ITarget, Expression?)>();
        do
        {
            var start = Current;
            var target = ParseBindingTarget(kind);
            Expression? value = null;
            if (Accept("="))
                value = NamedAfter(ParseAssignment(), target);
            else if (!(inLoopHead && (Current.IsWord("of") || Current.IsWord("in"))) && (kind == VariableKind.Const || target is not NameNode))
                throw new SyntaxFault(start.Start, kind == VariableKind.Const ? "const phải có giá trị ban đầu." : "Khai báo tách (destructuring) phải có giá trị.");
            items.Add((target, value));
        }
        while (Accept(","));
        RefuseOpenDefaults();
        return new DeclarationStatement([.. items], kind == VariableKind.Var);
    }

    private EmptyStatement ParseFunctionDeclaration()
    {
        var start = Advance().Start;
        if (Current.Is("*"))
            throw new SyntaxFault(Current.Start, "Không hỗ trợ hàm sinh (function*).");
        var token = Identifier("tên hàm");
        Declare(token, VariableKind.Function);
        var name = Refer(token);
        hoisted.Add((name, ParseFunction(start, token.Text, isArrow: false, isConstructor: true, selfNamed: false)));
        return new EmptyStatement();
    }

    private Expression ParseCondition()
    {
        Expect("(");
        var test = ParseExpression();
        RefuseOpenDefaults();
        Expect(")");
        return test;
    }

    private IfStatement ParseIf()
    {
        Advance();
        var test = ParseCondition();
        var yes = ParseStatement();
        return new IfStatement(test, yes, AcceptWord("else") ? ParseStatement() : null);
    }

    private Statement ParseLoopBody()
    {
        loops++;
        breakables++;
        var body = ParseStatement();
        loops--;
        breakables--;
        return body;
    }

    private WhileStatement ParseWhile(string[] own)
    {
        Advance();
        var test = ParseCondition();
        return new WhileStatement(test, ParseLoopBody(), bodyFirst: false) { Labels = own };
    }

    private WhileStatement ParseDo(string[] own)
    {
        Advance();
        var body = ParseLoopBody();
        ExpectWord("while");
        var test = ParseCondition();
        Accept(";");
        return new WhileStatement(test, body, bodyFirst: true) { Labels = own };
    }

    private LoopStatement ParseFor(string[] own)
    {
        Advance();
        if (Current.IsWord("await"))
            throw new SyntaxFault(Current.Start, "Không hỗ trợ for await.");
        Expect("(");
        var outer = Scope;
        Scope = NewScope(outer);
        var made = ParseForRest(Scope, own);
        Scope = outer;
        return made;
    }

    private LoopStatement ParseForRest(Scope scope, string[] own)
    {
        Statement? start = null;
        if (Current.IsWord("let") || Current.IsWord("const") || Current.IsWord("var"))
        {
            var kind = KindOf(Advance().Text);
            InAllowed = false;
            var head = Current.Start;
            var place = ParseDeclaration(kind, inLoopHead: true);
            InAllowed = true;
            if (Current.IsWord("of") || Current.IsWord("in"))
                return place.Single is { } target ? ParseForEach(scope, target, declares: true, own) : throw new SyntaxFault(head, "Vòng for…of, for…in chỉ khai báo được một biến.");
            start = place;
        }
        else if (!Current.Is(";"))
        {
            var head = Current.Start;
            InAllowed = false;
            var value = ParseExpression();
            InAllowed = true;
            if (Current.IsWord("of") || Current.IsWord("in"))
            {
                var target = ToTarget(value, head);
                ForgetDefaults();
                return ParseForEach(scope, target, declares: false, own);
            }

            RefuseOpenDefaults();
            start = new ExpressionStatement(value, keepsValue: false);
        }

        Expect(";");
        var test = Current.Is(";") ? null : ParseExpression();
        Expect(";");
        var next = Current.Is(")") ? null : ParseExpression();
        Expect(")");
        return new ForStatement(scope, start, test, next, ParseLoopBody()) { Labels = own };
    }

    private ForEachStatement ParseForEach(Scope scope, ITarget target, bool declares, string[] own)
    {
        var overKeys = Advance().Text == "in";
        var source = overKeys ? ParseExpression() : ParseAssignment();
        Expect(")");
        return new ForEachStatement(scope, target, declares, source, overKeys, ParseLoopBody()) { Labels = own };
    }

    private ReturnStatement ParseReturn()
    {
        Advance();
        var value = Current.Is(";") || Current.Is("}") || Current.Kind == TokenKind.End || Current.AfterLineBreak ? null : ParseExpression();
        RefuseOpenDefaults();
        Semicolon();
        return new ReturnStatement(value);
    }

    private JumpStatement ParseJump()
    {
        var token = Advance();
        string? label = null;
        if (Current.Kind == TokenKind.Name && !Current.AfterLineBreak && !IsReserved(Current.Text))
        {
            var name = Advance();
            label = name.Text;
            if (!labels.Contains(label))
                throw new SyntaxFault(name.Start, $"Không có nhãn “{label}”.");
        }
        else if (token.Text == "break" ? breakables == 0 : loops == 0)
        {
            throw new SyntaxFault(token.Start, token.Text == "break" ? "break chỉ dùng được trong vòng lặp hoặc switch." : "continue chỉ dùng được trong vòng lặp.");
        }

        Semicolon();
        return new JumpStatement(token.Text == "break" ? Flow.Break : Flow.Continue, label);
    }

    private LabelStatement ParseLabel(List<string> outerLabels)
    {
        var token = Identifier();
        Expect(":");
        if (labels.Contains(token.Text))
            throw new SyntaxFault(token.Start, $"Nhãn “{token.Text}” đã dùng.");
        labels.Add(token.Text);
        loopLabels = [.. outerLabels, token.Text];
        var body = ParseStatement();
        loopLabels = [];
        labels.Remove(token.Text);
        return new LabelStatement(token.Text, body);
    }

    private ThrowStatement ParseThrow()
    {
        var token = Advance();
        if (Current.AfterLineBreak)
            throw new SyntaxFault(token.Start, "Sau throw không được xuống dòng.");
        var value = ParseExpression();
        RefuseOpenDefaults();
        Semicolon();
        return new ThrowStatement(value, token.Start);
    }

    private SwitchStatement ParseSwitch()
    {
        Advance();
        var subject = ParseCondition();
        Expect("{");
        var outer = Scope;
        Scope = NewScope(outer);
        var scope = Scope;
        var cases = new List<(Expression?, Statement[])>();
        breakables++;
        var block = InScope(() =>
        {
            while (!Current.Is("}"))
                cases.Add(ParseCase(cases));
            return [];
        });
        breakables--;
        Scope = outer;
        Expect("}");
        return new SwitchStatement(scope, subject, block, [.. cases]);
    }

    private (Expression? Test, Statement[] Body) ParseCase(List<(Expression? Test, Statement[])> before)
    {
        Expression? test = null;
        if (Current.IsWord("default"))
        {
            if (before.Any(c => c.Test is null))
                throw new SyntaxFault(Current.Start, "switch chỉ có một default.");
            Advance();
        }
        else
        {
            ExpectWord("case");
            test = ParseExpression();
        }

        Expect(":");
        var body = new List<Statement>();
        while (!Current.Is("}") && !Current.IsWord("case") && !Current.IsWord("default"))
            body.Add(ParseStatement(declarationsAllowed: true));
        return (test, [.. body]);
    }

    private TryStatement ParseTry()
    {
        Advance();
        var body = ParseBlock();
        Scope? scope = null;
        ITarget? parameter = null;
        BlockNode? handler = null;
        if (AcceptWord("catch"))
        {
            var outer = Scope;
            scope = NewScope(outer);
            Scope = scope;
            if (Accept("("))
            {
                parameter = ParseBindingTarget(VariableKind.Let);
                Expect(")");
            }

            handler = ParseBlock();
            Scope = outer;
        }

        var finalizer = AcceptWord("finally") ? ParseBlock() : null;
        if (handler is null && finalizer is null)
            throw Unexpected("“catch” hoặc “finally”");
        return new TryStatement(body, scope, parameter, handler, finalizer);
    }
}
