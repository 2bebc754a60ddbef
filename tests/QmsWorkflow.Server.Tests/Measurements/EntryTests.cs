using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Entries;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>Results entered by hand: evidence, a second person, reasons, and what was there before (S-138). Today is 22/4/2024.</summary>
public sealed class EntryTests(TestCluster cluster)
{
    private static readonly ReportPeriod Quarter = new(ReportKind.Quarter, 1, 2024);

    [Fact]
    public async Task A_result_counts_once_somebody_else_has_confirmed_it()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");
        var id = await EnteredAsync(world, "truong2", Of(objective, world.Labour));

        (await ConfirmAsync(world, "can2", id)).ShouldRefuse("QMS302");
        (await ConfirmAsync(world, "truong1", id)).ShouldRefuse("QMS302");
        (await ConfirmAsync(world, "truong2", id)).ShouldRefuse("QMS756");
        (await ReturnAsync(world, "truong2", id, "tự trả lại")).ShouldRefuse("QMS756");
        (await StatesAsync(world)).ShouldBe(["Entered 48/50"]);

        (await ConfirmAsync(world, "thuky", id)).ShouldSucceed();
        (await StatesAsync(world)).ShouldBe(["Confirmed 48/50"]);
        (await ConfirmAsync(world, "giamdoc", id)).ShouldRefuse("QMS757");
        (await world.NoticesOfAsync("truong2", "result:")).ShouldHaveSingleItem().ShouldBe("Kết quả Quý I/2024 (48/50) đã được xác nhận");
    }

    [Fact]
    public async Task The_unit_head_is_told_of_what_the_staff_enter_and_the_secretary_of_what_the_head_enters()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");

        await EnteredAsync(world, "can2", Of(objective, world.Labour));
        (await world.NoticesOfAsync("truong2", "result:")).ShouldHaveSingleItem().ShouldBe("Kết quả chờ xác nhận: mục tiêu 1. Quý I/2024, 48/50");
        (await world.NoticesOfAsync("thuky", "result:")).ShouldBeEmpty();

        await EnteredAsync(world, "truong2", Of(objective, world.Labour));
        (await world.NoticesOfAsync("thuky", "result:")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_return_needs_its_reason_and_the_result_is_entered_again()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");
        var id = await EnteredAsync(world, "can2", Of(objective, world.Labour));

        (await ReturnAsync(world, "truong2", id, " ")).ShouldRefuse("QMS603").Fields.ShouldHaveSingleItem().Field.ShouldBe("Reason");
        (await ReturnAsync(world, "truong2", id, "Thiếu danh sách ký tên")).ShouldSucceed();
        (await ConfirmAsync(world, "truong2", id)).ShouldRefuse("QMS757");
        (await world.NoticesOfAsync("can2", "result:")).ShouldHaveSingleItem().ShouldBe("Kết quả Quý I/2024 bị trả lại: Thiếu danh sách ký tên");

        await EnteredAsync(world, "can2", Of(objective, world.Labour) with { Numerator = 47 });
        (await StatesAsync(world)).ShouldBe(["Returned 48/50", "Entered 47/50"]);
    }

    [Fact]
    public async Task A_new_confirmed_result_replaces_the_old_one_which_is_kept()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");
        (await ConfirmAsync(world, "truong2", await EnteredAsync(world, "can2", Of(objective, world.Labour)))).ShouldSucceed();
        (await ConfirmAsync(world, "truong1", await EnteredAsync(world, "can1", Of(objective, world.Planning)))).ShouldSucceed();
        await EnteredAsync(world, "can2", Of(objective, world.Labour) with { Numerator = 49 });
        var last = await EnteredAsync(world, "can2", Of(objective, world.Labour) with { Numerator = 50 });
        (await StatesAsync(world)).ShouldBe(["Confirmed 48/50", "Confirmed 48/50", "Replaced 49/50", "Entered 50/50"]);

        (await ConfirmAsync(world, "truong2", last)).ShouldSucceed();

        (await StatesAsync(world)).ShouldBe(["Replaced 48/50", "Confirmed 48/50", "Replaced 49/50", "Confirmed 50/50"]);
    }

    [Fact]
    public async Task A_result_of_a_reported_period_needs_a_reason()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");
        await world.AddAsync(Reported(world, objective, world.Labour));
        var february = Of(objective, world.Labour) with { Period = new(ReportKind.Month, 2, 2024) };

        (await EnterAsync(world, "can2", february)).ShouldRefuse("QMS603").Fields.ShouldHaveSingleItem().Field.ShouldBe("LateReason");
        (await EnterAsync(world, "can2", february with { LateReason = "Danh sách ký tên đến muộn" })).ShouldSucceed();
        (await EnterAsync(world, "can1", february with { UnitId = world.Planning })).ShouldSucceed();
        (await EnterAsync(world, "thuky", february with { UnitId = null })).ShouldRefuse("QMS603");
    }

    [Fact]
    public async Task What_is_missing_or_impossible_is_told_beside_its_field()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");
        var good = Of(objective, world.Labour);

        async Task<string> FaultAsync(EntryInput input) => (await EnterAsync(world, "can2", input)).ShouldRefuse("QMS603").Fields.ShouldHaveSingleItem().Field;
        (await FaultAsync(good with { Note = " " })).ShouldBe("Evidence");
        (await FaultAsync(good with { Numerator = 51 })).ShouldBe("Numerator");
        (await FaultAsync(good with { Numerator = 1, Denominator = 0 })).ShouldBe("Numerator");
        (await FaultAsync(good with { Denominator = null })).ShouldBe("Denominator");
        (await FaultAsync(good with { Period = null })).ShouldBe("Period");
        (await FaultAsync(good with { Period = new(ReportKind.Quarter, 2, 2024) })).ShouldBe("Period");
        (await FaultAsync(good with { EvidenceLink = "javascript:alert(1)" })).ShouldBe("EvidenceLink");
        (await EnterAsync(world, "can2", good with { Numerator = 0, Denominator = 0 })).ShouldSucceed();
        (await EnterAsync(world, "can2", good with { Note = "", EvidenceLink = "https://example.gov.vn/so-theo-doi" })).ShouldSucceed();
    }

    [Fact]
    public async Task Only_what_no_system_counts_is_entered()
    {
        await using var world = await OpenAsync();
        var counted = await ObjectiveAsync(world, "dung-han");
        var unlinked = ObjectiveRows.Agency(world, 3, "percent", "≥", 95);
        await world.AddAsync(unlinked);

        (await EnterAsync(world, "can2", Of(counted, world.Labour))).ShouldRefuse("QMS755").Message.ShouldContain("1.");
        (await EnterAsync(world, "can2", Of(unlinked, world.Labour))).ShouldRefuse("QMS755");
        (await EnterAsync(world, "can2", Of(counted, world.Planning))).ShouldRefuse("QMS302");
        (await EnterAsync(world, "can2", Of(counted, world.Labour) with { UnitId = null })).ShouldRefuse("QMS302");
        (await EnterAsync(world, "thuky", Of(counted, world.Labour) with { ObjectiveId = Guid.NewGuid() })).ShouldRefuse("QMS305");
    }

    [Fact]
    public async Task An_objective_without_a_number_is_judged_by_its_criteria()
    {
        await using var world = await OpenAsync();
        var objective = ObjectiveRows.Agency(world, 2, "qualitative");
        await world.AddAsync(objective);
        var input = Of(objective, world.Labour) with { Numerator = null, Denominator = null };

        (await EnterAsync(world, "truong2", input)).ShouldRefuse("QMS603").Fields.ShouldHaveSingleItem().Field.ShouldBe("IsFulfilled");
        (await ConfirmAsync(world, "thuky", await EnteredAsync(world, "truong2", input with { IsFulfilled = true }))).ShouldSucceed();

        var row = await world.ReadAsync(db => db.Measurements.AsNoTracking().SingleAsync());
        (row.IsFulfilled, row.IndicatorCode, row.State).ShouldBe((true, "", MeasurementState.Confirmed));
    }

    [Fact]
    public async Task Evidence_is_kept_as_a_file_and_must_be_what_it_says()
    {
        await using var world = await OpenAsync();
        var input = Of(await ObjectiveAsync(world, "dao-tao-nhap"), world.Labour) with { Note = "" };

        (await EnterAsync(world, "can2", input, new("danh-sach.pdf", new MemoryStream("không phải PDF"u8.ToArray())))).ShouldRefuse("QMS216");
        (await EnterAsync(world, "can2", input, new("danh-sach.pdf", new MemoryStream("%PDF-1.7 danh sách"u8.ToArray())))).ShouldSucceed();

        var row = await world.ReadAsync(db => db.Measurements.AsNoTracking().SingleAsync());
        row.EvidenceFileId.ShouldNotBeNull();
    }

    [Fact]
    public async Task People_see_their_own_units_and_the_agencys_results_and_those_who_steer_see_all()
    {
        await using var world = await OpenAsync();
        var objective = await ObjectiveAsync(world, "dao-tao-nhap");
        await EnteredAsync(world, "can2", Of(objective, world.Labour));
        await EnteredAsync(world, "thuky", Of(objective, world.Labour) with { UnitId = null });

        (await SeenByAsync(world, "can1")).ShouldBe(1);
        (await SeenByAsync(world, "can2")).ShouldBe(2);
        (await SeenByAsync(world, "giamdoc")).ShouldBe(2);
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks().AddEntries());

    private static async Task<Objective> ObjectiveAsync(World world, string code)
    {
        var objective = ObjectiveRows.Agency(world, 1, "percent", "=", 100);
        var shipped = ShippedIndicators.Find(code)!;
        await world.AddAsync(objective, IndicatorRow(world, shipped), new ObjectiveIndicator
        {
            Id = Guid.CreateVersion7(),
            AgencyId = world.AgencyId,
            ObjectiveId = objective.Id,
            Ordinal = 1,
            IndicatorCode = code,
            Aggregation = Aggregation.SumOfCounts,
            Filter = "{}",
            CutOff = CutOff.Calendar,
        });
        return objective;
    }

    private static Indicator IndicatorRow(World world, IndicatorDefinition shipped) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        Code = shipped.Code,
        Version = 1,
        Family = shipped.Family,
        Name = shipped.Name,
        Reads = shipped.Reads.ToString().ToLowerInvariant(),
        Definition = shipped.ToJson(),
        State = IndicatorState.Approved,
        MadeAt = world.Clock.GetUtcNow(),
        ApprovedAt = world.Clock.GetUtcNow(),
    };

    private static ReportedValue Reported(World world, Objective objective, Guid unit) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        CycleId = world.CycleId,
        ObjectiveId = objective.Id,
        UnitId = unit,
        PeriodKind = ReportKind.Quarter,
        PeriodNumber = 1,
        PeriodYear = 2024,
        CutOff = CutOff.Calendar,
        Outcome = ResultOutcome.NoData,
        ReportedAt = world.Clock.GetUtcNow(),
    };

    private static EntryInput Of(Objective objective, Guid unit) => new()
    {
        ObjectiveId = objective.Id,
        UnitId = unit,
        Period = Quarter,
        Numerator = 48,
        Denominator = 50,
        Note = "Sổ theo dõi đào tạo quý I",
    };

    private static async Task<Outcome> EnterAsync(World world, string userName, EntryInput input, EvidenceUpload? evidence = null) =>
        await world.ActAsync<EnterResult>(userName, async (verb, actor) => (await verb.ExecuteAsync(input, evidence, actor, default)).Outcome);

    private static async Task<Guid> EnteredAsync(World world, string userName, EntryInput input)
    {
        (await EnterAsync(world, userName, input)).ShouldSucceed();
        return await world.ReadAsync(db => db.Measurements.OrderByDescending(m => m.Id).Select(m => m.Id).FirstAsync());
    }

    private static Task<Outcome> ConfirmAsync(World world, string userName, Guid id) => world.ActAsync<DecideResult>(userName, (verb, actor) => verb.ConfirmAsync(id, "", actor, default));

    private static Task<Outcome> ReturnAsync(World world, string userName, Guid id, string reason) => world.ActAsync<DecideResult>(userName, (verb, actor) => verb.ReturnAsync(id, reason, actor, default));

    private static async Task<List<string>> StatesAsync(World world) =>
        [.. (await world.ReadAsync(db => db.Measurements.AsNoTracking().OrderBy(m => m.Id).ToListAsync())).Select(m => $"{m.State} {m.Numerator}/{m.Denominator}")];

    private static Task<int> SeenByAsync(World world, string userName) => world.InAsync(async scope =>
    {
        var person = await scope.GetRequiredService<Data.QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == userName);
        var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", default);
        return (await scope.GetRequiredService<EntryQueries>().ListAsync(EntryView.All, 2024, 1, actor, default)).Total;
    });
}
