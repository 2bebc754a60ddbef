using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

/// <summary>By which indicators an objective is measured, and what it serves.</summary>
public sealed class IndicatorLinkTests(TestCluster cluster)
{
    [Fact]
    public async Task Links_are_saved_in_their_order_with_aggregation_cut_off_and_filter()
    {
        await using var world = await OpenAsync();
        var input = Input(world, new IndicatorInput { Code = "so-hoa-ho-so", CutOff = CutOff.Fifteenth }, new IndicatorInput(), new IndicatorInput { Code = "dung-han", Aggregation = Aggregation.AverageOfPeriods, Fields = " Đất đai ;Môi trường; ", Procedures = "1.000" });

        (await world.SaveAsync("thuky", input)).IsDone.ShouldBeTrue();

        var rows = await world.ReadAsync(db => db.ObjectiveIndicators.AsNoTracking().OrderBy(i => i.Ordinal).ToListAsync());
        rows.Select(r => (r.Ordinal, r.IndicatorCode, r.Aggregation, r.CutOff)).ShouldBe([(1, "so-hoa-ho-so", Aggregation.SumOfCounts, CutOff.Fifteenth), (2, "dung-han", Aggregation.AverageOfPeriods, CutOff.Calendar)]);
        IndicatorFilter.Parse(rows[0].Filter).IsEmpty.ShouldBeTrue();
        var filter = IndicatorFilter.Parse(rows[1].Filter);
        filter.Fields.ShouldBe(["Đất đai", "Môi trường"]);
        filter.Procedures.ShouldBe(["1.000"]);
    }

    [Fact]
    public async Task Saving_again_replaces_the_links_and_the_trail_keeps_the_former_ones()
    {
        await using var world = await OpenAsync();
        (await world.SaveAsync("thuky", Input(world, new IndicatorInput { Code = "so-hoa-ho-so" }, new IndicatorInput { Code = "so-hoa-ket-qua" }))).IsDone.ShouldBeTrue();
        var stored = await StoredAsync(world);
        stored.Indicators.Select(i => i.Code).ShouldBe(["so-hoa-ho-so", "so-hoa-ket-qua"]);

        stored.Indicators = [new IndicatorInput { Code = "dung-han" }];
        (await world.SaveAsync("thuky", stored)).IsDone.ShouldBeTrue();

        (await StoredAsync(world)).Indicators.ShouldHaveSingleItem().Code.ShouldBe("dung-han");
        var kept = await world.ReadAsync(db => db.TrailEntries.AsNoTracking().Where(e => e.Action == "objective.saved").OrderByDescending(e => e.Position).Select(e => e.Before).FirstAsync());
        kept.ShouldNotBeNull().ShouldContain("so-hoa-ket-qua");
    }

    [Fact]
    public async Task An_indicator_that_is_not_approved_is_refused_beside_the_choice()
    {
        await using var world = await OpenAsync();
        await world.WriteAsync(async db => (await db.Indicators.SingleAsync(i => i.Code == "ky-luat")).State = IndicatorState.Retired);

        var retired = (await world.SaveAsync("thuky", Input(world, new IndicatorInput { Code = "ky-luat" }))).ShouldBeOfType<Outcome.Refused>();
        retired.Fields.ShouldHaveSingleItem().Field.ShouldBe("indicators");
        (await world.SaveAsync("thuky", Input(world, new IndicatorInput { Code = "tự-nghĩ" }))).ShouldBeOfType<Outcome.Refused>().Fields.ShouldHaveSingleItem().Message.ShouldContain("tự-nghĩ");
    }

    [Fact]
    public async Task One_indicator_twice_needs_different_rows()
    {
        await using var world = await OpenAsync();
        var land = new IndicatorInput { Code = "dung-han", Fields = "Đất đai" };

        (await world.SaveAsync("thuky", Input(world, land, new IndicatorInput { Code = "dung-han", Fields = "Đất đai;" }))).ShouldBeOfType<Outcome.Refused>().Fields.ShouldHaveSingleItem().Field.ShouldBe("indicators");
        (await world.SaveAsync("thuky", Input(world, land, new IndicatorInput { Code = "dung-han", Fields = "Hộ tịch" }))).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task Policy_clause_and_procedure_are_saved_and_the_units_inherit_them_with_the_indicators() // S-111, S-122; row 15
    {
        await using var world = await OpenAsync();
        var input = Input(world, new IndicatorInput { Code = "dung-han", Fields = "Đất đai" });
        (input.PolicyStatement, input.Clause, input.ProcedureName) = ("Đúng pháp luật", "8.5.1; 9.1.1", "QT-05");
        (await world.SaveAsync("thuky", input)).IsDone.ShouldBeTrue();

        (await world.InheritAsync("truong2", world.Labour)).IsDone.ShouldBeTrue();

        var own = await world.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync(o => o.UnitId == world.Labour));
        (own.PolicyStatement, own.Clause, own.ProcedureName).ShouldBe(("Đúng pháp luật", "8.5.1; 9.1.1", "QT-05"));
        var link = await world.ReadAsync(db => db.ObjectiveIndicators.AsNoTracking().SingleAsync(i => i.ObjectiveId == own.Id));
        link.IndicatorCode.ShouldBe("dung-han");
        IndicatorFilter.Parse(link.Filter).Fields.ShouldBe(["Đất đai"]);
    }

    [Fact]
    public async Task An_objective_with_a_cause_written_for_it_is_not_deleted()
    {
        await using var world = await OpenAsync();
        (await world.SaveAsync("thuky", Input(world, new IndicatorInput { Code = "dung-han" }))).IsDone.ShouldBeTrue();
        (await world.InheritAsync("truong2", world.Labour)).IsDone.ShouldBeTrue();
        var own = await world.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync(o => o.UnitId == world.Labour));
        var cause = new MissCause
        {
            Id = Guid.CreateVersion7(),
            AgencyId = world.AgencyId,
            ObjectiveId = own.Id,
            PeriodKind = ReportKind.Quarter,
            PeriodNumber = 1,
            PeriodYear = 2024,
            Cause = "Thiếu người",
            WrittenBy = world.Id("truong2"),
            WrittenAt = world.Clock.GetUtcNow(),
        };
        await world.AddAsync(cause);

        (await RemoveAsync(world, own.Id)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS798");

        await world.WriteAsync(db =>
        {
            db.Remove(cause);
            return Task.CompletedTask;
        });
        (await RemoveAsync(world, own.Id)).IsDone.ShouldBeTrue();
        (await world.ReadAsync(db => db.ObjectiveIndicators.CountAsync(i => i.ObjectiveId == own.Id))).ShouldBe(0);
    }

    private async Task<World> OpenAsync()
    {
        var world = await World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());
        await world.WriteAsync(db =>
        {
            foreach (var code in (string[])["dung-han", "so-hoa-ho-so", "so-hoa-ket-qua", "ky-luat"]) db.Indicators.Add(Approved(world, code));
            return Task.CompletedTask;
        });
        return world;
    }

    private static Indicator Approved(World world, string code) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        Code = code,
        Version = 1,
        Family = code,
        Name = code,
        Reads = "cases",
        Definition = ShippedIndicators.Find(code)!.ToJson(),
        State = IndicatorState.Approved,
        MadeAt = world.Clock.GetUtcNow(),
        ApprovedAt = world.Clock.GetUtcNow(),
    };

    private static ObjectiveInput Input(World world, params IndicatorInput[] indicators) => new()
    {
        CycleId = world.CycleId,
        Number = "1.",
        Statement = "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn",
        Comparator = "≥",
        Target = "95",
        Indicators = [.. indicators],
    };

    private static Task<Outcome> RemoveAsync(World world, Guid id) => world.ActAsync<UnitObjectiveActs>("truong2", (verb, actor) => verb.RemoveAsync(id, actor, default));

    private static Task<ObjectiveInput> StoredAsync(World world) => world.InAsync(async services =>
        (await ((ObjectiveQueries)services.GetService(typeof(ObjectiveQueries))!).InputAsync(await world.ReadAsync(db => db.Objectives.Where(o => o.UnitId == null).Select(o => o.Id).SingleAsync()), default))!);
}
