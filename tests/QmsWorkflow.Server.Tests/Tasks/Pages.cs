using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Tests.Tasks;

/// <summary>The product's pages over a world, as one person sees them: real requests, forms and cookies, no JavaScript.</summary>
internal sealed class Pages : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly HttpClient client;

    private Pages(WebApplication app, string folder)
    {
        (this.app, this.folder) = (app, folder);
        client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public string Address => app.Urls.First();

    public static async Task<Pages> OpenAsync(World world, string userName)
    {
        var folder = TestFolder.Create("pages");
        var settings = new QmsSettings { ConnectionString = world.Connection, DataFolder = folder, ContentFolder = folder, Url = "http://127.0.0.1:0", Beats = false };
        var app = QmsApp.Build(settings, services => services.AddSingleton(new ManualTime(world.Clock)).AddSingleton(new FormFolder(world.FormFolder)));
        await app.StartAsync();
        var pages = new Pages(app, folder);
        var signIn = await pages.GetAsync("/sign-in");
        var home = await pages.SubmitAsync(signIn, "form[method=post]", null, ("Form.User", userName), ("Form.Password", World.Password));
        home.QuerySelector("#user").ShouldBeNull(home.Body!.TextContent);
        return pages;
    }

    public async Task<IHtmlDocument> GetAsync(string url) => await ReadAsync(await client.GetAsync(new Uri(url, UriKind.Relative)));

    /// <summary>Presses a button of a form (null: its only one) after filling in fields; the others keep what they show.</summary>
    public Task<IHtmlDocument> SubmitAsync(IHtmlDocument page, string form, string? act, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, form, act, null, fields);

    public async Task<IHtmlDocument> SubmitAsync(IHtmlDocument page, string form, string? act, (string Name, string File, byte[] Content)? upload, params (string Name, string Value)[] fields)
    {
        var element = page.QuerySelectorAll<IHtmlFormElement>(form).FirstOrDefault(f => act is null || f.QuerySelector($"button[value='{act}']") is not null)
            ?? throw new InvalidOperationException($"No form {form} with the button {act} on {page.Location.Href}: {page.Body!.TextContent}");
        var values = Shown(element).Where(shown => fields.All(f => f.Name != shown.Name)).Concat(fields.Select(f => (f.Name, f.Value)));
        if (act is not null) values = values.Append(("act", act));

        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        if (upload is { } file) content.Add(new ByteArrayContent(file.Content), file.Name, file.File);
        return await ReadAsync(await client.PostAsync(new Uri(page.Location.Href), content));
    }

    /// <summary>Posts the form of a page the person may open to an address whose page does not offer it.</summary>
    public async Task<IHtmlDocument> ForgeAsync(IHtmlDocument page, string url, params (string Name, string Value)[] fields)
    {
        var hidden = Shown(page.QuerySelectorAll<IHtmlFormElement>("main form[method=post]").First()).Where(field => field.Name.StartsWith('_'));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await ReadAsync(await client.PostAsync(new Uri(url, UriKind.Relative), content));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<(string Name, string Value)> Shown(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox", IsChecked: false } or IHtmlInputElement { Type: "file" }:
                    break;
                case IHtmlInputElement { Name.Length: > 0 } input:
                    yield return (input.Name!, input.Value);
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    yield return (area.Name!, area.Value);
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    yield return (select.Name!, select.Value ?? "");
                    break;
            }
        }
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var html = await response.Content.ReadAsStringAsync();
            var document = await BrowsingContext.New(Configuration.Default).OpenAsync(request => request
                .Content(html).Address(response.RequestMessage!.RequestUri!).Status(response.StatusCode));
            return (IHtmlDocument)document;
        }
    }
}
