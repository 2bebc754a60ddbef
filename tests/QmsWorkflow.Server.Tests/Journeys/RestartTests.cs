namespace QmsWorkflow.Server.Tests.Journeys;

[Collection("Journeys")]
public sealed class RestartTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task A_killed_server_comes_back_with_the_open_tasks()
    {
        var year = new Year(office, "hd");
        var cycle = await year.StartAsync("2022-03-02");
        var secretary = await year.AsAsync("thuky");
        var task = await secretary.OpenWorkAsync("Soạn kế hoạch năm");

        await office.Product.KillAsync();
        await office.Product.StartAsync(TestContext.Current.CancellationToken);

        await using var again = await office.NewPersonAsync("hd.thuky", 1280);
        (await again.OpenWorkAsync("Soạn kế hoạch năm")).ShouldBe(task);
        await again.PressAsync("Hoàn thành");
        (await again.OpenAsync(cycle)).ShouldBe(200);
        await (await office.NewPersonAsync("hd.vanphong", 1280)).OpenWorkAsync("Góp ý dự thảo kế hoạch năm");
    }
}
