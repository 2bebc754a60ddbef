using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Tests.Journeys;

namespace QmsWorkflow.Server.Tests.Measurements;

public sealed class SampleTablesTests
{
    private static readonly SampleFigures Figures = SampleFolder.Read(Path.Combine(Repository.Root, "samples", "bau-bang-2024", "figures.json"));

    [Theory]
    [InlineData(CutOff.Calendar)]
    [InlineData(CutOff.Fifteenth)]
    public void The_monthly_table_holds_every_sum_rule(CutOff cutOff)
    {
        var rows = Table(cutOff);

        rows.Count.ShouldBe(Figures.Fields.Count * 12);
        foreach (var row in rows)
        {
            row["received_total"].ShouldBe(row["received_online"] + row["received_offline"] + row["carried_forward"]);
            row["completed_total"].ShouldBe(row["completed_early"] + row["completed_on_time"] + row["completed_late"]);
            row["pending_total"].ShouldBe(row["pending_on_time"] + row["pending_late"]);
            row["received_total"].ShouldBe(row["completed_total"] + row["pending_total"]);
        }
    }

    [Fact]
    public void The_table_counts_the_cases_of_the_register()
    {
        var year = Cases().Where(row => row.FinishedAt is { Year: 2024 }).ToList();
        var rows = Table(CutOff.Calendar);

        rows.Sum(row => row["completed_total"]).ShouldBe(year.Count);
        rows.Sum(row => row["completed_late"]).ShouldBe(year.Count(row => row.FinishedAt > row.DueAt));
        rows.Where(row => row["Thang"] == 1).Sum(row => row["carried_forward"]).ShouldBe(Cases().Count(row => row.ReceivedAt.Year == 2023 && row.FinishedAt is not { Year: 2023 }));
        rows.Sum(row => row["payments_online"]).ShouldBe(year.Sum(row => row.PaymentsOnline));
    }

    /// <summary>NĐ 09/2019 Đ12.4: January runs from 15 December to 14 January.</summary>
    [Fact]
    public void From_the_15th_to_the_14th_a_month_takes_other_cases()
    {
        var from = new DateTime(2023, 12, 15);
        var to = new DateTime(2024, 1, 15);

        Table(CutOff.Fifteenth).Where(row => row["Thang"] == 1).Sum(row => row["completed_total"]).ShouldBe(Cases().Count(row => row.FinishedAt >= from && row.FinishedAt < to));
    }

    [Fact]
    public void Survey_and_training_come_out_as_the_file_wants_them()
    {
        var survey = Read(output => SurveyTable.WriteSurvey(Figures, 2024, 7, 12, output));
        survey.Count.ShouldBe(Figures.Survey.Count * 12);
        (100.0 * survey.Sum(row => row["satisfied_answers"]) / survey.Sum(row => row["answers"])).ShouldBe(95.3, 1.0);

        var training = Read(output => SurveyTable.WriteTraining(Figures, 2024, 6, output));
        training.Count.ShouldBe(Figures.Training.Count * 2);
        training.ShouldAllBe(row => row["trained"] <= row["in_scope"]);
    }

    private static IEnumerable<SampleCase> Cases() => new CaseSampler(Figures, 2024, 4000, 7, new DateOnly(2024, 12, 31)).Cases();

    private static List<Dictionary<string, long>> Table(CutOff cutOff)
    {
        var table = new MonthlyTable(2024, cutOff);
        foreach (var row in Cases()) table.Add(row);
        return Read(output => table.Write(output));
    }

    private static List<Dictionary<string, long>> Read(Func<TextWriter, long> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var said = write(text);
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        said.ShouldBe(lines.Count - 1);
        // Names are of no matter here, and none holds a comma but in quotes: the numbers are counted from the end.
        return [.. lines.Skip(1).Select(cells => lines[0].Reverse().Zip(cells.Reverse()).Where(pair => pair.First is not ("DonViId" or "TenLinhVuc"))
            .ToDictionary(pair => pair.First, pair => long.Parse(pair.Second, CultureInfo.InvariantCulture)))];
    }
}
