using System.Globalization;
using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Syntax;

/// <summary>Cuts a script into tokens on demand; the parser says where a regular expression or a template goes on.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Punctuators =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
    ];

    private static readonly Dictionary<char, string[]> ByFirst = Punctuators.GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToArray());

    public int Position { get; set; }

    public Token Next()
    {
        var lineBreak = SkipBlanks();
        var start = Position;
        if (start >= text.Length)
            return new Token(TokenKind.End, "", 0, start, start, lineBreak, false);

        var c = text[start];
        if (IsNameStart(c) || c == '\\')
            return ReadName(lineBreak);
        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            return ReadNumber(lineBreak);
        if (c is '"' or '\'')
            return ReadText(c, lineBreak);
        if (c == '`')
        {
            Position++;
            return new Token(TokenKind.Template, "`", 0, start, Position, lineBreak, false);
        }

        return ReadPunctuator(c, lineBreak);
    }

    private Token ReadPunctuator(char first, bool lineBreak)
    {
        if (ByFirst.TryGetValue(first, out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (string.CompareOrdinal(text, Position, candidate, 0, candidate.Length) != 0)
                    continue;
                if (candidate == "?." && Position + 2 < text.Length && char.IsAsciiDigit(text[Position + 2]))
                    continue; // a ? .5 : b
                var start = Position;
                Position += candidate.Length;
                return new Token(TokenKind.Punctuator, candidate, 0, start, Position, lineBreak, false);
            }
        }

        throw new SyntaxFault(Position, first switch
        {
            '#' => "Không hỗ trợ “#” (thành phần riêng của class).",
            '@' => "Không hỗ trợ “@”.",
            _ => $"Ký tự “{first}” không dùng được ở đây.",
        });
    }

    private bool SkipBlanks()
    {
        var lineBreak = false;
        while (Position < text.Length)
        {
            var c = text[Position];
            if (IsLineBreak(c))
            {
                lineBreak = true;
                Position++;
            }
            else if (IsBlank(c))
            {
                Position++;
            }
            else if (c == '/' && At(1) == '/')
            {
                while (Position < text.Length && !IsLineBreak(text[Position]))
                    Position++;
            }
            else if (c == '/' && At(1) == '*')
            {
                var end = text.IndexOf("*/", Position + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw new SyntaxFault(Position, "Chú thích “/*” chưa đóng bằng “*/”.");
                lineBreak |= text.AsSpan(Position, end - Position).ContainsAny("\n\r\u2028\u2029");
                Position = end + 2;
            }
            else
            {
                break;
            }
        }

        return lineBreak;
    }

    private char At(int ahead) => Position + ahead < text.Length ? text[Position + ahead] : '\0';

    public static bool IsLineBreak(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    public static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f' or '\u00a0' or '\ufeff' || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '$' or '_' || (c > 127 && char.IsLetter(c)) || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber);

    public static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c is '\u200c' or '\u200d'
        || (c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation);

    private Token ReadName(bool lineBreak)
    {
        var start = Position;
        StringBuilder? built = null;
        while (Position < text.Length)
        {
            var c = text[Position];
            if (c == '\\')
            {
                built ??= new StringBuilder(text, start, Position - start, 32);
                Position++;
                if (At(0) != 'u')
                    throw new SyntaxFault(Position, "Dấu “\\” không dùng được trong tên.");
                Position++;
                var code = ReadUnicodeEscape();
                if (code > 0xFFFF || !(built.Length == 0 ? IsNameStart((char)code) : IsNamePart((char)code)))
                    throw new SyntaxFault(start, "Tên có ký tự không dùng được.");
                built.Append((char)code);
            }
            else if (IsNamePart(c))
            {
                built?.Append(c);
                Position++;
            }
            else
            {
                break;
            }
        }

        var name = built?.ToString() ?? text[start..Position];
        return new Token(TokenKind.Name, name, 0, start, Position, lineBreak, built is not null);
    }

    private Token ReadNumber(bool lineBreak)
    {
        var start = Position;
        var radix = At(0) == '0' ? char.ToLowerInvariant(At(1)) switch { 'x' => 16, 'b' => 2, 'o' => 8, _ => 10 } : 10;
        double value;
        if (radix != 10)
        {
            Position += 2;
            var digits = Digits(c => Numbers.DigitOf(c) < radix);
            if (digits.Length == 0)
                throw new SyntaxFault(start, "Số viết thiếu chữ số.");
            value = Numbers.ParseInteger(digits, radix);
        }
        else
        {
            if (At(0) == '0' && char.IsAsciiDigit(At(1)))
                throw new SyntaxFault(start, "Không hỗ trợ số bắt đầu bằng 0; số bát phân viết là 0o….");
            var digits = new StringBuilder(Digits(char.IsAsciiDigit));
            if (At(0) == '.')
            {
                Position++;
                digits.Append('.').Append(Digits(char.IsAsciiDigit));
            }

            if (At(0) is 'e' or 'E')
            {
                digits.Append('e');
                Position++;
                if (At(0) is '+' or '-')
                    digits.Append(text[Position++]);
                var exponent = Digits(char.IsAsciiDigit);
                if (exponent.Length == 0)
                    throw new SyntaxFault(start, "Số mũ viết thiếu chữ số.");
                digits.Append(exponent);
            }

            value = double.Parse(digits.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        if (At(0) == 'n')
            throw new SyntaxFault(start, "Không hỗ trợ số nguyên lớn (BigInt).");
        if (Position < text.Length && IsNamePart(text[Position]))
            throw new SyntaxFault(Position, "Ngay sau số không được có chữ.");
        return new Token(TokenKind.Number, "", value, start, Position, lineBreak, false);
    }

    private string Digits(Func<char, bool> isDigit)
    {
        var built = new StringBuilder();
        while (true)
        {
            var c = At(0);
            if (c == '_')
            {
                if (built.Length == 0 || !isDigit(At(1)) || text[Position - 1] == '_')
                    throw new SyntaxFault(Position, "Dấu “_” chỉ được đứng giữa hai chữ số.");
            }
            else if (Position < text.Length && isDigit(c))
            {
                built.Append(c);
            }
            else
            {
                return built.ToString();
            }

            Position++;
        }
    }

    private Token ReadText(char quote, bool lineBreak)
    {
        var start = Position++;
        var built = new StringBuilder();
        while (true)
        {
            if (Position >= text.Length || text[Position] is '\n' or '\r')
                throw new SyntaxFault(start, $"Chuỗi chưa đóng bằng dấu {quote}.");
            var c = text[Position++];
            if (c == quote)
                return new Token(TokenKind.Text, built.ToString(), 0, start, Position, lineBreak, false);
            if (c == '\\')
                ReadEscape(built);
            else
                built.Append(c);
        }
    }

    /// <summary>Reads on inside a template; true where <c>${</c> was met, false where the template ends.</summary>
    public bool ReadTemplateChunk(int templateStart, out string chunk)
    {
        var built = new StringBuilder();
        while (Position < text.Length)
        {
            var c = text[Position++];
            if (c == '`' || (c == '$' && At(0) == '{'))
            {
                chunk = built.ToString();
                if (c == '`')
                    return false;
                Position++;
                return true;
            }

            if (c == '\\')
                ReadEscape(built);
            else if (c == '\r')
                built.Append(At(0) == '\n' ? "" : "\n");
            else
                built.Append(c);
        }

        throw new SyntaxFault(templateStart, "Chuỗi mẫu chưa đóng bằng dấu `.");
    }

    private void ReadEscape(StringBuilder built)
    {
        if (Position >= text.Length)
            throw new SyntaxFault(Position, "Chuỗi chưa đóng.");
        var c = text[Position++];
        switch (c)
        {
            case 'n': built.Append('\n'); break;
            case 't': built.Append('\t'); break;
            case 'r': built.Append('\r'); break;
            case 'b': built.Append('\b'); break;
            case 'f': built.Append('\f'); break;
            case 'v': built.Append('\v'); break;
            case '0' when !char.IsAsciiDigit(At(0)): built.Append('\0'); break;
            case >= '0' and <= '9':
                throw new SyntaxFault(Position - 2, "Không hỗ trợ mã bát phân trong chuỗi.");
            case 'x': built.Append((char)ReadHex(2)); break;
            case 'u':
                var code = ReadUnicodeEscape();
                if (code > 0xFFFF)
                    built.Append(char.ConvertFromUtf32(code));
                else
                    built.Append((char)code);
                break;
            case '\r':
                if (At(0) == '\n')
                    Position++;
                break;
            case '\n' or '\u2028' or '\u2029': break;
            default: built.Append(c); break;
        }
    }

    private int ReadUnicodeEscape()
    {
        if (At(0) != '{')
            return ReadHex(4);
        var start = Position++;
        var value = 0;
        var digits = 0;
        while (Numbers.DigitOf(At(0)) < 16 && value <= 0x10FFFF)
        {
            value = (value * 16) + Numbers.DigitOf(text[Position++]);
            digits++;
        }

        if (At(0) != '}' || digits == 0 || value > 0x10FFFF)
            throw new SyntaxFault(start, "Mã \\u{…} không đúng.");
        Position++;
        return value;
    }

    private int ReadHex(int digits)
    {
        var value = 0;
        for (var i = 0; i < digits; i++)
        {
            var digit = Numbers.DigitOf(At(0));
            if (digit >= 16)
                throw new SyntaxFault(Position, "Mã ký tự \\x hoặc \\u thiếu chữ số thập lục phân.");
            value = (value * 16) + digit;
            Position++;
        }

        return value;
    }

    /// <summary>Reads a regular expression whose opening slash stands at <paramref name="start"/>.</summary>
    public (string Source, string Flags) ReadRegex(int start)
    {
        Position = start + 1;
        var inClass = false;
        while (true)
        {
            if (Position >= text.Length || IsLineBreak(text[Position]))
                throw new SyntaxFault(start, "Biểu thức chính quy chưa đóng bằng dấu /.");
            var c = text[Position++];
            if (c == '\\')
            {
                if (Position < text.Length && !IsLineBreak(text[Position]))
                    Position++;
            }
            else if (c == '[')
            {
                inClass = true;
            }
            else if (c == ']')
            {
                inClass = false;
            }
            else if (c == '/' && !inClass)
            {
                break;
            }
        }

        var source = text[(start + 1)..(Position - 1)];
        var flags = Position;
        while (Position < text.Length && IsNamePart(text[Position]))
            Position++;
        return (source, text[flags..Position]);
    }
}
