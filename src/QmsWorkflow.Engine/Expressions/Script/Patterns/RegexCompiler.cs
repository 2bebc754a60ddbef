using System.Globalization;
using QmsWorkflow.Engine.Expressions.Script.Syntax;

namespace QmsWorkflow.Engine.Expressions.Script.Patterns;

/// <summary>Reads a JavaScript pattern into a program for the linear-time matcher.</summary>
internal sealed class RegexCompiler
{
    private readonly string source;
    private readonly bool ignoreCase;
    private readonly bool unicode;
    private readonly bool dotAll;
    private readonly bool hasNames;
    private readonly List<(string Name, int Group)> names = [];
    private int at;
    private int groups = 1;
    private int nesting;

    private RegexCompiler(string source, string flags)
    {
        this.source = source;
        ignoreCase = flags.Contains('i', StringComparison.Ordinal);
        unicode = flags.Contains('u', StringComparison.Ordinal);
        dotAll = flags.Contains('s', StringComparison.Ordinal);
        hasNames = source.Contains("(?<", StringComparison.Ordinal);
    }

    public static RegexProgram Compile(string source, string flags)
    {
        foreach (var flag in flags)
        {
            if (!"gimsuy".Contains(flag, StringComparison.Ordinal) || flags.Count(f => f == flag) > 1)
                throw new RegexFault($"Cờ “{flag}” của biểu thức chính quy không hỗ trợ hoặc bị lặp (dùng được: g i m s u y).");
        }

        var compiler = new RegexCompiler(source, flags);
        var part = compiler.ParseChoice();
        if (compiler.at < source.Length)
            throw Fault("dấu “)” thừa");
        var emitter = new RegexEmitter();
        new RegexPart.Group(part, 0).Emit(emitter);
        emitter.Add(new Instruction(RegexOp.Match));
        return new RegexProgram
        {
            Source = source.Length == 0 ? "(?:)" : RegexProgram.Shown(source),
            Flags = string.Concat(flags.Order()),
            Code = [.. emitter.Code],
            Groups = compiler.groups,
            Names = compiler.names,
        };
    }

    private static RegexFault Fault(string what) => new($"Biểu thức chính quy sai: {what}.");

    private static RegexFault Unsupported(string what) => new($"Biểu thức chính quy không hỗ trợ {what}.");

    private char Now => at < source.Length ? source[at] : '\0';

    private bool Accept(string wanted)
    {
        if (string.CompareOrdinal(source, at, wanted, 0, wanted.Length) != 0)
            return false;
        at += wanted.Length;
        return true;
    }

    private RegexPart ParseChoice()
    {
        if (++nesting > 100)
            throw Fault("lồng quá 100 tầng");
        var branches = new List<RegexPart> { ParseChain() };
        while (Accept("|"))
            branches.Add(ParseChain());
        nesting--;
        return branches.Count == 1 ? branches[0] : new RegexPart.Choice(branches);
    }

    private RegexPart.Chain ParseChain()
    {
        var parts = new List<RegexPart>();
        while (at < source.Length && Now is not ('|' or ')'))
        {
            var first = groups;
            var (part, repeatable) = ParseAtom();
            parts.Add(ParseQuantifier(part, repeatable, first));
        }

        return new RegexPart.Chain(parts);
    }

    private RegexPart ParseQuantifier(RegexPart part, bool repeatable, int firstGroup)
    {
        int least;
        int most;
        if (Accept("*"))
            (least, most) = (0, -1);
        else if (Accept("+"))
            (least, most) = (1, -1);
        else if (Accept("?"))
            (least, most) = (0, 1);
        else if (Now != '{' || !TryBraces(out least, out most))
            return part;
        if (!repeatable)
            throw Fault("dấu lặp không có gì để lặp");
        if (most >= 0 && most < least)
            throw Fault("số lần lặp ngược");
        return new RegexPart.Repeat(part, least, most, Accept("?"), firstGroup, groups);
    }

    private bool TryBraces(out int least, out int most)
    {
        var start = at++;
        most = 0;
        if (TryCount(out least))
        {
            most = least;
            if (Accept(",") && !TryCount(out most))
                most = -1;
            if (Accept("}"))
                return true;
        }

        at = start;
        return false;
    }

    private bool TryCount(out int count)
    {
        var start = at;
        while (char.IsAsciiDigit(Now))
            at++;
        count = 0;
        if (at == start)
            return false;
        if (!int.TryParse(source.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out count))
            count = int.MaxValue;
        return true;
    }

    private (RegexPart Part, bool Repeatable) ParseAtom()
    {
        var c = Now;
        switch (c)
        {
            case '^':
                at++;
                return (new RegexPart.One(new Instruction(RegexOp.LineStart)), false);
            case '$':
                at++;
                return (new RegexPart.One(new Instruction(RegexOp.LineEnd)), false);
            case '(':
                return (ParseGroup(), true);
            case '.':
                at++;
                return (SetOf(Dot()), true);
            case '[':
                return (SetOf(ParseClass()), true);
            case '\\':
                return ParseEscape();
            case '*' or '+' or '?':
                throw Fault("dấu lặp không có gì để lặp");
            case '{' when unicode || TryBraces(out _, out _):
                throw Fault("dấu lặp không có gì để lặp");
            case '}' or ']' when unicode:
                throw Fault($"“{c}” phải viết là “\\{c}”");
            default:
                return (Literal(NextCharacter()), true);
        }
    }

    private int NextCharacter()
    {
        var c = source[at++];
        if (unicode && char.IsHighSurrogate(c) && char.IsLowSurrogate(Now))
            return char.ConvertToUtf32(c, source[at++]);
        return c;
    }

    private RegexPart.One Literal(int c) => new(new Instruction(RegexOp.Char, ignoreCase ? CharacterSet.Fold(c, unicode) : c));

    private static RegexPart.One SetOf(CharacterSet set) => new(new Instruction(RegexOp.Set, Set: set));

    private CharacterSet Dot()
    {
        var set = new CharacterSet(negated: !dotAll, ignoreCase: false, unicode);
        if (dotAll)
        {
            set.Add(0, 0x10FFFF);
        }
        else
        {
            foreach (var c in "\n\r\u2028\u2029")
                set.Add(c, c);
        }

        return set;
    }

    private RegexPart ParseGroup()
    {
        at++;
        if (Accept("?=") || Accept("?!") || Accept("?<=") || Accept("?<!"))
            throw Unsupported("nhìn trước, nhìn sau (lookahead, lookbehind)");
        var number = -1;
        if (Accept("?<"))
        {
            number = groups++;
            names.Add((GroupName(), number));
        }
        else if (!Accept("?:"))
        {
            if (Now == '?')
                throw Fault("nhóm “(?…” không hiểu được");
            number = groups++;
        }

        var inner = ParseChoice();
        if (!Accept(")"))
            throw Fault("nhóm “(” chưa đóng");
        return number < 0 ? inner : new RegexPart.Group(inner, number);
    }

    private string GroupName()
    {
        var end = source.IndexOf('>', at);
        if (end <= at || !Lexer.IsNameStart(source[at]) || !source[at..end].All(Lexer.IsNamePart))
            throw Fault("tên nhóm không hợp lệ");
        var name = source[at..end];
        if (names.Exists(n => n.Name == name))
            throw Fault($"tên nhóm “{name}” bị lặp");
        at = end + 1;
        return name;
    }

    private (RegexPart Part, bool Repeatable) ParseEscape()
    {
        at++;
        if (at >= source.Length)
            throw Fault("“\\” đứng cuối");
        if (Now is 'b' or 'B')
            return (new RegexPart.One(new Instruction(source[at++] == 'b' ? RegexOp.WordBoundary : RegexOp.NotWordBoundary)), false);
        if (Now is >= '1' and <= '9' || (Now == 'k' && (hasNames || unicode)))
            throw Unsupported("tham chiếu ngược (\\1, \\k<tên>)");
        return ClassEscape() is { } set ? (SetOf(set), true) : (Literal(CharacterEscape(inClass: false)), true);
    }

    private CharacterSet? ClassEscape()
    {
        var c = Now;
        if (c is 'p' or 'P' && unicode)
        {
            at++;
            return UnicodeProperty(c == 'P');
        }

        if (c is not ('d' or 'D' or 'w' or 'W' or 's' or 'S'))
            return null;
        at++;
        var set = new CharacterSet(char.IsUpper(c), ignoreCase: false, unicode);
        switch (char.ToLowerInvariant(c))
        {
            case 'd':
                set.Add('0', '9');
                break;
            case 'w':
                set.Add('a', 'z');
                set.Add('A', 'Z');
                set.Add('0', '9');
                set.Add('_', '_');
                break;
            default:
                foreach (var (from, to) in new[] { (9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF) })
                    set.Add(from, to);
                break;
        }

        return set;
    }

    private CharacterSet UnicodeProperty(bool negated)
    {
        var end = source.IndexOf('}', at);
        if (Now != '{' || end < 0)
            throw Fault("\\p phải viết là \\p{…}");
        var name = source[(at + 1)..end];
        at = end + 1;
        return UnicodeSets.Of(name, negated) ?? throw Unsupported($"\\p{{{name}}} (dùng được: L, Lu, Ll, Lt, Lm, Lo, M, N, Nd, P, S, Z, Zs)");
    }

    private int CharacterEscape(bool inClass)
    {
        var c = source[at++];
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'b' when inClass: return '\b';
            case '0' when !char.IsAsciiDigit(Now): return 0;
            case >= '0' and <= '9': throw Unsupported("mã bát phân");
            case 'c' when char.IsAsciiLetter(Now): return source[at++] % 32;
            case 'c' when !unicode:
                at--;
                return '\\';
            case 'x' when TryHex(2, out var x): return x;
            case 'u' when unicode && Now == '{':
                var end = source.IndexOf('}', at);
                if (end < 0 || !int.TryParse(source.AsSpan(at + 1, end - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point is < 0 or > 0x10FFFF)
                    throw Fault("\\u{…} không đúng");
                at = end + 1;
                return point;
            case 'u' when TryHex(4, out var unit):
                var after = at;
                if (unicode && unit is >= 0xD800 and < 0xDC00 && Accept("\\u") && TryHex(4, out var low) && low is >= 0xDC00 and < 0xE000)
                    return char.ConvertToUtf32((char)unit, (char)low);
                at = after;
                return unit;
        }

        if (unicode && !"^$\\.*+?()[]{}|/".Contains(c, StringComparison.Ordinal) && !(inClass && c == '-'))
            throw Fault($"“\\{c}” không hiểu được");
        return c;
    }

    private bool TryHex(int length, out int value)
    {
        value = 0;
        if (at + length > source.Length || !int.TryParse(source.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
            return false;
        at += length;
        return true;
    }

    private CharacterSet ParseClass()
    {
        at++;
        var set = new CharacterSet(Accept("^"), ignoreCase, unicode);
        while (true)
        {
            if (at >= source.Length)
                throw Fault("lớp ký tự “[” chưa đóng");
            if (Accept("]"))
                return set;
            var first = ClassAtom(set);
            if (Now != '-' || at + 1 >= source.Length || source[at + 1] == ']')
            {
                if (first >= 0)
                    set.Add(first, first);
                continue;
            }

            at++;
            var last = ClassAtom(set);
            if (first < 0 || last < 0)
            {
                if (unicode)
                    throw Fault("khoảng ký tự không hợp lệ");
                set.Add('-', '-');
                set.Add(Math.Max(first, last), Math.Max(first, last));
                continue;
            }

            if (first > last)
                throw Fault("khoảng ký tự ngược");
            set.Add(first, last);
        }
    }

    /// <summary>One character, or -1 where a whole set such as \d was added.</summary>
    private int ClassAtom(CharacterSet set)
    {
        if (Now != '\\')
            return NextCharacter();
        at++;
        if (at >= source.Length)
            throw Fault("“\\” đứng cuối");
        if (ClassEscape() is not { } part)
            return CharacterEscape(inClass: true);
        set.Add(part);
        return -1;
    }
}
