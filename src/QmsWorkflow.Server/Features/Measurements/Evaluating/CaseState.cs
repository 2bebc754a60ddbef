using System.Diagnostics;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Where an instant lies to a window.</summary>
internal enum Side { Before, In, After }

/// <summary>Everything that conditions ask of a case in a window beside what stands in its row.</summary>
/// <param name="Received">When it was received.</param>
/// <param name="Finished">When it was finished; <see cref="Side.After"/> while it is not.</param>
/// <param name="IsDuePassed">Whether its due time lies before the end of the window.</param>
internal readonly record struct CaseState(Side Received, Side Finished, bool IsDuePassed)
{
    public const int Count = 18;

    public int Index => ((int)Received * 6) + ((int)Finished * 2) + (IsDuePassed ? 1 : 0);

    public static IEnumerable<CaseState> All =>
        from received in Enum.GetValues<Side>()
        from finished in Enum.GetValues<Side>()
        from passed in (bool[])[false, true]
        select new CaseState(received, finished, passed);

    /// <summary>A flag that depends on the window; null for those that the row answers alone.</summary>
    public bool? Answer(CaseFlag flag) => flag switch
    {
        CaseFlag.Received => Received == Side.In,
        CaseFlag.Carried => Received == Side.Before && Finished != Side.Before,
        CaseFlag.Completed => Finished == Side.In,
        CaseFlag.Pending => IsPending,
        CaseFlag.PendingLate => IsPending && IsDuePassed,
        CaseFlag.Early or CaseFlag.OnTime or CaseFlag.Late => Finished == Side.In ? null : false,
        _ => null,
    };

    private bool IsPending => Received != Side.After && Finished == Side.After;
}

/// <summary>What is left of a condition when the window's part is known: always, never, or a question to the row.</summary>
/// <param name="Rest">In it "early", "on_time" and "late" mean the row's timeliness alone.</param>
internal readonly record struct Residual(bool? Constant, Condition? Rest)
{
    public static Residual Always { get; } = new(true, null);

    public static Residual Never { get; } = new(false, null);

    public static Residual Of(Condition condition, CaseState state) => condition switch
    {
        Condition.Flag flag => state.Answer(flag.Name) is { } known ? known ? Always : Never : new(null, flag),
        Condition.Equal or Condition.In => new(null, condition),
        Condition.Not not => Of(not.Inner, state) switch
        {
            { Constant: { } constant } => constant ? Never : Always,
            var inner => new(null, new Condition.Not(inner.Rest!)),
        },
        Condition.And and => Both(Of(and.Left, state), Of(and.Right, state)),
        Condition.Or or => Either(Of(or.Left, state), Of(or.Right, state)),
        _ => throw new UnreachableException(),
    };

    private static Residual Both(Residual left, Residual right) => (left.Constant, right.Constant) switch
    {
        (false, _) or (_, false) => Never,
        (true, _) => right,
        (_, true) => left,
        _ => new(null, new Condition.And(left.Rest!, right.Rest!)),
    };

    private static Residual Either(Residual left, Residual right) => (left.Constant, right.Constant) switch
    {
        (true, _) or (_, true) => Always,
        (false, _) => right,
        (_, false) => left,
        _ => new(null, new Condition.Or(left.Rest!, right.Rest!)),
    };
}
