using System.Globalization;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>A cell of the grid as it was opened and as it is typed now.</summary>
/// <param name="Text">"≥ 95", "95" or empty for the agency's target.</param>
/// <param name="Was">What stood there when the page was opened.</param>
/// <param name="Reason">Why it is weaker than the agency's target.</param>
internal sealed record MatrixCell(string Text, string Was, string Reason = "", string ReasonWas = "")
{
    private const int LongestNumber = 16;

    public bool IsChanged => !Same(Text, Was) || Reason.Trim() != ReasonWas.Trim();

    /// <summary>Whether two texts mean the same; white space does not count.</summary>
    public static bool Same(string a, string b) => string.Equals(Squeeze(a), Squeeze(b), StringComparison.Ordinal);

    public static string Show(string comparator, decimal value) => $"{comparator} {value.ToString("0.####", CultureInfo.GetCultureInfo("vi-VN"))}";

    public static string Show(ObjectiveTarget? target) => target is null ? "" : Show(target.Comparator, target.TargetValue);

    /// <summary>"≥ 99,5%" as comparator and number; a comparator that is not written is null, an unreadable number too.</summary>
    public static (string? Comparator, decimal? Value) Read(string text)
    {
        var plain = Squeeze(text).Replace(">=", "≥", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal).TrimEnd('%');
        var comparator = plain.Length > 0 && ObjectiveRules.Comparators.Contains(plain[..1]) ? plain[..1] : null;
        var number = comparator is null ? plain : plain[1..];
        return (comparator, Number(number));
    }

    /// <summary>A target's number, decimal comma or point, of a length nobody mistakes; null when empty or unreadable.</summary>
    public static decimal? Number(string text) =>
        text.Length <= LongestNumber && decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
