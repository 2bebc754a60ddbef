using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>The form in which an ISO secretary writes how an indicator is counted, without JavaScript.</summary>
public sealed class DefinitionPageTests(TestCluster cluster)
{
    [Fact]
    public async Task A_new_version_is_written_tried_saved_and_approved_by_somebody_else()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync("/measure/indicators/hai-long-phieu/edit");
        (secretary.Value("Numerator"), secretary.Value("Denominator"), secretary.Value("T0.R0.answers")).ShouldBe(("sum(satisfied_answers)", "sum(answers)", "50"));
        secretary.Value("Source").ShouldNotBeNull().ShouldContain("Sở LĐTBXH Hải Dương");

        await secretary.SubmitAsync("Chạy thử", ("Denominator", "sum(answers) + 1"), ("Decimals", "1"));
        secretary.Page.QuerySelectorAll("[data-result]").Select(badge => badge.GetAttribute("data-result")).ShouldBe(["fails"]);
        secretary.Text.ShouldContain("/101 = ");
        await secretary.SubmitAsync("Chạy thử", ("Denominator", "sum(answers)"), ("Note", "Chỉ tính phiếu thu tại bộ phận một cửa"));
        secretary.Page.QuerySelectorAll("[data-result]").Select(badge => badge.GetAttribute("data-result")).ShouldBe(["holds"]);
        (await VersionsAsync(office, "hai-long-phieu")).ShouldBe(["1 Approved"]);

        await secretary.SubmitAsync("Lưu bản soạn");
        secretary.Path.ShouldBe("/measure/indicators/hai-long-phieu", secretary.Text);
        secretary.Text.ShouldContain("Chờ người khác phê duyệt");
        using var head = await office.App.SignInAsync("hd.giamdoc");
        await head.GoAsync("/measure/indicators/hai-long-phieu");
        await head.SubmitAsync("Phê duyệt");

        (await VersionsAsync(office, "hai-long-phieu")).ShouldBe(["1 Retired", "2 Approved"]);
        var inForce = IndicatorDefinition.Parse(await office.ReadAsync(db => db.Indicators.Where(i => i.Code == "hai-long-phieu" && i.State == IndicatorState.Approved).Select(i => i.Definition).SingleAsync())).OrThrow();
        (inForce.Decimals, inForce.Note, inForce.Tests.Length).ShouldBe((1, "Chỉ tính phiếu thu tại bộ phận một cửa", 1));
    }

    [Fact]
    public async Task A_wrong_formula_is_shown_with_its_place_and_nothing_typed_is_lost()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync("/measure/indicators/dung-han/edit");

        await secretary.SubmitAsync("Lưu bản soạn", ("Name", "Tỷ lệ đúng hạn của Sở"), ("Numerator", "count(completed and not lat)"), ("T0.Name", "ví dụ của tôi"), ("T0.R0.due", "2026-01-20T11:30"));

        secretary.RefusalCode.ShouldBe("QMS758");
        var wrong = secretary.Page.QuerySelector("#Numerator-check [data-position]").ShouldNotBeNull();
        wrong.GetAttribute("data-position").ShouldBe("25");
        wrong.QuerySelector("mark")!.TextContent.ShouldBe("lat");
        wrong.TextContent.ShouldContain("có phải là “late”?");
        (secretary.Value("Name"), secretary.Value("Numerator"), secretary.Value("T0.Name"), secretary.Value("T0.R0.due")).ShouldBe(("Tỷ lệ đúng hạn của Sở", "count(completed and not lat)", "ví dụ của tôi", "2026-01-20T11:30"));
        secretary.Page.QuerySelectorAll("[data-test]").Length.ShouldBe(4);
        (await VersionsAsync(office, "dung-han")).ShouldBe(["1 Approved"]);
    }

    [Fact]
    public async Task A_new_indicator_over_cases_is_made_from_nothing_with_rows_added_by_button()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync("/measure/indicators/new");
        await secretary.SubmitAsync("Thêm dòng vào ví dụ 1", ("Name", "Tỷ lệ hồ sơ đất đai nộp trực tuyến"), ("Numerator", "count(received and online and field = 'Đất đai')"), ("Denominator", "count(received and field = 'Đất đai')"));
        secretary.Page.GetElementById("T0.R1.channel").ShouldNotBeNull("the formula asks for the channel");
        secretary.Page.GetElementById("T0.R1.whole").ShouldBeNull("the formula does not ask for it");

        await secretary.SubmitAsync(
            "Lưu bản soạn", ("Variant", "hồ sơ đất đai"), ("Source", "Quy chế của Sở"), ("T0.Name", "một trong hai"), ("T0.From", "2026-01-01"), ("T0.To", "2026-03-31"), ("T0.Numerator", "1"), ("T0.Denominator", "2"),
            ("T0.R0.received", "2026-01-05T08:00"), ("T0.R0.channel", "2"), ("T0.R0.field", "Đất đai"), ("T0.R1.received", "2026-01-06T08:00"), ("T0.R1.field", "Đất đai"));

        secretary.Path.ShouldBe("/measure/indicators/ty-le-ho-so-dat-dai-nop-truc-tuyen", secretary.Text);
        secretary.Page.QuerySelector("main .badge.bg-green-lt")!.TextContent.ShouldBe("Đúng");
        await secretary.GoAsync("/measure/indicators/new?from=dung-han");
        await secretary.SubmitAsync("Lưu bản soạn", ("Code", "dung-han"));
        secretary.Text.ShouldContain("Mã này đã có chỉ số khác dùng");
        (await VersionsAsync(office, "dung-han")).ShouldBe(["1 Approved"]);
    }

    [Fact]
    public async Task A_cell_that_is_no_number_is_named_by_example_row_and_column()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync("/measure/indicators/dung-han-thang/edit");

        await secretary.SubmitAsync("Chạy thử", ("T0.R0.completed_early", "1.942"), ("T1.To", ""));

        secretary.Text.ShouldContain("Ví dụ 1, dòng 1: “giải quyết trước hạn” chưa đúng.");
        secretary.Text.ShouldContain("Ví dụ 2: chưa ghi “Đến ngày”.");
        secretary.Value("T0.R0.completed_early").ShouldBe("1.942");
    }

    [Fact]
    public async Task While_it_is_typed_a_formula_is_read_aloud_or_its_mistake_told()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");

        await secretary.GoAsync("/measure/indicators/formula?Reads=Figures&Numerator=" + Uri.EscapeDataString("sum(received_online) - last(pending_late)"));
        secretary.Page.Body!.TextContent.ShouldContain("“tiếp nhận trực tuyến” cộng các tháng trong kỳ, trừ “đang giải quyết quá hạn” của tháng cuối kỳ");
        await secretary.GoAsync("/measure/indicators/formula?Reads=Cases&Denominator=" + Uri.EscapeDataString("count(<script>alert(1)</script>)"));

        secretary.Page.QuerySelector("script").ShouldBeNull();
        secretary.Page.QuerySelector("[data-position]")!.GetAttribute("data-position").ShouldBe("7");
    }

    [Fact]
    public async Task People_without_the_duty_see_no_form()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.App.ListenAsync();
        using var browser = await office.App.SignInAsync("hd.cc1.khtc");

        await browser.GoAsync("/measure/indicators/dung-han/edit");

        browser.RefusalCode.ShouldBe("QMS302");
        browser.Page.QuerySelector("#Numerator").ShouldBeNull();
    }

    private static async Task<List<string>> VersionsAsync(Office office, string code) =>
        [.. (await office.ReadAsync(db => db.Indicators.AsNoTracking().Where(i => i.Code == code).OrderBy(i => i.Version).ToListAsync())).Select(i => $"{i.Version} {i.State}")];
}
