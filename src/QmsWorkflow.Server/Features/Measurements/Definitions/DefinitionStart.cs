using System.Globalization;
using System.Text;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>What the formulas count over a test case.</summary>
/// <param name="Value">As reports show it.</param>
public sealed record CountedTest(long Numerator, long Denominator, string Value)
{
    internal static CountedTest Of(IndicatorDefinition definition, IndicatorTest test)
    {
        var (above, below) = (test.Rows.Total(definition.Numerator, test.Window), test.Rows.Total(definition.Denominator, test.Window));
        return new CountedTest(above, below, IndicatorValue.OfCounts(above, below, definition.Unit).Show(definition.Decimals, definition.Unit));
    }
}

/// <summary>How a form begins and how its rows come and go.</summary>
internal static class DefinitionStart
{
    public static DefinitionForm Empty() => new() { Tests = [new TestForm { Rows = [new RowForm()] }] };

    /// <summary>Adds or drops a test case or a row; false when the act is none of these.</summary>
    public static bool Rearrange(DefinitionForm form, string act)
    {
        var parts = act.Split(':');
        int At(int part) => parts.Length > part && int.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1;
        var test = At(1) >= 0 && At(1) < form.Tests.Count ? form.Tests[At(1)] : null;
        switch (parts[0])
        {
            case "add-test":
                form.Tests.Add(Like(form.Tests.LastOrDefault()));
                return true;
            case "drop-test":
                if (test is not null) form.Tests.Remove(test);
                return true;
            case "add-row":
                test?.Rows.Add(new RowForm());
                return true;
            case "drop-row":
                if (test is not null && At(2) >= 0 && At(2) < test.Rows.Count) test.Rows.RemoveAt(At(2));
                return true;
            default:
                return false;
        }
    }

    /// <summary>A code from a name: "Tỷ lệ đúng hạn" becomes "ty-le-dung-han".</summary>
    public static string CodeOf(string name)
    {
        var plain = name.ToLowerInvariant().Replace('đ', 'd').Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);
        var words = string.Concat(plain.Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = string.Join('-', words);
        return code.Length <= 80 ? code : code[..80].TrimEnd('-');
    }

    // The next test case is mostly of the same period.
    private static TestForm Like(TestForm? before) => new() { From = before?.From ?? "", To = before?.To ?? "", Rows = [new RowForm()] };
}
