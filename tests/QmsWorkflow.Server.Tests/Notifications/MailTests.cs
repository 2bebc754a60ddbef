using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Notifications;

/// <summary>Each notification is also a mail, through a real SMTP conversation; at least once, and a repeat is known by its key.</summary>
public sealed class MailTests(TestCluster cluster) : IAsyncDisposable
{
    private readonly SmtpSink sink = new();

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    [Fact]
    public async Task A_notification_arrives_as_one_mail_in_Vietnamese_with_its_link()
    {
        await using var world = await WorldAsync();
        await world.StartAsync("w");

        await world.DrainJobsAsync();

        var notice = await world.ReadAsync(db => db.Notifications.AsNoTracking().SingleAsync(n => n.PersonId == world.Id("giamdoc")));
        var mail = sink.Mails.ShouldHaveSingleItem();
        mail.To.ShouldBe("giamdoc@so-thu.gov.vn");
        mail.Subject.ShouldBe("Việc mới: Ký quyết định công bố hệ thống quản lý chất lượng");
        mail.Headers["To"].ShouldContain("Trần Giám Đốc");
        mail.Headers["From"].ShouldBe("iso@so-thu.gov.vn");
        mail.Raw.All(char.IsAscii).ShouldBeTrue("headers and body travel as ASCII through every mail server");
        mail.Body.Trim().ShouldBe(
            $"""
            Kính gửi Trần Giám Đốc,

            Việc mới: Ký quyết định công bố hệ thống quản lý chất lượng

            Mở trong phần mềm: https://iso.so-thu.gov.vn/notifications/{notice.Id}

            --
            Sở Thử nghiệm
            Thư do phần mềm QmsWorkflow gửi tự động, xin không trả lời.
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_key_and_the_Message_ID_derived_from_it_name_the_mail()
    {
        await using var world = await WorldAsync();
        await world.StartAsync("w");

        await world.DrainJobsAsync();

        var task = await world.OpenTaskAsync("sign");
        var mail = sink.Mails.ShouldHaveSingleItem();
        mail.Key.ShouldBe($"mail:task-opened:{task.Id}:{world.Id("giamdoc")}");
        mail.MessageId.ShouldBe($"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Key)))}@so-thu.gov.vn>");
    }

    [Fact]
    public async Task A_mail_repeated_after_a_crash_is_recognisable_as_the_same_one()
    {
        await using var world = await WorldAsync();
        await world.StartAsync("w");
        sink.DiesAfterTaking = true;
        await world.DrainJobsAsync();
        sink.DiesAfterTaking = false;

        await DrainAllAsync(world);

        sink.Mails.Count.ShouldBe(2);
        sink.Mails.Select(m => m.MessageId).Distinct().ShouldHaveSingleItem();
        sink.Mails.Select(m => m.Key).Distinct().ShouldHaveSingleItem();
        sink.Mails[1].Body.ShouldBe(sink.Mails[0].Body);
        (await JobAsync(world)).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task A_refused_mail_ends_as_an_incident_that_says_what_to_do_and_can_be_tried_again()
    {
        await using var world = await WorldAsync();
        await world.StartAsync("w");
        sink.Refuses = to => to == "giamdoc@so-thu.gov.vn";

        await DrainAllAsync(world);

        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().AsNoTracking().SingleAsync());
        incident.Message.ShouldStartWith("Công việc nền \"send-mail\" không thực hiện được sau 5 lần: Máy chủ thư 127.0.0.1:");
        incident.Message.ShouldContain("không nhận người nhận giamdoc@so-thu.gov.vn (Trần Giám Đốc)");
        incident.Message.ShouldContain("Hãy sửa địa chỉ thư của người này ở trang Người dùng, rồi bấm \"Thử lại\".");
        (await JobAsync(world)).State.ShouldBe(JobState.Failed);
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_tries_a_refused_mail_again_on_the_page_of_incidents()
    {
        await using var world = await WorldAsync();
        await world.StartAsync("w");
        sink.Refuses = _ => true;
        await DrainAllAsync(world);
        await world.WriteAsync(db =>
        {
            db.RoleAssignments.Add(new RoleAssignment { Id = Guid.CreateVersion7(), AgencyId = world.AgencyId, PersonId = world.Id("giamdoc"), Role = Data.Role.IsoSecretary, ValidFrom = World.Start });
            return Task.CompletedTask;
        });
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var page = await pages.GetAsync("/incidents");
        page.QuerySelector(".alert-danger")!.TextContent.ShouldContain("Hãy sửa địa chỉ thư");

        sink.Refuses = _ => false;
        var after = await pages.SubmitAsync(page, "form[method=post]", "retry", ("Answer", "retry"));
        await world.DrainJobsAsync();

        after.QuerySelector(".empty-title")!.TextContent.ShouldBe("Không có sự cố nào");
        sink.Mails.ShouldHaveSingleItem().Subject.ShouldStartWith("Việc mới: Ký quyết định");
        (await JobAsync(world)).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task A_mail_that_is_passed_over_is_not_sent_and_of_two_answers_the_second_is_told()
    {
        await using var world = await WorldAsync();
        await world.StartAsync("w");
        sink.Refuses = _ => true;
        await DrainAllAsync(world);
        sink.Refuses = _ => false;
        var incident = await world.ReadAsync(db => db.Set<Server.Runtime.Incident>().Select(i => i.Id).SingleAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.ActAsync<IncidentActs>("thuky", (verb, actor) => verb.SkipAsync(incident, "đã gọi điện", "", actor, default))));
        await world.DrainJobsAsync();

        answers.Count(a => a.IsDone).ShouldBe(1);
        answers.Where(a => !a.IsDone).ShouldAllBe(a => ((Outcome.Refused)a).Code == "QMS301");
        (await world.ReadAsync(db => db.TrailEntries.CountAsync(e => e.Action == "incident.answered"))).ShouldBe(1);
        sink.Mails.ShouldBeEmpty();
        (await JobAsync(world)).State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task A_mail_server_that_is_away_or_silent_fails_the_job_and_says_which_settings_to_check()
    {
        await using var world = await WorldAsync(timeout: TimeSpan.FromMilliseconds(300));
        await world.StartAsync("w");
        sink.IsSilent = true;
        await world.DrainJobsAsync();
        (await JobAsync(world)).Error.ShouldNotBeNull().ShouldContain("không trả lời kịp");

        await sink.DisposeAsync();
        await DrainAllAsync(world);

        var job = await JobAsync(world);
        job.Error.ShouldNotBeNull().ShouldContain("Mail__Host, Mail__Port, Mail__UseTls");
        job.Attempts.ShouldBe(5, "a mail server away is no database away: attempts count");
        job.State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task Without_a_mail_server_no_job_is_made()
    {
        await using var world = await WorldAsync(MailSettings.None);

        await world.StartAsync("w");

        (await world.NoticesOfAsync("giamdoc", "task-opened:")).ShouldHaveSingleItem();
        (await world.ReadAsync(db => db.Set<JobRow>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task People_without_an_address_and_people_who_left_get_no_mail()
    {
        await using var world = await WorldAsync();
        await world.ReadAsync(db => db.People.Where(p => p.UserName == "thuky").ExecuteUpdateAsync(s => s.SetProperty(p => p.Email, "")));
        await world.ReadAsync(db => db.People.Where(p => p.UserName == "vanthu").ExecuteUpdateAsync(s => s.SetProperty(p => p.IsActive, false)));
        await world.InAsync(async scope =>
        {
            var tell = scope.GetRequiredService<Features.Tasks.WorkNotices>();
            for (var time = 0; time < 2; time++)
            {
                await tell.TellAsync(world.AgencyId, [world.Id("thuky"), world.Id("vanthu"), world.Id("can1")], "k", "Thử", "/work", default);
            }

            return true;
        });

        await world.DrainJobsAsync();

        sink.Mails.ShouldHaveSingleItem().To.ShouldBe("can1@so-thu.gov.vn");
    }

    [Fact]
    public async Task A_text_of_many_lines_becomes_a_subject_of_one_line_that_keeps_its_letters_whole()
    {
        await using var world = await WorldAsync();
        var text = "Dòng một\r\nBcc: nguoi-khac@example.org\n" + string.Concat(Enumerable.Repeat("tiê\u0301ng ", 40));

        await world.InAsync(async scope =>
        {
            await scope.GetRequiredService<Features.Tasks.WorkNotices>().TellAsync(world.AgencyId, [world.Id("can1")], "k", text, "/work", default);
            return true;
        });
        await world.DrainJobsAsync();

        var mail = sink.Mails.ShouldHaveSingleItem();
        mail.Headers.Keys.ShouldNotContain("Bcc");
        mail.Subject.ShouldStartWith("Dòng một Bcc: nguoi-khac@example.org tiếng ");
        mail.Subject.Length.ShouldBeLessThanOrEqualTo(150);
        mail.Subject.ShouldEndWith("…");
        mail.Body.ShouldContain(text.Trim().ReplaceLineEndings("\n"));
    }

    private async Task<World> WorldAsync(MailSettings? settings = null, TimeSpan? timeout = null)
    {
        settings ??= new MailSettings
        {
            Host = "127.0.0.1",
            Port = sink.Port,
            From = new MailAddress("iso@so-thu.gov.vn"),
            PublicUrl = new Uri("https://iso.so-thu.gov.vn"),
            Timeout = timeout ?? TimeSpan.FromSeconds(20),
        };
        var world = await World.CreateAsync(cluster, services => services.AddSingleton(settings).AddScoped<IncidentActs>());
        await world.ReadAsync(db => db.People.ExecuteUpdateAsync(s => s.SetProperty(p => p.Email, p => p.UserName + "@so-thu.gov.vn")));
        await world.PublishAsync(new Flow("w").Step(
            "sign", "Qms.UserTask", ("title", "Ký quyết định công bố hệ thống quản lý chất lượng"), ("assignee", "head")));
        return world;
    }

    /// <summary>Runs the jobs through all their pauses.</summary>
    private static async Task DrainAllAsync(World world)
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await world.ReadAsync(db => db.Set<JobRow>().ExecuteUpdateAsync(s => s.SetProperty(j => j.RunAfter, j => j.CreatedAt)));
            await world.DrainJobsAsync();
        }
    }

    private static Task<JobRow> JobAsync(World world) => world.ReadAsync(db => db.Set<JobRow>().AsNoTracking().SingleAsync(j => j.Kind == "send-mail"));
}
