using System.Net;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Web;

public sealed class HostTests(TestCluster cluster)
{
    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page_that_says_what_to_do()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");

        using var forged = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "person"), KeyValuePair.Create("Form.FullName", "Kẻ Lạ"), KeyValuePair.Create("Form.UserName", "kela")]);
        await browser.PostRawAsync("/admin/people/new", forged);

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
        browser.Text.ShouldContain("Biểu mẫu không còn hợp lệ");
        (await app.ActionsAsync(app.FirstAgency)).ShouldNotContain("person.added");
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/language")]
    public async Task Session_forms_need_their_token_too(string url)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        using var forged = new FormUrlEncodedContent([KeyValuePair.Create("culture", "en")]);
        await browser.PostRawAsync(url, forged);

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.GoAsync("/account")).Path.ShouldBe("/account");
    }

    [Fact]
    public async Task An_upload_over_the_limit_gets_a_page_with_the_limit()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        using var huge = new ByteArrayContent(new byte[(20 * 1024 * 1024) + 1]);
        await browser.PostRawAsync("/account", huge);

        browser.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        browser.Text.ShouldContain("20 MB");
    }

    [Fact]
    public async Task An_unknown_page_is_not_found_inside_the_layout()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("canbo");

        await browser.GoAsync("/khong-co-trang-nay");

        browser.Status.ShouldBe(HttpStatusCode.NotFound);
        browser.Text.ShouldContain("Không tìm thấy trang này");
        browser.Page.QuerySelector("a[href='/work']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Responses_carry_the_security_headers()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = app.Open();

        await browser.GoAsync("/sign-in");

        var policy = browser.Response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors");
        browser.Response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public async Task Health_answers_without_signing_in()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = app.Open();

        await browser.GoAsync("/health");

        browser.Status.ShouldBe(HttpStatusCode.OK);
        browser.Page.Body!.TextContent.ShouldContain("ok");
    }

    [Fact]
    public async Task The_language_switch_holds_and_stays_on_the_page()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/people?q=bui");

        await browser.SubmitAsync("English");

        browser.Url.PathAndQuery.ShouldBe("/admin/people?q=bui");
        browser.Page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        browser.Text.ShouldContain("Job title");
        await browser.SubmitAsync("Tiếng Việt");
        browser.Page.DocumentElement.GetAttribute("lang").ShouldBe("vi");
    }

    [Fact]
    public async Task No_link_of_the_menu_and_the_pages_below_it_is_dead()
    {
        await using var app = await App.StartAsync(cluster, isDemo: true);
        using var browser = await app.SignInAsAsync("quantri");
        var seen = new HashSet<string>(StringComparer.Ordinal) { "/work" };
        var open = new Queue<string>(seen);

        var broken = new List<string>();
        while (open.TryDequeue(out var url))
        {
            await browser.GoAsync(url);
            if (browser.Status != HttpStatusCode.OK) broken.Add($"{url}: {browser.Status}");
            if (url.Contains('?', StringComparison.Ordinal)) continue;

            foreach (var link in browser.Page.QuerySelectorAll("a[href^='/'],link[href^='/'],script[src^='/']").Select(a => a.GetAttribute("href") ?? a.GetAttribute("src")!))
            {
                if (seen.Add(link)) open.Enqueue(link);
            }
        }

        broken.ShouldBeEmpty();
        seen.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_menu_hides_what_the_roles_may_not_do()
    {
        await using var app = await App.StartAsync(cluster);
        using var staff = await app.SignInAsAsync("canbo");
        using var admin = await app.SignInAsAsync("quantri");

        Menu(staff).ShouldNotContain("/admin/people");
        Menu(staff).ShouldNotContain("/trail");
        Menu(staff).ShouldContain("/work");
        Menu(admin).ShouldContain("/admin/people");
        Menu(admin).ShouldContain("/trail");

        static List<string> Menu(Browser browser) => [.. browser.Page.QuerySelectorAll("aside a").Select(a => a.GetAttribute("href")!)];
    }
}
