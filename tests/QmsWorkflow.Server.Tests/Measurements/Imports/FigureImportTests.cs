using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Tests.Objectives;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;
using static QmsWorkflow.Server.Tests.Measurements.Imports.ImportDesk;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>Monthly tables: their sums must come out, and what was reported stays while late figures give a reason.</summary>
public sealed class FigureImportTests(TestCluster cluster)
{
    private const string Head = "unit;month;year;received_total;received_online;received_offline;carried_forward;completed_total;completed_early;completed_on_time;completed_late;pending_total;pending_on_time;pending_late";

    [Fact]
    public async Task A_table_whose_sums_come_out_is_kept_month_by_month()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync("bang-thang", kind: "figures");

        // The published totals of 08/2026, moved to a month that has come (DOMAIN C5).
        var import = await desk.ImportAsync(source, $"{Head}\n P1 ;2;2024;2.450;2080;244;126;2348;1942;363;43;102;87;15\n");

        import.RowsAdded.ShouldBe(11);
        (await desk.AskAsync("select column_name, value from figures where column_name like 'received%' order by 1")).ShouldBe(["received_offline | 244", "received_online | 2080", "received_total | 2450"]);
        (import.FromDay, import.ToDay).ShouldBe((new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 29)));
    }

    [Fact]
    public async Task Sums_that_do_not_come_out_are_said_with_both_sides()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync("bang-thang", kind: "figures");

        var import = await desk.ReadAsync(source, $"{Head}\nP1;2;2024;2450;2080;244;126;2348;1942;363;42;102;87;15\nP2;13;2024;1;1;0;0;1;1;0;0;0;0;0\nP2;3;2024;-1;1;0;0;1;1;0;0;0;0;0\n");

        (import.State, import.RowsFaulty).ShouldBe((ImportState.Faulty, 3));
        (await desk.FaultsAsync(import.Id)).ShouldBe(["2 | completed_total | 2348 | completed-total", "3 | month | 13 | month", "4 | received_total | -1 | number"]);
        (await desk.AskAsync("select message from import_faults where rule = 'completed-total'")).Single().ShouldContain("2347");
    }

    [Fact]
    public async Task The_same_month_twice_in_a_file_is_a_fault()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync("tap-huan", kind: "figures");

        var import = await desk.ReadAsync(source, "Đơn vị,Kỳ,trained,in_scope\nP1,2/2024,8,10\nP2,02/2024,9,10\nP1,02/2024,9,10\n");

        (await desk.FaultsAsync(import.Id)).ShouldBe(["4 | Đơn vị | 2/2024 | duplicate"]);
    }

    [Fact]
    public async Task A_corrected_month_is_changed_and_its_undo_brings_back_the_old_figures()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync("tap-huan", kind: "figures");
        await desk.ImportAsync(source, "unit,period,trained,in_scope\nP1,2/2024,8,10\n");

        var corrected = await desk.ImportAsync(source, "unit,period,trained,in_scope\nP1,2/2024,9,10\nP1,3/2024,4,5\n");
        var after = await desk.AskAsync("select month, column_name, value from figures order by 1, 2");
        (await desk.UndoAsync(corrected.Id)).ShouldSucceed();

        (corrected.RowsAdded, corrected.RowsChanged, corrected.RowsSame).ShouldBe((2, 1, 1));
        after.ShouldBe(["2 | in_scope | 10", "2 | trained | 9", "3 | in_scope | 5", "3 | trained | 4"]);
        (await desk.AskAsync("select month, column_name, value from figures order by 1, 2")).ShouldBe(["2 | in_scope | 10", "2 | trained | 8"]);
    }

    [Fact]
    public async Task Figures_for_a_reported_period_need_a_reason_and_others_do_not()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        await desk.ImportAsync(source, Cases(Case("A1")));
        await ReportFirstQuarterAsync(desk);

        var late = await desk.ReadAsync(source, Cases(Case("A2", received: "20/03/2024 08:00", due: "10/04/2024", finished: "05/04/2024")));
        var refused = (await desk.CommitAsync(late.Id)).ShouldBeOfType<Outcome.Refused>();
        (await desk.CommitAsync(late.Id, "hệ thống tỉnh gửi chậm")).ShouldSucceed();
        await desk.World.DrainJobsAsync();
        var later = await desk.ImportAsync(source, Cases(Case("A3", received: "02/04/2024 08:00", due: "10/04/2024", finished: "05/04/2024")));

        late.Reported.ShouldBe(["2024:Quarter:1:Calendar"]);
        refused.Code.ShouldBe("QMS804");
        refused.Message.ShouldContain("I/2024");
        (await desk.FindAsync(late.Id)).LateReason.ShouldBe("hệ thống tỉnh gửi chậm");
        later.Reported.ShouldBeEmpty();
    }

    private static Task ReportFirstQuarterAsync(ImportDesk desk) => desk.World.WriteAsync(db =>
    {
        var objective = ObjectiveRows.Agency(desk.World, 1, "percent", "≥", 95);
        db.Add(objective);
        db.ReportedValues.Add(new ReportedValue
        {
            Id = Guid.CreateVersion7(),
            AgencyId = desk.World.AgencyId,
            CycleId = desk.World.CycleId,
            ObjectiveId = objective.Id,
            PeriodKind = ReportKind.Quarter,
            PeriodNumber = 1,
            PeriodYear = 2024,
            CutOff = CutOff.Calendar,
            Outcome = ResultOutcome.Met,
            ReportedAt = desk.World.Clock.GetUtcNow(),
        });
        return Task.CompletedTask;
    });
}
