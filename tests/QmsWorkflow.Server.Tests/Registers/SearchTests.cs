using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Web;

namespace QmsWorkflow.Server.Tests.Registers;

/// <summary>Search with and without diacritics, in phrases, within the agency's own documents.</summary>
public sealed class SearchTests(TestCluster cluster)
{
    [Fact]
    public async Task Words_are_found_with_and_without_marks_in_the_text_of_the_document()
    {
        await using var office = await Office.OpenAsync(cluster);
        var issued = await office.IssuedAsync();
        await office.DrainAsync();

        (await FindAsync(office, "muc tieu chat luong")).Hits[0].Id.ShouldBe(issued.Id);
        (await FindAsync(office, "mục tiêu chất lượng")).Hits[0].Id.ShouldBe(issued.Id);
        var plain = await FindAsync(office, "QUYET DINH giam doc");
        plain.Hits.Count.ShouldBe(1, "đ is d");
        plain.Hits[0].Excerpt.Concat(plain.Hits[0].Title).ShouldContain(piece => piece.IsHit && piece.Text.Contains("iám", StringComparison.OrdinalIgnoreCase), "the text keeps its marks");
        (await FindAsync(office, $"01/{issued.Symbol}")).Hits.Single().Id.ShouldBe(issued.Id);
    }

    [Fact]
    public async Task Marks_that_are_typed_are_compared_until_nothing_is_found_that_way()
    {
        await using var office = await Office.OpenAsync(cluster);
        await RegisterAsync(office, "1", "về việc bàn giao trụ sở");
        await RegisterAsync(office, "2", "về việc ban hành quy chế");

        var exact = await FindAsync(office, "bàn giao");
        var loose = await FindAsync(office, "bán giao");

        (exact.Total, exact.IsExact).ShouldBe((1, true));
        (loose.Total, loose.IsExact).ShouldBe((1, false));
        (await FindAsync(office, "ban")).Total.ShouldBe(2);
    }

    [Fact]
    public async Task Phrases_exclusions_and_both_places_of_the_tone_mark_are_understood()
    {
        await using var office = await Office.OpenAsync(cluster);
        await RegisterAsync(office, "1", "hướng dẫn thu hồi đất và hoà giải");
        await RegisterAsync(office, "2", "đất thu được sau khi hồi phục, hòa giải");

        (await FindAsync(office, "\"thu hồi đất\"")).Total.ShouldBe(1);
        (await FindAsync(office, "\"thu hoi dat\"")).Total.ShouldBe(1);
        (await FindAsync(office, "thu hoi dat")).Total.ShouldBe(2);
        (await FindAsync(office, "thu hoi -huong")).Total.ShouldBe(1);
        (await FindAsync(office, "hòa giải")).Total.ShouldBe(2);
        (await FindAsync(office, "');drop table search_entries;--")).Total.ShouldBe(0);
        (await FindAsync(office, " \" - & | ! ")).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Another_agency_finds_nothing_of_it()
    {
        await using var office = await Office.OpenAsync(cluster);
        await RegisterAsync(office, "1", "mật danh hải âu");

        var others = await office.App.InAsync("bac-giang", (services, agency) =>
            ((SearchDesk)services.GetService(typeof(SearchDesk))!).FindAsync("mật danh hải âu", 1, agency.Id, default));

        (await FindAsync(office, "mat danh hai au")).Total.ShouldBe(1);
        others.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Legal_bases_are_found_too()
    {
        await using var office = await Office.OpenAsync(cluster);

        var found = await FindAsync(office, "101/QĐ-BKHCN");

        found.Bases.Single().Reference.ShouldBe("101/QĐ-BKHCN");
    }

    [Fact]
    public async Task The_page_marks_what_was_found()
    {
        await using var office = await Office.OpenAsync(cluster);
        await RegisterAsync(office, "1", "rà soát thủ tục <b>hành chính</b>");
        await office.App.ListenAsync();
        using var browser = await office.App.SignInAsync("hd.vanthu");

        await browser.GoAsync("/search?q=thu%20tuc");

        browser.Page.QuerySelectorAll("[data-hit=Incoming] mark").Select(mark => mark.TextContent).ShouldBe(["thủ", "tục"]);
        browser.Text.ShouldContain("<b>hành chính</b>");
    }

    private static Task<SearchResult> FindAsync(Office office, string text) => office.App.InAsync(Office.Code, (services, agency) =>
        ((SearchDesk)services.GetService(typeof(SearchDesk))!).FindAsync(text, 1, agency.Id, default));

    private static async Task RegisterAsync(Office office, string number, string summary) =>
        (await office.ClerkAsync<ReceiveDocument>(async (verb, by) => (await verb.ExecuteAsync(RunningYear.Letter with { Number = number, Summary = summary }, null, by, default)).Outcome)).ShouldSucceed();
}
