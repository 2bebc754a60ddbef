using Microsoft.Playwright;

namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class RefusalTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task Another_person_cannot_open_a_task_nor_move_the_clock()
    {
        var year = new Year(office, "hd");
        await year.StartAsync("2024-05-10");
        var secretary = await year.AsAsync("thuky");
        var task = await secretary.OpenWorkAsync("Soạn kế hoạch năm");

        var staff = await year.AsAsync("cc1.khtc");
        (await staff.OpenAsync(task)).ShouldBeOneOf(200, 403, 404);
        (await staff.Page.GetByRole(AriaRole.Button, new() { Name = "Hoàn thành", Exact = true }).CountAsync()).ShouldBe(0);
        await staff.OpenAsync("/admin/clock");
        (await staff.Page.Locator("#date").CountAsync()).ShouldBe(0);

        // The same task stands open in two tabs; the second completion says who was first.
        var stale = await office.NewPersonAsync("hd.thuky", 1280);
        await stale.OpenAsync(task);
        await secretary.OpenAsync(task);
        await secretary.PressAsync("Hoàn thành");
        await stale.TryPressAsync("Hoàn thành");
        (await stale.TextAsync()).ShouldContain("hoàn thành lúc");

        var approval = await (await year.AsAsync("vanphong")).OpenWorkAsync("Góp ý dự thảo kế hoạch năm");
        await staff.OpenAsync(approval);
        (await staff.Page.GetByRole(AriaRole.Button, new() { Name = "Duyệt", Exact = true }).CountAsync()).ShouldBe(0);
    }
}
