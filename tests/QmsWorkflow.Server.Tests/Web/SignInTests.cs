using System.Net;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Web;

public sealed class SignInTests(TestCluster cluster)
{
    [Fact]
    public async Task A_page_leads_through_sign_in_and_back_to_itself()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = app.Open();

        await browser.GoAsync("/account");
        browser.Path.ShouldBe("/sign-in");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", "canbo"), ("Form.Password", App.Password));

        browser.Path.ShouldBe("/account");
        browser.Text.ShouldContain("Bùi Cán Bộ");
        (await app.ActionsAsync(app.FirstAgency)).ShouldContain("person.signed-in");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = app.Open();

        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", "canbo"), ("Form.Password", "sai"));
        var known = browser.Page.QuerySelector("[role=alert]")!.TextContent;
        await browser.SubmitAsync("Đăng nhập", ("Form.User", "khong-co-ai"), ("Form.Password", "sai"));

        browser.RefusalCode.ShouldBe("QMS601");
        browser.Page.QuerySelector("[role=alert]")!.TextContent.ShouldBe(known);
        browser.Value("user").ShouldBe("khong-co-ai");
        (await app.ActionsAsync(app.FirstAgency)).ShouldContain("person.sign-in-failed");
    }

    [Fact]
    public async Task Five_failures_lock_the_account_even_for_the_right_password()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = app.Open();
        await browser.GoAsync("/sign-in");

        for (var attempt = 1; attempt <= SignIn.MaxFailures; attempt++)
        {
            await browser.SubmitAsync("Đăng nhập", ("Form.User", "canbo"), ("Form.Password", "sai"));
        }

        browser.RefusalCode.ShouldBe("QMS602");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", "canbo"), ("Form.Password", App.Password));
        browser.RefusalCode.ShouldBe("QMS602");
        (await app.ActionsAsync(app.FirstAgency)).Last().ShouldBe("person.locked");
    }

    [Fact]
    public async Task An_inactive_person_cannot_sign_in()
    {
        await using var app = await App.StartAsync(cluster);
        await app.ReadAsync(db => db.People.Where(p => p.UserName == "canbo").ExecuteUpdateAsync(set => set.SetProperty(p => p.IsActive, false)));
        using var browser = app.Open();

        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", "canbo"), ("Form.Password", App.Password));

        browser.RefusalCode.ShouldBe("QMS601");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Sign_in_never_leads_to_another_site(string target)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = app.Open();

        await browser.GoAsync($"/sign-in?ReturnUrl={Uri.EscapeDataString(target)}");
        await browser.SubmitAsync("Đăng nhập", ("Form.User", "canbo"), ("Form.Password", App.Password));

        browser.Url.Host.ShouldBe("127.0.0.1");
        browser.Path.ShouldBe("/work");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_leaves_a_trail()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        await browser.SubmitAsync("Đăng xuất");

        browser.Path.ShouldBe("/sign-in");
        (await browser.GoAsync("/work")).Path.ShouldBe("/sign-in");
        (await app.ActionsAsync(app.FirstAgency)).Last().ShouldBe("person.signed-out");
    }

    [Fact]
    public async Task A_deactivated_person_loses_the_open_session_at_the_next_click()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");
        using var admin = await app.SignInAsAsync("quantri");

        await admin.GoAsync($"/admin/people/{app.Id("canbo")}");
        await admin.SubmitAsync("Ngừng hoạt động");

        (await browser.GoAsync("/account")).Path.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        var cookie = browser.Cookies.GetAllCookies().Single(c => c.Name == "qms.session");

        cookie.HttpOnly.ShouldBeTrue();
        using var fresh = app.Open();
        await fresh.GoAsync("/sign-in");
        fresh.Response.Headers.GetValues("Set-Cookie").ShouldAllBe(set => set.Contains("httponly", StringComparison.OrdinalIgnoreCase) && set.Contains("samesite", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Demo_accounts_are_shown_in_demo_mode_only()
    {
        await using var real = await App.StartAsync(cluster);
        using var stranger = real.Open();
        (await stranger.GoAsync("/sign-in")).Text.ShouldNotContain("quantri");

        await using var demo = await App.StartAsync(cluster, isDemo: true);
        using var newcomer = demo.Open();
        await newcomer.GoAsync("/sign-in");
        newcomer.Text.ShouldContain("quantri2");
        await newcomer.GoAsync(newcomer.Page.QuerySelectorAll("a").Single(a => a.TextContent == "canbo").GetAttribute("href")!);
        newcomer.Value("user").ShouldBe("canbo");
    }

    [Fact]
    public async Task A_new_password_needs_the_present_one_and_ends_other_sessions()
    {
        await using var app = await App.StartAsync(cluster);
        using var here = await app.SignInAsAsync("canbo");
        using var elsewhere = await app.SignInAsAsync("canbo");
        await here.GoAsync("/account");

        await here.SubmitAsync("Đổi mật khẩu", ("Form.Present", "sai"), ("Form.Chosen", "một câu dễ nhớ"), ("Form.Repeated", "một câu dễ nhớ"));
        here.RefusalCode.ShouldBe("QMS606");
        await here.SubmitAsync("Đổi mật khẩu", ("Form.Present", App.Password), ("Form.Chosen", "ngắn"), ("Form.Repeated", "khác"));
        here.RefusalCode.ShouldBe("QMS603");
        here.Page.GetElementById("Chosen-error").ShouldNotBeNull();
        here.Page.GetElementById("Repeated-error").ShouldNotBeNull();
        await here.SubmitAsync("Đổi mật khẩu", ("Form.Present", App.Password), ("Form.Chosen", "một câu dễ nhớ"), ("Form.Repeated", "một câu dễ nhớ"));

        here.Path.ShouldBe("/account");
        here.Text.ShouldContain("Đã đổi mật khẩu");
        (await elsewhere.GoAsync("/account")).Path.ShouldBe("/sign-in");
        using var again = await app.SignInAsAsync("canbo", "một câu dễ nhớ");
        again.Status.ShouldBe(HttpStatusCode.OK);
    }
}
