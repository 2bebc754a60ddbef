using System.Text;
using QmsWorkflow.Engine.Expressions.Script.Patterns;
using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Library;

/// <summary>match, matchAll, replace, replaceAll, search and split.</summary>
internal static class TextPatternLibrary
{
    public static void Install() => Prototypes.Text
        .With("match", 1, Match)
        .With("matchAll", 1, MatchAll)
        .With("replace", 2, (run, self, args) => Replace(run, self, args, all: false))
        .With("replaceAll", 2, (run, self, args) => Replace(run, self, args, all: true))
        .With("search", 1, (run, self, args) => RegexLibrary.From(run, args.At(0), "").All(run, TextLibrary.This(run, self), onlyFirst: true).Select(s => (double)s[0]).FirstOrDefault(-1.0))
        .With("split", 2, Split);

    private static object? Match(Run run, object? self, object?[] args)
    {
        var text = TextLibrary.This(run, self);
        var regex = RegexLibrary.From(run, args.At(0), "");
        if (!regex.Program.Global)
            return regex.Exec(run, text) is { } slots ? regex.ToMatch(run, text, slots) : JsNull.Value;
        regex.LastIndex = 0;
        var found = new JsArray(run, regex.All(run, text, onlyFirst: false).Select(s => (object?)JsRegex.Group(run, text, s, 0)));
        return found.Items.Count == 0 ? JsNull.Value : found;
    }

    private static object? MatchAll(Run run, object? self, object?[] args)
    {
        var text = TextLibrary.This(run, self);
        var regex = RegexLibrary.From(run, args.At(0), "g");
        if (!regex.Program.Global)
            throw run.TypeError("matchAll cần biểu thức chính quy có cờ g.");
        return CollectionLibrary.Iterate(run, regex.All(run, text, onlyFirst: false).Select(s => (object?)regex.ToMatch(run, text, s)));
    }

    private static object? Replace(Run run, object? self, object?[] args, bool all)
    {
        var text = TextLibrary.This(run, self);
        var replacement = args.At(1) is JsFunction ? args[1] : Operations.ToText(run, args.At(1));
        if (args.At(0) is not JsRegex regex)
            return ReplacePlain(run, text, Operations.ToText(run, args.At(0)), replacement, all);
        if (all && !regex.Program.Global)
            throw run.TypeError("replaceAll cần biểu thức chính quy có cờ g.");
        IEnumerable<int[]> matches;
        if (regex.Program.Global)
        {
            regex.LastIndex = 0;
            matches = regex.All(run, text, onlyFirst: false).ToList();
        }
        else
        {
            matches = regex.Exec(run, text) is { } slots ? [slots] : [];
        }

        return Build(run, text, matches, replacement, regex);
    }

    private static string ReplacePlain(Run run, string text, string wanted, object? replacement, bool all)
    {
        var matches = new List<int[]>();
        run.Step((text.Length >> 4) + ((long)text.Length * wanted.Length >> 12));
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = at + Math.Max(1, wanted.Length) > text.Length ? -1 : text.IndexOf(wanted, at + Math.Max(1, wanted.Length), StringComparison.Ordinal))
        {
            run.Step();
            run.Allocate(4);
            matches.Add([at, at + wanted.Length]);
            if (!all)
                break;
        }

        return Build(run, text, matches, replacement, null);
    }

    private static string Build(Run run, string text, IEnumerable<int[]> matches, object? replacement, JsRegex? regex)
    {
        var built = new StringBuilder();
        var at = 0;
        foreach (var slots in matches)
        {
            built.Append(text, at, slots[0] - at);
            var before = built.Length;
            if (replacement is JsFunction function)
                built.Append(Operations.ToText(run, function.Call(run, null, Arguments(run, text, slots, regex))));
            else
                Expand(run, built, (string)replacement!, text, slots, regex);
            run.Reserve(built.Length - before);
            if (built.Length > run.MaxText)
                run.Reserve(built.Length);
            at = slots[1];
        }

        built.Append(text, at, text.Length - at);
        return run.Text(built.ToString());
    }

    private static object?[] Arguments(Run run, string text, int[] slots, JsRegex? regex)
    {
        var arguments = new List<object?>();
        for (var i = 0; i < slots.Length / 2; i++)
            arguments.Add(JsRegex.Group(run, text, slots, i));
        arguments.Add((double)slots[0]);
        arguments.Add(text);
        if (regex?.Groups(run, text, slots) is { } groups)
            arguments.Add(groups);
        return [.. arguments];
    }

    /// <summary>$$, $&amp;, $`, $', $1…$99 and $&lt;name&gt;.</summary>
    private static void Expand(Run run, StringBuilder built, string pattern, string text, int[] slots, JsRegex? regex)
    {
        run.Step(pattern.Length >> 4);
        for (var i = 0; i < pattern.Length; i++)
        {
            var next = pattern[i] == '$' && i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            switch (next)
            {
                case '$': built.Append('$'); i++; break;
                case '&': built.Append(text, slots[0], slots[1] - slots[0]); i++; break;
                case '`': built.Append(text, 0, slots[0]); i++; break;
                case '\'': built.Append(text, slots[1], text.Length - slots[1]); i++; break;
                case >= '0' and <= '9' when Number(pattern, i + 1, (slots.Length / 2) - 1, out var digits) is var number && number > 0:
                    built.Append(JsRegex.Group(run, text, slots, number));
                    i += digits;
                    break;
                case '<' when regex?.Program.Names.Count > 0 && pattern.IndexOf('>', i) is var end && end > 0:
                    var name = pattern[(i + 2)..end];
                    foreach (var (known, group) in regex.Program.Names)
                        built.Append(known == name ? JsRegex.Group(run, text, slots, group) : null);
                    i = end;
                    break;
                default: built.Append(pattern[i]); break;
            }

            if (built.Length > run.MaxText)
                run.Reserve(built.Length);
        }
    }

    private static int Number(string pattern, int at, int groups, out int digits)
    {
        var one = pattern[at] - '0';
        digits = 2;
        if (at + 1 < pattern.Length && char.IsAsciiDigit(pattern[at + 1]) && (one * 10) + pattern[at + 1] - '0' is var two && two >= 1 && two <= groups)
            return two;
        digits = 1;
        return one <= groups ? one : 0;
    }

    private static object? Split(Run run, object? self, object?[] args)
    {
        var text = TextLibrary.This(run, self);
        var most = args.At(1) is null ? uint.MaxValue : (uint)Operations.ToInt32(run, args[1]);
        if (args.At(0) is null)
            return new JsArray(run, most == 0 ? [] : [text]);
        var parts = args[0] is JsRegex regex ? ByRegex(run, text, regex) : ByText(run, text, Operations.ToText(run, args[0]));
        return new JsArray(run, most == uint.MaxValue ? parts : parts.Take((int)Math.Min(most, int.MaxValue)));
    }

    private static IEnumerable<object?> ByText(Run run, string text, string separator)
    {
        run.Step((text.Length >> 4) + ((long)text.Length * separator.Length >> 12));
        if (separator.Length == 0)
        {
            foreach (var c in text)
            {
                run.Step();
                yield return run.Text(c.ToString());
            }

            yield break;
        }

        var at = 0;
        for (var next = text.IndexOf(separator, StringComparison.Ordinal); next >= 0; next = text.IndexOf(separator, at, StringComparison.Ordinal))
        {
            run.Step();
            yield return run.Text(text[at..next]);
            at = next + separator.Length;
        }

        yield return run.Text(text[at..]);
    }

    private static IEnumerable<object?> ByRegex(Run run, string text, JsRegex regex)
    {
        if (text.Length == 0)
        {
            if (new RegexMatcher(run, regex.Program, text).Match(0, sticky: true) is null)
                yield return text;
            yield break;
        }

        var start = 0;
        var from = 0;
        while (from < text.Length && new RegexMatcher(run, regex.Program, text).Match(from, sticky: false) is { } slots && slots[0] < text.Length)
        {
            if (slots[1] == start || (slots[1] == slots[0] && slots[0] == start))
            {
                from = Math.Max(from, slots[0]) + regex.StepOver(text, from);
                continue;
            }

            yield return run.Text(text[start..slots[0]]);
            for (var i = 1; i < slots.Length / 2; i++)
                yield return JsRegex.Group(run, text, slots, i);
            start = slots[1];
            from = slots[1] == slots[0] ? slots[1] + regex.StepOver(text, slots[1]) : slots[1];
        }

        yield return run.Text(text[start..]);
    }
}
