namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>The walk of one agency through its year, as its people press it.</summary>
internal sealed class Year(Office office, string agency)
{
    public Task<Person> AsAsync(string role) => office.PersonAsync($"{agency}.{role}");

    public async Task<string> StartAsync(string isoDate)
    {
        await (await AsAsync("quantri")).MoveClockAsync(isoDate);
        var secretary = await AsAsync("thuky");
        await secretary.OpenAsync("/cycles");
        var href = await secretary.Page.Locator("main a[href*='/cycles/']").First.GetAttributeAsync("href");
        await secretary.OpenAsync(href!);
        var cycle = new Uri(secretary.Page.Url).AbsolutePath;
        await secretary.PressAsync("Bắt đầu chu trình");
        return cycle;
    }

    /// <summary>The plan is drafted, signed and has its number.</summary>
    public async Task IssuePlanAsync(string? returnedWith = null)
    {
        var secretary = await AsAsync("thuky");
        await secretary.CompleteAsync("Soạn kế hoạch năm");
        var clerkOffice = await AsAsync("vanphong");
        await clerkOffice.OpenWorkAsync("Góp ý dự thảo kế hoạch năm");
        if (returnedWith is not null)
        {
            await clerkOffice.Page.Locator("details:has(textarea[name=reason]) > summary").ClickAsync();
            await clerkOffice.Page.Locator("textarea[name=reason]").First.FillAsync(returnedWith);
            await clerkOffice.PressAsync("Trả lại");
            await secretary.OpenWorkAsync("Soạn kế hoạch năm");
            (await secretary.TextAsync()).ShouldContain(returnedWith);
            await secretary.TryPressAsync("Hoàn thành");
            (await secretary.RefusalAsync()).ShouldNotBeNull("a plan was completed though the reason of its return was not answered");
            await secretary.Page.Locator("textarea[name^='reason.']").First.FillAsync("Đã bổ sung đơn vị phối hợp.");
            await secretary.PressAsync("Hoàn thành");
            await clerkOffice.OpenWorkAsync("Góp ý dự thảo kế hoạch năm");
            (await clerkOffice.TextAsync()).ShouldContain("Đã bổ sung đơn vị phối hợp.");
        }

        await clerkOffice.PressAsync("Duyệt");
        await (await AsAsync("giamdoc")).SignAsync("Ký kế hoạch năm");
        await (await AsAsync("vanthu")).CompleteAsync("Cấp số");
    }

    /// <summary>The agency's objectives: submission signed by the deputy, decision signed by the head, both issued.</summary>
    public async Task IssueDecisionAsync()
    {
        await (await AsAsync("thuky")).CompleteAsync("Soạn mục tiêu chất lượng của cơ quan");
        await (await AsAsync("phogiamdoc")).SignAsync("Xem xét mục tiêu và ký tờ trình");
        await (await AsAsync("vanthu")).CompleteAsync("Cấp số");
        await (await AsAsync("giamdoc")).SignAsync("Ký quyết định mục tiêu chất lượng");
        await (await AsAsync("vanthu")).CompleteAsync("Cấp số");
    }

    /// <summary>A unit drafts its objectives, the deputy signs, the head of the unit posts them.</summary>
    public async Task FinishUnitAsync(string unit)
    {
        var head = await AsAsync($"truong.{unit}");
        await WriteObjectivesAsync(head);
        await head.CompleteAsync("Lập mục tiêu chất lượng");
        await (await AsAsync("phogiamdoc")).SignAsync("Duyệt mục tiêu chất lượng của đơn vị");
        await head.PostAsync("Niêm yết mục tiêu chất lượng", "Đã treo tại phòng.");
    }

    /// <summary>The unit takes over the agency's objectives and gives each an action and a monitor.</summary>
    private static async Task WriteObjectivesAsync(Person head)
    {
        await head.OpenWorkAsync("Lập mục tiêu chất lượng");
        await head.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Mở và sửa mục tiêu" }).ClickAsync();
        await head.PressAsync("Kế thừa mục tiêu của cơ quan");
        var links = await head.Page.Locator("main a[href*='/objectives/edit/']").EvaluateAllAsync<string[]>("links => links.map(a => a.pathname)");
        links.ShouldNotBeEmpty();
        foreach (var link in links)
        {
            await head.OpenAsync(link);
            await head.Page.FillAsync("textarea[name=ActionContent]", "Rà soát, đôn đốc việc thực hiện hằng tháng");
            await head.Page.FillAsync("input[name=ActionLead]", "Trưởng phòng");
            await head.Page.FillAsync("input[name=ActionCooperation]", "Công chức");
            await head.Page.FillAsync("input[name=ActionTiming]", "Thường xuyên");
            await head.Page.SelectOptionAsync("#monitor", new Microsoft.Playwright.SelectOptionValue { Index = 1 });
            await head.PressAsync("Lưu mục tiêu");
        }
    }
}
