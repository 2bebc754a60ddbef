namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class BacGiangYearTests(Office office) : IClassFixture<Office>
{
    private static readonly string[] Units = ["vp", "khtc", "ncc", "ldvl"];

    [Fact]
    public async Task Bac_Giang_2024_runs_to_all_unit_objectives_read_with_ten_working_days_each()
    {
        var year = new Year(office, "bg");
        var cycle = await year.StartAsync("2024-04-22");
        await year.IssuePlanAsync();
        await year.IssueDecisionAsync();

        foreach (var unit in Units)
        {
            var head = await year.AsAsync($"truong.{unit}");
            await head.OpenWorkAsync("Lập mục tiêu chất lượng");
            await head.SeeDueAsync(new(2024, 5, 8));
            CheckSwap(await head.DeadlineDaysAsync());
            await year.FinishUnitAsync(unit);
            await year.DisseminateAsync(unit, "2024-04-22");
        }

        await year.ReadEverythingAsync(Units);
        await year.CheckFinishedAsync(cycle, Units.Length);
        (await year.WordTextAsync("/QĐ-")).ShouldContain("ngày 22 tháng 4 năm 2024");
        await BothAgenciesStayApartAsync(year);
        await PhoneWalk.CheckAsync(office, "bg.thuky");
    }

    /// <summary>The swap of 2024: 29/04 is off and worked on Saturday 04/05; 30/04 and 01/05 are holidays (DOMAIN C4).</summary>
    private static void CheckSwap(IReadOnlyList<DeadlineDay> days)
    {
        days.Count(d => d.Number is not null).ShouldBe(10);
        Day("08/05/2024").Number.ShouldBe(10);
        Day("04/05/2024").Number.ShouldNotBeNull("04/05/2024 is worked");
        Day("04/05/2024").Text.ShouldContain("Làm bù cho ngày nghỉ 29/04/2024");
        foreach (var off in new[] { "27/04/2024", "28/04/2024", "29/04/2024", "30/04/2024", "01/05/2024", "05/05/2024" })
        {
            Day(off).Number.ShouldBeNull($"{off} is not counted");
            Day(off).Text.ShouldContain("Nghỉ: ");
        }

        DeadlineDay Day(string date) => days.Where(d => d.Text.Contains($", {date}", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    private async Task BothAgenciesStayApartAsync(Year bacGiang)
    {
        var clerk = await bacGiang.AsAsync("thuky");
        await clerk.OpenAsync("/documents");
        var document = (await clerk.Page.Locator("main tbody a[href*='/documents/']").First.GetAttributeAsync("href"))!;
        var stranger = await office.PersonAsync("hd.thuky");
        (await stranger.OpenAsync(document)).ShouldBe(404);
        (await stranger.TextAsync()).ToUpperInvariant().ShouldContain("KHÔNG TÌM THẤY");
        (await stranger.Context.APIRequest.GetAsync(new Uri(office.Product.Address, $"{document}/docx").ToString())).Status.ShouldBe(404);
    }
}
