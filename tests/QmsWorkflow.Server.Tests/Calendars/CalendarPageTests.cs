using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Calendars;

public sealed class CalendarPageTests(TestCluster cluster)
{
    [Fact]
    public async Task The_year_shows_its_days_off_with_their_notice()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        await browser.GoAsync("/calendar");

        browser.Text.ShouldContain("Lịch làm việc năm 2024");
        browser.Text.ShouldContain("Thứ Ba, 30/04/2024");
        browser.Page.QuerySelectorAll("table.month").Length.ShouldBe(12);
        browser.Page.QuerySelector(".alert-warning").ShouldBeNull();
    }

    [Fact]
    public async Task A_year_without_a_notice_is_provisional()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        await browser.GoAsync("/calendar?year=2031");

        browser.Page.QuerySelector(".alert-warning")!.TextContent.ShouldContain("tạm tính");
    }

    [Fact]
    public async Task The_calculator_gives_the_date_and_every_day_of_the_way()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");
        await browser.GoAsync("/deadline");

        await browser.SubmitAsync("Tính", ("from", "2024-04-22"), ("count", "10"), ("unit", "WorkingDays"));

        browser.Page.QuerySelector("[data-deadline]")!.GetAttribute("data-deadline").ShouldBe("2024-05-08");
        browser.Page.QuerySelectorAll("ol.trace li").Count(li => li.TextContent.Contains("ngày thứ", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Theory]
    [InlineData("", "10")]
    [InlineData("2024-02-30", "10")]
    [InlineData("2024-04-22", "-1")]
    [InlineData("2024-04-22", "99999999999")]
    public async Task The_calculator_says_what_it_needs(string from, string count)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        await browser.GoAsync($"/deadline?from={from}&count={count}&unit=WorkingDays");

        browser.Page.QuerySelector(".alert-danger").ShouldNotBeNull();
        browser.Page.QuerySelector("[data-deadline]").ShouldBeNull();
    }

    [Fact]
    public async Task A_notice_is_saved_only_when_confirmed()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/calendar/new?year=2031");

        await browser.SubmitAsync("Xem ảnh hưởng", ("Form.Code", "99/TB-BNV"), ("Form.Title", "Nghỉ lễ năm 2031"), ("Form.IssuedBy", "Bộ Nội vụ"),
            ("Form.DaysOff", "01/01/2031 Tết Dương lịch\n30/04/2031 Ngày Chiến thắng"), ("Form.Worked", "03/05/2031 thay 02/05/2031"));
        (await NoticesAsync(app)).ShouldBe(0);
        browser.Text.ShouldContain("Không có việc đang mở nào đổi hạn");
        await browser.SubmitAsync("Ghi thông báo và tính lại hạn");

        browser.Url.PathAndQuery.ShouldBe("/calendar?year=2031");
        (await NoticesAsync(app)).ShouldBe(1);
        browser.Text.ShouldContain("Thứ Bảy, 03/05/2031");
        browser.Page.QuerySelector(".alert-warning").ShouldBeNull();
        (await app.ActionsAsync(app.FirstAgency)).Last().ShouldBe("calendar.notice-added");
    }

    [Fact]
    public async Task A_notice_with_mistakes_names_their_lines()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/calendar/new?year=2031");

        await browser.SubmitAsync("Xem ảnh hưởng", ("Form.Code", "99/TB-BNV"), ("Form.Title", "Nghỉ lễ"), ("Form.IssuedBy", "Bộ Nội vụ"),
            ("Form.DaysOff", "01/01/2031 Tết Dương lịch\nngày mai nghỉ\n01/01/2030 Năm khác"), ("Form.Worked", "05/05/2031 thay 04/05/2031"));

        browser.RefusalCode.ShouldBe("QMS603");
        browser.Text.ShouldContain("Dòng 2: không hiểu \"ngày mai nghỉ\"");
        browser.Text.ShouldContain("Dòng 3: ngày 01/01/2030 không thuộc năm 2031");
        browser.Text.ShouldContain("Ngày làm bù 05/05/2031 phải là thứ Bảy hoặc Chủ nhật");
        browser.Value("DaysOff")!.ShouldContain("ngày mai nghỉ");
    }

    [Fact]
    public async Task A_notice_that_is_there_already_is_refused()
    {
        await using var app = await App.StartAsync(cluster);
        var known = await app.ReadAsync(db => db.CalendarNotices.Select(n => n.Code).FirstAsync());
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/calendar/new?year=2031");

        await browser.SubmitAsync("Xem ảnh hưởng", ("Form.Code", known), ("Form.Title", "Nghỉ lễ"), ("Form.IssuedBy", "Bộ Nội vụ"), ("Form.DaysOff", "01/01/2031 Tết Dương lịch"));

        browser.RefusalCode.ShouldBe("QMS640");
    }

    private static Task<int> NoticesAsync(App app) => app.ReadAsync(db => db.CalendarNotices.CountAsync(n => n.Code == "99/TB-BNV"));
}
