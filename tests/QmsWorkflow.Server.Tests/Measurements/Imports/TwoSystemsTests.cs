using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;
using static QmsWorkflow.Server.Tests.Measurements.Imports.ImportDesk;

namespace QmsWorkflow.Server.Tests.Measurements.Imports;

/// <summary>A case counts once, as the system of the smallest rank has it; an undo leaves the figures exactly as if the file had never come.</summary>
public sealed class TwoSystemsTests(TestCluster cluster)
{
    private const string Whole =
        """
        case_code, to_char(finished_at, 'DD/MM'), (select code from data_sources d where d.id = source_id),
        (select string_agg(d.code, '+' order by d.code) from data_sources d
          where d.id = source_id or exists (select 1 from case_others o where (o.agency_id, o.case_code, o.source_id) = (cases.agency_id, cases.case_code, d.id)))
        """;

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_later_one_only_what_differs()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        await desk.ImportAsync(source, Cases(Case("A1", finished: ""), Case("A2")));

        var again = await desk.ImportAsync(source, Cases(Case("A1", finished: ""), Case("A2")));
        var later = await desk.ImportAsync(source, Cases(Case("A1", finished: "19/02/2024 10:00"), Case("A2"), Case("A3")));

        (again.RowsAdded, again.RowsChanged, again.RowsSame).ShouldBe((0, 0, 2));
        (later.RowsAdded, later.RowsChanged, later.RowsSame).ShouldBe((1, 1, 1));
        (await desk.CasesAsync()).ShouldBe(["A1 | 19/02", "A2 | 10/02", "A3 | 10/02"]);
        (later.FromDay, later.ToDay).ShouldBe((new DateOnly(2024, 1, 15), new DateOnly(2024, 4, 22)));
    }

    [Fact]
    public async Task A_case_of_two_systems_counts_once_whichever_came_first()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var (national, local) = (await desk.SourceAsync("quoc-gia", 10), await desk.SourceAsync("tinh", 20));
        await desk.ImportAsync(local, Cases(Case("A1", finished: "01/02/2024"), Case("A2", finished: "02/02/2024")));

        var taken = await desk.ImportAsync(national, Cases(Case("A2", finished: "05/02/2024"), Case("A3", finished: "06/02/2024")));
        var aside = await desk.ReadAsync(local, Cases(Case("A2", finished: "03/02/2024"), Case("A3", finished: "07/02/2024")));

        (taken.RowsAdded, taken.RowsChanged, taken.RowsElsewhere).ShouldBe((1, 1, 0));
        (aside.RowsAdded, aside.RowsChanged, aside.RowsElsewhere).ShouldBe((0, 0, 2));
        (await desk.CommitAsync(aside.Id)).ShouldSucceed();
        await desk.World.DrainJobsAsync();
        (await desk.CasesAsync(Whole)).ShouldBe(["A1 | 01/02 | tinh | tinh", "A2 | 05/02 | quoc-gia | quoc-gia+tinh", "A3 | 06/02 | quoc-gia | quoc-gia+tinh"]);
        (await desk.AskAsync("select case_code, to_char(finished_at, 'DD/MM') from case_others order by 1")).ShouldBe(["A2 | 03/02", "A3 | 07/02"]);
    }

    [Fact]
    public async Task An_undo_puts_back_what_was_there_and_lets_the_other_system_count_again()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var (national, local) = (await desk.SourceAsync("quoc-gia", 10), await desk.SourceAsync("tinh", 20));
        await desk.ImportAsync(local, Cases(Case("A1", finished: "01/02/2024"), Case("A2", finished: "02/02/2024")));
        await desk.ImportAsync(national, Cases(Case("A4", finished: "03/02/2024")));
        var before = await desk.CasesAsync(Whole);
        var last = await desk.ImportAsync(national, Cases(Case("A2", finished: "05/02/2024"), Case("A3", finished: "06/02/2024"), Case("A4", finished: "08/02/2024")));

        (await desk.UndoAsync(last.Id, " ")).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS807");
        (await desk.UndoAsync(last.Id)).ShouldSucceed();

        (await desk.CasesAsync(Whole)).ShouldBe(before);
        (await desk.AskAsync("select count(*) from case_others")).ShouldBe(["0"]);
        (await desk.AskAsync("select count(*) from case_before")).ShouldBe(["0"]);
        (await desk.FindAsync(last.Id)).State.ShouldBe(ImportState.Undone);
    }

    [Fact]
    public async Task An_undo_finds_its_version_though_another_system_counts_meanwhile()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var (national, local) = (await desk.SourceAsync("quoc-gia", 10), await desk.SourceAsync("tinh", 20));
        await desk.ImportAsync(local, Cases(Case("A1", finished: "01/02/2024")));
        var changed = await desk.ImportAsync(local, Cases(Case("A1", finished: "02/02/2024"), Case("A2", finished: "02/02/2024")));
        var over = await desk.ImportAsync(national, Cases(Case("A1", finished: "09/02/2024"), Case("A2", finished: "09/02/2024")));

        (await desk.UndoAsync(changed.Id)).ShouldSucceed();
        var meanwhile = await desk.CasesAsync(Whole);
        (await desk.UndoAsync(over.Id)).ShouldSucceed();

        meanwhile.ShouldBe(["A1 | 09/02 | quoc-gia | quoc-gia+tinh", "A2 | 09/02 | quoc-gia | quoc-gia"]);
        (await desk.CasesAsync(Whole)).ShouldBe(["A1 | 01/02 | tinh | tinh"]);
    }

    [Fact]
    public async Task Commits_of_a_source_are_undone_from_the_last_one_back()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var source = await desk.SourceAsync();
        var first = await desk.ImportAsync(source, Cases(Case("A1", finished: "")));
        desk.World.Clock.MoveTo(new DateOnly(2024, 4, 23), 9);
        var second = await desk.ImportAsync(source, Cases(Case("A1", finished: "09/02/2024"), Case("A2")));

        (await desk.UndoAsync(first.Id)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS806");
        (await desk.UndoAsync(second.Id)).ShouldSucceed();
        (await desk.CasesAsync()).ShouldBe(["A1 | "]);
        (await desk.UndoAsync(first.Id)).ShouldSucceed();

        (await desk.CasesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_rank_decides_anew_which_system_counts()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster);
        var (national, local) = (await desk.SourceAsync("quoc-gia", 10), await desk.SourceAsync("tinh", 20));
        await desk.ImportAsync(local, Cases(Case("A1", finished: "01/02/2024")));
        await desk.ImportAsync(national, Cases(Case("A1", finished: "09/02/2024")));

        (await desk.World.ActAsync<SaveSource>("thuky", (verb, by) => verb.ChangeAsync(local, new SourceInput("tinh", "Tỉnh", "cases", "one-stop", 5, true, ""), by, default))).ShouldSucceed();

        (await desk.CasesAsync(Whole)).ShouldBe(["A1 | 01/02 | tinh | quoc-gia+tinh"]);
        (await desk.AskAsync("select to_char(finished_at, 'DD/MM') from case_others")).ShouldBe(["09/02"]);
    }
}
