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
        await year.CompletePlanTableAsync("Quý IV/2022");
        await year.IssuePlanAsync(returnedWith: "Thiếu đơn vị phối hợp ở mục 3.");
        await year.IssueDecisionAsync();

        var secretary = await year.AsAsync("thuky");
        await secretary.OpenAsync("/documents");
        var documents = await secretary.TextAsync();
        foreach (var number in new[] { "01/KH-", "01/TTr-", "01/QĐ-" }) documents.ShouldContain(number);

        // 10 working days after 02/03/2022 (Wednesday, not counted): 16/03/2022, without the two weekends between.
        foreach (var unit in Units)
        {
            var head = await year.AsAsync($"truong.{unit}");
            await head.OpenWorkAsync("Lập mục tiêu chất lượng");
            await head.SeeDueAsync(new(2022, 3, 16));
            var days = await head.DeadlineDaysAsync();
            days.Count(d => d.Number is not null).ShouldBe(10);
            days.Single(d => d.Number == 10).Text.ShouldContain("16/03/2022");
            days.Where(d => d.Text.Contains("05/03/2022", StringComparison.Ordinal)).ShouldHaveSingleItem().Number.ShouldBeNull();
            await year.FinishUnitAsync(unit);
            await year.DisseminateAsync(unit, "2022-03-02");
        }

        await year.ReadEverythingAsync(Units);
        await year.CheckFinishedAsync(cycle, Units.Length);
        (await year.WordTextAsync("/KH-")).ShouldContain("Quý IV/2022");
        var decision = await year.WordTextAsync("/QĐ-");
        decision.ShouldContain("01/QĐ-");
        decision.ShouldContain("Hải Dương, ngày 02 tháng 3 năm 2022");
    }
}
