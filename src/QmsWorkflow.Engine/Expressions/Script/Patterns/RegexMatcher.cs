using QmsWorkflow.Engine.Expressions.Script.Runtime;

namespace QmsWorkflow.Engine.Expressions.Script.Patterns;

/// <summary>Runs a pattern in time linear in the text: all ways at once, the preferred first (Pike's machine).</summary>
internal sealed class RegexMatcher(Run run, RegexProgram program, string text)
{
    private readonly Instruction[] code = program.Code;
    private readonly int[] seen = NewSeen(program.Code.Length);
    private readonly Stack<(int Pc, int[] Slots)> open = new();
    private List<(int Pc, int[] Slots)> current = [];
    private List<(int Pc, int[] Slots)> next = [];

    private static int[] NewSeen(int length)
    {
        var marks = new int[length];
        Array.Fill(marks, -1);
        return marks;
    }

    /// <summary>The slots (start, end of each group; -1 where it took no part) or null.</summary>
    public int[]? Match(int start, bool sticky)
    {
        run.RegexStep(1 + (code.Length >> 4));
        int[]? found = null;
        var fresh = new int[program.Groups * 2];
        Array.Fill(fresh, -1);
        for (var at = start; ;)
        {
            if (found is null && (at == start || !sticky))
                Follow(current, 0, fresh, at);
            if (current.Count == 0 && (found is not null || sticky))
                return found;
            var (c, width) = Read(at);
            next.Clear();
            foreach (var (pc, slots) in current)
            {
                run.RegexStep(1);
                var instruction = code[pc];
                if (instruction.Op == RegexOp.Match)
                {
                    found = slots;
                    break;
                }

                if (c >= 0 && Accepts(instruction, c))
                    Follow(next, pc + 1, slots, at + width);
            }

            (current, next) = (next, current);
            if (c < 0)
                return found;
            at += width;
            run.RegexStep(1);
        }
    }

    private (int Character, int Width) Read(int at)
    {
        if (at >= text.Length)
            return (-1, 1);
        if (program.Unicode && char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            return (char.ConvertToUtf32(text[at], text[at + 1]), 2);
        return (text[at], 1);
    }

    private bool Accepts(Instruction instruction, int c) => instruction.Op == RegexOp.Char
        ? instruction.A == (program.IgnoreCase ? CharacterSet.Fold(c, program.Unicode) : c)
        : InSet(instruction.Set!, c);

    private bool InSet(CharacterSet set, int c)
    {
        if (set.Cost > 16)
            run.RegexStep(set.Cost >> 4);
        return set.Contains(c);
    }

    /// <summary>Follows all that needs no character, in order of preference.</summary>
    private void Follow(List<(int Pc, int[] Slots)> into, int from, int[] slotsFrom, int at)
    {
        open.Push((from, slotsFrom));
        while (open.TryPop(out var way))
        {
            var (pc, slots) = way;
            while (seen[pc] != at)
            {
                seen[pc] = at;
                run.RegexStep(1);
                var instruction = code[pc];
                switch (instruction.Op)
                {
                    case RegexOp.Jump:
                        pc = instruction.A;
                        continue;
                    case RegexOp.Split:
                        open.Push((instruction.B, slots));
                        pc = instruction.A;
                        continue;
                    case RegexOp.Save:
                        slots = With(slots, instruction.A, instruction.A + 1, at);
                        pc++;
                        continue;
                    case RegexOp.Reset:
                        slots = With(slots, instruction.A, instruction.B, -1);
                        pc++;
                        continue;
                    case RegexOp.LineStart or RegexOp.LineEnd or RegexOp.WordBoundary or RegexOp.NotWordBoundary:
                        if (!Holds(instruction.Op, at))
                            break;
                        pc++;
                        continue;
                    default:
                        into.Add((pc, slots));
                        break;
                }

                break;
            }
        }
    }

    private int[] With(int[] slots, int from, int to, int value)
    {
        run.RegexStep(slots.Length >> 3);
        var copy = (int[])slots.Clone();
        Array.Fill(copy, value, from, to - from);
        return copy;
    }

    private bool Holds(RegexOp op, int at) => op switch
    {
        RegexOp.LineStart => at == 0 || (program.Multiline && Syntax.Lexer.IsLineBreak(text[at - 1])),
        RegexOp.LineEnd => at == text.Length || (program.Multiline && Syntax.Lexer.IsLineBreak(text[at])),
        RegexOp.WordBoundary => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_');
}
