using System.Globalization;
using System.Resources;
using QmsWorkflow.Domain.Numbering;
using QmsWorkflow.Server.Features.Documents;
using DocumentKindInfo = QmsWorkflow.Server.Features.Documents.DocumentKindInfo;

namespace QmsWorkflow.Server.Tests.Documents;

public sealed class DocumentKindTests
{
    private static readonly ResourceManager Texts = new(typeof(DocumentsText));

    public static TheoryData<string> Kinds => [.. DocumentKindInfo.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_its_name_and_its_process_in_both_languages(string kind)
    {
        var info = DocumentKindInfo.Find(kind)!;

        Texts.GetString($"Kind_{kind}", new CultureInfo("vi")).ShouldBe(info.NameVi);
        Texts.GetString($"Kind_{kind}", new CultureInfo("en")).ShouldBe(info.NameEn);
        Texts.GetString($"Process_{info.Process}", new CultureInfo("vi")).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_abbreviation_is_one_of_the_decree(string kind)
    {
        var info = DocumentKindInfo.Find(kind)!;

        if (info.Abbreviation is { } abbreviation) DocumentKinds.ByAbbreviation(abbreviation).ShouldNotBeNull();
        (info.IsLetter && info.Abbreviation is not null).ShouldBeFalse("công văn has no abbreviation (Phụ lục III)");
    }

    [Fact]
    public void No_two_kinds_share_a_template() =>
        DocumentKindInfo.Ordered.SelectMany(info => info.Templates).ShouldBeUnique();

    [Theory]
    [InlineData("plan", "VP", "KH-SLĐTBXH", "KH")]
    [InlineData("nomination", "VP", "SLĐTBXH-VP", "CV")]
    [InlineData("nomination", null, "SLĐTBXH", "CV")]
    [InlineData("audit-notes", "VP", "", "audit-notes")]
    public void Symbol_names_the_kind_but_that_of_a_letter_names_the_drafting_unit(string kind, string? unit, string symbol, string series)
    {
        var info = DocumentKindInfo.Find(kind)!;

        info.SymbolOf("SLĐTBXH", unit).ShouldBe(symbol);
        info.Series.ShouldBe(series);
    }
}
