using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.People;

public sealed class UnitTests(TestCluster cluster)
{
    [Fact]
    public async Task A_new_unit_counts_from_its_first_day()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/units/new");

        await browser.SubmitAsync("Lưu", ("Form.Code", "VP"), ("Form.Name", "Văn phòng"), ("Form.Kind", "office"), ("Form.ValidFrom", "2024-07-01"));

        browser.Path.ShouldBe("/admin/units");
        browser.Page.QuerySelector("table")!.TextContent.ShouldNotContain("Văn phòng");
        (await browser.GoAsync("/admin/units?on=2024-07-01")).Page.QuerySelector("table")!.TextContent.ShouldContain("Văn phòng");
        (await InScopeAsync(app, new DateOnly(2024, 6, 30))).ShouldBe(["Phòng Kế hoạch", "Phòng Lao động"]);
        (await InScopeAsync(app, new DateOnly(2024, 7, 1))).ShouldContain("Văn phòng");
    }

    [Fact]
    public async Task A_renamed_unit_keeps_its_former_name_for_earlier_days()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/units/{app.Planning}");

        await browser.SubmitAsync("Đổi tên", ("Renaming.NewName", "Phòng Kế hoạch - Tài chính"), ("Renaming.NameFrom", "2024-03-01"));

        browser.Text.ShouldContain("Phòng Kế hoạch nay là Phòng Kế hoạch - Tài chính");
        (await NameOnAsync(app, new DateOnly(2024, 2, 29))).ShouldBe("Phòng Kế hoạch");
        (await NameOnAsync(app, new DateOnly(2024, 3, 1))).ShouldBe("Phòng Kế hoạch - Tài chính");
        (await browser.GoAsync("/admin/units?on=2024-02-29")).Text.ShouldNotContain("Tài chính");
        (await app.ReadAsync(db => db.People.CountAsync(p => p.UnitId == app.Planning))).ShouldBe(2);
    }

    [Theory]
    [InlineData("2019-12-31")]
    [InlineData("2024-12-31")]
    public async Task A_name_begins_neither_before_the_unit_nor_in_the_future(string from)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/units/{app.Planning}");

        await browser.SubmitAsync("Đổi tên", ("Renaming.NewName", "Tên mới"), ("Renaming.NameFrom", from));

        browser.RefusalCode.ShouldBe("QMS603");
        browser.Page.GetElementById("NameFrom-error").ShouldNotBeNull();
        browser.Value("NewName").ShouldBe("Tên mới");
    }

    [Fact]
    public async Task A_unit_with_people_cannot_be_closed()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/units/{app.Planning}");

        await browser.SubmitAsync("Đóng đơn vị", ("Closing.LastDay", "2024-06-30"));

        browser.RefusalCode.ShouldBe("QMS608");
        browser.Text.ShouldContain("2 người đang hoạt động, 2 vai trò và 0 đơn vị");
    }

    [Fact]
    public async Task An_empty_unit_closes_after_its_last_day()
    {
        await using var app = await App.StartAsync(cluster);
        await app.ReadAsync(db => db.People.Where(p => p.UnitId == app.Labour).ExecuteUpdateAsync(set => set.SetProperty(p => p.UnitId, app.Planning)));
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/units/{app.Labour}");

        await browser.SubmitAsync("Đóng đơn vị", ("Closing.LastDay", "2024-06-30"));

        browser.Text.ShouldContain("Phòng Lao động đóng sau ngày 30/06/2024");
        (await InScopeAsync(app, new DateOnly(2024, 6, 30))).ShouldContain("Phòng Lao động");
        (await InScopeAsync(app, new DateOnly(2024, 7, 1))).ShouldBe(["Phòng Kế hoạch"]);
        (await app.ActionsAsync(app.FirstAgency)).Last().ShouldBe("unit.closed");
    }

    [Fact]
    public async Task A_unit_cannot_lie_below_itself()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/units/{app.Labour}");
        await browser.SubmitAsync("Lưu", ("Form.ParentId", app.Planning.ToString()));
        await browser.GoAsync($"/admin/units/{app.Planning}");

        await browser.SubmitAsync("Lưu", ("Form.ParentId", app.Labour.ToString()));

        browser.Page.GetElementById("ParentId-error").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_is_used_once_in_an_agency()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/units/new");

        await browser.SubmitAsync("Lưu", ("Form.Code", "KH"), ("Form.Name", "Phòng Khác"));

        browser.RefusalCode.ShouldBe("QMS609");
    }

    private static Task<List<string>> InScopeAsync(App app, DateOnly on) => app.InAsync(
        async scope => (await scope.GetRequiredService<QmsWorkflow.Server.Features.People.Directory>().UnitsInScopeAsync(on, default)).Select(u => u.Name).ToList(), app.FirstAgency);

    private static Task<string?> NameOnAsync(App app, DateOnly on) =>
        app.InAsync(scope => scope.GetRequiredService<UnitQueries>().NameOnAsync(app.Planning, on, default), app.FirstAgency);
}
