using QmsWorkflow.Engine.Expressions.Script.Patterns;

namespace QmsWorkflow.Engine.Expressions.Script.Runtime;

/// <summary>A regular expression with its <c>lastIndex</c>.</summary>
internal sealed class JsRegex(RegexProgram program) : JsObject(Prototypes.Regex)
{
    public RegexProgram Program { get; } = program;

    public double LastIndex { get; set; }

    public override string ClassName => "RegExp";

    public override bool TryGetOwn(Run run, string key, out object? value)
    {
        if (key != "lastIndex")
            return base.TryGetOwn(run, key, out value);
        value = LastIndex;
        return true;
    }

    public override void Set(Run run, string key, object? value)
    {
        if (key == "lastIndex")
            LastIndex = Operations.ToInteger(run, value);
        else
            base.Set(run, key, value);
    }

    /// <summary>Matches as <c>exec</c> does, moving <c>lastIndex</c> where g or y is set.</summary>
    public int[]? Exec(Run run, string text)
    {
        var moves = Program.Global || Program.Sticky;
        var start = moves ? LastIndex : 0;
        var slots = start > text.Length || start < 0 ? null : new RegexMatcher(run, Program, text).Match((int)start, Program.Sticky);
        if (moves)
            LastIndex = slots?[1] ?? 0;
        return slots;
    }

    /// <summary>All matches from the start, stepping over empty ones.</summary>
    public IEnumerable<int[]> All(Run run, string text, bool onlyFirst)
    {
        var at = 0;
        while (at <= text.Length && new RegexMatcher(run, Program, text).Match(at, Program.Sticky) is { } slots)
        {
            yield return slots;
            if (onlyFirst)
                yield break;
            at = slots[1] > slots[0] ? slots[1] : slots[1] + StepOver(text, slots[1]);
        }
    }

    public int StepOver(string text, int at) =>
        Program.Unicode && at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    public JsArray ToMatch(Run run, string text, int[] slots)
    {
        var match = new JsArray(run);
        for (var i = 0; i < Program.Groups; i++)
            match.Add(run, Group(run, text, slots, i));
        match.Define(run, "index", (double)slots[0]);
        match.Define(run, "input", text);
        match.Define(run, "groups", Groups(run, text, slots));
        return match;
    }

    public JsObject? Groups(Run run, string text, int[] slots)
    {
        if (Program.Names.Count == 0)
            return null;
        run.Allocate(8);
        var groups = new JsObject(null);
        foreach (var (name, number) in Program.Names)
            groups.Define(run, name, Group(run, text, slots, number));
        return groups;
    }

    public static string? Group(Run run, string text, int[] slots, int number) =>
        slots[number * 2] < 0 || slots[(number * 2) + 1] < 0 ? null : run.Text(text[slots[number * 2]..slots[(number * 2) + 1]]);
}
