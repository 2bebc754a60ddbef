using System.Text.RegularExpressions;
using System.Xml.Linq;
using QmsWorkflow.Server.Tests.Journeys;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>Every text there is in both languages, and none outside the resources.</summary>
public sealed partial class ResourceTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "QmsWorkflow.Server");

    public static TheoryData<string> Resources() =>
        [.. Directory.EnumerateFiles(Source, "*.resx", SearchOption.AllDirectories).Where(f => !f.EndsWith(".en.resx", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Source, f))];

    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(Source, "*.razor", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Source, f))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Both_languages_have_the_same_texts_with_the_same_places(string file)
    {
        var vietnamese = Read(Path.Combine(Source, file));
        var english = Read(Path.Combine(Source, file.Replace(".resx", ".en.resx", StringComparison.Ordinal)));

        english.Keys.Order().ShouldBe(vietnamese.Keys.Order());
        vietnamese.Where(text => Places(text.Value) != Places(english[text.Key])).Select(text => text.Key).ShouldBeEmpty();
        vietnamese.Concat(english).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_holds_no_words_of_its_own(string file)
    {
        var source = File.ReadAllText(Path.Combine(Source, file));
        var code = source.IndexOf("@code {", StringComparison.Ordinal);
        var markup = RazorComment().Replace(code < 0 ? source : source[..code], "");

        VietnameseLetter().Matches(WithoutWeekdays(source)).Select(m => m.Value).ShouldBeEmpty();
        WordsBetweenTags().Matches(Expressions().Replace(markup, "")).Select(m => m.Groups["words"].Value.Trim())
            .Where(words => words is not ("QmsWorkflow" or "Q" or "QmsWorkflow")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_text_a_page_names_exists(string file)
    {
        var source = File.ReadAllText(Path.Combine(Source, file));
        var marker = Localizer().Match(source);
        if (!marker.Success) return;

        var resource = Directory.EnumerateFiles(Source, $"{marker.Groups["text"].Value}.resx", SearchOption.AllDirectories).Single();
        var known = Read(resource);

        Named().Matches(source).Select(m => m.Groups["key"].Value).Where(key => !known.ContainsKey(key)).ShouldBeEmpty();
    }

    /// <summary>The one-letter names of weekdays need no resource.</summary>
    private static string WithoutWeekdays(string source) => source.Replace("\"CN\"", "", StringComparison.Ordinal);

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(m => m.Groups["number"].Value).Distinct().Order());

    [GeneratedRegex(@"\{(?<number>\d+)(:[^}]*)?\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex("[ăâđêôơưĂÂĐÊÔƠƯà-ãè-êìíò-õùúýÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝ\u1ea0-\u1ef9ĩũĨŨ]+", RegexOptions.NonBacktracking)]
    private static partial Regex VietnameseLetter();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline, 1000)]
    private static partial Regex RazorComment();

    // Razor expressions with one level of nested brackets, and code blocks' heads.
    [GeneratedRegex(@"@(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[\w.?!]+(\[[^\]]*\]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\.[\w?!]+)*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>(?<words>[ \t]*\p{L}{2,}[^<>{}@=;]*)</", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordsBetweenTags();

    [GeneratedRegex(@"@inject IStringLocalizer<(?<text>\w+)> L\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Localizer();

    [GeneratedRegex(@"\bL\[""(?<key>[^""$]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
