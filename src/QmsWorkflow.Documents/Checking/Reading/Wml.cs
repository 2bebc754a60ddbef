using System.Globalization;
using System.Xml.Linq;

namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>Looks into WordprocessingML by local names: the transitional and the strict form have other namespaces, the same words.</summary>
internal static class Wml
{
    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static bool Is(this XElement element, string name) => element.Name.LocalName == name;

    public static XElement? Child(this XElement? element, string name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement? element, string name) => element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    public static string? Attr(this XElement? element, string name) => element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    /// <summary>The value of a child's <c>w:val</c>.</summary>
    public static string? Val(this XElement? element, string child) => element.Child(child).Attr("val");

    /// <summary>A whole number, or a measure with a unit, in twips; null when it is none.</summary>
    public static int? Twips(this XElement? element, string attribute)
    {
        if (element.Attr(attribute) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)) return Whole(plain);

        var unit = text.Length > 2 ? text[^2..] : "";
        return double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 2)), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && PerUnit(unit) is { } factor
            ? Whole(number * factor)
            : null;
    }

    /// <summary>On, off, or not said.</summary>
    public static bool? Toggle(this XElement? properties, string name) => properties.Child(name) is not { } toggle
        ? null
        : toggle.Attr("val") is not ("0" or "false" or "off" or "none");

    public static double? PerUnit(string unit) => unit switch
    {
        "pt" => 20,
        "in" => 1440,
        "mm" => 1440 / 25.4,
        "cm" => 1440 / 2.54,
        "pc" or "pi" => 240,
        "px" => 15,
        _ => null,
    };

    private static int? Whole(double number) => Math.Abs(number) < 1_000_000 ? (int)Math.Round(number) : null;
}
