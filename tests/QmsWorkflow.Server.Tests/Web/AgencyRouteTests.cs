using System.Net;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>Agencies in one installation never see each other, whatever address somebody types: the mightiest people of another agency get "not found".</summary>
public sealed class AgencyRouteTests(TestCluster cluster)
{
    /// <summary>Every address with an id in it, and whose id belongs there. A new page needs a line.</summary>
    private static readonly Dictionary<string, Func<RunningYear.Subject, Guid>> Ids = new(StringComparer.Ordinal)
    {
        ["/admin/people/{Id:guid}"] = on => on.Person,
        ["/admin/units/{Id:guid}"] = on => on.Unit,
        ["/approvals/{Id:guid}"] = on => on.Task,
        ["/cycles/{Id:guid}"] = on => on.Cycle,
        ["/documents/{Id:guid}"] = on => on.Document,
        ["/documents/{Id:guid}/check"] = on => on.Document,
        ["/documents/{Id:guid}/edit"] = on => on.Document,
        ["/documents/{id:guid}/docx"] = on => on.Document,
        ["/documents/{Id:guid}/outside-signing"] = on => on.Document,
        ["/documents/{id:guid}/pdf"] = on => on.Document,
        ["/files/{id:guid}"] = on => on.File,
        ["/instances/{Id:guid}"] = on => on.Instance,
        ["/measure/entries/{Id:guid}"] = on => on.Result,
        ["/measure/imports/{Id:guid}"] = on => on.Import,
        ["/measure/imports/{id:guid}/progress"] = on => on.Import,
        ["/measure/sources/{Id:guid}"] = on => on.Source,
        ["/measure/objectives/{Id:guid}"] = on => on.Objective,
        ["/measure/objectives/{Id:guid}/cases"] = on => on.Objective,
        ["/measure/units/{Id:guid}"] = on => on.Unit,
        ["/measure/units/{Id:guid}/sheet"] = on => on.Unit,
        ["/notifications/{id:guid}"] = on => on.Notification,
        ["/objectives/edit/{Id:guid}"] = on => on.Objective,
        ["/objectives/unit/{UnitId:guid}"] = on => on.Unit,
        ["/objectives/view/{Id:guid}"] = on => on.Objective,
        ["/plan/{CycleId:guid}"] = on => on.Cycle,
        ["/registers/copies/{id:guid}/docx"] = on => on.Copy,
        ["/registers/documents/{Id:guid}"] = on => on.Document,
        ["/registers/dossiers/{id:guid}/metadata"] = on => on.Dossier,
        ["/registers/incoming/{Id:guid}"] = on => on.Incoming,
        ["/registers/legal-bases/{Id:guid}"] = on => on.LegalBasis,
        ["/registers/metadata/{id:guid}"] = on => on.Issued,
        ["/work/{Id:guid}"] = on => on.Task,
    };

    private static readonly string[] Queries = ["/measure?cycle={0}", "/measure/dashboard?cycle={0}", "/measure/xlsx?cycle={0}", "/documents?cycle={0}", "/objectives?cycle={0}", "/objectives/matrix?cycle={0}", "/objectives/new?cycle={0}", "/objectives/new?cycle={0}&unit={1}"];

    [Fact]
    public async Task Every_address_with_an_id_answers_not_found_to_another_agency()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var on = await RunningYear.SettleAsync(app);
        await app.ListenAsync();
        var faults = new List<string>();
        app.Routes.Select(r => r.RoutePattern.RawText!).Where(r => r.Contains(":guid", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(Ids.Keys.Order(StringComparer.Ordinal), "a new page with an id needs a line");

        foreach (var userName in new[] { "bg.quantri", "bg.thuky", "bg.giamdoc" })
        {
            using var browser = await app.SignInAsync(userName);
            foreach (var (route, id) in Ids)
            {
                await browser.GoAsync(Address(route, id(on)));
                var mayNotEvenAsk = browser.Status == HttpStatusCode.Forbidden;
                if (browser.Status != HttpStatusCode.NotFound && !mayNotEvenAsk) faults.Add($"{userName} {route}: {browser.Status}");
                if (browser.Text.Contains("Hải Dương", StringComparison.Ordinal)) faults.Add($"{userName} {route}: shows the other agency");
            }

            foreach (var query in Queries)
            {
                await browser.GoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, query, on.Cycle, on.Unit));
                if ((int)browser.Status >= 500 || browser.Text.Contains("Hải Dương", StringComparison.Ordinal)) faults.Add($"{userName} {query}: {browser.Status}");
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_own_people_come_to_every_one_of_them()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var on = await RunningYear.SettleAsync(app);
        await app.ListenAsync();
        var unseen = Ids.Keys.ToHashSet(StringComparer.Ordinal);

        foreach (var userName in new[] { "hd.quantri", "hd.thuky", "hd.vanphong" })
        {
            using var browser = await app.SignInAsync(userName);
            foreach (var (route, id) in Ids)
            {
                // The PDF is made by a job that this test does not run.
                if (route == "/documents/{id:guid}/pdf" || await StatusAsync(browser, Address(route, id(on))) == HttpStatusCode.OK) unseen.Remove(route);
            }
        }

        unseen.ShouldBeEmpty("a wall before nothing proves nothing");
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string address) => (await browser.GoAsync(address)).Status;

    private static string Address(string route, Guid id) => System.Text.RegularExpressions.Regex.Replace(route, @"\{\w+:guid\}", id.ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
