using QmsWorkflow.Documents;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>
/// The real documents of the seeds come out of the samples and templates: every sentence, heading and table cell, in order. Sentences with a
/// known slip of the original, which the product corrects, are listed with their fact number and must be found corrected in the same place.
/// </summary>
public sealed class SeedTests(TestCluster cluster, ITestOutputHelper output)
{
    [Theory]
    [InlineData("000", "bac-giang", "decision", false)]
    [InlineData("000", "bac-giang", "decision", true)]
    [InlineData("001", "hai-duong", "decision", false)]
    [InlineData("001", "hai-duong", "decision", true)]
    [InlineData("002", "hai-duong", "plan", false)]
    [InlineData("002", "hai-duong", "plan", true)]
    [InlineData("003", "bau-bang", "decision", false)]
    [InlineData("003", "bau-bang", "decision", true)]
    [InlineData("004", "ba-ria-vung-tau", "decision", false)]
    [InlineData("004", "ba-ria-vung-tau", "decision", true)]
    public async Task Every_sentence_of_the_seed_is_found_in_order(string seed, string agency, string kind, bool isIssued)
    {
        var expected = await SeedExpectation.ReadAsync(seed);
        var (day, signer) = SeedAgencies.Of(agency);
        await using var app = await ProductApp.CreateAsync(cluster, day);
        var id = await app.DraftAsync(agency, kind);
        if (isIssued)
        {
            (await app.SignAsync(agency, id, signer)).IsDone.ShouldBeTrue();
            await app.IssueAsync(agency, id);
        }

        var items = SeedText.OfDocument(DocxText.Read(await app.FileOfAsync(agency, id)).Select(block => block.Text));

        var coverage = SeedCoverage.Measure(expected, [.. items.Select(SeedText.Hash)]);
        output.WriteLine($"Seed {seed}, {(isIssued ? "issued" : "draft")}: {coverage}");
        coverage.Missing.ShouldBeEmpty();
        coverage.Corrected.ShouldBe(expected.Slips);
    }

    [Theory]
    [InlineData("000", "000_7c502847a0518613.txt")]
    [InlineData("001", "001_dd60d69986db4f13.txt")]
    [InlineData("002", "002_f6695b853c7d05c4.txt")]
    [InlineData("003", "003_ac522142b36cea52.txt")]
    [InlineData("004", "004_83a9516059bfcb7f.txt")]
    public async Task The_expectation_is_that_of_the_seed(string seed, string fileName)
    {
        var expected = await SeedExpectation.ReadAsync(seed);
        expected.Items.Count.ShouldBeGreaterThan(40);
        expected.Slips.ShouldAllBe(slip => expected.Items[slip.Index] != slip.Corrected);
        // The originals lie beside the working tree of those who may have them; others have their hashes.
        var source = Path.Combine(Repository.Root, "..", "shared", "seeds", fileName);
        if (!File.Exists(source)) return;

        var items = SeedText.OfSeed(await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken));
        var made = expected.MadeFrom(items);
        // Writing is how the expectation is made anew after a change of the rules of cutting.
        if (Environment.GetEnvironmentVariable("QMS_WRITE_SEEDS") == "1")
        {
            await made.WriteAsync(seed);
            output.WriteLine(string.Join('\n', items.Select((item, index) => $"{index}: {item}")));
            return;
        }

        made.Items.ShouldBe(expected.Items);
        made.Slips.Select(slip => slip.Corrected).ShouldBe(expected.Slips.Select(slip => slip.Corrected));
    }

    [Theory]
    [InlineData("Số: 07/QĐ-A", "Số:      /QĐ-A")]
    [InlineData("Hải Dương, ngày 05 tháng 3 năm 2022", "Hải Dương, ngày     tháng 3 năm 2022")]
    [InlineData("(Ban hành kèm theo Quyết định số 12/QĐ-A ngày 09/01/2024 của B)", "(Ban hành kèm theo Quyết định số     /QĐ-A ngày    /01/2024 của B)")]
    [InlineData("CỘNG HÒA", "CỘNG HOÀ")]
    [InlineData("Lao động – Thương binh", "Lao động-Thương binh")]
    public void Blanks_of_a_draft_and_spellings_make_no_difference(string issued, string draft) => Items(issued).ShouldBe(Items(draft));

    [Theory]
    [InlineData("Căn cứ Quyết định số 24/QĐ-A ngày 14/3/2022", "Căn cứ Quyết định số 25/QĐ-A ngày 14/3/2022")]
    [InlineData("Căn cứ Kế hoạch ngày 05/3/2014", "Căn cứ Kế hoạch ngày 06/3/2014")]
    [InlineData("Hải Dương, ngày 05 tháng 3 năm 2022", "Hải Dương, ngày 05 tháng 4 năm 2022")]
    [InlineData("đạt trên 70%", "đạt trên 71%")]
    [InlineData("tổ chức, công dân", "tổ chức công dân")]
    public void Numbers_dates_targets_and_commas_do_make_a_difference(string one, string other) => Items(one).ShouldNotBe(Items(other));

    [Fact]
    public void A_sentence_in_the_wrong_place_counts_as_missing()
    {
        var expected = new SeedExpectation([.. Items("Câu thứ nhất. Câu thứ hai. Câu thứ ba.").Select(SeedText.Hash)], []);

        var coverage = SeedCoverage.Measure(expected, [.. Items("Câu thứ hai. Câu thứ ba. Câu thứ nhất.").Select(SeedText.Hash)]);

        coverage.Missing.ShouldBe([0]);
    }

    [Fact]
    public void A_slip_is_only_accepted_with_its_correction()
    {
        var expected = new SeedExpectation([SeedText.Hash("tiếp túc")], [new SeedSlip(0, "S-068", "typing slip", [], SeedText.Hash("tiếp xúc"))]);

        SeedCoverage.Measure(expected, [SeedText.Hash("tiếp xúc")]).Missing.ShouldBeEmpty();
        SeedCoverage.Measure(expected, [SeedText.Hash("tiếp theo")]).Missing.ShouldBe([0]);
    }

    private static IReadOnlyList<string> Items(string text) => SeedText.OfDocument([text]);
}
