using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Web;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Registers;

/// <summary>Incoming documents: số đến by the year, told duplicates, chủ trì and phối hợp, deadlines by the working calendar (NĐ 30/2020 Điều 20–24).</summary>
public sealed class IncomingTests(TestCluster cluster)
{
    [Fact]
    public async Task So_den_begins_anew_each_year_and_a_twin_is_told_before_it_is_registered()
    {
        await using var office = await Office.OpenAsync(cluster, new DateOnly(2022, 12, 30));
        (await ReceiveAsync(office, RunningYear.Letter)).ShouldSucceed();

        (await ReceiveAsync(office, RunningYear.Letter with { Number = "015", Issuer = "ubnd TỈNH" })).ShouldRefuse("QMS457").Message.ShouldContain("1/2022");
        (await ReceiveAsync(office, RunningYear.Letter with { IsDuplicateAccepted = true })).ShouldSucceed();
        (await ReceiveAsync(office, RunningYear.Letter with { Issuer = "UBND huyện" })).ShouldSucceed();
        office.App.Clock.MoveTo(new DateOnly(2023, 1, 3), 9);
        (await ReceiveAsync(office, RunningYear.Letter with { Number = "16" })).ShouldSucceed();

        (await office.ReadAsync(db => db.IncomingDocuments.OrderBy(d => d.Year).ThenBy(d => d.ArrivalNumber).Select(d => $"{d.ArrivalNumber}/{d.Year}").ToListAsync()))
            .ShouldBe(["1/2022", "2/2022", "3/2022", "1/2023"]);
    }

    [Fact]
    public async Task Fifty_received_at_once_get_fifty_numbers_without_a_gap()
    {
        await using var office = await Office.OpenAsync(cluster);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => ReceiveAsync(office, RunningYear.Letter with { Number = $"{number}" })));

        outcomes.ShouldAllBe(outcome => outcome.IsDone);
        (await office.ReadAsync(db => db.IncomingDocuments.Select(d => d.ArrivalNumber).ToListAsync())).Order().ShouldBe(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task A_deadline_counts_working_days_from_the_arrival_and_the_heads_of_the_units_are_told()
    {
        // Giỗ Tổ 10/4/2022 falls on a Sunday: Monday 11/4 is off.
        await using var office = await Office.OpenAsync(cluster, new DateOnly(2022, 4, 7));
        var id = await RegisterAsync(office);
        var units = await office.ReadAsync(db => db.Units.ToDictionaryAsync(u => u.Code, u => u.Id));

        (await office.ActAsync("hd.vanphong", (AssignIncoming verb, Actor by) =>
            verb.ExecuteAsync(new AssignInput(id, units["VP"], [units["KHTC"]], "Tham mưu trả lời", 3, PeriodUnit.WorkingDays, null), by, default))).ShouldSucceed();

        var row = await office.ReadAsync(db => db.IncomingDocuments.AsNoTracking().SingleAsync());
        (row.State, row.DueOn, row.ForwardedOn).ShouldBe((IncomingState.Assigned, new DateOnly(2022, 4, 13), new DateOnly(2022, 4, 7)));
        var told = await office.ReadAsync(db => db.Notifications.Where(n => n.Key.StartsWith("incoming:")).Join(db.People, n => n.PersonId, p => p.Id, (n, p) => p.UserName + " " + n.Text).ToListAsync());
        told.Order().Select(text => text[..Math.Min(text.Length, 30)]).ShouldContain(text => text.StartsWith("hd.truong.vp Chủ trì"));
        told.ShouldContain(text => text.StartsWith("hd.truong.khtc Phối hợp"));
    }

    [Fact]
    public async Task Late_ones_stand_in_the_overdue_list_until_the_lead_unit_says_done()
    {
        await using var office = await Office.OpenAsync(cluster);
        var id = await RegisterAsync(office);
        var unit = await office.ReadAsync(db => db.Units.Where(u => u.Code == "VP").Select(u => u.Id).SingleAsync());
        (await Done(office, "hd.vanthu", id)).ShouldRefuse("QMS459");
        (await office.ActAsync("hd.giamdoc", (AssignIncoming verb, Actor by) => verb.ExecuteAsync(new AssignInput(id, unit, [], "", null, PeriodUnit.Days, new DateOnly(2022, 3, 4)), by, default))).ShouldSucceed();
        office.App.Clock.MoveTo(new DateOnly(2022, 3, 7), 9);

        (await Overdue(office)).ShouldBe(1);
        (await Done(office, "hd.truong.khtc", id)).ShouldRefuse("QMS302");
        (await Done(office, "hd.truong.vp", id)).ShouldSucceed();
        (await Overdue(office)).ShouldBe(0);
        (await Done(office, "hd.truong.vp", id)).ShouldRefuse("QMS458");

        var clerk = await office.App.ActorAsync(Office.Code, "hd.vanthu");
        var sheet = await office.AskAsync((IncomingQueries queries) => queries.SheetAsync(new IncomingFilter(2022, IncomingView.All, null, null, 1), isTracking: true, clerk, default));
        sheet.Columns.Count.ShouldBe(7);
        sheet.Rows.Single().ShouldBe(["01", "Công văn 15/UBND-VP của UBND tỉnh", "Văn phòng", "04/03/2022", "Xong ngày 07/03/2022. Đã trả lời", "20/SLĐTBXH-VP", "Quá hạn"]);
    }

    [Fact]
    public async Task The_clerk_registers_a_scan_in_the_browser_and_the_office_assigns_it()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var clerk = await office.App.SignInAsync("hd.vanthu");
        await clerk.GoAsync("/registers/incoming/new");
        using var form = new MultipartFormDataContent();
        foreach (var input in clerk.Page.QuerySelectorAll("main form input[type=hidden]")) form.Add(new StringContent(input.GetAttribute("value")!), input.GetAttribute("name")!);
        foreach (var (name, value) in new[] { ("ArrivedOn", "2022-03-02"), ("Issuer", "Bộ Nội vụ"), ("Number", "7"), ("Symbol", "BNV-CCHC"), ("KindName", "Công văn"), ("Summary", "hướng dẫn áp dụng"), ("Urgency", "Express") })
        {
            form.Add(new StringContent(value), $"Form.{name}");
        }

        var scan = new ByteArrayContent("%PDF-1.7 quét"u8.ToArray());
        scan.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(scan, "Scan", "cong-van.pdf");
        await clerk.PostRawAsync("/registers/incoming/new", form);
        clerk.Path.ShouldStartWith("/registers/incoming/", Case.Sensitive, clerk.Text);
        var address = clerk.Path;

        using var head = await office.App.SignInAsync("hd.vanphong");
        await head.GoAsync(address);
        var unit = await office.ReadAsync(db => db.Units.Where(u => u.Code == "VP").Select(u => u.Id).SingleAsync());
        await head.SubmitAsync("Giao", ("Assign.Lead", unit.ToString()), ("Assign.Count", "2"), ("Assign.Unit", "WorkingDays"));

        head.Page.QuerySelector("[data-due]")!.GetAttribute("data-due").ShouldBe("2022-03-04");
        head.Text.ShouldContain("Hỏa tốc");
        await clerk.GoAsync("/registers/incoming?q=noi%20vu");
        clerk.Page.QuerySelectorAll("[data-arrival]").Length.ShouldBe(1);
    }

    private static async Task<Guid> RegisterAsync(Office office)
    {
        (await ReceiveAsync(office, RunningYear.Letter)).ShouldSucceed();
        return await office.ReadAsync(db => db.IncomingDocuments.Select(d => d.Id).SingleAsync());
    }

    private static Task<Outcome> ReceiveAsync(Office office, IncomingInput input) => office.ClerkAsync<ReceiveDocument>(async (verb, by) => (await verb.ExecuteAsync(input, null, by, default)).Outcome);

    private static Task<Outcome> Done(Office office, string userName, Guid id) =>
        office.ActAsync(userName, (NoteProgress verb, Actor by) => verb.ExecuteAsync(new ProgressInput(id, "Đã trả lời", true, null, "20/SLĐTBXH-VP"), by, default));

    private static async Task<int> Overdue(Office office)
    {
        var clerk = await office.App.ActorAsync(Office.Code, "hd.vanthu");
        return (await office.AskAsync((IncomingQueries queries) => queries.ListAsync(new IncomingFilter(2022, IncomingView.Overdue, null, null, 1), clerk, default))).Total;
    }
}
