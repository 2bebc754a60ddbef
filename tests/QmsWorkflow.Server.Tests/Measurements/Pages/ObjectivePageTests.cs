using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Measurements.Evaluating;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Pages;

/// <summary>One objective's results: exact, with where they come from.</summary>
public sealed class ObjectivePageTests(TestCluster cluster)
{
    private const int InTime = 0;
    private const int Satisfaction = 1;
    private static readonly DateOnly April = new(2024, 4, 22);

    [Fact]
    public async Task The_value_stands_with_its_counts_window_target_revisions_and_formula()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        var objective = stage.Objectives[Satisfaction];
        await RemoveLinksAsync(app, objective.Id);
        await stage.AddAsync(
            stage.Result(Satisfaction, null, ResultOutcome.Missed, 37_998, 40_000), stage.Result(Satisfaction, null, ResultOutcome.Met, 38_500, 40_100, cutOff: CutOff.Fifteenth),
            Indicator(stage), Link(objective, "thu-hai-long"), Revision(stage, objective, (await app.ActorAsync(ResultRows.Agency, "bb.thuky")).PersonId!.Value));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.chutich");

        await browser.GoAsync($"/measure/objectives/{objective.Id}?period=Q1");

        var said = ResultRows.Read(browser.Page.QuerySelector("main"));
        said.ShouldContain("94,995% hiển thị 95,00% nhưng KHÔNG đạt (≥ 95%).");
        said.ShouldContain("Tử số 37.998");
        said.ShouldContain("Mẫu số 40.000");
        said.ShouldContain("Giá trị chính xác 18.999 / 200 %");
        said.ShouldContain("Theo tháng dương lịch: 01/01/2024 – 31/03/2024");
        browser.Page.QuerySelector("[data-reason]")!.TextContent.ShouldContain("Mẫu số khác nhau: 40.000 và 40.100");
        said.ShouldContain("Hài lòng (thử) Phương án Không tính phiếu trống Tử số số hồ sơ [người dân trả lời hài lòng] count(satisfied) Mẫu số số hồ sơ [người dân có trả lời] count(answered)");
        said.ShouldContain("Từ 01/07/2024, chỉ tiêu chung: ≥ 95% → ≥ 90%");
    }

    [Fact]
    public async Task The_trend_is_a_chart_with_alternative_text_and_the_same_numbers_as_a_table()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        await stage.AddAsync(
            stage.Result(Satisfaction, "NV", ResultOutcome.Met, 96, 100, new(ReportKind.Month, 1, 2024)), stage.Result(Satisfaction, "NV", ResultOutcome.NotArisen, period: new(ReportKind.Month, 2, 2024)),
            stage.Result(Satisfaction, "NV", ResultOutcome.Missed, 90, 100, new(ReportKind.Month, 3, 2024)));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.cc1.nv");

        await browser.GoAsync($"/measure/objectives/{stage.Objectives[Satisfaction].Id}?unit={stage.Units["NV"].Id}&period=M03");

        var chart = browser.Page.QuerySelector("[data-chart]")!;
        chart.GetAttribute("role").ShouldBe("img");
        chart.GetAttribute("aria-label").ShouldBe("Trong năm 2024. Tháng 1: 96,00%, Đạt; Tháng 2: Không phát sinh; Tháng 3: 90,00%, Không đạt");
        using var data = JsonDocument.Parse(chart.GetAttribute("data-chart")!);
        data.RootElement.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble()).ShouldBe([96, null, 90]);
        browser.Page.QuerySelectorAll(".trend-table tbody tr").Select(ResultRows.Read).ShouldBe(
            ["Tháng 1 96,00% 96 / 100 ≥ 95% Đạt", "Tháng 2 0 / 0 ≥ 95% Không phát sinh", "Tháng 3 90,00% 90 / 100 ≥ 95% Không đạt"]);
        browser.Page.QuerySelectorAll("script:not([src])").ShouldBeEmpty("the pages allow no scripts of their own");
    }

    [Fact]
    public async Task What_was_reported_stays_beside_what_the_figures_say_now()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        var now = stage.Result(Satisfaction, "NV", ResultOutcome.Missed, 94, 100);
        await stage.AddAsync(now, ResultRows.Reported(now, ResultOutcome.Met, 96, 100));
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.thuky");

        await browser.GoAsync($"/measure/objectives/{now.ObjectiveId}?unit={now.UnitId}&period=Q1");

        ResultRows.Read(browser.Page.QuerySelector("[data-reported]"))
            .ShouldBe("Đã báo cáo 96,00%, Đạt, lúc 16/03/2024 09:00. Số liệu hiện tại: 94,00%, Không đạt. Số đã báo cáo được giữ nguyên.");
        ResultRows.Read((await browser.GoAsync($"/measure/units/{now.UnitId}?period=Q1")).Page.QuerySelector("main")).ShouldContain("96,00% khác số liệu hiện tại");
    }

    [Fact]
    public async Task The_head_of_the_unit_writes_the_cause_and_everybody_of_the_unit_reads_it()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        var missed = stage.Result(Satisfaction, "NV", ResultOutcome.Missed, 94, 100);
        await stage.AddAsync(missed);
        await app.ListenAsync();
        using var head = await app.SignInAsync("bb.truong.nv");
        var address = $"/measure/objectives/{missed.ObjectiveId}?unit={missed.UnitId}&period=Q1";

        await head.GoAsync(address);
        await head.SubmitAsync("Lưu nguyên nhân", ("Form.Cause", ""), ("Form.RootCause", ""));
        head.RefusalCode.ShouldBe("QMS781");
        await head.GoAsync(address);
        await head.SubmitAsync("Lưu nguyên nhân", ("Form.Cause", "Thiếu người trực một cửa"), ("Form.RootCause", "Chưa có người dự phòng"), ("Form.Action", "Bố trí người dự phòng"), ("Form.ActionDue", "2024-05-31"));

        head.Text.ShouldContain("Đã lưu nguyên nhân.");
        head.Value("Cause").ShouldBe("Thiếu người trực một cửa");
        using var leader = await app.SignInAsync("bb.chutich");
        await leader.GoAsync(address);
        ResultRows.Read(leader.Page.QuerySelector("[data-cause]"))
            .ShouldBe("Nguyên nhân Thiếu người trực một cửa Nguyên nhân gốc rễ Chưa có người dự phòng Hành động khắc phục Bố trí người dự phòng (đến 31/05/2024)");
        leader.Page.QuerySelectorAll("textarea").ShouldBeEmpty();
        ResultRows.Read((await leader.GoAsync("/measure/dashboard?period=Q1")).Page.QuerySelector("main")).ShouldContain("94,00% ≥ 95% Thiếu người trực một cửa");
    }

    [Fact]
    public async Task The_cases_behind_each_side_are_listed_page_by_page()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        var objective = stage.Objectives[InTime];
        await RemoveLinksAsync(app, objective.Id);
        await stage.AddAsync(Link(objective, "dung-han"));
        // 60 cases of the unit, 7 of them late, and one of another unit.
        await app.InAsync(ResultRows.Agency, async (services, agency) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var file = new StoredFile { Id = Guid.CreateVersion7(), AgencyId = agency.Id, Sha256 = new string('0', 64), FileName = "ho-so.csv", ContentType = "text/csv", SizeBytes = 1, StoredAt = app.Clock.GetUtcNow() };
            db.AddRange(
                file, new DataSource { Id = agency.Id, AgencyId = agency.Id, Code = "thu", Name = "Một cửa điện tử (thử)", Kind = "cases", Topic = "one-stop", Rank = 1, Mapping = "{}", IsActive = true },
                new Import { Id = agency.Id, AgencyId = agency.Id, SourceId = agency.Id, FileId = file.Id, Mapping = "{}", State = ImportState.Committed, AskedAt = app.Clock.GetUtcNow() });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await CaseRows.InsertAsync(db, agency.Id,
                [.. CaseRows.Finished(60, 7, new DateOnly(2024, 2, 5)).Select(row => (stage.Units["NV"].Id, row)), .. CaseRows.Finished(1, 0, new DateOnly(2024, 2, 5)).Select(row => (stage.Units["TP"].Id, row))]);
            return 0;
        });
        await app.ListenAsync();
        using var browser = await app.SignInAsync("bb.cc1.nv");
        var address = $"/measure/objectives/{objective.Id}/cases?unit={stage.Units["NV"].Id}&period=Q1&side=";

        (await browser.GoAsync($"{address}denominator")).Text.ShouldContain("60 hồ sơ");
        Rows(browser).ShouldBe(50);
        browser.Text.ShouldContain("Nguồn: Một cửa điện tử (thử)");
        browser.Page.QuerySelector("[data-label='Nguồn']")!.TextContent.ShouldMatch(@"^dòng \d+$");
        (await browser.GoAsync($"{address}denominator&page=2")).Text.ShouldContain("60 hồ sơ");
        Rows(browser).ShouldBe(10);
        (await browser.GoAsync($"{address}numerator")).Text.ShouldContain("53 hồ sơ");
        browser.Text.ShouldNotContain("Quá hạn");
    }

    private static int Rows(Browser browser) => browser.Page.QuerySelectorAll("tbody tr").Length;

    private static Task<int> RemoveLinksAsync(ProductApp app, Guid objective) => app.InAsync(ResultRows.Agency, (services, _) =>
        services.GetRequiredService<QmsDb>().ObjectiveIndicators.Where(link => link.ObjectiveId == objective).ExecuteDeleteAsync(TestContext.Current.CancellationToken));

    private static Indicator Indicator(ResultRows.Stage stage) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = stage.AgencyId,
        Code = "thu-hai-long",
        Version = 3,
        Family = "hai-long",
        Name = "Hài lòng (thử)",
        Reads = "cases",
        Definition = """{ "numerator": "count(satisfied)", "denominator": "count(answered)", "variant": "Không tính phiếu trống", "source": "S-140" }""",
        State = IndicatorState.Approved,
        MadeAt = stage.App.Clock.GetUtcNow(),
        ApprovedAt = stage.App.Clock.GetUtcNow(),
    };

    private static ObjectiveIndicator Link(Objective objective, string code) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = objective.AgencyId,
        ObjectiveId = objective.Id,
        Ordinal = 1,
        IndicatorCode = code,
        Aggregation = Aggregation.SumOfCounts,
        Filter = "{}",
        CutOff = CutOff.Calendar,
    };

    private static ObjectiveRevision Revision(ResultRows.Stage stage, Objective objective, Guid proposer) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = stage.AgencyId,
        ObjectiveId = objective.Id,
        OldComparator = "≥",
        OldValue = 95,
        NewComparator = "≥",
        NewValue = 90,
        InForceFrom = new DateOnly(2024, 7, 1),
        Reason = "Số hồ sơ tăng gấp đôi",
        State = RevisionState.Approved,
        ProposedBy = proposer,
        ProposedAt = stage.App.Clock.GetUtcNow(),
    };
}
