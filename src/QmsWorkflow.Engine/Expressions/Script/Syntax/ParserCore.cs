using QmsWorkflow.Engine.Expressions.Script.Nodes;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Tokens, scopes and names: what every part of the parser needs.</summary>
internal abstract class ParserCore
{
    private const int MaxNesting = 250;

    private static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["class"] = "class",
        ["async"] = "hàm async",
        ["await"] = "await",
        ["yield"] = "yield (hàm sinh)",
        ["import"] = "import",
        ["export"] = "export",
        ["with"] = "with",
        ["super"] = "super",
        ["enum"] = "enum",
        ["debugger"] = "debugger",
    };

    private readonly Dictionary<NameNode, Token> members = [];

    private static readonly HashSet<string> UnsupportedGlobals = new(StringComparer.Ordinal)
    {
        "eval", "Proxy", "Reflect", "Promise", "Symbol", "WeakMap", "WeakSet", "WeakRef", "Intl", "BigInt", "Function",
        "setTimeout", "setInterval", "fetch", "require", "globalThis", "ArrayBuffer", "SharedArrayBuffer", "Atomics",
    };

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "break", "case", "catch", "const", "continue", "default", "delete", "do", "else", "false", "finally", "for", "function", "if", "in",
        "instanceof", "new", "null", "return", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "let",
        "class", "await", "yield", "import", "export", "with", "super", "enum", "debugger",
    };

    private readonly List<(NameNode Name, Scope Scope)> references = [];
    private readonly HashSet<NameNode> assigned = [];
    private readonly List<Scope> scopes = [];
    private int nesting;

    protected ParserCore(string text)
    {
        Lexer = new Lexer(text);
        Current = Lexer.Next();
        Scope = NewScope(null, isFunction: true, isArrow: true);
    }

    protected Lexer Lexer { get; }

    protected Token Current { get; private set; }

    protected int PreviousEnd { get; private set; }

    protected Scope Scope { get; set; }

    protected Scope NewScope(Scope? parent, bool isFunction = false, bool isArrow = false)
    {
        var scope = new Scope(parent, isFunction, isArrow);
        scopes.Add(scope);
        return scope;
    }

    protected Token Advance()
    {
        var token = Current;
        PreviousEnd = token.End;
        Current = Lexer.Next();
        return token;
    }

    /// <summary>Goes on reading at the lexer's place, after it read a template or a regular expression itself.</summary>
    protected void Resume()
    {
        PreviousEnd = Lexer.Position;
        Current = Lexer.Next();
    }

    protected Token Peek()
    {
        var place = Lexer.Position;
        try
        {
            return Lexer.Next();
        }
        finally
        {
            Lexer.Position = place;
        }
    }

    protected bool Accept(string punctuator)
    {
        if (!Current.Is(punctuator))
            return false;
        Advance();
        return true;
    }

    protected bool AcceptWord(string word)
    {
        if (!Current.IsWord(word))
            return false;
        Advance();
        return true;
    }

    protected void Expect(string punctuator)
    {
        if (!Accept(punctuator))
            throw Unexpected($"“{punctuator}”");
    }

    protected void ExpectWord(string word)
    {
        if (!AcceptWord(word))
            throw Unexpected($"“{word}”");
    }

    protected SyntaxFault Unexpected(string wanted) => Current.Kind == TokenKind.Name && Unsupported.TryGetValue(Current.Text, out var what)
        ? new SyntaxFault(Current.Start, $"Không hỗ trợ {what}.")
        : new SyntaxFault(Current.Start, $"Gặp {Current.Shown}, cần {wanted}.");

    protected void Semicolon()
    {
        if (Accept(";") || Current.Is("}") || Current.Kind == TokenKind.End || Current.AfterLineBreak)
            return;
        throw Unexpected("“;” hoặc xuống dòng");
    }

    protected void Nest()
    {
        if (++nesting > MaxNesting)
            throw new SyntaxFault(Current.Start, $"Biểu thức lồng quá {MaxNesting} tầng.");
    }

    protected void Unnest() => nesting--;

    protected static bool IsReserved(string name) => Reserved.Contains(name);

    protected Token Identifier(string wanted = "một tên")
    {
        if (Current.Kind != TokenKind.Name || IsReserved(Current.Text))
            throw Unexpected(wanted);
        return Advance();
    }

    protected NameNode Refer(Token token)
    {
        var node = new NameNode(token.Text) { Position = token.Start };
        references.Add((node, Scope));
        return node;
    }

    protected void MarkAssigned(NameNode name) => assigned.Add(name);

    protected Scope FunctionScope(bool skipArrows)
    {
        var scope = Scope;
        while (!scope.IsFunction || (skipArrows && scope.IsArrow && scope.Parent is not null))
            scope = scope.Parent!;
        return scope;
    }

    /// <summary>Declares a name where its kind puts it and refuses a clash.</summary>
    protected void Declare(Token token, VariableKind kind)
    {
        var target = kind == VariableKind.Var ? FunctionScope(skipArrows: false) : Scope;
        for (var at = Scope; ; at = at.Parent!)
        {
            var old = at.Find(token.Text);
            if (old is not null && !MayRedeclare(old.Kind, kind, at.IsFunction))
                throw new SyntaxFault(token.Start, $"Tên “{token.Text}” đã được khai báo.");
            if (ReferenceEquals(at, target))
                break;
        }

        var existing = target.Find(token.Text);
        if (existing is null || existing.Kind is VariableKind.Var)
            target.Add(token.Text, existing is not null && kind == VariableKind.Var ? existing.Kind : kind);
    }

    private static bool MayRedeclare(VariableKind old, VariableKind made, bool inFunction) => made switch
    {
        VariableKind.Let or VariableKind.Const => false,
        VariableKind.Function => inFunction && old is VariableKind.Var or VariableKind.Parameter or VariableKind.Function,
        VariableKind.Parameter => false,
        _ => old is VariableKind.Var or VariableKind.Parameter || (old == VariableKind.Function && inFunction),
    };

    /// <summary>Remembers <c>Name.member</c>: if the name is a built-in one, it must have that member.</summary>
    protected void NoteMember(NameNode owner, Token member) => members.Add(owner, member);

    private void RefuseUnknownMembers(NameNode owner)
    {
        if (members.TryGetValue(owner, out var member) && Library.Globals.TryGet(owner.Name, out var value) && value is Runtime.JsObject known && !known.Has(null!, member.Text))
            throw new SyntaxFault(member.Start, $"Không hỗ trợ {owner.Name}.{member.Text}.");
    }

    /// <summary>Finds the slot of every name; what is declared nowhere is a global.</summary>
    protected (string[] Free, string[] Assigned) ResolveNames()
    {
        foreach (var scope in scopes)
            scope.Seal();
        var free = new List<string>();
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var written = new List<string>();
        foreach (var (name, scope) in references)
        {
            if (ResolveLocal(name, scope))
                continue;
            if (UnsupportedGlobals.Contains(name.Name))
                throw new SyntaxFault(name.Position, $"Không hỗ trợ {name.Name}.");
            if (!indexes.TryGetValue(name.Name, out var index))
            {
                indexes[name.Name] = index = free.Count;
                free.Add(name.Name);
            }

            RefuseUnknownMembers(name);
            name.ResolveGlobal(index);
            if (assigned.Contains(name) && !written.Contains(name.Name))
                written.Add(name.Name);
        }

        return ([.. free], [.. written]);
    }

    private static bool ResolveLocal(NameNode name, Scope from)
    {
        var hops = 0;
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            if (scope.Find(name.Name) is { } variable)
            {
                name.ResolveLocal(hops, variable);
                return true;
            }

            if (scope.HasSlots)
                hops++;
        }

        return false;
    }
}
