using System.Globalization;
using QmsWorkflow.Domain.Sources;

namespace QmsWorkflow.Domain.Tests.Sources;

/// <summary>Codes of facts become the documents that people know.</summary>
public class FactSourcesTests
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    [Theory]
    [InlineData("S-062", "Quyết định số …/QĐ-SLĐTBXH tháng 3/2022, Sở LĐTBXH Hải Dương, mục tiêu 1")]
    [InlineData("S-079", "Kế hoạch số 698/KH-SLĐTBXH năm 2022, Sở LĐTBXH Hải Dương, việc 3")]
    [InlineData("S-141, S-143", "Quyết định số 589/QĐ-UBND ngày 28/3/2024, UBND huyện Bàu Bàng, mục tiêu 2")]
    [InlineData("S-030 (“trong đó 80%”)", "Quyết định số …/QĐ-LĐTĐ&XH năm 2024, Sở LĐTBXH Bắc Giang, mục tiêu 4.2 (“trong đó 80%”)")]
    [InlineData("NĐ 224/2026/NĐ-CP Điều 19", "NĐ 224/2026/NĐ-CP Điều 19")]
    [InlineData("", "")]
    public void A_code_becomes_its_document_and_place_and_other_words_stay(string source, string words) =>
        FactSources.Say(source, Vietnamese).ShouldBe(words);

    [Fact]
    public void Documents_are_told_apart_and_each_keeps_its_codes()
    {
        var parts = FactSources.Parts("ISO 9001 6.2; S-012, S-079");

        parts.Select(part => (part.Text, part.Codes)).ShouldBe(
        [
            ("ISO 9001 6.2; ", null), ("Quyết định số …/QĐ-LĐTĐ&XH năm 2024, Sở LĐTBXH Bắc Giang, Điều 2 điểm b", "S-012"), ("; ", null),
            ("Kế hoạch số 698/KH-SLĐTBXH năm 2022, Sở LĐTBXH Hải Dương, việc 3", "S-079"),
        ]);
        FactSources.Parts("S-151", isEnglish: true).ShouldHaveSingleItem().Text.ShouldEndWith("UBND huyện Bàu Bàng, note 3");
    }

    [Theory]
    [InlineData("S-250")]
    [InlineData("S-000")]
    [InlineData("Mẫu QMS-S-029-1")]
    [InlineData("S-0291")]
    public void What_only_looks_like_a_code_is_left_alone(string source) => FactSources.Say(source, Vietnamese).ShouldBe(source);

    [Fact]
    public void Every_code_in_the_shipped_data_and_in_the_program_is_known()
    {
        var root = Root();
        string[] files =
        [
            .. Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Path.Combine(root, "src", "QmsWorkflow.Domain", "Data"), "*.json"),
            .. Directory.EnumerateFiles(Path.Combine(root, "templates"), "*.schema.json", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Path.Combine(root, "samples"), "*.json", SearchOption.AllDirectories),
        ];

        var codes = files.SelectMany(file => FactSources.CodesIn(File.ReadAllText(file))).Distinct().ToList();

        codes.Count.ShouldBeGreaterThan(60);
        codes.Where(code => !FactSources.Knows(code)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_fact_lies_in_one_document_only() =>
        Enumerable.Range(1, 199).Select(number => $"S-{number.ToString("000", CultureInfo.InvariantCulture)}").ShouldAllBe(code => FactSources.Knows(code) && FactSources.Say(code, Vietnamese).Length > 20);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "QmsWorkflow.sln"))) { folder = folder.Parent!; }
        return folder.FullName;
    }
}
