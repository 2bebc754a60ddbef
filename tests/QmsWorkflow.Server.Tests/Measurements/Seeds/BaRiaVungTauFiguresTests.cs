using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Objectives;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements.Seeds;

/// <summary>Seed 004: two groups of objectives, "tính trung bình năm", monthly to half-yearly reports (S-026, S-183).</summary>
public sealed class BaRiaVungTauFiguresTests(TestCluster cluster)
{
    private const int Year = 2023;
    private static readonly DateOnly Today = new(2024, 1, 15);
    private static readonly ReportPeriod SixMonths = new(ReportKind.SixMonths, 1, Year);

    /// <summary>
    /// January 10 of 10, February 57 of 60, March nobody asked: the months' mean is (100 + 95) / 2 = 97.5 %, where the sum of slips would be 67 of 70 = 95.71 %.
    /// </summary>
    [Fact]
    public async Task Satisfaction_is_the_mean_of_the_months_and_months_without_slips_are_left_out()
    {
        await using var sample = await OpenAsync();
        await sample.ImportAsync("khao-sat", "DonViId,Nam,Thang,answers_publication,satisfied_publication\r\nHCTH,2023,1,10,10\r\nHCTH,2023,2,60,57\r\nHCTH,2023,3,0,0\r\n");

        var cell = (await sample.CardAsync(SixMonths)).Cell(sample.Objectives["3"].Id, null)!;

        (cell.Value, cell.Shown, cell.Outcome).ShouldBe((new Fraction(195, 2), "97,50%", ResultOutcome.Missed));
        (await sample.CardAsync(new(ReportKind.Month, 1, Year))).Cell(sample.Objectives["3"].Id, null)!.Outcome.ShouldBe(ResultOutcome.Met);
        (await sample.CardAsync(new(ReportKind.Month, 3, Year))).Cell(sample.Objectives["3"].Id, null)!.Outcome.ShouldBe(ResultOutcome.NotArisen);
    }

    /// <summary>24,999 of 25,000 in one month and all in another: the mean, 99.998 %, is shown as 100 % and is not 100 %.</summary>
    [Fact]
    public async Task A_mean_shown_as_a_hundred_per_cent_may_miss_it()
    {
        await using var sample = await OpenAsync();
        await sample.ImportAsync("khao-sat", "DonViId,Nam,Thang,answers_attitude,satisfied_attitude,answers_facility,satisfied_facility\r\nHCTH,2023,1,25000,24999,20,20\r\nHCTH,2023,2,40,40,30,30\r\n");

        var card = await sample.CardAsync(SixMonths);
        var attitude = card.Cell(sample.Objectives["4"].Id, null)!;
        (attitude.Value, attitude.Shown, attitude.Outcome, attitude.RoundingMisleads).ShouldBe((new Fraction(99_998, 1000), "100,00%", ResultOutcome.Missed, true));
        var facility = card.Cell(sample.Objectives["5"].Id, null)!;
        (facility.Shown, facility.Outcome).ShouldBe(("100,00%", ResultOutcome.Met));
    }

    [Fact]
    public async Task Both_groups_are_measured_from_the_sample_s_own_files_as_plain_SQL_counts()
    {
        await using var sample = await OpenAsync();
        var import = await sample.ImportAsync("mot-cua", sample.Register(Year, sample.Figures.Rows));
        (import.State, import.RowsAdded).ShouldBe((ImportState.Committed, sample.Figures.Rows));

        foreach (var period in (ReportPeriod[])[new(ReportKind.Month, 2, Year), new(ReportKind.Quarter, 1, Year), SixMonths, new(ReportKind.Year, 1, Year)])
        {
            var (from, to) = period.Window(CutOff.Calendar);
            var end = to.AddDays(1);
            var card = await sample.CardAsync(period);
            foreach (var unit in (string[])["HCTH", "NVTD", "NVKT"])
            {
                var expected = await sample.AskAsync<Pair>(
                    $"select count(*) filter (where finished_at <= due_at) as \"Above\", count(*) as \"Below\" from cases where finished_at >= {from} and finished_at < {end} and unit_id = {sample.Units[unit]}");
                var cell = card.Cell(sample.Objectives["7"].Id, sample.Units[unit])!;
                (cell.Numerator, cell.Denominator).ShouldBe((expected.Above, expected.Below), $"{unit} {period.ToVietnamese()}");
                cell.Outcome.ShouldBe(expected.Below == 0 ? ResultOutcome.NotArisen : expected.Above == expected.Below ? ResultOutcome.Met : ResultOutcome.Missed);
            }
        }

        var year = await sample.CardAsync(new(ReportKind.Year, 1, Year));
        year.Objectives.Select(o => o.GroupName).Distinct().ShouldBe(["I. Đối với cơ quan", "II. Đối với phòng nghiệp vụ"]);
        year.Cell(sample.Objectives["7"].Id, null)!.Outcome.ShouldBe(ResultOutcome.Missed, "the sample wants 99.6 % of one field");
        year.Cell(sample.Objectives["6"].Id, null)!.Outcome.ShouldBe(ResultOutcome.NoData, "nobody has entered yet whether the law was kept");
    }

    private Task<MeasuredSample> OpenAsync() => MeasuredSample.OpenAsync(cluster, "ba-ria-vung-tau-2023", "ba-ria-vung-tau", Today);

    private sealed record Pair(long Above, long Below);
}
