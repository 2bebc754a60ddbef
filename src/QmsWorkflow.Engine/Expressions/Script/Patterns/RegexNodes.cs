namespace QmsWorkflow.Engine.Expressions.Script.Patterns;

/// <summary>A part of a pattern that writes its own instructions.</summary>
internal abstract record RegexPart
{
    private RegexPart() { }

    public abstract void Emit(RegexEmitter to);

    public sealed record One(Instruction Instruction) : RegexPart
    {
        public override void Emit(RegexEmitter to) => to.Add(Instruction);
    }

    public sealed record Chain(IReadOnlyList<RegexPart> Parts) : RegexPart
    {
        public override void Emit(RegexEmitter to)
        {
            foreach (var part in Parts)
                part.Emit(to);
        }
    }

    public sealed record Choice(IReadOnlyList<RegexPart> Branches) : RegexPart
    {
        public override void Emit(RegexEmitter to)
        {
            var ends = new List<int>();
            for (var i = 0; i < Branches.Count - 1; i++)
            {
                var split = to.Add(new Instruction(RegexOp.Split));
                Branches[i].Emit(to);
                ends.Add(to.Add(new Instruction(RegexOp.Jump)));
                to.Set(split, new Instruction(RegexOp.Split, split + 1, to.Next));
            }

            Branches[^1].Emit(to);
            foreach (var end in ends)
                to.Set(end, new Instruction(RegexOp.Jump, to.Next));
        }
    }

    public sealed record Group(RegexPart Inner, int Number) : RegexPart
    {
        public override void Emit(RegexEmitter to)
        {
            to.Add(new Instruction(RegexOp.Save, Number * 2));
            Inner.Emit(to);
            to.Add(new Instruction(RegexOp.Save, (Number * 2) + 1));
        }
    }

    /// <param name="Most">-1 for no end.</param>
    /// <param name="FirstGroup">Groups inside are forgotten at the start of each turn.</param>
    public sealed record Repeat(RegexPart Inner, int Least, int Most, bool Lazy, int FirstGroup, int EndGroup) : RegexPart
    {
        public override void Emit(RegexEmitter to)
        {
            for (var i = 0; i < Least; i++)
                Turn(to);
            if (Most < 0)
            {
                var split = to.Add(new Instruction(RegexOp.Split));
                Turn(to);
                to.Add(new Instruction(RegexOp.Jump, split));
                to.Set(split, Split(split + 1, to.Next));
                return;
            }

            var splits = new List<int>();
            for (var i = Least; i < Most; i++)
            {
                splits.Add(to.Add(new Instruction(RegexOp.Split)));
                Turn(to);
            }

            foreach (var split in splits)
                to.Set(split, Split(split + 1, to.Next));
        }

        private void Turn(RegexEmitter to)
        {
            if (EndGroup > FirstGroup)
                to.Add(new Instruction(RegexOp.Reset, FirstGroup * 2, EndGroup * 2));
            Inner.Emit(to);
        }

        private Instruction Split(int body, int after) => Lazy ? new(RegexOp.Split, after, body) : new(RegexOp.Split, body, after);
    }
}

internal sealed class RegexEmitter
{
    private const int MaxSize = 20_000;

    public List<Instruction> Code { get; } = [];

    public int Next => Code.Count;

    public int Add(Instruction instruction)
    {
        if (Code.Count >= MaxSize)
            throw new RegexFault("Biểu thức chính quy quá lớn (do số lần lặp).");
        Code.Add(instruction);
        return Code.Count - 1;
    }

    public void Set(int at, Instruction instruction) => Code[at] = instruction;
}
