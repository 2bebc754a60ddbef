using System.Collections.Immutable;

namespace QmsWorkflow.Documents.Checking;

/// <summary>How serious a finding is.</summary>
public enum FormSeverity
{
    /// <summary>Good to know; nothing forbids it.</summary>
    Hint,

    /// <summary>Probably wrong; the author decides.</summary>
    Warning,

    /// <summary>Against the decree: the document should not be signed like this.</summary>
    Error,
}

/// <summary>The part of a document that a finding is about.</summary>
public enum FormArea
{
    /// <summary>Paper, margins, letters of the whole document.</summary>
    Page,

    /// <summary>Quốc hiệu, agency, number, date.</summary>
    Heading,

    /// <summary>Tên loại, trích yếu, V/v, Kính gửi.</summary>
    Title,

    /// <summary>Căn cứ and the line of authority.</summary>
    Bases,

    /// <summary>The text itself.</summary>
    Body,

    /// <summary>Chức vụ, họ tên of the signer.</summary>
    Signature,

    /// <summary>Nơi nhận.</summary>
    Recipients,

    /// <summary>Phụ lục.</summary>
    Appendix,

    /// <summary>Page headers and footers.</summary>
    Margin,
}

/// <summary>Where something was found.</summary>
/// <param name="Area">The part of the document.</param>
/// <param name="Section">The section, from 1.</param>
/// <param name="Paragraph">The paragraph, from 1 over those with text; null for pages as a whole.</param>
/// <param name="Cell">The cell of a table; null outside tables.</param>
/// <param name="Quote">The first words of the paragraph, at most 60 characters.</param>
public sealed record FormPlace(FormArea Area, int Section, int? Paragraph, CellPlace? Cell, string Quote)
{
    /// <summary>The place in Vietnamese: "Phần mở đầu, đoạn 3: “Số: 5/QĐ-UBND”".</summary>
    public override string ToString()
    {
        var place = Paragraph is { } number ? $"{AreaVi}, đoạn {number}" : $"{AreaVi}, phần {Section}";
        if (Cell is { } cell) place += $" (bảng {cell.Table}, hàng {cell.Row}, cột {cell.Column})";
        return Quote.Length == 0 ? place : $"{place}: “{Quote}”";
    }

    /// <summary>The name of the part in Vietnamese.</summary>
    public string AreaVi => Area switch
    {
        FormArea.Page => "Trang",
        FormArea.Heading => "Phần đầu văn bản",
        FormArea.Title => "Tên loại, trích yếu",
        FormArea.Bases => "Căn cứ ban hành",
        FormArea.Body => "Nội dung",
        FormArea.Signature => "Phần ký",
        FormArea.Recipients => "Nơi nhận",
        FormArea.Appendix => "Phụ lục",
        _ => "Đầu trang, chân trang",
    };
}

/// <summary>A change of words that makes a paragraph right.</summary>
/// <param name="Before">The paragraph's text now.</param>
/// <param name="After">Its text after the fix.</param>
public sealed record FormTextChange(string Before, string After);

/// <summary>A fix that the program can make.</summary>
/// <param name="Description">What it does, in Vietnamese.</param>
/// <param name="Changes">The paragraphs whose words change; empty when only the layout does.</param>
public sealed record FormFixOffer(string Description, ImmutableArray<FormTextChange> Changes);

/// <summary>One thing that the check found.</summary>
/// <param name="Id">Names the finding within this file; the same file always gives the same ids.</param>
/// <param name="Rule">The code of the rule: "ND30-223".</param>
/// <param name="Severity">How serious.</param>
/// <param name="Place">Where.</param>
/// <param name="Article">The article the rule rests on, in Vietnamese.</param>
/// <param name="Found">What was found, in Vietnamese.</param>
/// <param name="Required">What is required, in Vietnamese.</param>
/// <param name="Fix">The fix the program can make; null when a person must decide.</param>
public sealed record FormFinding(string Id, string Rule, FormSeverity Severity, FormPlace Place, string Article, string Found, string Required, FormFixOffer? Fix);

/// <summary>What the check of a document found, the gravest first.</summary>
/// <param name="Findings">The findings; of the same severity in reading order.</param>
public sealed record FormReport(ImmutableArray<FormFinding> Findings)
{
    /// <summary>Whether nothing was found that is against the decree.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == FormSeverity.Error);

    /// <summary>How many findings there are of a severity.</summary>
    public int Count(FormSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
