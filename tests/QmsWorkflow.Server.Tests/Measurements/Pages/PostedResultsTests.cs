using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Pages;

/// <summary>Whoever stands before the sheet on the wall scans its code and sees the latest results, and nothing else (DOMAIN row 28).</summary>
public sealed class PostedResultsTests(TestCluster cluster)
{
    private static readonly DateOnly April = new(2024, 4, 22);

    [Fact]
    public async Task The_code_opens_the_posted_objectives_with_their_latest_results_without_signing_in()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        await app.AdoptObjectivesAsync(ResultRows.Agency, "NV");
        var stage = await ResultRows.SettleAsync(app);
        var own = await OwnAsync(app, stage.Units["NV"].Id);
        var (older, newer) = (Of(stage.Result(1, "NV", ResultOutcome.Missed, 1, 2, new(ReportKind.Month, 2, 2024)), own[1]), Of(stage.Result(1, "NV", ResultOutcome.Met, 97, 100), own[1]));
        await stage.AddAsync(older, newer, stage.Result(1, "TP", ResultOutcome.Missed, 11, 100), Issued(stage, "NV"));
        var path = await PathAsync(app, stage, "NV");
        await app.ListenAsync();
        using var anyone = app.Open();

        await anyone.GoAsync(path);

        anyone.Status.ShouldBe(HttpStatusCode.OK);
        anyone.Text.ShouldContain("Phòng Nội vụ: kết quả mục tiêu chất lượng năm 2024");
        anyone.Text.ShouldContain("Kết quả mới nhất: Quý I/2024.");
        anyone.Text.ShouldContain("97,00%");
        anyone.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(own.Count);
        anyone.Text.ShouldNotContain("11,00%", Case.Sensitive, "another unit's");
        anyone.Text.ShouldNotContain("Chuyên viên");
        anyone.Page.QuerySelectorAll("main a").ShouldBeEmpty("no way into the product");
        anyone.Response.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex, nofollow"]);
    }

    [Fact]
    public async Task Before_the_objectives_are_issued_nothing_of_them_is_shown()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        await app.AdoptObjectivesAsync(ResultRows.Agency, "NV");
        var stage = await ResultRows.SettleAsync(app);
        await stage.AddAsync(stage.Result(1, "NV", ResultOutcome.Met, 97, 100));
        var path = await PathAsync(app, stage, "NV");
        await app.ListenAsync();
        using var anyone = app.Open();

        await anyone.GoAsync(path);

        anyone.Text.ShouldContain("Mục tiêu của đơn vị chưa được niêm yết");
        anyone.Text.ShouldNotContain("hài lòng");
        anyone.Text.ShouldNotContain("97,00%");
    }

    [Fact]
    public async Task A_code_is_made_once_and_no_other_opens_anything()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        var stage = await ResultRows.SettleAsync(app);
        var path = await PathAsync(app, stage, "NV");
        await app.ListenAsync();
        using var anyone = app.Open();

        (await PathAsync(app, stage, "NV")).ShouldBe(path);
        (await PathAsync(app, stage, "TP")).ShouldNotBe(path);
        path.ShouldMatch("^/p/[2-9a-z]{16}$");
        foreach (var other in new[] { path[..^1], $"{path}2", "/p/2222222222222222", "/p/%25", $"/p/{stage.Units["NV"].Id}" })
        {
            (await anyone.GoAsync(other)).Status.ShouldBe(HttpStatusCode.NotFound, other);
        }

        (await anyone.GoAsync(path.ToUpperInvariant().Replace("/P/", "/p/", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.OK, "typed by hand in capitals");
    }

    [Fact]
    public async Task The_printed_sheet_carries_the_code_and_the_latest_results()
    {
        await using var app = await ProductApp.CreateAsync(cluster, April);
        await app.AdoptObjectivesAsync(ResultRows.Agency, "NV");
        var stage = await ResultRows.SettleAsync(app);
        var own = await OwnAsync(app, stage.Units["NV"].Id);
        await stage.AddAsync(Of(stage.Result(1, "NV", ResultOutcome.Met, 97, 100), own[1]));
        await app.ListenAsync();
        using var head = await app.SignInAsync("bb.truong.nv");

        await head.GoAsync($"/measure/units/{stage.Units["NV"].Id}/sheet");

        var path = await PathAsync(app, stage, "NV");
        var codes = app.Services.GetRequiredService<VerificationQr>();
        head.Page.QuerySelector(".sheet img")!.GetAttribute("src").ShouldBe(codes.PictureOf(path));
        head.Page.QuerySelector(".sheet h1")!.TextContent.ShouldBe("MỤC TIÊU CHẤT LƯỢNG NĂM 2024");
        head.Text.ShouldContain("97,00% Đạt");
    }

    private static Evaluation Of(Evaluation row, Objective objective)
    {
        row.ObjectiveId = objective.Id;
        return row;
    }

    private static Task<List<Objective>> OwnAsync(ProductApp app, Guid unit) => app.InAsync(ResultRows.Agency, (services, _) =>
        services.GetRequiredService<QmsDb>().Objectives.AsNoTracking().Where(o => o.UnitId == unit).OrderBy(o => o.Ordinal).ToListAsync(TestContext.Current.CancellationToken));

    private static Task<string> PathAsync(ProductApp app, ResultRows.Stage stage, string unit) => app.InAsync(ResultRows.Agency, (services, agency) =>
        services.GetRequiredService<IUnitResultsAddress>().PathAsync(agency.Id, stage.CycleId, stage.Units[unit].Id, TestContext.Current.CancellationToken));

    private static Document Issued(ResultRows.Stage stage, string unit) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = stage.AgencyId,
        CycleId = stage.CycleId,
        UnitId = stage.Units[unit].Id,
        Kind = "unit-objectives",
        Template = "department-objectives/muc-tieu-don-vi",
        Title = "Mục tiêu chất lượng của đơn vị",
        Symbol = "",
        Series = "unit-objectives",
        State = DocumentState.Issued,
        Content = "{}",
        ContentVersion = 1,
        Year = 2024,
        IssuedOn = new DateOnly(2024, 3, 1),
        CreatedAt = stage.App.Clock.GetUtcNow(),
    };
}
