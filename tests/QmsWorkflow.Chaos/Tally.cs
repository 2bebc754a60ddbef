namespace QmsWorkflow.Chaos;

/// <summary>What was done to the product, and what its people were told.</summary>
internal sealed class Tally
{
    private int won, races, bothWon, unclear, conflicts, lostAnswers;

    public int Kills { get; set; }
    public int Restarts { get; set; }
    public int Cuts { get; set; }
    public int Jumps { get; set; }
    public int OwnEnds { get; set; }

    public int Won => won;

    /// <summary>Two people acted on one task at the same moment.</summary>
    public int Races => races;

    public int BothWon => bothWon;

    /// <summary>Refusals that do not say that somebody else was faster.</summary>
    public int Unclear => unclear;

    public int Conflicts => conflicts;

    /// <summary>Acts whose answer was lost with the connection; the person reloads the page and looks.</summary>
    public int LostAnswers => lostAnswers;

    public void Race() => Interlocked.Increment(ref races);

    public void Wins(int count)
    {
        Interlocked.Add(ref won, count);
        if (count > 1) Interlocked.Increment(ref bothWon);
    }

    public void IsUnclear() => Interlocked.Increment(ref unclear);

    public void IsConflict() => Interlocked.Increment(ref conflicts);

    public void LosesAnswer() => Interlocked.Increment(ref lostAnswers);
}
