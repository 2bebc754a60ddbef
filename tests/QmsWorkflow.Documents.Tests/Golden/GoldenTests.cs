using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;
using QmsWorkflow.Documents.Tests.Layout;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Golden;

/// <summary>
/// Filled samples as they were when a person looked at their pages. A change shows as a difference of these files in review:
/// <c>QMS_WRITE_GOLDEN=1</c> writes them anew.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool IsWriting => Environment.GetEnvironmentVariable("QMS_WRITE_GOLDEN") == "1";

    public static TheoryData<string> All => [.. Repository.Templates()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_filled_sample_is_the_document_that_was_looked_at(string name)
    {
        var file = Repository.Path("tests", "QmsWorkflow.Documents.Tests", "Golden", name + ".xml");
        var text = Normalised(Word.Body(RenderedSamples.Fill(name)));
        if (IsWriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        File.Exists(file).ShouldBeTrue($"{name}: look at its pages, then run this test with QMS_WRITE_GOLDEN=1");
        text.ShouldBe(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), $"{name}: look at its pages; when they are right, QMS_WRITE_GOLDEN=1 writes the file anew");
    }

    [Fact]
    public async Task Each_filled_sample_has_as_many_pages_as_were_looked_at()
    {
        var file = Repository.Path("tests", "QmsWorkflow.Documents.Tests", "Golden", "pages.json");
        var pages = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in Repository.Templates()) pages[name] = (await RenderedSamples.OfAsync(name)).Pages.Count;

        var text = JsonSerializer.Serialize(pages, Json) + "\n";
        if (IsWriting) await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        text.ShouldBe(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>One element a line, attributes in order: what Word reads, not how it was written.</summary>
    private static string Normalised(XDocument document)
    {
        foreach (var element in document.Descendants())
        {
            element.ReplaceAttributes(element.Attributes().Where(attribute => !attribute.Name.LocalName.StartsWith("rsid", StringComparison.Ordinal))
                .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal).ToList());
        }

        return document.Root!.ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n";
    }
}
