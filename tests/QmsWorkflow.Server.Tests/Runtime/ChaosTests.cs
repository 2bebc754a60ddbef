using QmsWorkflow.Chaos;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>Alone at the end of the run: it stops PostgreSQL and starts servers, and needs both cores.</summary>
[CollectionDefinition(nameof(ChaosTests), DisableParallelization = true)]
public sealed class ChaosCollection;

/// <summary>The short form of the chaos program (docs/explanation/reliability.md).</summary>
[Collection(nameof(ChaosTests))]
public sealed class ChaosTests
{
    [Fact]
    public async Task Nothing_is_lost_doubled_or_stuck_while_servers_are_killed_and_clock_and_database_jump()
    {
        var said = new List<string>();
        var options = new ChaosOptions(Kills: 6, Seconds: 60, Seed: 11) { Folder = TestFolder.Create("chaos"), Undisturbed = 1, DocumentEvery = 30 };
        var run = new ChaosRun(options, said.Add);

        var report = await run.RunAsync(TestContext.Current.CancellationToken);

        var story = string.Join('\n', said) + '\n' + report.Table();
        report.IsGood.ShouldBeTrue(story);
        (report.Tally.Kills > 0 && report.Tally.Restarts > 0 && report.Tally.Cuts > 0 && report.Tally.Jumps > 0).ShouldBeTrue(story);
        (report.Documents > 0 && report.Tasks > 0 && report.Mails is { Taken: > 0 }).ShouldBeTrue(story);
    }
}
