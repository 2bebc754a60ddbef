using System.Net;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Tasks;

public sealed class PageTests(TestCluster cluster)
{
    [Fact]
    public async Task My_work_counts_finds_and_orders()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(
            new Flow("late").Step("a", "Qms.UserTask", ("title", "Lập kế hoạch năm"), ("assignee", "head"), ("due", "on 2024-04-19")),
            new Flow("open").Step("b", "Qms.UserTask", ("title", "Duyệt đề cương"), ("assignee", "head"), ("due", "10 working days after task.opened")));
        await world.StartAsync("late");
        await world.StartAsync("open");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var all = await pages.GetAsync("/work");
        var overdue = await pages.GetAsync("/work?tab=overdue");
        var found = await pages.GetAsync("/work?q=de+cuong");
        var none = await pages.GetAsync("/work?tab=done");

        all.QuerySelectorAll("#work-list tbody tr a").Select(a => a.TextContent).ShouldBe(["Lập kế hoạch năm", "Duyệt đề cương"]);
        all.QuerySelectorAll(".nav-tabs .badge").Select(b => b.TextContent).ShouldBe(["2", "1", "0", "0"]);
        all.QuerySelector("#work-list tbody tr:last-child td:last-child")!.TextContent.ShouldContain("còn 10 ngày làm việc");
        overdue.QuerySelectorAll("#work-list tbody tr a").Single().TextContent.ShouldBe("Lập kế hoạch năm");
        overdue.QuerySelector("#work-list")!.TextContent.ShouldContain("quá hạn 1 ngày làm việc");
        found.QuerySelectorAll("#work-list tbody tr a").Single().TextContent.ShouldBe("Duyệt đề cương");
        none.QuerySelector(".empty-title")!.TextContent.ShouldBe("Bạn chưa hoàn thành việc nào.");
    }

    [Fact]
    public async Task A_task_is_filled_in_refused_with_what_was_typed_and_completed()
    {
        await using var world = await World.CreateAsync(cluster);
        await File.WriteAllTextAsync(Path.Combine(world.FormFolder, "f.form.json"), """
            { "name": "f", "fields": [
              { "name": "so", "labelVi": "Số người", "labelEn": "People", "type": "number", "required": true },
              { "name": "nd", "labelVi": "Nội dung", "labelEn": "Content", "type": "textarea", "required": true } ] }
            """);
        await world.PublishAsync(new Flow("w").Task("a", "head", ("form", "f"), ("evidence", "required"), ("due", "10 working days after task.opened"), ("instructions", "Theo S-011")));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var page = await pages.GetAsync($"/work/{task.Id}");
        page.QuerySelector("#deadline-trace")!.TextContent.ShouldContain("Thứ Ba, 30/04/2024");
        page = await pages.SubmitAsync(page, "form", "add-file", ("evidence-file", "ảnh.exe", "MZ"u8.ToArray()), ("f.nd", "Đã họp"));
        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS215");
        page.QuerySelector("#field-f-nd")!.TextContent.ShouldBe("Đã họp");
        page = await pages.SubmitAsync(page, "form", "add-file", ("evidence-file", "biên bản.pdf", "%PDF-1.7"u8.ToArray()));
        page.QuerySelector("#evidence")!.TextContent.ShouldContain("biên bản.pdf");
        page.QuerySelector("#field-f-nd")!.TextContent.ShouldBe("Đã họp", "the draft is kept while evidence is added");
        page = await pages.SubmitAsync(page, "form", "complete:Done", ("f.so", "mười"));
        page.QuerySelector("#errors a")!.GetAttribute("href").ShouldBe("#field-f-so");
        page.QuerySelector("#field-f-so")!.GetAttribute("value").ShouldBe("mười");
        page = await pages.SubmitAsync(page, "form", "complete:Done", ("f.so", "12"));

        page.Location.PathName.ShouldBe("/work");
        page.QuerySelector("[role=status]")!.TextContent.ShouldBe("Đã hoàn thành việc.");
        page = await pages.GetAsync($"/work/{task.Id}");
        page.QuerySelector("dl")!.ShouldNotBeNull();
        page.QuerySelector("#history")!.TextContent.ShouldContain("Hoàn thành việc: Việc a");
        page.QuerySelector("button[value='complete:Done']").ShouldBeNull();
    }

    [Fact]
    public async Task An_upload_above_the_limit_is_refused_clearly_and_nothing_is_lost()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("a", "head"));
        await world.StartAsync("w");
        var task = await world.OpenTaskAsync("a");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var large = new byte[EvidenceFiles.MaxBytes + (2 * 1024 * 1024)];
        "%PDF-"u8.CopyTo(large);

        var page = await pages.SubmitAsync(await pages.GetAsync($"/work/{task.Id}"), "form", "add-file", ("evidence-file", "lớn.pdf", large), ("comment", "đang viết dở"));

        page.QuerySelector("#errors")!.TextContent.ShouldContain("lớn hơn 20 MB");
        page.QuerySelector("#comment")!.TextContent.ShouldBe("đang viết dở");
    }

    [Fact]
    public async Task An_approval_is_returned_and_its_reasons_are_asked_for_on_the_task_page()
    {
        await using var world = await World.CreateAsync(cluster);
        await world.PublishAsync(new Flow("w").Task("draft", "deputy").Approval("ok", "head").Task("after", "clerk")
            .Go("draft", "Done", "ok").Go("ok", "Returned", "draft").Go("ok", "Approved", "after"));
        await world.StartAsync("w");
        (await world.CompleteAsync("phogiamdoc", "draft")).ShouldBeDone();
        var approval = await world.OpenTaskAsync("ok");
        await using var head = await Pages.OpenAsync(world, "giamdoc");
        await using var deputy = await Pages.OpenAsync(world, "phogiamdoc");

        var page = await head.GetAsync($"/work/{approval.Id}");
        page.Location.PathName.ShouldBe($"/approvals/{approval.Id}");
        page = await head.SubmitAsync(page, "form", "return");
        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS223");
        page = await head.SubmitAsync(page, "form", "more", ("comment", "xem lại"));
        page.QuerySelectorAll("textarea[name=reason]").Length.ShouldBe(4);
        page.QuerySelector("#comment")!.TextContent.ShouldBe("xem lại");
        page = await head.SubmitAsync(page, "form", "return", ("reason", "Thiếu căn cứ pháp lý"));
        page.QuerySelector("[role=status]")!.TextContent.ShouldBe("Đã ghi nhận quyết định của bạn.");

        var draft = await world.OpenTaskAsync("draft");
        page = await deputy.GetAsync($"/work/{draft.Id}");
        page.QuerySelector("#reasons")!.TextContent.ShouldContain("Thiếu căn cứ pháp lý");
        page = await deputy.SubmitAsync(page, "form", "complete:Done");
        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS211");
        var reason = await world.ReadAsync(db => db.ReturnReasons.SingleAsync());
        page = await deputy.SubmitAsync(page, "form", "complete:Done", (ReturnReasonsSection.FieldOf(reason.Id), "Đã bổ sung"));
        page.Location.PathName.ShouldBe("/work");
        page = await head.GetAsync($"/approvals/{(await world.OpenTaskAsync("ok")).Id}");
        page.Body!.TextContent.ShouldContain("Đã bổ sung");
    }

    [Fact]
    public async Task The_signature_is_shown_as_it_will_print_and_asks_for_the_password()
    {
        await using var world = await World.CreateAsync(cluster);
        var document = await world.AddDocumentAsync();
        await world.PublishAsync(new Flow("w").Approval("ok", "deputy", ("document", document.ToString()), ("signing", true)));
        await world.StartAsync("w", inCycle: true);
        var task = await world.OpenTaskAsync("ok");
        await using var pages = await Pages.OpenAsync(world, "phogiamdoc");

        var page = await pages.GetAsync($"/approvals/{task.Id}");
        page.QuerySelectorAll("#signature-block .fw-bold").Select(line => line.TextContent).ShouldBe(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Phó Giám Đốc"]);
        page.QuerySelector("input[name=version]")!.GetAttribute("value").ShouldBe("1");
        page = await pages.SubmitAsync(page, "form", "approve", ("password", "sai"));

        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS225");
        page.QuerySelector("#password")!.GetAttribute("value").ShouldBeNull();
    }

    [Fact]
    public async Task A_document_is_read_and_confirmed_on_its_page()
    {
        await using var world = await World.CreateAsync(cluster);
        var document = await world.AddDocumentAsync("Quyết định mục tiêu");
        await world.WriteAsync(async db => (await db.People.SingleAsync(p => p.UserName == "giamdoc")).UnitId = world.Labour);
        await world.PublishAsync(new Flow("w").Step("read", "Qms.Acknowledge", ("document", document.ToString()), ("audience", "unit-staff")));
        await world.StartAsync("w", world.Labour);
        var task = (await world.TasksAsync("read")).Single(t => t.AssigneeId == world.Id("giamdoc"));
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var page = await pages.SubmitAsync(await pages.GetAsync($"/work/{task.Id}"), "form", "understood");
        page.QuerySelector("#errors")!.TextContent.ShouldContain("QMS222");
        page = await pages.SubmitAsync(page, "form", "understood", ("understood", "true"));

        page.QuerySelector("[role=status]")!.TextContent.ShouldBe("Đã ghi nhận bạn đã đọc và hiểu văn bản.");
        (await world.ReadAsync(db => db.Acknowledgements.SingleAsync())).PersonId.ShouldBe(world.Id("giamdoc"));
    }

    [Fact]
    public async Task Work_that_is_not_there_or_not_mine_to_see_is_not_found()
    {
        await using var world = await World.CreateAsync(cluster);
        await using var pages = await Pages.OpenAsync(world, "giamdoc");

        var page = await pages.GetAsync($"/work/{Guid.CreateVersion7()}");

        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
