using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using QmsWorkflow.Server.Tests.Journeys;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>What a generated document must hold, in this order: the hashes of a seed's items, and the slips of the original that the product does not repeat.</summary>
internal sealed record SeedExpectation(IReadOnlyList<string> Items, IReadOnlyList<SeedSlip> Slips)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The items as they are without the slips.</summary>
    public IReadOnlyList<string> Corrected => [.. Items.Select((item, index) => Slips.SingleOrDefault(slip => slip.Index == index)?.Corrected ?? item)];

    public static async Task<SeedExpectation> ReadAsync(string seed) =>
        JsonSerializer.Deserialize<SeedExpectation>(await File.ReadAllTextAsync(PathOf(seed), TestContext.Current.CancellationToken), Json)!;

    public Task WriteAsync(string seed) => File.WriteAllTextAsync(PathOf(seed), JsonSerializer.Serialize(this, Json) + "\n", TestContext.Current.CancellationToken);

    /// <summary>The expectation of a seed's text, with the same slips corrected anew.</summary>
    public SeedExpectation MadeFrom(IReadOnlyList<string> items) => new(
        [.. items.Select(SeedText.Hash)],
        [.. Slips.Select(slip => slip with { Corrected = SeedText.Hash(slip.Fixes.Aggregate(items[slip.Index], (text, fix) => fix.On(text))) })]);

    private static string PathOf(string seed) => Path.Combine(Repository.Root, "tests", "QmsWorkflow.Server.Tests", "Documents", "Seeds", $"{seed}.json");
}

/// <summary>A slip of the original.</summary>
/// <param name="Index">The item that holds it, counted from 0.</param>
/// <param name="Fact">Its row of the seed extract.</param>
/// <param name="Reason">Why the product writes it otherwise.</param>
/// <param name="Corrected">The hash of the item without the slip: this one must be found in its place.</param>
internal sealed record SeedSlip(int Index, string Fact, string Reason, IReadOnlyList<SeedFix> Fixes, string Corrected);

internal sealed record SeedFix(string From, string To)
{
    public string On(string text)
    {
        text.ShouldContain(From);
        return text.Replace(From, To, StringComparison.Ordinal);
    }
}

/// <summary>How much of a seed a document holds in the seed's order.</summary>
/// <param name="Found">The items found, with or without a slip.</param>
/// <param name="Corrected">Those of them found without their slip.</param>
/// <param name="Missing">The indices of the items not found.</param>
internal sealed record SeedCoverage(int Total, int Found, IReadOnlyList<SeedSlip> Corrected, IReadOnlyList<int> Missing)
{
    public static SeedCoverage Measure(SeedExpectation expected, IReadOnlyList<string> actual)
    {
        var wanted = expected.Corrected;
        var found = InOrder(wanted, actual);
        return new SeedCoverage(
            wanted.Count, found.Count,
            [.. expected.Slips.Where(slip => found.Contains(slip.Index))],
            [.. Enumerable.Range(0, wanted.Count).Except(found)]);
    }

    public override string ToString() =>
        $"{Found} of {Total} items found in order ({100m * Found / Total:0.0} %): {Total - Corrected.Count - Missing.Count} word for word, {Corrected.Count} with a slip of the original corrected"
        + $" ({string.Join(", ", Corrected.Select(slip => $"{slip.Fact}: {slip.Reason}"))}). Missing: {(Missing.Count == 0 ? "none" : string.Join(", ", Missing))}.";

    /// <summary>The longest common run of both lists in order; returns the indices of the expectation.</summary>
    private static HashSet<int> InOrder(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var longest = new int[expected.Count + 1, actual.Count + 1];
        for (var i = expected.Count - 1; i >= 0; i--)
        {
            for (var j = actual.Count - 1; j >= 0; j--)
            {
                longest[i, j] = expected[i] == actual[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        var found = new HashSet<int>();
        for (int i = 0, j = 0; i < expected.Count && j < actual.Count;)
        {
            if (expected[i] == actual[j])
            {
                found.Add(i++);
                j++;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return found;
    }
}
