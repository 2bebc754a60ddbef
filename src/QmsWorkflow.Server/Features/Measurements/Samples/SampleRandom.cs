namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Pseudo-random numbers that are the same on every machine and runtime (SplitMix64, Steele and others 2014).</summary>
internal sealed class SampleRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own that depends on the seed and a name only, so that one part never shifts another.</summary>
    public static SampleRandom For(int seed, string name)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 14695981039346656037UL;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
        return new SampleRandom(hash ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL));
    }

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() * bound);

    private ulong NextBits()
    {
        state += 0x9E3779B97F4A7C15UL;
        var bits = state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }
}

/// <summary>Says yes for a given share of the questions: one yes at a random place of each stretch, so that the share comes out to within one.</summary>
internal sealed class Quota(SampleRandom random)
{
    private double filled;
    private double place = double.NaN;

    /// <param name="share">0 to 1; it may change from question to question.</param>
    public bool Draw(double share)
    {
        if (share <= 0) return false;
        if (share >= 1) return true;
        // A yes more often than not is a no seldom.
        if (share > 0.5) return !Seldom(1 - share);

        return Seldom(share);
    }

    private bool Seldom(double share)
    {
        if (double.IsNaN(place)) place = random.Next();
        filled += share;
        if (filled <= place) return false;

        // The next stretch starts where this one ended; its place is drawn anew.
        place = Math.Floor(place) + 1 + random.Next();
        return true;
    }
}
