using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Cycles;

/// <summary>Next year's cycle from this year's: the plan of Hải Dương 2022, the unit targets of Bàu Bàng 2024.</summary>
public sealed class RollOverTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plan_comes_with_its_timings_moved_on_a_year()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var next = await RollOverAsync(app, "hai-duong", "hd.thuky");

        var (cycle, rows) = await app.InAsync("hai-duong", async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            return (await db.Cycles.SingleAsync(c => c.Id == next, Ct), await db.PlanItems.Where(i => i.CycleId == next).OrderBy(i => i.Ordinal).ToListAsync(Ct));
        });

        cycle.Year.ShouldBe(2023);
        cycle.State.ShouldBe(CycleState.Preparing);
        cycle.Name.ShouldContain("2023");
        rows.Select(r => r.Timing).ShouldBe([
            "Quý I/2023", "Quý I/2023", "Quý I/2023", "Thường xuyên trong năm", "Tháng 7-8/2023", "Quý III/2023", "Quý III/2023",
            "Định kỳ hoặc đột xuất theo yêu cầu của BCĐ ISO tỉnh", "Khi có TB tổ chức lớp tập huấn", "Theo Kế hoạch kiểm tra của tỉnh",
        ]);
        rows[0].Content.ShouldContain("năm 2023");
        rows.ShouldAllBe(r => !r.Content.Contains("2022", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Objectives_come_with_their_unit_targets()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var before = await TargetsAsync(app, year: 2024);
        before.Count.ShouldBe(12);

        await RollOverAsync(app, "bau-bang", "bb.thuky");

        (await TargetsAsync(app, year: 2025)).ShouldBe(before);
    }

    [Fact]
    public async Task Objectives_carry_last_years_on_with_their_indicators_and_the_targets_as_last_revised()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var secretary = await app.ActorAsync("bau-bang", "bb.thuky");
        var revised = await app.InAsync("bau-bang", async (services, agency) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var second = await db.Objectives.SingleAsync(o => o.Number == "2", Ct);
            db.ObjectiveRevisions.Add(new ObjectiveRevision
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agency.Id,
                ObjectiveId = second.Id,
                OldComparator = "≥",
                OldValue = 95,
                NewComparator = ">",
                NewValue = 96,
                InForceFrom = new DateOnly(2024, 7, 1),
                Reason = "Chỉ tiêu của tỉnh",
                State = RevisionState.Approved,
                ProposedBy = secretary.PersonId!.Value,
                ProposedAt = app.Clock.GetUtcNow(),
                DecidedAt = app.Clock.GetUtcNow(),
            });
            await db.SaveChangesAsync(Ct);
            return second.Id;
        });

        var next = await RollOverAsync(app, "bau-bang", "bb.thuky");

        var (row, links) = await app.InAsync("bau-bang", async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var made = await db.Objectives.AsNoTracking().SingleAsync(o => o.CycleId == next && o.Number == "2", Ct);
            return (made, await db.ObjectiveIndicators.AsNoTracking().Where(i => i.ObjectiveId == made.Id).Select(i => i.IndicatorCode).ToListAsync(Ct));
        });
        (row.ContinuesId, row.Comparator, row.TargetValue).ShouldBe((revised, ">", 96m));
        (row.PolicyStatement, row.Clause).ShouldBe(("Công khai, minh bạch", "9.1.2"));
        links.ShouldBe(["hai-long-phieu"]);
    }

    [Fact]
    public async Task A_year_is_made_only_once()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await RollOverAsync(app, "hai-duong", "hd.thuky");

        var secretary = await app.ActorAsync("hai-duong", "hd.thuky");
        var (again, made) = await app.InAsync("hai-duong", async (services, _) =>
        {
            var from = await services.GetRequiredService<QmsDb>().Cycles.SingleAsync(c => c.Year == 2022, Ct);
            return await services.GetRequiredService<RollOver>().ExecuteAsync(from.Id, secretary, Ct);
        });

        again.ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS714");
        made.ShouldBeNull();
    }

    private static async Task<Guid> RollOverAsync(ProductApp app, string agency, string userName)
    {
        var secretary = await app.ActorAsync(agency, userName);
        var (outcome, next) = await app.InAsync(agency, async (services, _) =>
        {
            var from = await services.GetRequiredService<QmsDb>().Cycles.SingleAsync(Ct);
            return await services.GetRequiredService<RollOver>().ExecuteAsync(from.Id, secretary, Ct);
        });
        outcome.ShouldBe(Outcome.Success);
        return next!.Value;
    }

    /// <summary>"1.2 TP ≥ 95" for each unit's own target of that year.</summary>
    private static Task<List<string>> TargetsAsync(ProductApp app, int year) => app.InAsync("bau-bang", async (services, _) =>
    {
        var db = services.GetRequiredService<QmsDb>();
        var cycle = await db.Cycles.Where(c => c.Year == year).Select(c => c.Id).SingleAsync(Ct);
        var found = await db.ObjectiveTargets
            .Join(db.Objectives, t => t.ObjectiveId, o => o.Id, (t, o) => new { t, o })
            .Join(db.Units, x => x.t.UnitId, u => u.Id, (x, u) => new { x.t, x.o, u })
            .Where(x => x.o.CycleId == cycle)
            .Select(x => $"{x.o.Number} {x.u.Code} {x.t.Comparator} {x.t.TargetValue}").ToListAsync(Ct);
        found.Sort(StringComparer.Ordinal);
        return found;
    });
}
