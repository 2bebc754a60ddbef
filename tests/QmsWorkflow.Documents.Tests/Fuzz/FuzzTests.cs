using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Fuzz;

/// <summary>
/// Thousands of spoiled files: each is read or refused with a reason, nothing else, and with no more work than its size is worth. What is filled from
/// a spoiled template is itself a file that the guard passes. <c>./fuzz.sh 200000 7</c> runs longer and from another seed.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>Work is counted in bytes allocated, which no other load on the machine changes; a whole template takes some 5 MB.</summary>
    private const long MostWork = 128L * 1024 * 1024;

    private static readonly int Cases = Number("QMS_FUZZ_CASES", 3_000);
    private static readonly int Seed = Number("QMS_FUZZ_SEED", 1);

    [Fact]
    public void No_spoiled_file_does_more_than_be_refused()
    {
        var files = Repository.Templates().Select(name => (Name: name, Content: Repository.Template(name), Data: Sample(name))).Append(("rich", RichTemplate.Docx(), RichTemplate.Data())).ToList();
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal) { ["filled"] = 0, ["told"] = 0, ["refused"] = 0 };

        for (var number = 0; number < Cases; number++)
        {
            var seed = Seed * 1_000_003 + number;
            var (name, content, data) = files[number % files.Count];
            var mutation = new Mutation(new Random(seed));
            var file = mutation.Of(content);
            if (number % 4 == 0) data = mutation.Of(data);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                outcomes[Use(file, data)]++;
            }
            catch (Exception escaped)
            {
                throw new InvalidOperationException($"{name}, seed {seed} (file {Keep(file, seed)}): {escaped}", escaped);
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostWork, $"{name}, seed {seed}");
        }

        // The damage is worth something only if some of it gets past the guard.
        foreach (var (outcome, count) in outcomes) count.ShouldBeGreaterThan(Cases / 50, outcome);
    }

    private static string Use(byte[] file, JsonObject data)
    {
        var outcome = "refused";
        try
        {
            var template = DocxTemplate.Open(file, "thử");
            template.Check(TemplateSchema.FromSample(data));
            var filled = template.Fill(data);
            outcome = filled.Docx is null ? "told" : "filled";
            filled.Problems.ShouldAllBe(problem => problem.Message.Length > 0 && problem.Place.StartsWith("mẫu thử"));
            if (filled.Docx is { } docx) DocxGuard.Check(docx);
        }
        catch (DocxException refused) when (outcome == "refused")
        {
            refused.Message.ShouldNotBeEmpty();
        }

        try
        {
            DocxText.Read(file);
        }
        catch (DocxException refused)
        {
            refused.Message.ShouldNotBeEmpty();
        }

        return outcome;
    }

    private static string Keep(byte[] file, int seed)
    {
        var path = Path.Combine(Path.GetTempPath(), $"qms-fuzz-{seed.ToString(CultureInfo.InvariantCulture)}.docx");
        File.WriteAllBytes(path, file);
        return path;
    }

    private static JsonObject Sample(string name) => (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", name + ".sample.json")))!;

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
