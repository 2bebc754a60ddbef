using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Pages;

/// <summary>Units × objectives as people see them.</summary>
public sealed class ScorecardPageTests(TestCluster cluster)
{
    private const int Satisfaction = 1;
    private const int Training = 2;
    private const string FirstQuarter = "/measure?period=Q1";
    private static readonly DateOnly April = new(2024, 4, 22);

    [Fact]
    public async Task Values_and_verdicts_stand_in_words_and_a_rounded_figure_does_not_mislead()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        // 37998 of 40000 are 94.995 percent: shown as 95,00%, and missed.
        await stage.AddAsync(
            stage.Result(Satisfaction, null, ResultOutcome.Met, 9_700, 10_000), stage.Result(Satisfaction, "NV", ResultOutcome.Missed, 37_998, 40_000),
            stage.Result(Satisfaction, "TP", ResultOutcome.NotArisen));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.thuky");

        await browser.GoAsync(FirstQuarter);

        Cell(browser, "Toàn cơ quan", Satisfaction).ShouldBe("97,00% Đạt");
        Cell(browser, "Phòng Nội vụ", Satisfaction).ShouldBe("95,00% Không đạt 94,995% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%).");
        Cell(browser, "Phòng Tư pháp", Satisfaction).ShouldBe("Không phát sinh");
        Cell(browser, "Phòng Tư pháp", Training).ShouldBe("Chưa có số liệu");
        browser.Page.QuerySelectorAll(".scorecard .light").ShouldAllBe(light => light.TextContent.Length > 0 && light.ClassList.Length == 2, "a word and a colour");
        browser.Text.ShouldContain("Số liệu tính lúc 02/04/2024 08:30.");
    }

    [Fact]
    public async Task Without_a_choice_the_last_quarter_that_is_over_is_shown()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.chutich");

        await browser.GoAsync("/measure");

        browser.Text.ShouldContain("Quý I/2024: 01/01/2024 – 31/03/2024");
        browser.Text.ShouldContain("Kỳ này chưa được tính");
    }

    [Fact]
    public async Task Both_windows_stand_side_by_side_with_the_reason_why_they_differ()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        await stage.AddAsync(
            stage.Result(Satisfaction, "NV", ResultOutcome.Missed, 94, 100), stage.Result(Satisfaction, "NV", ResultOutcome.Met, 96, 100, cutOff: CutOff.Fifteenth),
            stage.Result(Satisfaction, "TP", ResultOutcome.Met, 99, 100), stage.Result(Satisfaction, "TP", ResultOutcome.Met, 99, 100, cutOff: CutOff.Fifteenth));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.thuky");

        await browser.GoAsync($"{FirstQuarter}&cutoff=both");

        Cell(browser, "Phòng Nội vụ", Satisfaction).ShouldBe("Dương lịch 94,00% Không đạt 15→14 96,00% Đạt");
        browser.Text.ShouldContain("dương lịch 01/01/2024 – 31/03/2024; kỳ 15→14 15/12/2023 – 14/03/2024");
        var differences = browser.Page.QuerySelectorAll("section tbody tr").Select(ResultRows.Read).ToList();
        differences.ShouldBe(["Phòng Nội vụ 2. Mức độ hài lòng của cá nhân, tổ chức về giải… 94,00% Không đạt 94 / 100 96,00% Đạt 96 / 100"]);
    }

    [Fact]
    public async Task Units_are_sorted_by_the_exact_value_searched_without_accents_and_picked_by_result()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        // The same when rounded: 99.001 and 99.002 percent.
        await stage.AddAsync(
            stage.Result(Satisfaction, "NV", ResultOutcome.Met, 99_002, 100_000), stage.Result(Satisfaction, "TP", ResultOutcome.Met, 99_001, 100_000),
            stage.Result(Satisfaction, "KT", ResultOutcome.Missed, 1, 2));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.thuky");
        var objective = stage.Objectives[Satisfaction].Id;

        (await Names(browser, $"{FirstQuarter}&sort={objective}")).Take(4).ShouldBe(["Toàn cơ quan", "Phòng Kinh tế", "Phòng Tư pháp", "Phòng Nội vụ"]);
        browser.Page.QuerySelectorAll("th[aria-sort=ascending]").Length.ShouldBe(1);
        (await Names(browser, $"{FirstQuarter}&sort=-{objective}")).Take(4).ShouldBe(["Toàn cơ quan", "Phòng Nội vụ", "Phòng Tư pháp", "Phòng Kinh tế"]);
        (await Names(browser, $"{FirstQuarter}&sort=-missed")).Take(2).ShouldBe(["Toàn cơ quan", "Phòng Kinh tế"]);
        (await Names(browser, $"{FirstQuarter}&q=noi%20vu")).ShouldBe(["Toàn cơ quan", "Phòng Nội vụ"]);
        (await Names(browser, $"{FirstQuarter}&only=Missed")).ShouldBe(["Toàn cơ quan", "Phòng Kinh tế"]);
        await browser.GoAsync($"{FirstQuarter}&q=hai%20long");
        browser.Page.QuerySelectorAll(".scorecard thead th").Length.ShouldBe(2);
    }

    [Fact]
    public async Task People_of_a_unit_see_their_own_unit_and_the_agency_and_no_other()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        await stage.AddAsync(stage.Result(Satisfaction, "NV", ResultOutcome.Met, 96, 100), stage.Result(Satisfaction, "TP", ResultOutcome.Missed, 12, 100));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.cc1.nv");
        var objective = stage.Objectives[Satisfaction].Id;

        (await Names(browser, FirstQuarter)).ShouldBe(["Toàn cơ quan", "Phòng Nội vụ"]);
        (await browser.GoAsync($"/measure/units/{stage.Units["NV"].Id}?period=Q1")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GoAsync($"/measure/objectives/{objective}?period=Q1")).Status.ShouldBe(HttpStatusCode.OK);
        browser.Text.ShouldNotContain("Phòng Tư pháp");
        (await browser.GoAsync($"/measure/objectives/{objective}/cases?unit={stage.Units["NV"].Id}&period=Q1")).Status.ShouldBe(HttpStatusCode.OK);

        string[] walled =
        [
            $"/measure/units/{stage.Units["TP"].Id}?period=Q1", $"/measure/units/{stage.Units["TP"].Id}/sheet", $"/measure/objectives/{objective}?unit={stage.Units["TP"].Id}&period=Q1",
            $"/measure/objectives/{objective}/cases?unit={stage.Units["TP"].Id}&period=Q1", $"/measure/objectives/{objective}/cases?period=Q1",
        ];
        foreach (var address in walled)
        {
            (await browser.GoAsync(address)).Status.ShouldBe(HttpStatusCode.Forbidden, address);
            browser.Text.ShouldNotContain("12,00%", Case.Sensitive, address);
        }

        (await browser.GoAsync("/measure/dashboard?period=Q1")).Text.ShouldNotContain("Phòng Tư pháp");
    }

    [Fact]
    public async Task The_spreadsheet_holds_values_counts_verdicts_and_targets()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        await stage.AddAsync(stage.Result(Satisfaction, "NV", ResultOutcome.Missed, 37_998, 40_000), stage.Result(Training, "NV", ResultOutcome.NotArisen));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.thuky");

        await browser.GoAsync("/measure/xlsx?period=Q1");

        var bytes = await browser.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var book = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).ShouldBeEmpty();
        var rows = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList()).ToList();
        rows[0].ShouldBe(["Ủy ban nhân dân huyện Bàu Bàng"]);
        rows.ShouldContain(row => row[0] == "Quý I/2024, Theo tháng dương lịch: 01/01/2024 – 31/03/2024");
        rows.Single(row => row[0] == "Chỉ tiêu")[Satisfaction + 1].ShouldBe("95% trở lên");
        rows.Single(row => row[0] == "Phòng Nội vụ").Skip(1).ShouldBe(
            ["Chưa có số liệu", "95,00% (37.998 / 40.000) Không đạt – 94,995% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%).", "(0 / 0) Không phát sinh"]);
    }

    private static string Cell(Browser browser, string unit, int objective) =>
        ResultRows.Read(browser.Page.QuerySelectorAll(".scorecard tbody tr").Single(row => row.QuerySelector("th")!.TextContent == unit).QuerySelectorAll("td")[objective]);

    private static async Task<IReadOnlyList<string>> Names(Browser browser, string address) =>
        [.. (await browser.GoAsync(address)).Page.QuerySelectorAll(".scorecard tbody th").Select(name => name.TextContent)];
}
