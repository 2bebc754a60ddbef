using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Domain.Objectives;

/// <summary>What was read from a target's wording.</summary>
/// <param name="Target">The target as understood; its comparator is only a proposal while <paramref name="NeedsConfirmation"/>.</param>
/// <param name="NeedsConfirmation">True when the wording does not say how to compare, or says it twice.</param>
/// <param name="NoteVi">What the author must decide, in Vietnamese; null when nothing.</param>
public sealed record TargetReading(Target Target, bool NeedsConfirmation, string? NoteVi);

/// <summary>Reads targets as people write them (S-195).</summary>
public static partial class TargetWording
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>Reads "Đạt 95% trở lên", "trên 70%", "không quá 5 ngày", "≥ 99,5%", "100%"; null when there is no number.</summary>
    /// <remarks>A bare "95%" is ambiguous and asks for confirmation; a bare "100%" is "=" (S-195). Of several numbers the first percentage counts.</remarks>
    public static TargetReading? Read(string text)
    {
        text = ComposedText.Of(text);
        var numbers = Number().Matches(text);
        if (numbers.Count == 0) { return null; }
        var number = numbers.FirstOrDefault(match => match.Groups["p"].Success) ?? numbers[0];
        var value = ParseValue(number.Groups["v"].Value, number.Groups["p"].Success);
        var unit = number.Groups["p"].Success ? Target.Percent : Unit(text[(number.Index + number.Length)..]);

        var found = Found(text);
        if (Range().IsMatch(text))
        {
            return new(new(Comparator.AtLeast, value, unit), true, $"“{text.Trim()}” là một khoảng; cần chọn một mức và cách so sánh.");
        }

        if (found is [var only]) { return new(new(only, value, unit), false, null); }
        if (found.Count > 1)
        {
            var said = string.Join(" và ", found.Select(comparator => $"“{comparator.Symbol()}”"));
            return new(new(found[0], value, unit), true, $"“{text.Trim()}” có thể hiểu là {said}; cần chọn một.");
        }

        if (unit == Target.Percent && value.CompareTo(new(100, 1)) == 0) { return new(new(Comparator.Equal, value, unit), false, null); }
        var proposal = new Target(Comparator.AtLeast, value, unit);
        return new(proposal, true, $"“{text.Trim()}” chưa nói rõ là đúng bằng, từ {proposal.ValueText} trở lên hay trên {proposal.ValueText}; đề nghị xác nhận ({proposal}).");
    }

    // "không trên", "không dưới" turn the word after them round, so they are read first and taken out.
    private static List<Comparator> Found(string text)
    {
        List<Comparator> found = [];
        if (AtMostWords().IsMatch(text)) { found.Add(Comparator.AtMost); }
        if (AtLeastWords().IsMatch(text)) { found.Add(Comparator.AtLeast); }
        var plain = Negations().Replace(text, " ");
        if (MoreThanWords().IsMatch(plain)) { found.Add(Comparator.MoreThan); }
        if (LessThanWords().IsMatch(plain)) { found.Add(Comparator.LessThan); }
        if (EqualWords().IsMatch(plain)) { found.Add(Comparator.Equal); }
        return found;
    }

    // Vietnamese groups thousands with "." and marks decimals with ","; in a percentage ("99.995%"), or before other than three digits, a point marks decimals.
    private static Fraction ParseValue(string text, bool isPercent)
    {
        var isDecimalPoint = isPercent && !text.Contains(',', StringComparison.Ordinal) && text.Count(c => c == '.') == 1;
        var plain = Thousands().IsMatch(text) && !isDecimalPoint ? text.Replace(".", "", StringComparison.Ordinal) : text;
        return Fraction.From(decimal.Parse(plain.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
    }

    private static string Unit(string after) => UpwardTail().Replace(after.Trim().TrimEnd('.', ';', ','), "").Trim();

    [GeneratedRegex(@"(?<v>[0-9]{1,3}(\.[0-9]{3}){1,4}(,[0-9]{1,10})?|[0-9]{1,15}([.,][0-9]{1,10})?)\s*(?<p>%)?", Options)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$", Options)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(^|\s)(trở lên|trở xuống)(\s.*)?$", Options)]
    private static partial Regex UpwardTail();

    [GeneratedRegex(@"[0-9]\s*%?\s*(đến|-|–)\s*[0-9]", Options)]
    private static partial Regex Range();

    [GeneratedRegex(@"không\s+(quá|vượt\s+quá|vượt|hơn|trên|dưới|ít\s+hơn|thấp\s+hơn)\b", Options)]
    private static partial Regex Negations();

    [GeneratedRegex(@"không\s+(quá|vượt|hơn|trên)\b|tối đa\b|nhiều nhất\b|trở xuống\b|≤|<=", Options)]
    private static partial Regex AtMostWords();

    [GeneratedRegex(@"trở lên\b|ít nhất\b|tối thiểu\b|không\s+(dưới|ít\s+hơn|thấp\s+hơn)\b|≥|>=|\btừ\s+[0-9]", Options)]
    private static partial Regex AtLeastWords();

    [GeneratedRegex(@"\b(trên|hơn|vượt)\s+[0-9]|>\s*[0-9]", Options)]
    private static partial Regex MoreThanWords();

    [GeneratedRegex(@"\bdưới\s+[0-9]|<\s*[0-9]", Options)]
    private static partial Regex LessThanWords();

    [GeneratedRegex(@"\b(bằng|đúng)\s+[0-9]|(^|[^<>])=\s*[0-9]", Options)]
    private static partial Regex EqualWords();
}
