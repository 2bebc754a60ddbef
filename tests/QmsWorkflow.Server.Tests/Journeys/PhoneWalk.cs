using Microsoft.Playwright;

namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>A walk along every link a person sees, on a phone: no page fails, speaks English or reaches past the screen.</summary>
internal static class PhoneWalk
{
    private const int MostPages = 40;
    private const int Width = 390;

    /// <summary>Words of the English resources that no Vietnamese page shows.</summary>
    private static readonly string[] EnglishWords = ["Sign out", "My work", "Complete", "Working day", "Overdue", "Approve", "Save draft", "Documents", "Not found", "Evidence"];

    /// <summary>The outermost elements that reach past the screen's right edge, but for those in a part that scrolls sideways by itself.</summary>
    private const string Overflow = """
        (() => {
            const scrolls = e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
            const wide = [...document.body.querySelectorAll('*')].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width > 1 && box.height > 1 && box.right > innerWidth + 2 && !e.closest('.visually-hidden, .skip-link');
            });
            const free = wide.filter(e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (scrolls(p)) return false; return true; });
            return free.filter(e => !free.includes(e.parentElement)).slice(0, 3).map(e => `<${e.tagName.toLowerCase()} class="${e.className}"> reaches ${Math.round(e.getBoundingClientRect().right)} px`);
        })()
        """;

    public static async Task CheckAsync(Office office, string userName)
    {
        await using var person = await office.NewPersonAsync(userName, Width);
        var queue = new Queue<string>(["/"]);
        var seen = new HashSet<string>(["/"], StringComparer.Ordinal);
        var faults = new List<string>();
        for (var visited = 0; visited < MostPages && queue.TryDequeue(out var path); visited++)
        {
            var status = await person.OpenAsync(path);
            await person.Page.WaitForLoadStateAsync(LoadState.Load); // Before its style sheets a page has no widths of its own.
            if (status >= 400) faults.Add($"{path}: HTTP {status}");

            faults.AddRange((await person.Page.EvaluateAsync<string[]>(Overflow)).Select(o => $"{path}: {o}"));

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
