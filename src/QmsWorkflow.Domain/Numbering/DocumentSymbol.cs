namespace QmsWorkflow.Domain.Numbering;

/// <summary>The symbol of a document: "QĐ-SLĐTBXH", "KH-BCĐ", for a công văn "SKHHCN-CCTĐC" (NĐ 30/2020, Phụ lục I, I.3b).</summary>
/// <param name="KindAbbreviation">The kind's abbreviation; null for a công văn.</param>
/// <param name="Agency">The abbreviation of the agency, committee or state title that issues it.</param>
/// <param name="Unit">For a công văn the drafting unit or field; null when there is none.</param>
public sealed record DocumentSymbol(string? KindAbbreviation, string Agency, string? Unit = null)
{
    /// <summary>The administrative kind; null for kinds of law only (NĐ, TT, Luật …).</summary>
    public DocumentKind? Kind => KindAbbreviation is null
        ? DocumentKind.OfficialLetter
        : DocumentKinds.ByAbbreviation(KindAbbreviation)?.Kind;

    /// <summary>The symbol of a document of this kind by this agency or committee.</summary>
    /// <param name="kind">The kind; thư công carries no number and is refused.</param>
    /// <param name="agency">The issuer's abbreviation as its head has set it.</param>
    /// <param name="unit">The drafting unit, for công văn only.</param>
    /// <exception cref="ArgumentException">The kind has no number, or a part is not an abbreviation.</exception>
    public static DocumentSymbol For(DocumentKind kind, string agency, string? unit = null)
    {
        if (kind == DocumentKind.OfficialNote) { throw new ArgumentException("Thư công không có số, ký hiệu.", nameof(kind)); }
        if (!IsGroup(agency)) { throw new ArgumentException($"“{agency}” không phải là chữ viết tắt tên cơ quan.", nameof(agency)); }
        if (unit is not null && !IsGroup(unit)) { throw new ArgumentException($"“{unit}” không phải là chữ viết tắt tên đơn vị.", nameof(unit)); }
        return new(DocumentKinds.Of(kind).Abbreviation, agency, kind == DocumentKind.OfficialLetter ? unit : null);
    }

    /// <summary>Whether a text can be one group of a symbol: letters, digits and "&amp;", no spaces, no "-" or "/".</summary>
    public static bool IsGroup(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '&');

    /// <summary>The groups joined by "-" without spaces.</summary>
    public override string ToString() => string.Join('-', new[] { KindAbbreviation, Agency, Unit }.Where(part => part is not null));
}
