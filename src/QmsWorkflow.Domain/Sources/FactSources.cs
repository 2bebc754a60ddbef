using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Domain.Sources;

/// <summary>A piece of a source as people read it.</summary>
/// <param name="Text">The words.</param>
/// <param name="Codes">The codes that the words stand for, "S-029, S-030"; null for words that were no code.</param>
public sealed record SourcePart(string Text, string? Codes);

/// <summary>
/// Turns codes such as "S-029" into the document and the place they come from. The codes number what was found in the five real documents
/// of four agencies that the product was made after (Domain/Data/sources.json).
/// </summary>
public static partial class FactSources
{
    private sealed record Place(int From, int To, string Vi, string En);

    private sealed record Document(int From, int To, string Vi, string En, ImmutableArray<Place> Places);

    private static readonly ImmutableArray<Document> Documents = Read();

    /// <summary>Whether a code "S-nnn" is known.</summary>
    public static bool Knows(string code) => DocumentOf(NumberOf(code)) is not null;

    /// <summary>A source in words: codes become documents, everything else stays as it is.</summary>
    /// <param name="source">"S-029, S-063; NĐ 224/2026/NĐ-CP Điều 19".</param>
    /// <param name="isEnglish">Whether the words are English; names of Vietnamese documents stay.</param>
    public static ImmutableArray<SourcePart> Parts(string source, bool isEnglish = false)
    {
        var parts = ImmutableArray.CreateBuilder<SourcePart>();
        var at = 0;
        foreach (var run in Run().Matches(source).Cast<Match>())
        {
            if (run.Index > at) { parts.Add(new(source[at..run.Index], null)); }
            parts.AddRange(Say(run.Value, isEnglish));
            at = run.Index + run.Length;
        }

        if (at < source.Length) { parts.Add(new(source[at..], null)); }
        return parts.ToImmutable();
    }

    /// <summary>A source in words, as one text.</summary>
    public static string Say(string source, CultureInfo culture) => string.Concat(Parts(source, culture.TwoLetterISOLanguageName == "en").Select(part => part.Text));

    /// <summary>The codes that a text names.</summary>
    public static ImmutableArray<string> CodesIn(string text) => [.. Code().Matches(text).Select(match => match.Value)];

    // Neighbouring codes of one document are told once: "Quyết định số …, mục tiêu 4.1, mục tiêu 4.2".
    private static IEnumerable<SourcePart> Say(string run, bool isEnglish)
    {
        var groups = CodesIn(run).GroupBy(code => DocumentOf(NumberOf(code))).ToList();
        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0) { yield return new("; ", null); }
            var codes = string.Join(", ", groups[i]);
            yield return groups[i].Key is { } document ? new(Say(document, groups[i], isEnglish), codes) : new(codes, null);
        }
    }

    private static string Say(Document document, IEnumerable<string> codes, bool isEnglish)
    {
        var places = codes.Select(NumberOf).Select(number => document.Places.FirstOrDefault(place => place.From <= number && number <= place.To)).OfType<Place>();
        return string.Join(", ", places.Select(place => isEnglish ? place.En : place.Vi).Distinct(StringComparer.Ordinal).Prepend(isEnglish ? document.En : document.Vi));
    }

    private static Document? DocumentOf(int number) => Documents.FirstOrDefault(document => document.From <= number && number <= document.To);

    private static int NumberOf(string code) => Code().IsMatch(code) ? int.Parse(code.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static ImmutableArray<Document> Read()
    {
        using var stream = typeof(FactSources).Assembly.GetManifestResourceStream("sources.json")
            ?? throw new InvalidOperationException("The names of sources are missing from the assembly.");
        return JsonSerializer.Deserialize<ImmutableArray<Document>>(stream, JsonSerializerOptions.Web);
    }

    [GeneratedRegex(@"(?<![\w-])S-[0-9]{3}(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![\w-])S-[0-9]{3}(?![0-9])(?:\s*[,;]\s*S-[0-9]{3}(?![0-9]))*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}
