using System.Text.RegularExpressions;

namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class HaiDuongYearTests(Office office) : IClassFixture<Office>
{
    private static readonly string[] Units = ["vp", "khtc", "ncc", "ldvl", "btxh"];

    [Fact]
    public async Task Hai_Duong_2022_runs_from_draft_plan_to_all_unit_objectives_approved_and_posted()
    {
        var year = new Year(office, "hd");
        await year.StartAsync("2022-03-02");
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
    }
}
