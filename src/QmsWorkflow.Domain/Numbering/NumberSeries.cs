using System.Globalization;

namespace QmsWorkflow.Domain.Numbering;

/// <summary>How an agency numbers its administrative documents; its head decides (NĐ 30/2020 Đ15.1c).</summary>
public enum SeriesPolicy
{
    /// <summary>One series for each kind of document.</summary>
    PerKind,

    /// <summary>One series for all kinds.</summary>
    AllKinds,
}

/// <summary>One run of numbers, 01 on 1/1 to the last on 31/12; two documents with the same series never share a number.</summary>
/// <param name="Issuer">The abbreviation of the agency, or of a committee, which has a series of its own (NĐ 30/2020, Phụ lục I, I.3a).</param>
/// <param name="Group">The kind's abbreviation ("CV" for công văn), "*" for all kinds together, "BS" for copies.</param>
/// <param name="Year">The year of issue.</param>
/// <param name="IsNormative">Law: each kind has its own series (Đ15.1a).</param>
/// <param name="IsSecret">Secret documents: own series (Đ15.2).</param>
public sealed record NumberSeries(string Issuer, string Group, int Year, bool IsNormative, bool IsSecret)
{
    /// <summary>The series a document's number is taken from.</summary>
    /// <param name="symbol">The symbol the document will carry.</param>
    /// <param name="issued">The date of issue; its year counts.</param>
    public static NumberSeries For(DocumentSymbol symbol, DateOnly issued, SeriesPolicy policy, bool isNormative = false, bool isSecret = false)
    {
        var kind = symbol.Kind is { } known ? DocumentKinds.Of(known) : null;
        var group = (isNormative, kind) switch
        {
            (false, { IsCopy: true }) => "BS",
            (false, not null) when policy == SeriesPolicy.AllKinds => "*",
            _ => symbol.KindAbbreviation ?? "CV",
        };
        return new(symbol.Agency, group, issued.Year, isNormative, isSecret);
    }

    /// <summary>A stable key: "SLĐTBXH/QĐ/2022".</summary>
    public override string ToString() =>
        $"{Issuer}/{Group}/{Year.ToString(CultureInfo.InvariantCulture)}{(IsNormative ? "/QPPL" : "")}{(IsSecret ? "/M" : "")}";
}
