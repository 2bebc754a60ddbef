using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.People;

public sealed class PeopleAdminTests(TestCluster cluster)
{
    [Theory]
    [InlineData("/admin/people")]
    [InlineData("/admin/people/new")]
    [InlineData("/admin/units")]
    [InlineData("/admin/units/new")]
    [InlineData("/admin/calendar/new")]
    public async Task Administration_is_closed_to_others(string url)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("truong");

        await browser.GoAsync(url);

        browser.Status.ShouldBe(HttpStatusCode.Forbidden);
        browser.Page.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task Every_verb_refuses_those_who_are_no_administrators()
    {
        await using var app = await App.StartAsync(cluster);
        var person = new PersonInput("Ai Đó", "aido", "Chuyên viên", null, null);
        var unit = new UnitInput("X", "Phòng X", "division", null, true, 1, App.Start);
        var id = app.Id("canbo");

        (await AsAsync<SavePerson>(app, "truong", async (verb, actor) => (await verb.AddAsync(person, actor, default)).Outcome)).Code.ShouldBe("QMS302");
        (await AsAsync<SavePerson>(app, "truong", (verb, actor) => verb.ChangeAsync(id, person, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<PersonAccess>(app, "truong", (verb, actor) => verb.DeactivateAsync(id, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<PersonAccess>(app, "truong", (verb, actor) => verb.ActivateAsync(id, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<PersonAccess>(app, "truong", async (verb, actor) => (await verb.ResetPasswordAsync(id, actor, default)).Outcome)).Code.ShouldBe("QMS302");
        (await AsAsync<GiveRole>(app, "truong", (verb, actor) => verb.ExecuteAsync(new RoleInput(id, Server.Data.Role.Admin, null, App.Start, null), actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<EndRole>(app, "truong", (verb, actor) => verb.ExecuteAsync(Guid.NewGuid(), App.Start, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<SaveUnit>(app, "truong", (verb, actor) => verb.AddAsync(unit, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<SaveUnit>(app, "truong", (verb, actor) => verb.ChangeAsync(app.Planning, unit, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<RenameUnit>(app, "truong", (verb, actor) => verb.ExecuteAsync(app.Planning, "X", App.Start, actor, default))).Code.ShouldBe("QMS302");
        (await AsAsync<CloseUnit>(app, "truong", (verb, actor) => verb.ExecuteAsync(app.Planning, App.Start, actor, default))).Code.ShouldBe("QMS302");
        (await app.ActionsAsync(app.FirstAgency)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hoang duc")]
    [InlineData("Hoàng Đức")]
    [InlineData("HOANG")]
    [InlineData("truong")]
    public async Task People_are_found_with_and_without_diacritics(string text)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/people");

        await browser.SubmitAsync("Tìm", ("q", text));

        browser.Text.ShouldContain("Hoàng Đức Trưởng");
        browser.Text.ShouldNotContain("Bùi Cán Bộ");
    }

    [Fact]
    public async Task A_percent_sign_is_no_wildcard()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");

        (await browser.GoAsync("/admin/people?q=%25")).Text.ShouldContain("Không tìm thấy ai");
    }

    [Fact]
    public async Task A_long_list_is_paged()
    {
        await using var app = await App.StartAsync(cluster);
        await app.ReadAsync(async db =>
        {
            for (var number = 0; number < 60; number++)
            {
                db.People.Add(new Person
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = app.FirstAgency,
                    FullName = $"Thử Số {number:00}",
                    UserName = $"nguoi{number:00}",
                    JobTitle = "Chuyên viên",
                    PasswordHash = "",
                    SecurityStamp = "",
                    FailedSignIns = 0,
                    IsActive = true,
                });
            }

            return await db.SaveChangesAsync();
        });
        using var browser = await app.SignInAsAsync("quantri");

        await browser.GoAsync("/admin/people?q=thu%20so");
        browser.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(25);
        browser.Text.ShouldContain("Trang 1/3 · 60 dòng");
        await browser.GoAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        await browser.GoAsync(browser.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        browser.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(10);
        browser.Url.Query.ShouldContain("q=thu");
    }

    [Fact]
    public async Task A_new_person_signs_in_with_the_password_shown_once()
    {
        await using var app = await App.StartAsync(cluster);
        using var admin = await app.SignInAsAsync("quantri");
        await admin.GoAsync("/admin/people/new");

        await admin.SubmitAsync("Lưu", ("Form.FullName", " Lê  Thị Mới "), ("Form.UserName", "moi"), ("Form.JobTitle", "Chuyên viên"), ("Form.UnitId", app.Labour.ToString()));

        var password = admin.Page.QuerySelector("[data-password]")!.TextContent;
        using var fresh = await app.SignInAsAsync("moi", password);
        (await fresh.GoAsync("/account")).Text.ShouldContain("Lê Thị Mới");
        var entry = await app.ReadAsync(db => db.TrailEntries.SingleAsync(e => e.Action == "person.added"));
        entry.After!.ShouldContain("Lê Thị Mới");
        entry.After!.ShouldNotContain(password);
    }

    [Fact]
    public async Task A_wrong_form_names_every_field_and_keeps_what_was_typed()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/people/new");

        await browser.SubmitAsync("Lưu", ("Form.FullName", ""), ("Form.UserName", "Có Dấu"), ("Form.JobTitle", "Chuyên viên"), ("Form.Email", "không phải"), ("Form.UnitId", Guid.NewGuid().ToString()));

        browser.RefusalCode.ShouldBe("QMS603");
        browser.Page.QuerySelectorAll("[role=alert] li a").Select(a => a.GetAttribute("href")).ShouldBe(["#FullName", "#UserName", "#Email", "#UnitId"]);
        browser.Value("UserName").ShouldBe("Có Dấu");
        browser.Value("JobTitle").ShouldBe("Chuyên viên");
    }

    [Theory]
    [InlineData("canbo")]
    [InlineData("quantri2")]
    public async Task A_user_name_is_unique_in_the_installation(string taken)
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync("/admin/people/new");

        await browser.SubmitAsync("Lưu", ("Form.FullName", "Trùng Tên"), ("Form.UserName", taken), ("Form.JobTitle", "Chuyên viên"));

        browser.RefusalCode.ShouldBe("QMS604");
        browser.Value("FullName").ShouldBe("Trùng Tên");
        (await app.ActionsAsync(app.FirstAgency)).ShouldNotContain("person.added");
    }

    [Fact]
    public async Task A_change_is_trailed_with_before_and_after()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/people/{app.Id("canbo")}");

        await browser.SubmitAsync("Lưu", ("Form.JobTitle", "Chuyên viên chính"), ("Form.UnitId", app.Labour.ToString()));

        browser.Text.ShouldContain("Đã lưu Bùi Cán Bộ");
        var entry = await app.ReadAsync(db => db.TrailEntries.SingleAsync(e => e.Action == "person.changed"));
        entry.Before!.ShouldContain(app.Planning.ToString());
        entry.After!.ShouldContain("Chuyên viên chính");
        entry.ActorId.ShouldBe(app.Id("quantri"));
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_deactivated_or_lose_the_role()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/people/{app.Id("quantri")}");

        await browser.SubmitAsync("Ngừng hoạt động");
        browser.RefusalCode.ShouldBe("QMS605");
        await browser.SubmitAsync("Kết thúc vai trò Quản trị hệ thống", ("Ending.LastDay", "2024-06-30"));

        browser.RefusalCode.ShouldBe("QMS605");
        (await browser.GoAsync("/admin/people")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_administrators_who_deactivate_each_other_at_once_leave_one()
    {
        await using var app = await App.StartAsync(cluster);
        (await AsAsync<GiveRole>(app, "quantri", (verb, actor) => verb.ExecuteAsync(new RoleInput(app.Id("truong"), Server.Data.Role.Admin, null, App.Start, null), actor, default))).Code.ShouldBe("");

        var results = await Task.WhenAll(
            AsAsync<PersonAccess>(app, "quantri", (verb, actor) => verb.DeactivateAsync(app.Id("truong"), actor, default)),
            AsAsync<PersonAccess>(app, "truong", (verb, actor) => verb.DeactivateAsync(app.Id("quantri"), actor, default)));

        results.Select(result => result.Code).Order().ShouldBe(["", "QMS605"]);
    }

    [Fact]
    public async Task A_role_counts_between_its_days_only()
    {
        await using var app = await App.StartAsync(cluster);
        using var admin = await app.SignInAsAsync("quantri");
        await admin.GoAsync($"/admin/people/{app.Id("canbo")}");
        await admin.SubmitAsync("Giao vai trò", ("Giving.Role", "Auditor"), ("Giving.ValidFrom", "2024-05-02"), ("Giving.ValidTo", "2024-05-10"));
        admin.Text.ShouldContain("Đã giao vai trò Đánh giá viên nội bộ");
        using var staff = await app.SignInAsAsync("canbo");

        (await staff.GoAsync("/trail")).Status.ShouldBe(HttpStatusCode.Forbidden);
        app.Clock.MoveTo(new DateOnly(2024, 5, 2), 8);
        (await staff.GoAsync("/trail")).Status.ShouldBe(HttpStatusCode.OK);
        app.Clock.MoveTo(new DateOnly(2024, 5, 10), 23);
        (await staff.GoAsync("/trail")).Status.ShouldBe(HttpStatusCode.OK);
        app.Clock.MoveTo(new DateOnly(2024, 5, 11), 8);
        (await staff.GoAsync("/trail")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_role_is_refused_without_its_unit_twice_or_with_its_end_before_its_start()
    {
        await using var app = await App.StartAsync(cluster);
        using var browser = await app.SignInAsAsync("quantri");
        await browser.GoAsync($"/admin/people/{app.Id("truong")}");

        await browser.SubmitAsync("Giao vai trò", ("Giving.Role", "UnitHead"), ("Giving.ValidFrom", "2024-05-02"), ("Giving.ValidTo", "2024-05-01"));
        browser.Page.GetElementById("RoleUnitId-error").ShouldNotBeNull();
        browser.Page.GetElementById("ValidTo-error").ShouldNotBeNull();
        await browser.SubmitAsync("Giao vai trò", ("Giving.Role", "UnitHead"), ("Giving.UnitId", app.Planning.ToString()), ("Giving.ValidFrom", "2024-05-02"), ("Giving.ValidTo", ""));

        browser.RefusalCode.ShouldBe("QMS607");
    }

    [Fact]
    public async Task A_reset_password_opens_a_locked_account()
    {
        await using var app = await App.StartAsync(cluster);
        await app.ReadAsync(db => db.People.Where(p => p.UserName == "canbo").ExecuteUpdateAsync(set => set.SetProperty(p => p.LockedUntil, TimeProvider.System.GetUtcNow().AddMinutes(10))));
        using var admin = await app.SignInAsAsync("quantri");
        await admin.GoAsync($"/admin/people/{app.Id("canbo")}");
        admin.Text.ShouldContain("Tạm khóa đăng nhập");

        await admin.SubmitAsync("Đặt lại mật khẩu");

        using var person = await app.SignInAsAsync("canbo", admin.Page.QuerySelector("[data-password]")!.TextContent);
        person.Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Runs a verb as somebody; an empty code means done.</summary>
    private static Task<(string Code, string Message)> AsAsync<TVerb>(App app, string userName, Func<TVerb, Actor, Task<Outcome>> act) where TVerb : notnull => app.InAsync(
        async scope =>
        {
            var person = await scope.GetRequiredService<Server.Data.QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == userName);
            var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", default);
            return await act(scope.GetRequiredService<TVerb>(), actor) is Outcome.Refused refused ? (refused.Code, refused.Message) : ("", "");
        },
        app.FirstAgency);
}
