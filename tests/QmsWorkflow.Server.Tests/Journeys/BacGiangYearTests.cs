namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class BacGiangYearTests(Office office) : IClassFixture<Office>
{
    private static readonly DateOnly Due = new(2024, 5, 8);

    [Fact]
    public async Task Bac_Giang_2024_units_get_ten_working_days()
    {
        var year = new Year(office, "bg");
        await year.StartAsync("2024-04-22");
        await year.IssuePlanAsync();
        await year.IssueDecisionAsync();

        // The swap of 2024: 29/04 is off and worked on Saturday 04/05; 30/04 and 01/05 are holidays.
        var head = await year.AsAsync("truong.khtc");
        await head.OpenWorkAsync("Lập mục tiêu chất lượng");
        (await head.Page.Locator($"main time[datetime='{Due:yyyy-MM-dd}']").First.TextContentAsync()).ShouldNotBeNull().ShouldContain("08/05/2024");
        var trace = await head.Page.Locator("#deadline-trace").TextContentAsync();
        trace.ShouldNotBeNull().ShouldContain("04/05/2024");
        trace.ShouldContain("30/04/2024");

        await BothAgenciesStayApartAsync(year);
    }

    private async Task BothAgenciesStayApartAsync(Year bacGiang)
    {
        var clerk = await bacGiang.AsAsync("thuky");
        await clerk.OpenAsync("/documents");
        var document = (await clerk.Page.Locator("main a[href*='/documents/']").First.GetAttributeAsync("href"))!;
        var stranger = await office.PersonAsync("hd.thuky");
        (await stranger.OpenAsync(document)).ShouldBe(404);
        (await stranger.TextAsync()).ToUpperInvariant().ShouldContain("KHÔNG TÌM THẤY");
        (await stranger.Context.APIRequest.GetAsync(new Uri(office.Product.Address, $"{document}/docx").ToString())).Status.ShouldBe(404);
    }
}
