using Microsoft.Playwright;

namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>The running product and the people at their browsers; one per test class.</summary>
public sealed class Office : IAsyncLifetime
{
    /// <summary>
    /// Empties the frames that show a PDF inside a page: Chromium gives such a frame to the process of its PDF viewer, and a press that arrives at
    /// that moment is dropped (seen: no request within 15 s). Routing would do the same and switch the browser's cache off.
    /// </summary>
    private const string NoPreviews = """
        new MutationObserver(() => document.querySelectorAll('iframe.document-frame[src]').forEach(frame => frame.removeAttribute('src')))
            .observe(document, { childList: true, subtree: true });
        """;

    private readonly Dictionary<string, Person> people = new(StringComparer.Ordinal);
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal ProductProcess Product { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Product.StartAsync(TestContext.Current.CancellationToken);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>The person at their own browser, signed in.</summary>
    internal async Task<Person> PersonAsync(string userName)
    {
        if (people.TryGetValue(userName, out var known)) return known;

        return people[userName] = await NewPersonAsync(userName, 1280);
    }

    internal async Task<Person> NewPersonAsync(string userName, int width)
    {
        var context = await browser!.NewContextAsync(new() { Locale = "vi-VN", TimezoneId = "Asia/Ho_Chi_Minh", ViewportSize = new() { Width = width, Height = 800 }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(60_000); // The first signature on a server waits for LibreOffice to start, on a busy machine.
        await context.AddInitScriptAsync(NoPreviews);
        var person = new Person(context, await context.NewPageAsync(), Product.Address, userName);
        await person.SignInAsync();
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await Product.DisposeAsync();
    }

    private static string Chromium()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend("/usr/bin");
        return folders.SelectMany(f => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("No Chromium was found on PATH.");
    }
}
