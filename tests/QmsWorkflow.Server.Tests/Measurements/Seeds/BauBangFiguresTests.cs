using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Seeds;

/// <summary>Seed 003: twelve units with 98, 99 or 100 % of cases in time, satisfaction, training; quarterly to yearly (S-024, S-125).</summary>
public sealed class BauBangFiguresTests(TestCluster cluster)
{
    private const int Year = 2024;
    private static readonly DateOnly Today = new(2025, 1, 15);

    /// <summary>The targets as the decision prints them (seed 003): "=" for 100 %.</summary>
    private static readonly Dictionary<string, int> Targets = new()
    {
        ["NV"] = 100,
        ["TP"] = 99,
        ["TCKH"] = 100,
        ["TNMT"] = 99,
        ["CNDD"] = 98,
        ["LDTBXH"] = 99,
        ["VHTT"] = 100,
        ["GDDT"] = 100,
        ["TTYT"] = 100,
        ["TTR"] = 100,
        ["KT"] = 100,
        ["QLDT"] = 99,
    };

    [Fact]
    public async Task Every_unit_is_judged_by_its_own_target_in_every_period_and_both_windows_as_the_register_itself_counts()
    {
        await using var sample = await MeasuredSample.OpenAsync(cluster, "bau-bang-2024", "bau-bang", Today);
        var csv = sample.Register(Year, 5000);

        var import = await sample.ImportAsync("mot-cua", csv);

        (import.State, import.RowsAdded, import.RowsFaulty).ShouldBe((ImportState.Committed, 5000, 0));
        var rows = Settled(csv);
        var seen = new HashSet<ResultOutcome>();
        foreach (var cutOff in (CutOff[])[CutOff.Calendar, CutOff.Fifteenth])
        {
            foreach (var period in AllPeriods())
            {
                var card = await sample.CardAsync(period, cutOff);
                var (from, to) = period.Window(cutOff);
                foreach (var (unit, target) in Targets)
                {
                    var own = rows.Where(row => row.Unit == unit && DateOnly.FromDateTime(row.FinishedAt) >= from && DateOnly.FromDateTime(row.FinishedAt) <= to).ToList();
                    var (inTime, all) = (own.Count(row => row.FinishedAt <= row.DueAt), own.Count);
                    var cell = card.Cell(sample.Objectives["1"].Id, sample.Units[unit])!;
                    var expected = all == 0 ? ResultOutcome.NotArisen : inTime * 100 >= target * all ? ResultOutcome.Met : ResultOutcome.Missed;
                    (cell.Numerator, cell.Denominator, cell.Outcome).ShouldBe((inTime, all, expected), $"{unit} {period.ToVietnamese()} {cutOff}");
                    seen.Add(expected);
                }
            }
        }

        // The sample is worth something only with all of them.
        seen.ShouldBe([ResultOutcome.Met, ResultOutcome.Missed, ResultOutcome.NotArisen], ignoreOrder: true);
        var year = await sample.CardAsync(new(ReportKind.Year, 1, Year));
        year.Cells.Keys.Where(key => key.Objective == sample.Objectives["1"].Id).Select(key => key.Unit).OfType<Guid>().Order().ShouldBe(Targets.Keys.Select(unit => sample.Units[unit]).Order());
        year.Cell(sample.Objectives["1"].Id, null)!.Outcome.ShouldBe(ResultOutcome.Missed, "some unit misses its target");
    }

    [Fact]
    public async Task The_whole_agency_and_each_field_are_what_plain_SQL_counts()
    {
        await using var sample = await MeasuredSample.OpenAsync(cluster, "bau-bang-2024", "bau-bang", Today);
        await sample.ImportAsync("mot-cua", sample.Register(Year, 4000));

        var card = await sample.CardAsync(new(ReportKind.NineMonths, 1, Year));

        var whole = await sample.AskAsync<Pair>(
            $"select count(*) filter (where finished_at <= due_at) as \"Above\", count(*) as \"Below\" from cases where finished_at >= '2024-01-01' and finished_at < '2024-10-01' and unit_id in (select unit_id from objective_targets)");
        var agency = card.Cell(sample.Objectives["1"].Id, null)!;
        (agency.Numerator, agency.Denominator).ShouldBe((whole.Above, whole.Below));
        var justice = card.Cell(sample.Objectives["1"].Id, sample.Units["TP"])!;
        justice.Fields.Select(field => field.Field).Order().ShouldBe(["Chứng thực", "Hộ tịch"]);
        foreach (var field in justice.Fields)
        {
            var expected = await sample.AskAsync<Pair>(
                $"select count(*) filter (where finished_at <= due_at) as \"Above\", count(*) as \"Below\" from cases where finished_at >= '2024-01-01' and finished_at < '2024-10-01' and field = {field.Field}");
            (field.Numerator, field.Denominator).ShouldBe((expected.Above, expected.Below), field.Field);
        }
    }

    /// <summary>1,972 of 1,992 are 98.99598… %: shown as the target of 99 %, and missed. One case put right gives 1,973: 99.046… %, met.</summary>
    [Fact]
    public async Task A_unit_shown_at_its_target_misses_it_until_one_more_case_is_in_time()
    {
        await using var sample = await MeasuredSample.OpenAsync(cluster, "bau-bang-2024", "bau-bang", Today);
        var quarter = new ReportPeriod(ReportKind.Quarter, 1, Year);

        await sample.ImportAsync("mot-cua", MeasuredSample.Cases("TP", Year, 1992, late: 20));

        var missed = (await sample.CardAsync(quarter)).Cell(sample.Objectives["1"].Id, sample.Units["TP"])!;
        (missed.Numerator, missed.Denominator, missed.Shown, missed.Outcome, missed.RoundingMisleads).ShouldBe((1972, 1992, "99,00%", ResultOutcome.Missed, true));
        missed.Verdict.ShouldContain("98,996% hiển thị 99,00% nhưng KHÔNG đạt");

        var again = await sample.ImportAsync("mot-cua", MeasuredSample.Cases("TP", Year, 1992, late: 19));

        (again.RowsChanged, again.RowsSame, again.RowsAdded).ShouldBe((1, 1991, 0));
        var met = (await sample.CardAsync(quarter)).Cell(sample.Objectives["1"].Id, sample.Units["TP"])!;
        (met.Numerator, met.Denominator, met.Outcome, met.RoundingMisleads).ShouldBe((1973, 1992, ResultOutcome.Met, false));
    }

    /// <summary>"= 100 %" is 24,999 of 25,000 neither (99.996 %).</summary>
    [Fact]
    public async Task All_but_one_of_25_000_is_not_a_hundred_per_cent()
    {
        await using var sample = await MeasuredSample.OpenAsync(cluster, "bau-bang-2024", "bau-bang", Today);

        await sample.ImportAsync("mot-cua", MeasuredSample.Cases("TCKH", Year, 25_000, late: 1));

        var cell = (await sample.CardAsync(new(ReportKind.Year, 1, Year))).Cell(sample.Objectives["1"].Id, sample.Units["TCKH"])!;
        (cell.Shown, cell.Outcome).ShouldBe(("100,00%", ResultOutcome.Missed));
    }

    [Fact]
    public async Task Satisfaction_adds_the_slips_of_all_units_and_training_takes_the_last_list()
    {
        await using var sample = await MeasuredSample.OpenAsync(cluster, "bau-bang-2024", "bau-bang", Today);

        // By hand: 380 of 400 slips are 95 %; with the fourth quarter 479 of 506 are 94.66… %.
        await sample.ImportAsync("khao-sat", "DonViId,Nam,Thang,answers,satisfied_answers\r\nTP,2024,1,150,145\r\nTNMT,2024,2,100,90\r\nCNDD,2024,8,150,145\r\nTP,2024,11,106,99\r\n");
        // 20 of 21 by the end of June; all of them at the end of the year.
        await sample.ImportAsync("dao-tao", "DonViId,Nam,Thang,in_scope,trained\r\nNV,2024,3,9,6\r\nTP,2024,3,12,8\r\nNV,2024,6,9,9\r\nTP,2024,6,12,11\r\nNV,2024,12,9,9\r\nTP,2024,12,12,12\r\n");

        var nine = await sample.CardAsync(new(ReportKind.NineMonths, 1, Year));
        var year = await sample.CardAsync(new(ReportKind.Year, 1, Year));
        Say(nine, sample, "2").ShouldBe((380, 400, ResultOutcome.Met));
        Say(year, sample, "2").ShouldBe((479, 506, ResultOutcome.Missed));
        Say(await sample.CardAsync(new(ReportKind.Quarter, 3, Year)), sample, "2").ShouldBe((145, 150, ResultOutcome.Met));
        Say(await sample.CardAsync(new(ReportKind.SixMonths, 1, Year)), sample, "3").ShouldBe((20, 21, ResultOutcome.Missed));
        Say(year, sample, "3").ShouldBe((21, 21, ResultOutcome.Met));
    }

    private static (decimal?, decimal?, ResultOutcome) Say(Scorecard card, MeasuredSample sample, string number)
    {
        var cell = card.Cell(sample.Objectives[number].Id, null)!;
        return (cell.Numerator, cell.Denominator, cell.Outcome);
    }

    private static IEnumerable<ReportPeriod> AllPeriods() =>
    [
        .. Enumerable.Range(1, 12).Select(month => new ReportPeriod(ReportKind.Month, month, Year)), .. Enumerable.Range(1, 4).Select(quarter => new ReportPeriod(ReportKind.Quarter, quarter, Year)),
        new(ReportKind.SixMonths, 1, Year), new(ReportKind.NineMonths, 1, Year), new(ReportKind.Year, 1, Year),
    ];

    /// <summary>Read from the file, not from the database.</summary>
    private static List<(string Unit, DateTime DueAt, DateTime FinishedAt)> Settled(string csv)
    {
        var head = CaseCsv.Columns.ToList();
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells).ToList();
        lines.ShouldAllBe(cells => cells.Length == head.Count);
        return [.. lines.Where(cells => At(cells, "NgayKetThucXuLy").Length > 0).Select(cells => (At(cells, "DonViId"), Moment(At(cells, "NgayHenTra")), Moment(At(cells, "NgayKetThucXuLy"))))];

        string At(string[] cells, string column) => cells[head.IndexOf(column)];
    }

    private static DateTime Moment(string text) => DateTime.ParseExact(text, "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Cells in quotes hold commas here, but no quotes.</summary>
    private static string[] Cells(string line)
    {
        var parts = line.Split('"');
        return string.Concat(parts.Select((part, index) => index % 2 == 1 ? part : part.Replace(',', '\u0001'))).Split('\u0001');
    }

    private sealed record Pair(long Above, long Below);
}
