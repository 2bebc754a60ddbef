namespace QmsWorkflow.Server.Trail;

/// <summary>How an act ended: done, or refused with a reason the user can act on.</summary>
public abstract record Outcome
{
    private Outcome() { }

    public static Outcome Success { get; } = new Done();

    /// <summary>Two people at once: the other was faster.</summary>
    public static Outcome Conflict => Refuse("QMS300");

    /// <summary>Refuses with the text of the code in the reader's language (<c>ErrorText.resx</c>).</summary>
    public static Outcome Refuse(string code, params object[] args) => new Refused(code, ErrorText.Of(code, args));

    public bool IsDone => this is Done;

    /// <summary>For work nobody watches: a refusal there is a failure.</summary>
    public void OrThrow()
    {
        if (this is Refused refused) throw new InvalidOperationException($"{refused.Code}: {refused.Message}");
    }

    public sealed record Done : Outcome;

    /// <param name="Code">Stable, listed in docs/reference/errors.md.</param>
    /// <param name="Message">In the reader's language: what is wrong and what to do.</param>
    public sealed record Refused(string Code, string Message) : Outcome
    {
        /// <summary>Problems of single fields, shown beside them.</summary>
        public IReadOnlyList<FieldProblem> Fields { get; init; } = [];
    }
}

/// <summary>What is wrong with one field of a form.</summary>
public sealed record FieldProblem(string Field, string Message);
