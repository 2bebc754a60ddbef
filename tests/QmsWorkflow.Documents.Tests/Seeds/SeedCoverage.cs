using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QmsWorkflow.Documents.Tests.Seeds;

/// <summary>A sentence, heading or table cell of a seed: how many words and signs it has, and their hash. The text itself is not kept.</summary>
/// <param name="Slip">A slip of the pen in the seed, by its row of the seed extract; null for nearly all units.</param>
/// <param name="Correct">The unit as it is without the slip.</param>
public sealed record SeedUnit(string Kind, int Length, string Hash, string? Slip = null, SeedUnit? Correct = null);

/// <summary>How much of a seed a document holds, in the seed's order.</summary>
/// <param name="Missing">The indices of the units that were not found, counted from 0.</param>
/// <param name="Corrected">The units found only without their slip, each with the row of the seed extract.</param>
public sealed record SeedCoverage(int Total, IReadOnlyList<int> Missing, IReadOnlyDictionary<int, string> Corrected)
{
    /// <summary>The share found word for word.</summary>
    public double Literal => Total == 0 ? 0 : (double)(Total - Missing.Count - Corrected.Count) / Total;

    /// <summary>The share found, slips corrected.</summary>
    public double Share => Total == 0 ? 0 : (double)(Total - Missing.Count) / Total;

    /// <summary>Reads an expectation made by <c>seed-hashes</c>.</summary>
    public static IReadOnlyList<SeedUnit> Read(string file) => JsonSerializer.Deserialize<List<SeedUnit>>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

    /// <summary>Looks for each unit behind the one found before it; a unit that stands elsewhere counts as missing.</summary>
    /// <param name="text">The document's text in reading order, as <c>qms document text</c> prints it.</param>
    public static SeedCoverage Measure(IReadOnlyList<SeedUnit> units, string text)
    {
        var tokens = SeedText.Tokens(text);
        var missing = new List<int>();
        var corrected = new Dictionary<int, string>();
        var position = 0;
        for (var index = 0; index < units.Count; index++)
        {
            var unit = units[index];
            if (Find(unit, tokens, position) is var literal and >= 0)
            {
                position = literal + unit.Length;
            }
            else if (unit.Correct is { } correct && Find(correct, tokens, position) is var found and >= 0)
            {
                position = found + correct.Length;
                corrected[index] = unit.Slip!;
            }
            else
            {
                missing.Add(index);
            }
        }

        return new SeedCoverage(units.Count, missing, corrected);
    }

    public static string Hash(IEnumerable<string> tokens) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', tokens))))[..24];

    private static int Find(SeedUnit unit, IReadOnlyList<string> tokens, int from)
    {
        for (var start = from; start + unit.Length <= tokens.Count; start++)
        {
            if (Hash(tokens.Skip(start).Take(unit.Length)) == unit.Hash) return start;
        }

        return -1;
    }
}
