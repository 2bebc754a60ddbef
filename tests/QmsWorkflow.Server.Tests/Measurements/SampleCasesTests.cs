using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Tests.Journeys;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>The made-up registers: what they promise is read back from the CSV, as any other program would.</summary>
public sealed class SampleCasesTests
{
    private static readonly DateOnly YearEnd = new(2024, 12, 31);

    [Fact]
    public void The_same_seed_gives_the_same_register_and_another_seed_another()
    {
        var once = Csv(500, 7);

        Csv(500, 7).ShouldBe(once);
        Csv(500, 8).ShouldNotBe(once);
    }

    [Fact]
    public void There_are_as_many_rows_as_asked_for_each_with_a_code_of_its_own()
    {
        foreach (var rows in new[] { 1, 17, 4321 })
        {
            var read = Read(Csv(rows, 7));
            read.Count.ShouldBe(rows);
            read.Select(row => row["MaHoSo"]).Distinct().Count().ShouldBe(rows);
        }
    }

    /// <summary>Wanted of 20,000 cases: each field's rate to within half a percent point; a field that must have 100 % has it exactly.</summary>
    [Fact]
    public void Rates_come_out_as_the_file_wants_them()
    {
        var figures = BauBang() with { Rushes = [] };
        var rows = Read(Csv(20_000, 7, figures));

        foreach (var field in figures.Fields)
        {
            var rates = figures.RatesOf(field);
            var own = rows.Where(row => row["MaLinhVuc"] == field.Code).ToList();
            var settled = own.Where(row => row["NgayKetThucXuLy"] != "").ToList();
            var inTime = settled.Where(row => At(row, "NgayKetThucXuLy") <= At(row, "NgayHenTra")).ToList();
            Near(inTime.Count, settled.Count, rates.OnTime!.Value, $"{field.Code} in time");
            if (rates.OnTime == 100) inTime.Count.ShouldBe(settled.Count, field.Code);
            Near(own.Count(row => row["KenhThucHien"] == "2"), own.Count, rates.Online!.Value, $"{field.Code} online");
            Near(own.Count(row => row["HoSoCoThanhPhanSoHo"] == "1"), own.Count, rates.DossierDigitised!.Value, $"{field.Code} dossiers");
            Near(own.Sum(row => int.Parse(row["SoGiaoDichTrucTuyen"], CultureInfo.InvariantCulture)), own.Sum(row => int.Parse(row["SoGiaoDich"], CultureInfo.InvariantCulture)), rates.PaidOnline!.Value, $"{field.Code} paid online");
            Near(settled.Count(row => row["HaiLong"] == "Hài lòng"), settled.Count(row => row["HaiLong"] != ""), rates.Satisfied!.Value, $"{field.Code} satisfied");
        }
    }

    [Fact]
    public void Cases_come_in_on_working_days_only_most_of_them_on_Mondays_and_none_at_Tet()
    {
        var days = Read(Csv(6000, 7)).Select(row => DateOnly.FromDateTime(At(row, "NgayTiepNhan"))).ToList();

        days.ShouldAllBe(day => OfficialCalendar.Default.IsWorking(day));
        days.ShouldNotContain(day => day >= new DateOnly(2024, 2, 8) && day <= new DateOnly(2024, 2, 14));
        days.Count(day => day.DayOfWeek == DayOfWeek.Monday).ShouldBeGreaterThan(days.Count(day => day.DayOfWeek == DayOfWeek.Friday));
        days.ShouldContain(new DateOnly(2024, 5, 4), "the Saturday worked for 29 April");
    }

    [Fact]
    public void A_case_is_due_after_its_working_days_and_a_supplement_moves_that_by_the_days_it_was_awaited()
    {
        var rows = Read(Csv(6000, 7));

        foreach (var row in rows)
        {
            var length = int.Parse(row["ThoiGianThucHien"], CultureInfo.InvariantCulture) / 8;
            var received = DateOnly.FromDateTime(At(row, "NgayTiepNhan"));
            var paused = row["NgayTiepNhanBoSung"] == "" ? 0
                : OfficialCalendar.Default.WorkingDaysBetween(DateOnly.FromDateTime(At(row, "NgayBoSung")), DateOnly.FromDateTime(At(row, "NgayTiepNhanBoSung")));
            DateOnly.FromDateTime(At(row, "NgayHenTra")).ShouldBe(OfficialCalendar.Default.AddWorkingDays(received, length + paused), row["MaHoSo"]);
        }

        rows.Count(row => row["NgayTiepNhanBoSung"] != "").ShouldBeInRange(100, 500);
    }

    [Fact]
    public void Nothing_happens_before_what_it_follows()
    {
        string[] order = ["NgayNopHoSo", "NgayTiepNhan", "NgayBoSung", "NgayTiepNhanBoSung", "NgayKetThucXuLy", "NgayTra"];

        foreach (var row in Read(Csv(6000, 7)))
        {
            var moments = order.Where(column => row[column] != "").Select(column => At(row, column)).ToList();
            moments.ShouldBe([.. moments.Order()], row["MaHoSo"]);
        }
    }

    [Fact]
    public void The_year_ends_with_pending_cases_some_late_and_begins_with_some_carried_over()
    {
        var rows = Read(Csv(6000, 7));

        var pending = rows.Where(row => row["NgayKetThucXuLy"] == "").ToList();
        pending.Count.ShouldBeInRange(60, 400);
        pending.ShouldContain(row => DateOnly.FromDateTime(At(row, "NgayHenTra")) <= YearEnd);
        rows.ShouldContain(row => At(row, "NgayTiepNhan").Year == 2023 && row["NgayKetThucXuLy"] != "" && At(row, "NgayKetThucXuLy").Year == 2024);
        rows.ShouldContain(row => row["NgayTuChoi"] != "");
    }

    [Fact]
    public void An_earlier_export_of_the_same_register_holds_the_first_of_its_rows_as_they_stood_then()
    {
        var later = Read(Csv(3000, 7)).ToDictionary(row => row["MaHoSo"]);
        var june = new DateOnly(2024, 6, 30);
        var earlier = Read(Csv(3000, 7, until: june));

        earlier.Count.ShouldBe(later.Values.Count(row => DateOnly.FromDateTime(At(row, "NgayTiepNhan")) <= june));
        foreach (var row in earlier)
        {
            var whole = later[row["MaHoSo"]];
            var isKnown = whole["NgayKetThucXuLy"] != "" && DateOnly.FromDateTime(At(whole, "NgayKetThucXuLy")) <= june;
            row["NgayKetThucXuLy"].ShouldBe(isKnown ? whole["NgayKetThucXuLy"] : "");
        }

        earlier.Count(row => row["NgayKetThucXuLy"] == "").ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Every_shipped_sample_has_figures_for_units_that_exist()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")))
        {
            var figures = SampleFolder.Read(Path.Combine(folder, "figures.json"));
            using var units = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "units.json")));
            var codes = units.RootElement.EnumerateArray().Select(unit => unit.GetProperty("code").GetString()!).ToList();
            figures.Fields.Select(field => field.Unit).Concat(figures.Survey.Select(row => row.Unit)).Concat(figures.Training.Select(row => row.Unit)).Except(codes).ShouldBeEmpty(folder);
        }
    }

    [Fact]
    public void A_broken_file_of_figures_is_refused_with_the_place() =>
        Should.Throw<System.Text.Json.JsonException>(() => SampleFigures.Parse("""{"casePrefix":"X","rows":1,"rates":{"onTime":101},"fields":[{"code":"A","name":"A","unit":"A","share":1,"procedures":[]}]}"""))
            .Message.ShouldContain("$.rates.onTime");

    private static void Near(int part, int whole, double wanted, string what)
    {
        if (whole == 0) return;

        (100.0 * part / whole).ShouldBe(wanted, 0.5 + (100.0 / whole), what);
    }

    private static SampleFigures BauBang() => SampleFolder.Read(Path.Combine(Repository.Root, "samples", "bau-bang-2024", "figures.json"));

    private static string Csv(int rows, int seed, SampleFigures? figures = null, DateOnly? until = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CaseCsv(text);
        csv.WriteHead();
        foreach (var row in new CaseSampler(figures ?? BauBang(), 2024, rows, seed, until ?? YearEnd).Cases()) csv.Write(row);
        return text.ToString();
    }

    private static DateTime At(Dictionary<string, string> row, string column) => DateTime.ParseExact(row[column], "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Read(string csv)
    {
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>A comma within quotes belongs to its cell (RFC 4180).</summary>
    private static List<string> Cells(string line) =>
        [.. line.Split('"').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(',').Select((cell, number) => number == 0 ? cell : "\u0001" + cell))
            .Aggregate(new System.Text.StringBuilder(), (all, part) => all.Append(part)).ToString().Split('\u0001')];
}
