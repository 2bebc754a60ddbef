using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>A browser without JavaScript: cookies, links, forms with their hidden fields, redirects.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient client;

    public Browser(Uri address)
    {
        Cookies = new CookieContainer();
        client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }
    public HttpStatusCode Status { get; private set; }
    public Uri Url { get; private set; } = null!;
    public string Path => Url.AbsolutePath;
    public IHtmlDocument Page { get; private set; } = null!;
    public HttpResponseMessage Response { get; private set; } = null!;

    /// <summary>What a person reads in the main part of the page, spaces folded.</summary>
    public string Text => string.Join(' ', (Page.QuerySelector("main") ?? Page.Body!).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The code of the refusal shown, or null.</summary>
    public string? RefusalCode => Page.QuerySelector("[data-code]")?.GetAttribute("data-code");

    public async Task<Browser> GoAsync(string url)
    {
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseAddress!, url)));
        return this;
    }

    /// <summary>Fills in the form that has the button and presses it; fields not named keep what they show.</summary>
    public async Task<Browser> SubmitAsync(string button, params (string Name, string Value)[] fields)
    {
        var pressed = Page.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => b.TextContent.Trim() == button || b.GetAttribute("aria-label") == button)
            ?? throw new InvalidOperationException($"There is no button \"{button}\" on {Url}: {Text}");
        var values = Shown(pressed.Form!).Where(shown => fields.All(field => field.Name != shown.Key)).ToList();
        values.AddRange(fields.Where(field => field.Value.Length > 0 || !field.Name.StartsWith('-')).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (pressed.Name is { Length: > 0 } name) values.Add(KeyValuePair.Create(name, pressed.Value));
        var target = new Uri(Url, pressed.Form!.GetAttribute("action") is { Length: > 0 } action ? action : Url.PathAndQuery);
        if (string.Equals(pressed.Form.Method, "get", StringComparison.OrdinalIgnoreCase))
        {
            var query = await new FormUrlEncodedContent(values).ReadAsStringAsync();
            await SendAsync(new HttpRequestMessage(HttpMethod.Get, new UriBuilder(target) { Query = query }.Uri));
        }
        else
        {
            await SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(values) });
        }

        return this;
    }

    /// <summary>Chooses a file in the form that has the button, fills in these fields, and presses it.</summary>
    public async Task<Browser> UploadAsync(string button, string name, string fileName, byte[] file, params (string Name, string Value)[] fields)
    {
        var form = Page.QuerySelectorAll<IHtmlButtonElement>("button").First(b => b.TextContent.Trim() == button).Form!;
        var content = new MultipartFormDataContent();
        foreach (var shown in Shown(form).Where(shown => shown.Key != name && fields.All(field => field.Name != shown.Key))) content.Add(new StringContent(shown.Value), shown.Key);
        foreach (var field in fields) content.Add(new StringContent(field.Value), field.Name);
        content.Add(new ByteArrayContent(file), name, fileName);
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, Url) { Content = content });
        return this;
    }

    /// <summary>Posts exactly these fields, as a hostile page or a stale tab would.</summary>
    public async Task<Browser> PostRawAsync(string url, HttpContent content)
    {
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(client.BaseAddress!, url)) { Content = content });
        return this;
    }

    public string? Value(string id) => Page.GetElementById(id) switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.TextContent,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    public void Dispose() => client.Dispose();

    private async Task SendAsync(HttpRequestMessage request)
    {
        for (var redirects = 0; redirects < 10; redirects++)
        {
            Url = request.RequestUri!;
            Response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if ((int)Response.StatusCode is not (301 or 302 or 303 or 307) || Response.Headers.Location is not { } location) break;

            request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url, location));
        }

        Status = Response.StatusCode;
        var parser = new HtmlParser();
        Page = parser.ParseDocument(await Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static IEnumerable<KeyValuePair<string, string>> Shown(IHtmlFormElement form)
    {
        foreach (var element in form.QuerySelectorAll("input[name],select[name],textarea[name]"))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    yield return KeyValuePair.Create(name, input.Value);
                    break;
                case IHtmlSelectElement select:
                    yield return KeyValuePair.Create(name, select.Value ?? "");
                    break;
                default:
                    yield return KeyValuePair.Create(name, element.TextContent);
                    break;
            }
        }
    }
}
