using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Measurements.Evaluating;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;
using static QmsWorkflow.Server.Tests.Measurements.Imports.ImportDesk;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>What an import would do to the indicators, said before anything is written; counted by hand, and by SQL once it is written.</summary>
public sealed class EffectPreviewTests(TestCluster cluster)
{
    [Fact]
    public async Task New_and_changed_cases_show_in_the_units_and_the_agencys_counts_before_the_commit()
    {
        await using var desk = await OpenAsync("dung-han", "truc-tuyen");
        var source = await desk.SourceAsync();
        await desk.ImportAsync(source, Cases(Case("A1"), Case("A2", finished: "25/02/2024 08:00"), Case("A3", channel: "1")));
        var before = await InTimeAsync(desk);

        // A2 was in time after all; A3 is as it was; B1 is new and late.
        var import = await desk.ReadAsync(source, Cases(Case("A2", finished: "19/02/2024 08:00"), Case("A3", channel: "1"), Case("B1", unit: "P2", finished: "01/03/2024 08:00", channel: "1")));

        import.State.ShouldBe(ImportState.Ready, import.Message);
        (await InTimeAsync(desk)).ShouldBe(before);
        Lines(import, "dung-han").ShouldBe(["|2/3 → 3/4|Quý I/2024", "P1|2/3 → 3/3|Quý I/2024", "P2|0/0 → 0/1|Quý I/2024"]);
        // Three of A1 to A3 were received in the quarter, two of them online; B1 is not.
        Lines(import, "truc-tuyen").ShouldBe(["|2/3 → 2/4|Quý I/2024", "P2|0/0 → 0/1|Quý I/2024"]);

        (await desk.CommitAsync(import.Id)).ShouldSucceed();
        await desk.World.DrainJobsAsync();
        before.ShouldBe(["P1 | 2 | 3"]);
        (await InTimeAsync(desk)).ShouldBe(["P1 | 3 | 3", "P2 | 0 | 1"]);
    }

    [Fact]
    public async Task A_case_that_a_system_of_smaller_rank_holds_changes_no_count()
    {
        await using var desk = await OpenAsync("dung-han");
        var (national, local) = (await desk.SourceAsync("quoc-gia", 10), await desk.SourceAsync("tinh", 20));
        await desk.ImportAsync(national, Cases(Case("A1")));

        var import = await desk.ReadAsync(local, Cases(Case("A1", finished: "01/03/2024 08:00"), Case("A2", finished: "01/03/2024 08:00")));

        (import.RowsAdded, import.RowsElsewhere).ShouldBe((1, 1));
        Lines(import, "dung-han").ShouldBe(["|1/1 → 1/2|Quý I/2024", "P1|1/1 → 1/2|Quý I/2024"]);
    }

    [Fact]
    public async Task A_month_that_two_sources_tell_is_named_with_the_one_that_counts()
    {
        await using var desk = await OpenAsync("hai-long-phieu");
        var (slips, web) = (await desk.SourceAsync("phieu", 10, "figures"), await desk.SourceAsync("trang", 20, "figures"));
        var first = await desk.ImportAsync(slips, "unit,period,satisfied_answers,answers\nP1,2/2024,19,20\nP1,3/2024,5,5\n");

        var import = await desk.ReadAsync(web, "unit,period,satisfied_answers,answers\nP1,2/2024,100,400\nP1,3/2024,5,6\nP2,2/2024,9,10\n");

        SourceOverlap.Read(first.Doubled).ShouldBeEmpty();
        // Of P1's four figures three differ; P2's month is the file's alone.
        var overlap = SourceOverlap.Read(import.Doubled).ShouldHaveSingleItem();
        overlap.ShouldBe(new SourceOverlap { Source = "phieu", SourceName = "Nguồn phieu", Rank = 10, OwnRank = 20, FileCounts = false, Months = 2, FirstMonth = "02/2024", LastMonth = "03/2024", Differing = 3 });
        overlap.ToVietnamese().ShouldBe("2 tháng của các đơn vị (từ tháng 02/2024 đến tháng 03/2024) đã có ở nguồn “Nguồn phieu” (phieu), 3 số liệu khác nhau. Kết quả tính theo số liệu của nguồn phieu (thứ hạng 10 nhỏ hơn 20).");
        // Results follow what was said: P1 stays 24/25, P2 adds 9/10.
        Lines(import, "hai-long-phieu").ShouldBe(["|24/25 → 33/35|Quý I/2024", "P2|–/– → 9/10|Quý I/2024"]);
    }

    [Fact]
    public async Task Of_two_sources_of_the_same_rank_the_first_by_code_counts_and_that_is_said_too()
    {
        await using var desk = await OpenAsync("hai-long-phieu");
        var (later, earlier) = (await desk.SourceAsync("b-nguon", 10, "figures"), await desk.SourceAsync("a-nguon", 10, "figures"));
        await desk.ImportAsync(later, "unit,period,satisfied_answers,answers\nP1,2/2024,19,20\n");

        var import = await desk.ReadAsync(earlier, "unit,period,satisfied_answers,answers\nP1,2/2024,1,4\n");

        var overlap = SourceOverlap.Read(import.Doubled).ShouldHaveSingleItem();
        (overlap.FileCounts, overlap.Rank, overlap.OwnRank, overlap.Differing).ShouldBe((true, 10, 10, 2));
        overlap.ToVietnamese().ShouldEndWith("Kết quả tính theo số liệu của tệp này (cùng thứ hạng 10, xếp theo mã nguồn).");
        Lines(import, "hai-long-phieu").ShouldBe(["|19/20 → 1/4|Quý I/2024", "P1|19/20 → 1/4|Quý I/2024"]);
    }

    private async Task<ImportDesk> OpenAsync(params string[] indicators)
    {
        var desk = await ImportDesk.OpenAsync(cluster, more: services => services.AddObjectives().AddObjectiveLinks().AddEvaluating());
        await desk.World.WriteAsync(db =>
        {
            db.AddRange(indicators.Select(code => Measured.Indicator(desk.World, ShippedIndicators.Find(code)!)));
            return Task.CompletedTask;
        });
        return desk;
    }

    private static List<string> Lines(Import import, string indicator) =>
        [.. System.Text.Json.JsonSerializer.Deserialize<List<EffectLine>>(import.Effect, SourceMapping.Json)!.Where(line => line.IndicatorCode == indicator)
            .Select(line => $"{Short(line.UnitName)}|{Say(line.NumeratorBefore)}/{Say(line.DenominatorBefore)} → {Say(line.NumeratorAfter)}/{Say(line.DenominatorAfter)}|{line.Period}")];

    private static string Short(string unit) => unit switch { "" => "", "Phòng Lao động" => "P2", _ => "P1" };

    private static string Say(decimal? count) => count is { } known ? known.ToString("0", System.Globalization.CultureInfo.InvariantCulture) : "–";

    private static Task<List<string>> InTimeAsync(ImportDesk desk) => desk.AskAsync(
        "select u.code, count(*) filter (where c.finished_at <= c.due_at), count(*) from cases c join units u on u.id = c.unit_id where c.finished_at >= '2024-01-01' and c.finished_at < '2024-04-01' group by u.code order by u.code");
}
