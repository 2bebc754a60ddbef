using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>
/// The real documents of the seeds come out of the samples and templates: every sentence, heading and table cell, in order. Sentences with a
/// known slip of the original, which the product corrects, are listed with their fact number (ANOM rows).
/// </summary>
public sealed class SeedTests(TestCluster cluster, ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [Theory]
    [InlineData("000", "bac-giang", "decision")]
    [InlineData("001", "hai-duong", "decision")]
    [InlineData("002", "hai-duong", "plan")]
    public async Task Every_sentence_of_the_seed_is_found_in_order(string seed, string agency, string kind)
    {
        var expected = JsonSerializer.Deserialize<Expectation>(await File.ReadAllTextAsync(PathOf(seed), TestContext.Current.CancellationToken), Json)!;
        await using var app = await ProductApp.CreateAsync(cluster);
        var items = SeedText.OfDocument((await DraftAsync(app, agency, kind)).Select(block => block.Text));

        var found = InOrder(expected.Items, [.. items.Select(SeedText.Hash)]);
        var missing = Enumerable.Range(0, expected.Items.Count).Except(found).ToList();
        output.WriteLine($"Seed {seed}: {found.Count} of {expected.Items.Count} items found in order ({100m * found.Count / expected.Items.Count:0.0} %), "
            + $"{expected.Slips.Count} known slips: {string.Join(", ", expected.Slips.Values.Distinct())}. Missing: {string.Join(", ", missing)}");

        missing.Where(index => !expected.Slips.ContainsKey(index)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("000", "000_7c502847a0518613.txt")]
    [InlineData("001", "001_dd60d69986db4f13.txt")]
    [InlineData("002", "002_f6695b853c7d05c4.txt")]
    public async Task The_expectation_is_that_of_the_seed(string seed, string fileName)
    {
        var expected = JsonSerializer.Deserialize<Expectation>(await File.ReadAllTextAsync(PathOf(seed), TestContext.Current.CancellationToken), Json)!;
        // The originals lie beside the working tree of those who may have them.
        var source = Path.Combine(Repository.Root, "..", "shared", "seeds", fileName);
        if (!File.Exists(source))
        {
            expected.Items.Count.ShouldBeGreaterThan(40);
            expected.Items.ShouldAllBe(hash => hash.Length == 16);
            return;
        }

        var items = SeedText.OfSeed(await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken));
        // Writing is how the expectation is made anew after a change of the rules of cutting.
        if (Environment.GetEnvironmentVariable("QMS_WRITE_SEEDS") == "1")
        {
            await File.WriteAllTextAsync(PathOf(seed), JsonSerializer.Serialize(expected with { Items = [.. items.Select(SeedText.Hash)] }, Json) + "\n", TestContext.Current.CancellationToken);
            output.WriteLine(string.Join('\n', items.Select((item, index) => $"{index}: {item}")));
        }

        items.Select(SeedText.Hash).ShouldBe(expected.Items);
    }

    private static async Task<IReadOnlyList<TextBlock>> DraftAsync(ProductApp app, string agency, string kind) => await app.InAsync(agency, async (services, owner) =>
    {
        var ct = TestContext.Current.CancellationToken;
        var db = services.GetRequiredService<QmsDb>();
        var cycle = await db.Cycles.SingleAsync(ct);
        var definition = await db.WorkflowDefinitions.OrderBy(d => d.DefinitionId).FirstAsync(ct);
        Document? document = null;
        var outcome = await services.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                var instance = new InstanceRow
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = owner.Id,
                    DefinitionRowId = definition.Id,
                    DefinitionId = definition.DefinitionId,
                    DefinitionVersion = 1,
                    State = "{}",
                    StateVersion = 0,
                    CycleId = cycle.Id,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    UpdatedAt = DateTimeOffset.UnixEpoch,
                    Status = Engine.Execution.InstanceStatus.Running,
                    SubStatus = Engine.Execution.SubStatus.Suspended,
                };
                db.WorkflowInstances.Add(instance);
                document = await services.GetRequiredService<DocumentDrafting>().DraftAsync(instance, kind, null, Actor.System(owner.Id), ct);
            },
            ct);
        outcome.IsDone.ShouldBeTrue();
        await using var file = services.GetRequiredService<FileStore>().Open(await db.StoredFiles.SingleAsync(f => f.Id == document!.DocxFileId, ct));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, ct);
        return (IReadOnlyList<TextBlock>)DocxText.Read(memory.ToArray());
    });

    /// <summary>The longest common run of both lists in order; returns the indices of the expectation.</summary>
    private static HashSet<int> InOrder(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var longest = new int[expected.Count + 1, actual.Count + 1];
        for (var i = expected.Count - 1; i >= 0; i--)
        {
            for (var j = actual.Count - 1; j >= 0; j--)
            {
                longest[i, j] = expected[i] == actual[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        var found = new HashSet<int>();
        for (int i = 0, j = 0; i < expected.Count && j < actual.Count;)
        {
            if (expected[i] == actual[j])
            {
                found.Add(i++);
                j++;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return found;
    }

    private static string PathOf(string seed) => Path.Combine(Repository.Root, "tests", "QmsWorkflow.Server.Tests", "Documents", "Seeds", $"{seed}.json");

    private sealed record Expectation(IReadOnlyList<string> Items, IReadOnlyDictionary<int, string> Slips);
}
