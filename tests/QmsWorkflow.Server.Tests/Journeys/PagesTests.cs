namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class PagesTests(Office office) : IClassFixture<Office>
{
    [Theory]
    [InlineData("hd.thuky")]
    [InlineData("hd.giamdoc")]
    [InlineData("hd.cc1.khtc")]
    [InlineData("hd.quantri")]
    public Task Every_link_leads_to_a_Vietnamese_page_that_fits_a_phone(string userName) =>
        PhoneWalk.CheckAsync(office, userName);
}
