using System.Text;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;
using static QmsWorkflow.Server.Tests.Measurements.Imports.ImportDesk;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>A file comes in as a whole or not at all, whatever happens on the way.</summary>
public sealed class ImportTests(TestCluster cluster)
{
    [Fact]
    public async Task A_clean_file_is_previewed_first_and_counts_after_the_commit()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();

        var import = await desk.ReadAsync(source, Cases(Case("A1"), Case("A2", finished: "21/02/2024 08:00"), Case("A3", finished: ""), Case("A4", "Phòng Lao động", finished: "20/02/2024 16:00")));

        (import.State, import.RowsRead, import.RowsAdded, import.RowsFaulty).ShouldBe((ImportState.Ready, 4, 4, 0));
        (await desk.CasesAsync()).ShouldBeEmpty();
        (await desk.CommitAsync(import.Id)).ShouldSucceed();
        await desk.World.DrainJobsAsync();
        // Early on 10/02, late on 21/02, not finished, on time on the due day itself.
        (await desk.CasesAsync("case_code, timeliness, to_char(due_at, 'DD/MM HH24:MI:SS'), (select code from data_sources d where d.id = source_id)")).ShouldBe(
            ["A1 | 1 | 20/02 23:59:59 | mot-cua", "A2 | 3 | 20/02 23:59:59 | mot-cua", "A3 | 0 | 20/02 23:59:59 | mot-cua", "A4 | 2 | 20/02 23:59:59 | mot-cua"]);
        (await desk.StagingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_faulty_row_keeps_the_whole_file_out_and_every_fault_is_named()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();

        var import = await desk.ReadAsync(source, Cases(
            Case("A1"), Case("A2", unit: "Phòng Kế hoach"), Case("A3", received: "31/02/2024"), Case("A4", channel: "9"), Case("", finished: ""),
            Case("A6", received: "15/03/2024", due: "10/03/2024", finished: "14/03/2024"), Case("A7", finished: "23/04/2024 08:00"), Case("A1")));

        (import.State, import.RowsRead, import.RowsFaulty, import.Duplicates).ShouldBe((ImportState.Faulty, 8, 7, 1));
        (await desk.FaultsAsync(import.Id)).ShouldBe(
        [
            "3 | DonViId | Phòng Kế hoach | unit", "4 | NgayTiepNhan | 31/02/2024 | date", "5 | KenhThucHien | 9 | channel", "6 | MaHoSo |  | required",
            "7 | NgayHenTra | 10/03/2024 | order", "7 | NgayKetThucXuLy | 14/03/2024 | order", "8 | NgayKetThucXuLy | 23/04/2024 08:00 | future", "9 | MaHoSo | A1 | duplicate",
        ]);
        (await desk.AskAsync("select message from import_faults where rule = 'unit'")).Single().ShouldContain("Có phải “Phòng Kế hoạch” (P1)?");
        (await desk.AskAsync("select message from import_faults where rule = 'duplicate'")).Single().ShouldContain("dòng 2 ");
        (await desk.CommitAsync(import.Id)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS803");
        (await desk.CasesAsync()).ShouldBeEmpty();
        (await desk.StagingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_column_makes_as_many_faults_as_rows_and_only_the_first_are_kept()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, rowsOfPart: 1000);
        var source = await desk.SourceAsync();

        var import = await desk.ReadAsync(source, Cases([.. Enumerable.Range(1, 2500).Select(i => Case($"A{i}", unit: "X", channel: "không rõ"))]));

        import.RowsFaulty.ShouldBe(2500);
        (await desk.AskAsync("select rule, count(*) from import_faults group by rule order by rule")).ShouldBe(["channel | 300", "unit | 20"]);
    }

    [Fact]
    public async Task A_server_that_takes_over_goes_on_from_the_checkpoint()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        var rows = Enumerable.Range(1, 10).Select(i => Case($"A{i:00}")).ToArray();
        var id = await desk.StartAsync(source, Cases(rows));
        desk.Pace.Between = part => part == 2 ? throw new InvalidOperationException("the server dies here") : Task.CompletedTask;

        await desk.World.DrainJobsAsync();
        var halfway = await desk.FindAsync(id);
        desk.Pace.Between = static _ => Task.CompletedTask;
        await desk.World.RestartAsync();
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        await desk.World.DrainJobsAsync();

        (halfway.State, halfway.RowsRead).ShouldBe((ImportState.Reading, 6));
        var import = await desk.FindAsync(id);
        (import.State, import.RowsRead, import.StagedRows).ShouldBe((ImportState.Ready, 10, 10));
        // Two parts before the crash and two behind it: nothing was read twice.
        desk.Pace.Parts.ShouldBe(3);
        (await desk.CommitAsync(id)).ShouldSucceed();
        await desk.World.DrainJobsAsync();
        (await desk.CasesAsync("case_code")).ShouldBe([.. Enumerable.Range(1, 10).Select(i => $"A{i:00}")]);
    }

    [Fact]
    public async Task A_database_that_lost_what_was_not_logged_has_the_file_read_anew()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        var id = await desk.StartAsync(source, Cases([.. Enumerable.Range(1, 10).Select(i => Case($"A{i:00}", unit: i == 1 ? "X" : "P1"))]));
        desk.Pace.Between = part => part == 2 ? throw new InvalidOperationException("the database crashes here") : Task.CompletedTask;
        await desk.World.DrainJobsAsync();

        // What PostgreSQL does to unlogged tables after a crash.
        await desk.AskAsync($"truncate import_checkpoints, {ImportStaging.Table(id)}");
        desk.Pace.Between = static _ => Task.CompletedTask;
        desk.Time.Pass(TimeSpan.FromMinutes(1));
        await desk.World.DrainJobsAsync();

        var import = await desk.FindAsync(id);
        (import.State, import.RowsRead, import.RowsFaulty, import.StagedRows).ShouldBe((ImportState.Faulty, 10, 1, 9));
        (await desk.FaultsAsync(id)).ShouldBe(["2 | DonViId | X | unit"]);
    }

    [Fact]
    public async Task A_reading_that_is_cancelled_stops_at_the_next_checkpoint_and_leaves_nothing()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        var id = await desk.StartAsync(source, Cases([.. Enumerable.Range(1, 30).Select(i => Case($"A{i:00}"))]));
        desk.Pace.Between = async part => { if (part == 2) (await desk.CancelAsync(id)).ShouldSucceed(); };

        await desk.World.DrainJobsAsync();

        var import = await desk.FindAsync(id);
        (import.State, import.RowsRead, desk.Pace.Parts).ShouldBe((ImportState.Cancelled, 6, 2));
        (await desk.StagingAsync()).ShouldBeEmpty();
        (await desk.CancelAsync(id)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS805");
        (await desk.ReadAsync(source, Cases(Case("B1")))).State.ShouldBe(ImportState.Ready);
    }

    [Fact]
    public async Task A_commit_that_has_not_begun_can_still_be_cancelled()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        var import = await desk.ReadAsync(source, Cases(Case("A1")));
        (await desk.CommitAsync(import.Id)).ShouldSucceed();

        (await desk.CancelAsync(import.Id)).ShouldSucceed();
        await desk.World.DrainJobsAsync();

        (await desk.FindAsync(import.Id)).State.ShouldBe(ImportState.Cancelled);
        (await desk.CasesAsync()).ShouldBeEmpty();
        (await desk.StagingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_has_one_import_under_way_at_a_time()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        var first = await desk.ReadAsync(source, Cases(Case("A1")));

        (await desk.TryStartAsync(source, Encoding.UTF8.GetBytes(Cases(Case("A2"))))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS801");
        (await desk.CancelAsync(first.Id)).ShouldSucceed();

        (await desk.ReadAsync(source, Cases(Case("A2")))).State.ShouldBe(ImportState.Ready);
    }

    [Fact]
    public async Task A_file_without_a_needed_column_is_refused_with_the_columns_it_has()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();

        var refused = (await desk.TryStartAsync(source, "MaHoSo;NgayTiepNhan\r\nA1;01/02/2024\r\n"u8.ToArray())).ShouldBeOfType<Outcome.Refused>();

        refused.Code.ShouldBe("QMS802");
        refused.Message.ShouldContain("Đơn vị giải quyết");
    }

    [Fact]
    public async Task The_mapping_of_a_source_names_columns_values_units_and_dates()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync(mapping: """
            { "columns": { "case_code": "Hồ sơ", "unit": "Bộ phận", "received_at": "Nhận", "channel": "Kênh" },
              "values": { "unit": { "PKH": "P1" }, "channel": { "tại quầy": "direct" } }, "dateFormats": ["yyyy.MM.dd"], "headerRow": 3, "defaults": { "field": "Chung" } }
            """);

        var import = await desk.ImportAsync(source, "Danh sách hồ sơ\r\n\r\nHồ sơ\tBộ phận\tNhận\tKênh\r\nA1\tPKH\t2024.02.01\tTại quầy\r\nA2\tP2\t2024.02.02\t2\r\n");

        import.RowsAdded.ShouldBe(2);
        (await desk.CasesAsync("case_code, channel, to_char(received_at, 'DD/MM/YYYY'), field, (select code from units u where u.id = unit_id)")).ShouldBe(
            ["A1 | 1 | 01/02/2024 | Chung | P1", "A2 | 2 | 02/02/2024 | Chung | P2"]);
    }

    [Fact]
    public async Task A_deadline_that_the_file_does_not_tell_follows_from_working_days_and_supplements()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();

        // Five working days from Monday 8/1 end on Monday 15/1; a supplement from Wednesday 10/1 to Friday 12/1 puts them off by two.
        await desk.ImportAsync(source, string.Join("\n",
            "MaHoSo,DonViId,NgayTiepNhan,ThoiGianThucHien,LoaiThoiGianThucHien,NgayBoSung,NgayTiepNhanBoSung", "A1,P1,08/01/2024 08:00,40,Ngày làm việc,,",
            "A2,P1,08/01/2024 08:00,40,Ngày làm việc,10/01/2024 09:00,12/01/2024 15:00", "A3,P1,08/01/2024 08:00,24,Ngày,,"));

        (await desk.CasesAsync("case_code, to_char(due_at, 'DD/MM/YYYY')")).ShouldBe(["A1 | 15/01/2024", "A2 | 17/01/2024", "A3 | 11/01/2024"]);
    }
}
