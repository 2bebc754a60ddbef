using QmsWorkflow.Engine.Expressions.Script.Patterns;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>RegExp.</summary>
internal static class RegexLibrary
{
    public static void Install(Dictionary<string, object?> into)
    {
        into["RegExp"] = new NativeFunction("RegExp", 2,
            (run, _, args) => args.At(0) is JsRegex same && args.At(1) is null ? same : Make(run, args.At(0), args.At(1)),
            (run, _, args) => Make(run, args.At(0), args.At(1)), Prototypes.Regex);
        Prototypes.Regex
            .With("exec", 1, (run, self, args) =>
            {
                var text = Operations.ToText(run, args.At(0));
                return This(run, self).Exec(run, text) is { } slots ? This(run, self).ToMatch(run, text, slots) : JsNull.Value;
            })
            .With("test", 1, (run, self, args) => Operations.Box(This(run, self).Exec(run, Operations.ToText(run, args.At(0))) is not null))
            .With("toString", 0, (run, self, _) => $"/{This(run, self).Program.Source}/{This(run, self).Program.Flags}")
            .With("source", Read(regex => regex.Program.Source))
            .With("flags", Read(regex => regex.Program.Flags));
        foreach (var (name, flag) in new[] { ("global", 'g'), ("ignoreCase", 'i'), ("multiline", 'm'), ("dotAll", 's'), ("unicode", 'u'), ("sticky", 'y') })
            Prototypes.Regex.With(name, Read(regex => Operations.Box(regex.Program.Flags.Contains(flag))));
    }

    private static Accessor Read(Func<JsRegex, object?> read) => new(new NativeFunction("get", 0, (run, self, _) => read(This(run, self))), null);

    private static JsRegex This(Run run, object? self) => self as JsRegex ?? throw run.TypeError("Hàm của RegExp được gọi cho giá trị khác loại.");

    private static JsRegex Make(Run run, object? pattern, object? flags)
    {
        var source = pattern is JsRegex regex ? regex.Program.Source : pattern is null ? "" : Operations.ToText(run, pattern);
        var signs = flags is not null ? Operations.ToText(run, flags) : pattern is JsRegex { Program.Flags: var same } ? same : "";
        run.Step(source.Length + 50);
        try
        {
            var program = RegexCompiler.Compile(source, signs);
            run.Allocate(8 + program.Code.Length);
            run.Step(program.Code.Length);
            return new JsRegex(program);
        }
        catch (RegexFault fault)
        {
            run.Step(2000);
            throw run.SyntaxError(fault.Message);
        }
    }

    /// <summary>A regular expression as it is, or one made of text.</summary>
    public static JsRegex From(Run run, object? value, string flags) => value as JsRegex ?? Make(run, value, flags);
}

/// <summary>encodeURIComponent and its kin.</summary>
internal static class UriLibrary
{
    private const string Component = "-_.!~*'()";
    private const string Whole = Component + ";/?:@&=+$,#";

    public static void Install(Dictionary<string, object?> into)
    {
        into["encodeURIComponent"] = new NativeFunction("encodeURIComponent", 1, (run, _, args) => Encode(run, Operations.ToText(run, args.At(0)), Component));
        into["encodeURI"] = new NativeFunction("encodeURI", 1, (run, _, args) => Encode(run, Operations.ToText(run, args.At(0)), Whole));
        into["decodeURIComponent"] = new NativeFunction("decodeURIComponent", 1, (run, _, args) => Decode(run, Operations.ToText(run, args.At(0)), ""));
        into["decodeURI"] = new NativeFunction("decodeURI", 1, (run, _, args) => Decode(run, Operations.ToText(run, args.At(0)), ";/?:@&=+$,#"));
    }

    private static JsThrow Fault(Run run)
    {
        run.Step(20);
        return new JsThrow(new JsError(Prototypes.UriError, "Địa chỉ (URI) viết sai."), run.Position);
    }

    private static string Encode(Run run, string text, string plain)
    {
        run.Reserve(text.Length);
        var built = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c) || plain.Contains(c, StringComparison.Ordinal))
            {
                built.Append(c);
                continue;
            }

            if (TextLibrary.IsLone(text, i))
                throw Fault(run);
            var length = char.IsHighSurrogate(c) ? 2 : 1;
            foreach (var octet in System.Text.Encoding.UTF8.GetBytes(text.Substring(i, length)))
                built.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            i += length - 1;
        }

        return run.Text(built.ToString());
    }

    private static string Decode(Run run, string text, string keep)
    {
        run.Reserve(text.Length);
        var built = new System.Text.StringBuilder();
        var strict = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                built.Append(text[i++]);
                continue;
            }

            var start = i;
            var first = Octet(run, text, ref i);
            var more = first < 0x80 ? 0 : first is >= 0xC2 and < 0xE0 ? 1 : first is >= 0xE0 and < 0xF0 ? 2 : first is >= 0xF0 and < 0xF5 ? 3 : throw Fault(run);
            var octets = new byte[more + 1];
            octets[0] = first;
            for (var k = 1; k <= more; k++)
                octets[k] = Octet(run, text, ref i);
            try
            {
                var made = strict.GetString(octets);
                built.Append(keep.Contains(made, StringComparison.Ordinal) ? text[start..i] : made);
            }
            catch (ArgumentException)
            {
                throw Fault(run);
            }
        }

        return run.Text(built.ToString());
    }

    private static byte Octet(Run run, string text, ref int at)
    {
        if (at + 2 >= text.Length || text[at] != '%' || Numbers.DigitOf(text[at + 1]) > 15 || Numbers.DigitOf(text[at + 2]) > 15)
            throw Fault(run);
        var octet = (byte)((Numbers.DigitOf(text[at + 1]) * 16) + Numbers.DigitOf(text[at + 2]));
        at += 3;
        return octet;
    }
}
