using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Seeds;

/// <summary>The documents of three real cycles come out of samples and templates again, sentence by sentence, cell by cell, in order.</summary>
public sealed class SeedProofTests(ITestOutputHelper output)
{
    /// <summary>The units whose slip the samples do not repeat, by the row of the seed extract (S-039…S-042, S-068, S-097).</summary>
    private static readonly Dictionary<string, Dictionary<int, string>> KnownSlips = new(StringComparer.Ordinal)
    {
        ["000"] = new() { [16] = "S-039", [21] = "S-042", [24] = "S-042", [33] = "S-040" },
        ["001"] = new() { [8] = "S-068", [18] = "S-068", [40] = "S-068", [46] = "S-068" },
        ["002"] = new() { [6] = "S-097", [45] = "S-097", [49] = "S-097" },
    };

    [Theory]
    [InlineData("000", "bac-giang-2024", "decision", "agency-objectives/quyet-dinh", false)]
    [InlineData("000", "bac-giang-2024", "decision", "agency-objectives/quyet-dinh", true)]
    [InlineData("001", "hai-duong-2022", "decision", "agency-objectives/quyet-dinh", false)]
    [InlineData("001", "hai-duong-2022", "decision", "agency-objectives/quyet-dinh", true)]
    [InlineData("002", "hai-duong-2022", "plan", "annual-plan/ke-hoach", false)]
    [InlineData("002", "hai-duong-2022", "plan", "annual-plan/ke-hoach", true)]
    public void A_generated_document_holds_the_whole_seed_in_order(string seed, string sample, string kind, string template, bool isIssued)
    {
        var year = seed == "000" ? new DateOnly(2024, 1, 9) : new DateOnly(2022, 3, 25);
        var data = new SampleDocuments(Repository.Path("samples", sample)).Data(kind, isIssued ? (7, year) : null);

        var filled = DocxTemplate.Open(Repository.Template(template), template).Fill(data);

        filled.Problems.ShouldBeEmpty();
        var coverage = SeedCoverage.Measure(Units(seed), DocxText.ToPlainText(DocxText.Read(filled.Docx!)));
        output.WriteLine($"Seed {seed}, {(isIssued ? "issued" : "draft")}: {coverage.Total} units, {coverage.Literal:P1} word for word, {coverage.Share:P1} with {coverage.Corrected.Count} known slips corrected.");
        coverage.Missing.ShouldBeEmpty();
        coverage.Corrected.OrderBy(pair => pair.Key).ShouldBe(KnownSlips[seed]);
    }

    [Theory]
    [InlineData("Số: 07/QĐ-A", "Số:      /QĐ-A")]
    [InlineData("Hải Dương, ngày 05 tháng 3 năm 2022", "Hải Dương, ngày     tháng 03 năm 2022")]
    [InlineData("(Ban hành kèm theo Quyết định số 12/QĐ-A ngày 09 tháng 01 năm 2024 của B)", "(Ban hành kèm theo Quyết định số     /QĐ-A ngày    /01/2024 của B)")]
    [InlineData("CỘNG HÒA", "CỘNG HOÀ")]
    [InlineData("Lao động – Thương binh", "Lao động-Thương binh")]
    public void Blanks_of_a_draft_and_spellings_make_no_difference(string issued, string draft) =>
        SeedText.Tokens(issued).ShouldBe(SeedText.Tokens(draft));

    [Theory]
    [InlineData("Quyết định số 24/QĐ-A ngày 14/3/2022", "Quyết định số 25/QĐ-A ngày 14/3/2022")]
    [InlineData("Căn cứ Kế hoạch ngày 05/3/2014", "Căn cứ Kế hoạch ngày 06/3/2014")]
    [InlineData("đạt trên 70%", "đạt trên 71%")]
    public void Numbers_dates_and_targets_in_the_text_do_make_a_difference(string one, string other) =>
        SeedText.Tokens(one).ShouldNotBe(SeedText.Tokens(other));

    [Fact]
    public void A_sentence_in_the_wrong_place_counts_as_missing()
    {
        var units = SeedHashes.Cut("Câu thứ nhất.\n\nCâu thứ hai.\n\nCâu thứ ba.").Select(unit => unit.Unit).ToList();

        var coverage = SeedCoverage.Measure(units, "Câu thứ hai. Câu thứ nhất. Câu thứ ba.");

        coverage.Missing.ShouldBe([1]);
    }

    private static IReadOnlyList<SeedUnit> Units(string seed) =>
        SeedCoverage.Read(Repository.Path("tests", "QmsWorkflow.Documents.Tests", "Seeds", seed + ".hashes.json"));
}
