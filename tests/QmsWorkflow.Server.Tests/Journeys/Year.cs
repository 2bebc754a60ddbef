using Microsoft.Playwright;
using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>The walk of one agency through its year, as its people press it.</summary>
internal sealed class Year(Office office, string agency)
{
    /// <summary>Who signs the plan and the decision: the deputy for the head in Bắc Giang, the head in Hải Dương (S-023, S-059).</summary>
    private string Signer => agency == "bg" ? "phogiamdoc" : "giamdoc";

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

    /// <summary>The page says that the plan lacks a management review (S-089); the secretary adds it, first with a timing that nobody can read.</summary>
    public async Task CompletePlanTableAsync(string timing)
    {
        var secretary = await AsAsync("thuky");
        await secretary.OpenWorkAsync("Soạn kế hoạch năm");
        await secretary.Page.GetByRole(AriaRole.Link, new() { Name = "Sửa bảng kế hoạch" }).ClickAsync();
        var missing = secretary.Page.Locator("[data-finding=ManagementReview]");
        (await missing.CountAsync()).ShouldBe(1);
        await secretary.PressAsync("Thêm dòng xem xét của lãnh đạo");
        var last = secretary.Page.Locator("textarea[name=Timing]").Last;
        await last.FillAsync("lúc nào rảnh");
        await secretary.TryPressAsync("Lưu kế hoạch");
        (await secretary.TextAsync()).ShouldContain("không hiểu “lúc nào rảnh”");
        await last.FillAsync(timing);
        await secretary.PressAsync("Lưu kế hoạch");
        (await missing.CountAsync()).ShouldBe(0);
        (await last.InputValueAsync()).ShouldBe(timing);
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
        await (await AsAsync(Signer)).SignAsync("Ký kế hoạch năm");
        await (await AsAsync("vanthu")).CompleteAsync("Cấp số");
    }

    /// <summary>The agency's objectives: submission signed by the deputy, decision signed by the head, both issued.</summary>
    public async Task IssueDecisionAsync()
    {
        await (await AsAsync("thuky")).CompleteAsync("Soạn mục tiêu chất lượng của cơ quan");
        await (await AsAsync("phogiamdoc")).SignAsync("Xem xét mục tiêu và ký tờ trình");
        await (await AsAsync("vanthu")).CompleteAsync("Cấp số");
        await (await AsAsync(Signer)).SignAsync("Ký quyết định mục tiêu chất lượng");
        await (await AsAsync("vanthu")).CompleteAsync("Cấp số");
    }

    /// <summary>The head of a unit tells its staff of the decision and adds the evidence (S-011); what is typed outlives the upload of the note.</summary>
    public async Task DisseminateAsync(string unit, string isoDay)
    {
        var head = await AsAsync($"truong.{unit}");
        await head.OpenWorkAsync("Phổ biến mục tiêu chất lượng của cơ quan đến toàn đơn vị");
        await head.TryPressAsync("Hoàn thành");
        (await head.RefusalAsync()).ShouldNotBeNull("dissemination was completed without its form and evidence");
        await head.Page.FillAsync("[name='f.day']", isoDay);
        await head.Page.SelectOptionAsync("[name='f.way']", "meeting");
        await head.Page.FillAsync("[name='f.people']", "12");
        await head.Page.FillAsync("#evidence-note", "Biên bản họp đơn vị đã lưu hồ sơ.");
        await head.PressAsync("Thêm ghi chú");
        await head.PressAsync("Hoàn thành");
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
        await head.Page.GetByRole(AriaRole.Link, new() { Name = "Mở và sửa mục tiêu" }).ClickAsync();
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
            await head.Page.SelectOptionAsync("#monitor", new SelectOptionValue { Index = 1 });
            await head.PressAsync("Lưu mục tiêu");
        }
    }

    /// <summary>Everybody in scope reads and confirms what waits for them.</summary>
    public async Task ReadEverythingAsync(IEnumerable<string> units)
    {
        var readers = units.SelectMany(u => new[] { $"truong.{u}", $"cc1.{u}", $"cc2.{u}" }).Concat(["thuky", "vanthu", "bcd", "vanphong", "quantri", "danhgia"]);
        foreach (var reader in readers)
        {
            var person = await AsAsync(reader);
            while (await person.HasWorkAsync("Đọc và hiểu")) await person.AcknowledgeAsync("Đọc và hiểu");
        }
    }

    /// <summary>Each unit's row of the cycle page is finished, nothing is late, and the trail is whole.</summary>
    public async Task CheckFinishedAsync(string cycle, int units)
    {
        var secretary = await AsAsync("thuky");
        await secretary.UntilAsync(cycle, async () => await secretary.Page.Locator("main tr").Filter(new() { HasText = "Hoàn thành" }).CountAsync() >= units, "not all units are finished");
        await secretary.OpenAsync("/trail?verify=true");
        (await secretary.TextAsync()).ShouldContain("Nhật ký nguyên vẹn");
    }

    /// <summary>The text of the Word file of the first document whose number holds this, as it is downloaded.</summary>
    public async Task<string> WordTextAsync(string number)
    {
        var secretary = await AsAsync("thuky");
        await secretary.OpenAsync("/documents");
        await secretary.OpenAsync((await secretary.Page.Locator("main tr").Filter(new() { HasText = number }).First.Locator("a[href*='/documents/']").First.GetAttributeAsync("href"))!);
        var word = await secretary.Context.APIRequest.GetAsync($"{secretary.Page.Url}/docx");
        word.Status.ShouldBe(200);
        var pdf = await secretary.Context.APIRequest.GetAsync($"{secretary.Page.Url}/pdf");
        pdf.Status.ShouldBe(200);
        (await pdf.BodyAsync()).Take(5).ShouldBe("%PDF-"u8.ToArray());
        return DocxText.ToPlainText(DocxText.Read(await word.BodyAsync()));
    }
}
