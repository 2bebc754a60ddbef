using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace QmsWorkflow.Server.Tests.Journeys;

/// <summary>One person at one browser: signs in by typing, opens work by its title, presses buttons by their label.</summary>
internal sealed class Person(IBrowserContext context, IPage page, Uri address, string userName) : IAsyncDisposable
{
    public const string Password = "Demo@2026";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    public IPage Page => page;

    public IBrowserContext Context => context;

    public string UserName => userName;

    public async Task SignInAsync()
    {
        await OpenAsync("/sign-in");
        await page.FillAsync("#user", userName);
        await page.FillAsync("#password", Password);
        await page.Locator("form:has(#password) button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Opens a page of the product and gives its status; the browser draws pages that lie behind another only once a second.</summary>
    public async Task<int> OpenAsync(string path)
    {
        await page.BringToFrontAsync();
        return (await page.GotoAsync(new Uri(address, path).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded }))!.Status;
    }

    /// <summary>Opens the first open piece of own work with this title; the workflow may still be bringing it.</summary>
    public async Task<string> OpenWorkAsync(string title)
    {
        var link = page.Locator("main a[href*='/work/'], main a[href*='/approvals/']").Filter(new() { HasText = title }).First;
        await UntilAsync("/work?size=100", async () => await link.CountAsync() > 0, $"no work \"{title}\"");
        var href = (await link.GetAttributeAsync("href"))!;
        await OpenAsync(href);
        return new Uri(page.Url).AbsolutePath;
    }

    public async Task<bool> HasWorkAsync(string title)
    {
        await OpenAsync("/work?size=100");
        return await page.Locator("main a[href*='/work/'], main a[href*='/approvals/']").Filter(new() { HasText = title }).CountAsync() > 0;
    }

    /// <summary>Loads a page again until it says what is awaited; bounded.</summary>
    public async Task UntilAsync(string path, Func<Task<bool>> isThere, string otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        do
        {
            await OpenAsync(path);
            if (await isThere()) return;
        }
        while (TimeProvider.System.GetElapsedTime(started) < Patience);

        throw new TimeoutException($"{userName} at {path}: {otherwise}. The page says: {await TextAsync()}");
    }

    /// <summary>Presses the button with this label and fails on a refusal shown by the page.</summary>
    public async Task PressAsync(string label)
    {
        await TryPressAsync(label);
        if (await RefusalAsync() is { } refusal) throw new InvalidOperationException($"{userName} pressed \"{label}\" at {page.Url}: {refusal}");
    }

    public async Task TryPressAsync(string label)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true });
        if (await button.CountAsync() == 0) throw new InvalidOperationException($"{userName} finds no button \"{label}\" at {page.Url}: {await TextAsync()}");

        await SubmitAsync(button.First, label);
    }

    /// <summary>Sends the form and waits until the page that answers stands there: a page opened before that would stop, or be stopped by, the redirect.</summary>
    private async Task SubmitAsync(ILocator button, string label)
    {
        var shown = new TaskCompletionSource();
        void Note(object? sender, IFrame frame)
        {
            if (frame == page.MainFrame) shown.TrySetResult();
        }

        page.FrameNavigated += Note;
        try
        {
            var answer = await (await SendAsync(button, label)).ResponseAsync().WaitAsync(Longest)
                ?? throw new InvalidOperationException($"{userName} pressed \"{label}\" at {page.Url} and the server answered nothing.");
            await shown.Task.WaitAsync(Longest);
            await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
            if (answer.Status >= 500) throw new InvalidOperationException($"{userName} pressed \"{label}\" at {page.Url}: HTTP {answer.Status}: {await TextAsync()}");
        }
        finally
        {
            page.FrameNavigated -= Note;
        }
    }

    private async Task<IRequest> SendAsync(ILocator button, string label)
    {
        try
        {
            return await page.RunAndWaitForRequestAsync(() => button.ClickAsync(), r => r.Method == "POST" && r.IsNavigationRequest);
        }
        catch (TimeoutException late)
        {
            // A field that the browser finds wrong keeps the form from being sent at all.
            var wrong = await page.Locator("main :invalid:not(form):not(fieldset)").EvaluateAllAsync<string[]>("fields => fields.map(f => `${f.name}: ${f.validationMessage}`)");
            throw new TimeoutException($"{userName} pressed \"{label}\" at {page.Url} and nothing was sent; wrong fields: [{string.Join("; ", wrong)}].", late);
        }
    }

    /// <summary>The open piece of work shows this due date.</summary>
    public async Task SeeDueAsync(DateOnly due) =>
        (await page.Locator($"main time[datetime='{due:yyyy-MM-dd}']").First.TextContentAsync()).ShouldNotBeNull().ShouldContain($"{due:dd/MM/yyyy}");

    /// <summary>The days of the open work's deadline, with their numbers; a skipped day has none.</summary>
    public async Task<IReadOnlyList<DeadlineDay>> DeadlineDaysAsync()
    {
        var cells = await page.Locator("#deadline-trace tbody tr").EvaluateAllAsync<string[][]>("rows => rows.map(r => [...r.cells].map(c => c.textContent.trim()))");
        return [.. cells.Select(c => new DeadlineDay(int.TryParse(c[0], CultureInfo.InvariantCulture, out var number) ? number : null, c[1]))];
    }

    public async Task<string?> RefusalAsync()
    {
        var alert = page.Locator("main .alert-danger");
        return await alert.CountAsync() > 0 ? await alert.First.InnerTextAsync() : null;
    }

    public async Task SignAsync(string title)
    {
        await OpenWorkAsync(title);
        await page.FillAsync("#password", Password);
        await PressAsync("Ký và duyệt");
    }

    public async Task CompleteAsync(string title)
    {
        await OpenWorkAsync(title);
        await PressAsync("Hoàn thành");
    }

    public async Task AcknowledgeAsync(string title)
    {
        await OpenWorkAsync(title);
        await page.Locator("label[for=understood], label:has(#understood)").First.ClickAsync(new() { Position = new() { X = 5, Y = 10 } });
        if (!await page.IsCheckedAsync("#understood")) await page.PressAsync("#understood", "Space");
        await PressAsync("Xác nhận");
    }

    public async Task PostAsync(string title, string note)
    {
        await OpenWorkAsync(title);
        await page.FillAsync("#evidence-note", note);
        await PressAsync("Thêm ghi chú");
        await PressAsync("Hoàn thành");
    }

    public async Task MoveClockAsync(string isoDate)
    {
        await OpenAsync("/admin/clock");
        await page.FillAsync("#date", isoDate);
        await SubmitAsync(page.Locator("button[name='Form.Step'][value=set]"), "set the clock");
        (await RefusalAsync()).ShouldBeNull();
    }

    public async Task<string> TextAsync()
    {
        var text = await page.Locator("body").InnerTextAsync();
        return Regex.Replace(text, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

/// <summary>One line of a deadline's trace as the page shows it.</summary>
internal sealed record DeadlineDay(int? Number, string Text);
