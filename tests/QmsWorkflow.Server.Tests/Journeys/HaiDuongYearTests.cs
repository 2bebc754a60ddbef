using System.IO.Compression;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class HaiDuongYearTests(Office office) : IClassFixture<Office>
{
    private static readonly string[] Units = ["vp", "khtc", "ncc", "ldvl", "btxh"];

    [Fact]
    public async Task Hai_Duong_2022_runs_from_draft_plan_to_all_unit_objectives_approved_and_read()
    {
        var year = new Year(office, "hd");
        var cycle = await year.StartAsync("2022-03-02");
        await year.IssuePlanAsync(returnedWith: "Thiếu đơn vị phối hợp ở mục 3.");
        await year.IssueDecisionAsync();

        var secretary = await year.AsAsync("thuky");
        await secretary.OpenAsync("/documents");
        var documents = await secretary.TextAsync();
        foreach (var number in new[] { "01/KH-", "01/TTr-", "01/QĐ-" }) documents.ShouldContain(number);

        // 10 working days after 02/03/2022 (Wednesday, not counted): 16/03/2022.
        foreach (var unit in Units)
        {
            var head = await year.AsAsync($"truong.{unit}");
            await head.OpenWorkAsync("Lập mục tiêu chất lượng");
            (await head.Page.Locator("main time[datetime='2022-03-16']").First.TextContentAsync()).ShouldNotBeNull().ShouldContain("16/03/2022");
            var tenth = head.Page.Locator("#deadline-trace tbody tr").Filter(new() { Has = head.Page.Locator("td.fw-bold", new() { HasTextRegex = new("^10$", RegexOptions.None, TimeSpan.FromSeconds(1)) }) });
            (await tenth.First.TextContentAsync()).ShouldNotBeNull().ShouldContain("16");
            await year.FinishUnitAsync(unit);
        }

        await ReadEverythingAsync(year);
        await secretary.UntilAsync(cycle, async () => await secretary.Page.Locator("main tr").Filter(new() { HasText = "Hoàn thành" }).CountAsync() >= Units.Length, "not all units are finished");

        await secretary.OpenAsync("/trail?verify=true");
        (await secretary.TextAsync()).ShouldContain("Nhật ký nguyên vẹn");
        (await WordTextAsync(secretary, "QĐ-")).ShouldContain("01/QĐ-");
    }

    private async Task ReadEverythingAsync(Year year)
    {
        var readers = Units.SelectMany(u => new[] { $"truong.{u}", $"cc1.{u}", $"cc2.{u}" }).Append("thuky").Append("vanthu");
        foreach (var reader in readers)
        {
            var person = await year.AsAsync(reader);
            if (reader is not "vanthu") await person.AcknowledgeAsync("Đọc và hiểu");
            while (await person.HasWorkAsync("Đọc và hiểu")) await person.AcknowledgeAsync("Đọc và hiểu");
        }
    }

    private static async Task<string> WordTextAsync(Person person, string number)
    {
        await person.OpenAsync("/documents");
        await person.OpenAsync((await person.Page.Locator("main tr").Filter(new() { HasText = number }).First.Locator("a[href*='/documents/']").First.GetAttributeAsync("href"))!);
        var word = await person.Context.APIRequest.GetAsync($"{person.Page.Url}/docx");
        word.Status.ShouldBe(200);
        await using var archive = new ZipArchive(new MemoryStream(await word.BodyAsync()));
        using var body = new StreamReader(await archive.GetEntry("word/document.xml")!.OpenAsync());
        return Regex.Replace(await body.ReadToEndAsync(), "<[^>]+>", "", RegexOptions.None, TimeSpan.FromSeconds(5));
    }
}
