using System.Text.RegularExpressions;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Breaks long names in capitals before the place they end with, not inside it: ỦY BAN NHÂN DÂN / HUYỆN BÀU BÀNG.</summary>
internal static partial class NameLines
{
    /// <value>What the left half of the header block holds: 26 capitals of 12 points.</value>
    public const int Heading = 26;

    /// <param name="width">How many capitals a line holds.</param>
    public static string Of(string name, int width) => name.Length <= width ? name : Place().Replace(name, "\n", 1);

    // The last place in the name; "XÃ HỘI" is none.
    [GeneratedRegex(@" (?=(TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|PHƯỜNG|XÃ(?! HỘI)|ĐẶC KHU) (?!.* (TỈNH|THÀNH PHỐ) ).+$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
