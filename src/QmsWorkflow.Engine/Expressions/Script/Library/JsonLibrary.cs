using System.Globalization;
using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

internal static class JsonLibrary
{
    public static void Install(Dictionary<string, object?> into) => into["JSON"] = new BuiltIn(Prototypes.Object)
        .With("parse", 2, Parse)
        .With("stringify", 3, (run, _, args) => new JsonWriter(run, args.At(1), args.At(2)).Write(args.At(0)));

    private static object? Parse(Run run, object? self, object?[] args)
    {
        var value = new JsonReader(run, Operations.ToKey(run, args.At(0))).Read();
        if (args.At(1) is not JsFunction reviver)
            return value;
        var root = Plain.New(run);
        root.Define(run, "", value);
        return Revive(run, root, "", reviver);
    }

    private static object? Revive(Run run, JsObject holder, string key, JsFunction reviver)
    {
        run.Enter();
        if (holder.Get(run, key) is JsObject inner)
        {
            foreach (var name in inner.Keys(run))
            {
                var value = Revive(run, inner, name, reviver);
                if (value is null)
                    inner.Delete(run, name);
                else
                    inner.Set(run, name, value);
            }
        }

        var result = reviver.Call(run, holder, [key, holder.Get(run, key)]);
        run.Leave();
        return result;
    }
}

/// <summary>Reads JSON text as JavaScript does.</summary>
internal sealed class JsonReader(Run run, string text)
{
    private int at;

    public object Read()
    {
        var value = Value();
        Blanks();
        return at == text.Length ? value : throw Fault();
    }

    private JsThrow Fault() => run.SyntaxError(at >= text.Length ? "JSON kết thúc đột ngột." : $"JSON sai ở ký tự thứ {at + 1}.");

    private void Blanks()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
            at++;
    }

    private char Now => at < text.Length ? text[at] : '\0';

    private object Value()
    {
        run.Step();
        Blanks();
        switch (Now)
        {
            case '{': return Nested(ReadObject);
            case '[': return Nested(ReadArray);
            case '"': return ReadText();
            case 't': return Word("true", Operations.True);
            case 'f': return Word("false", Operations.False);
            case 'n': return Word("null", JsNull.Value);
            default: return ReadNumber();
        }
    }

    private JsObject Nested(Func<JsObject> read)
    {
        run.Enter();
        var made = read();
        run.Leave();
        return made;
    }

    private object Word(string word, object value)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            throw Fault();
        at += word.Length;
        return value;
    }

    private JsObject ReadObject()
    {
        var made = Plain.New(run);
        at++;
        Blanks();
        if (Now == '}')
        {
            at++;
            return made;
        }

        while (true)
        {
            Blanks();
            if (Now != '"')
                throw Fault();
            var key = ReadText();
            Blanks();
            Take(':');
            made.Define(run, key, Value());
            Blanks();
            if (Now != ',')
            {
                Take('}');
                return made;
            }

            at++;
        }
    }

    private JsArray ReadArray()
    {
        var made = new JsArray(run);
        at++;
        Blanks();
        if (Now == ']')
        {
            at++;
            return made;
        }

        while (true)
        {
            made.Add(run, Value());
            Blanks();
            if (Now != ',')
            {
                Take(']');
                return made;
            }

            at++;
        }
    }

    private void Take(char wanted)
    {
        if (Now != wanted)
            throw Fault();
        at++;
    }

    private string ReadText()
    {
        at++;
        var built = new StringBuilder();
        while (true)
        {
            if (at >= text.Length || text[at] < ' ')
                throw Fault();
            var c = text[at++];
            if (c == '"')
                return run.Text(built.ToString());
            if (c != '\\')
            {
                built.Append(c);
                continue;
            }

            var escaped = Now;
            at++;
            switch (escaped)
            {
                case '"' or '\\' or '/': built.Append(escaped); break;
                case 'n': built.Append('\n'); break;
                case 't': built.Append('\t'); break;
                case 'r': built.Append('\r'); break;
                case 'b': built.Append('\b'); break;
                case 'f': built.Append('\f'); break;
                case 'u' when at + 4 <= text.Length && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                    built.Append((char)unit);
                    at += 4;
                    break;
                default:
                    at--;
                    throw Fault();
            }
        }
    }

    private object ReadNumber()
    {
        var start = at;
        if (Now == '-')
            at++;
        if (Now == '0')
            at++;
        else
            Digits();
        if (Now == '.')
        {
            at++;
            Digits();
        }

        if (Now is 'e' or 'E')
        {
            at++;
            if (Now is '+' or '-')
                at++;
            Digits();
        }

        return double.Parse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void Digits()
    {
        if (!char.IsAsciiDigit(Now))
            throw Fault();
        while (char.IsAsciiDigit(Now))
            at++;
    }
}

/// <summary>Writes JSON text with replacer and indent.</summary>
internal sealed class JsonWriter
{
    private readonly Run run;
    private readonly JsFunction? replacer;
    private readonly List<string>? only;
    private readonly string gap;
    private readonly StringBuilder output = new();
    private readonly Stack<JsObject> within = new();

    public JsonWriter(Run run, object? replacer, object? space)
    {
        this.run = run;
        this.replacer = replacer as JsFunction;
        if (replacer is JsArray list)
            only = [.. list.Items.Where(i => i is string or double or JsBoxed).Select(i => Operations.ToText(run, i)).Distinct(StringComparer.Ordinal)];
        space = space is JsBoxed boxed ? boxed.Value : space;
        gap = space switch
        {
            double number => new string(' ', (int)Math.Clamp(double.IsNaN(number) ? 0 : number, 0, 10)),
            string text => text[..Math.Min(10, text.Length)],
            _ => "",
        };
    }

    public object? Write(object? value)
    {
        var holder = Plain.New(run);
        holder.Define(run, "", value);
        return Put(holder, "", value, "") ? run.Text(output.ToString()) : null;
    }

    private bool Put(JsObject holder, string key, object? value, string indent)
    {
        run.Step();
        if (value is JsObject source && source.Get(run, "toJSON") is JsFunction convert)
            value = convert.Call(run, value, [key]);
        if (replacer is not null)
            value = replacer.Call(run, holder, [key, value]);
        value = value is JsBoxed boxed ? boxed.Value : value;
        switch (value)
        {
            case null or JsFunction: return false;
            case JsNull: output.Append("null"); return true;
            case bool flag: output.Append(flag ? "true" : "false"); return true;
            case double number: output.Append(double.IsFinite(number) ? Numbers.ToText(number) : "null"); return true;
            case string text: Quote(text); return true;
        }

        var target = (JsObject)value;
        if (within.Contains(target))
            throw run.TypeError("Dữ liệu chứa chính nó (vòng lặp) nên không chuyển thành JSON được.");
        run.Enter();
        within.Push(target);
        if (target is JsArray array)
            PutArray(array, indent);
        else
            PutObject(target, indent);
        within.Pop();
        run.Leave();
        return true;
    }

    private void NewLine(string indent)
    {
        if (gap.Length > 0)
            output.Append('\n').Append(indent);
    }

    private void PutArray(JsArray array, string indent)
    {
        output.Append('[');
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (i > 0)
                output.Append(',');
            NewLine(indent + gap);
            if (!Put(array, Numbers.ToText(i), array.At(i), indent + gap))
                output.Append("null");
        }

        if (array.Items.Count > 0)
            NewLine(indent);
        output.Append(']');
    }

    private void PutObject(JsObject target, string indent)
    {
        output.Append('{');
        var any = false;
        foreach (var key in only ?? target.Keys(run))
        {
            var before = output.Length;
            if (any)
                output.Append(',');
            NewLine(indent + gap);
            Quote(key);
            output.Append(gap.Length > 0 ? ": " : ":");
            if (Put(target, key, target.Get(run, key), indent + gap))
                any = true;
            else
                output.Length = before;
        }

        if (any)
            NewLine(indent);
        output.Append('}');
    }

    private void Quote(string text)
    {
        run.Reserve(text.Length);
        if (output.Length > run.MaxText)
            run.Reserve(output.Length);
        output.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var lone = char.IsSurrogate(c) && !(char.IsHighSurrogate(c) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]));
            output.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ when c < ' ' || lone => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        output.Append('"');
    }
}
