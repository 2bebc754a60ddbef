using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Signing.Flow;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Measurements.Evaluating;

/// <summary>Reports need causes (S-151, S-152) and freeze what they say (NĐ 09/2019 Điều 12.4).</summary>
public sealed class ReportingTests(TestCluster cluster)
{
    private static readonly ReportPeriod FirstQuarter = new(ReportKind.Quarter, 1, 2024);
    private static readonly ReportPeriod Year = new(ReportKind.Year, 1, 2024);

    [Theory]
    [InlineData("Quý I/2024.", ReportKind.Quarter, 1)]
    [InlineData("báo cáo kết quả quý III năm 2024", ReportKind.Quarter, 3)]
    [InlineData("quý 4/2024", ReportKind.Quarter, 4)]
    [InlineData("6 tháng đầu năm 2024", ReportKind.SixMonths, 1)]
    [InlineData("9 tháng năm 2024.", ReportKind.NineMonths, 1)]
    [InlineData("tháng 03 năm 2024", ReportKind.Month, 3)]
    [InlineData("tháng 12/2024", ReportKind.Month, 12)]
    [InlineData("năm 2024.", ReportKind.Year, 1)]
    public void A_report_says_its_period_in_words(string text, ReportKind kind, int number) =>
        ReportSubject.Read(text).ShouldBe(new ReportPeriod(kind, number, 2024));

    [Fact]
    public void What_the_product_writes_for_a_period_is_read_as_that_period()
    {
        foreach (var period in Periods.OfYear(2025)) ReportSubject.Read(period.ToVietnamese()).ShouldBe(period);
        ReportSubject.Read("Kết quả thực hiện mục tiêu chất lượng").ShouldBeNull();
    }

    [Fact]
    public async Task A_periodic_report_is_not_signed_before_every_miss_of_its_period_has_a_cause()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = await MissedAsync(world);
        var report = await ReportAsync(world, "periodic-report", "Quý I năm 2024.");

        var problems = await ProblemsAsync(world, report);

        problems.Count.ShouldBe(2);
        problems[0].ShouldContain("toàn cơ quan: 98,50% (≥ 99%) không đạt trong Quý I/2024, chưa có nguyên nhân");
        problems[1].ShouldContain("Phòng Lao động");
        (await CauseAsync(world, "truong2", objective, world.Labour, FirstQuarter, cause: "Thiếu người")).ShouldBeDone();
        (await CauseAsync(world, "thuky", objective, null, FirstQuarter, cause: "Phòng Lao động thiếu người")).ShouldBeDone();
        (await ProblemsAsync(world, report)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_report_for_the_review_needs_root_cause_and_action()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = await MissedAsync(world);
        var report = await ReportAsync(world, "review-report", "năm 2024.");
        (await CauseAsync(world, "thuky", objective, null, Year, cause: "Thiếu người")).ShouldBeDone();
        (await CauseAsync(world, "truong2", objective, world.Labour, Year, rootCause: "Chưa có quy định thay thế khi nghỉ phép", action: "Ban hành quy định phân công thay thế")).ShouldBeDone();

        var problem = (await ProblemsAsync(world, report)).ShouldHaveSingleItem();

        problem.ShouldContain("toàn cơ quan");
        problem.ShouldContain("chưa có nguyên nhân gốc rễ và hành động khắc phục");
    }

    [Fact]
    public async Task No_reason_lets_a_report_pass_without_its_causes()
    {
        await using var world = await Measured.WorldAsync(cluster);
        await MissedAsync(world);
        var report = await ReportAsync(world, "periodic-report", "Quý I năm 2024.");
        var passed = await PassAsync(world, report, "Sẽ bổ sung sau");
        var required = await RequireAsync(world, report);

        passed.ShouldBeRefused("QMS780").Message.ShouldContain("nguyên nhân");
        required.ShouldBeRefused("QMS780");
    }

    [Fact]
    public async Task A_report_that_does_not_say_its_period_is_asked_for_it()
    {
        await using var world = await Measured.WorldAsync(cluster);
        await MissedAsync(world);
        var report = await ReportAsync(world, "periodic-report", "kỳ này", "theo quy định");

        (await ProblemsAsync(world, report)).ShouldHaveSingleItem().ShouldContain("Chưa rõ báo cáo về kỳ nào");
    }

    [Fact]
    public async Task A_cause_is_written_by_the_unit_concerned_and_only_where_something_was_missed()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = await MissedAsync(world);

        (await CauseAsync(world, "truong1", objective, world.Labour, FirstQuarter, cause: "Không phải việc tôi")).ShouldBeRefused("QMS302");
        (await CauseAsync(world, "truong2", objective, null, FirstQuarter, cause: "Toàn cơ quan")).ShouldBeRefused("QMS302");
        (await CauseAsync(world, "truong2", objective, world.Labour, FirstQuarter)).ShouldBeRefused("QMS781");
        (await CauseAsync(world, "thuky", objective, null, new ReportPeriod(ReportKind.Month, 3, 2024), cause: "Tháng 3 không có")).ShouldBeRefused("QMS782");
        (await world.ReadAsync(db => db.MissCauses.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_reported_stays_while_late_figures_change_the_current_value()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = await MissedAsync(world);
        var report = await ReportAsync(world, "periodic-report", "Quý I năm 2024.");
        await IssueAsync(world, report);
        // 800 cases more, all in time: 985 + 800 of 1800.
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(800, 0, new DateOnly(2024, 3, 4)));

        await world.EvaluateAsync(FirstQuarter);

        var cell = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        (cell.Reported!.Shown, cell.Reported.Outcome, cell.Reported.DocumentId).ShouldBe(("98,50%", ResultOutcome.Missed, report));
        (cell.Shown, cell.Outcome, cell.DiffersFromReport).ShouldBe(("99,17%", ResultOutcome.Met, true));
        (await world.CardAsync(Year)).Cell(objective.Id, null)!.Reported.ShouldBeNull();
    }

    [Fact]
    public async Task A_later_report_of_the_period_takes_over_and_an_ad_hoc_report_does_not()
    {
        await using var world = await Measured.WorldAsync(cluster);
        var objective = await MissedAsync(world);
        await IssueAsync(world, await ReportAsync(world, "periodic-report", "Quý I năm 2024."));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(800, 0, new DateOnly(2024, 3, 4)));
        await world.EvaluateAsync(FirstQuarter);

        await IssueAsync(world, await ReportAsync(world, "ad-hoc-report", "Quý I năm 2024."));
        (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!.Reported!.Shown.ShouldBe("98,50%");

        await IssueAsync(world, await ReportAsync(world, "periodic-report", "Quý I năm 2024."));
        var cell = (await world.CardAsync(FirstQuarter)).Cell(objective.Id, null)!;
        (cell.Reported!.Value, cell.DiffersFromReport).ShouldBe((new Fraction(178500, 1800), false));
    }

    /// <summary>1000 cases of the Labour unit, 15 late: 98.5 % of at least 99 %.</summary>
    private static async Task<Objective> MissedAsync(World world)
    {
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 99);
        await world.AddAsync(objective, Measured.Link(objective, "dung-han"));
        await world.AddCasesAsync(world.Labour, CaseRows.Finished(1000, 15, new DateOnly(2024, 2, 1)));
        await world.EvaluateAsync(FirstQuarter, Year, new ReportPeriod(ReportKind.Month, 3, 2024));
        return objective;
    }

    private static async Task<Guid> ReportAsync(World world, string kind, string period, string cutOff = "từ ngày 01/01/2024 đến ngày 31/3/2024.")
    {
        var id = await world.AddDocumentAsync("Báo cáo kết quả thực hiện mục tiêu chất lượng");
        await world.WriteAsync(async db =>
        {
            var document = await db.Documents.SingleAsync(d => d.Id == id);
            (document.Kind, document.Content) = (kind, $$"""{"period":"{{period}}","cutOff":"{{cutOff}}"}""");
        });
        return id;
    }

    private static Task<IReadOnlyList<string>> ProblemsAsync(World world, Guid report) =>
        world.InAsync(scope => scope.GetServices<IDocumentGate>().OfType<CauseGate>().Single().ProblemsAsync(report, default));

    private static Task<Outcome> CauseAsync(World world, string by, Objective objective, Guid? unit, ReportPeriod period, string cause = "", string rootCause = "", string action = "") =>
        world.ActAsync<SaveMissCause>(by, (verb, actor) => verb.ExecuteAsync(
            new MissCauseInput { ObjectiveId = objective.Id, UnitId = unit, Period = period, Cause = cause, RootCause = rootCause, Action = action }, actor, default));

    private static Task<Outcome> PassAsync(World world, Guid report, string reason) =>
        world.ActAsync<FormCheckpoint>("vanthu", async (form, actor) => await form.PassAsync(await world.ReadAsync(db => db.Documents.SingleAsync(d => d.Id == report)), reason, actor, default));

    private static Task<Outcome> RequireAsync(World world, Guid report) =>
        world.ActAsync<FormCheckpoint>("giamdoc", async (form, _) => await form.RequireAsync(await world.ReadAsync(db => db.Documents.SingleAsync(d => d.Id == report)), default));

    private static Task<Outcome> IssueAsync(World world, Guid report) => world.InAsync(scope => scope.GetRequiredService<Transactor>().RunAsync(
        async () =>
        {
            var document = await world.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync(d => d.Id == report));
            await scope.GetServices<IDocumentObserver>().OfType<ReportValues>().Single().IssuedAsync(document, Actor.System(world.AgencyId), default);
            return Outcome.Success;
        },
        default));
}
