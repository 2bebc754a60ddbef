namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class PagesTests(Office office) : IClassFixture<Office>
{
    private const int MostPages = 40;
    private const int PhoneWidth = 390;

    /// <summary>Words of the English resources that no Vietnamese page shows.</summary>
    private static readonly string[] EnglishWords = ["Sign out", "My work", "Complete", "Working day", "Overdue", "Approve", "Save draft", "Documents", "Not found", "Evidence"];

    [Theory]
    [InlineData("hd.thuky")]
    [InlineData("hd.giamdoc")]
    [InlineData("hd.cc1.khtc")]
    [InlineData("hd.quantri")]
    public async Task Every_link_leads_to_a_Vietnamese_page_that_fits_a_phone(string userName)
    {
        await using var person = await office.NewPersonAsync(userName, PhoneWidth);
        var queue = new Queue<string>(["/"]);
        var seen = new HashSet<string>(["/"], StringComparer.Ordinal);
        var faults = new List<string>();
        for (var visited = 0; visited < MostPages && queue.TryDequeue(out var path); visited++)
        {
            var status = await person.OpenAsync(path);
            if (status >= 400) faults.Add($"{path}: HTTP {status}");

            var width = await person.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
            if (width > PhoneWidth + 2) faults.Add($"{path}: {width} px wide");

            var text = await person.TextAsync();
            faults.AddRange(EnglishWords.Where(w => text.Contains(w, StringComparison.Ordinal)).Select(w => $"{path}: English \"{w}\""));
            foreach (var link in await person.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.pathname + a.search)"))
            {
                if (!IsFile(link) && seen.Add(link)) queue.Enqueue(link);
            }
        }

        seen.Count.ShouldBeGreaterThan(5);
        faults.ShouldBeEmpty();
    }

    /// <summary>Downloads, the language switch and signing out are no pages.</summary>
    private static bool IsFile(string path) =>
        path.StartsWith("/files/", StringComparison.Ordinal) || path.EndsWith("/docx", StringComparison.Ordinal) || path.EndsWith("/pdf", StringComparison.Ordinal)
        || path.Contains("language", StringComparison.Ordinal) || path.Contains("culture", StringComparison.Ordinal) || path.Contains("sign-out", StringComparison.Ordinal);
}
