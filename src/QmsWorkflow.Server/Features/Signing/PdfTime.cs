using System.Globalization;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Reads dates as PDF files write them: D:20261121150000+07'00'.</summary>
internal static partial class PdfTime
{
    public static DateTimeOffset? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var zone = match.Groups["sign"].Value is "+" or "-" ? $"{match.Groups["sign"].Value}{match.Groups["hours"].Value}:{(match.Groups["minutes"].Success ? match.Groups["minutes"].Value : "00")}" : "+00:00";
        return DateTimeOffset.TryParseExact($"{match.Groups["time"].Value}{zone}", "yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }

    [GeneratedRegex("^D:(?<time>[0-9]{14})(Z|(?<sign>[+-])(?<hours>[0-9]{2})('(?<minutes>[0-9]{2})'?)?)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
