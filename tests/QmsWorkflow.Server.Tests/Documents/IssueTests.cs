using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Documents;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Tests.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>Issuing: numbers without gaps, frozen content, and a template that cannot be filled costs nothing (NĐ 30/2020 Điều 15; S-191).</summary>
public sealed class IssueTests(TestCluster cluster)
{
    [Fact]
    public async Task Fifty_documents_issued_at_once_get_the_numbers_1_to_50()
    {
        await using var world = await OpenAsync();
        var documents = new List<Guid>();
        for (var index = 0; index < 50; index++) documents.Add(await SignedAsync(world, $"Kế hoạch {index}"));

        var outcomes = await Task.WhenAll(documents.Select(id => IssueAsync(world, id)));

        outcomes.ShouldAllBe(outcome => outcome.IsDone);
        var issued = await world.ReadAsync(db => db.Documents.AsNoTracking().ToListAsync());
        issued.Select(d => d.Number!.Value).Order().ShouldBe(Enumerable.Range(1, 50));
        foreach (var document in issued) (await TextAsync(world, document.Id)).ShouldContain($"Số: {document.Number:00}/KH-TEST");
    }

    [Fact]
    public async Task A_number_of_a_refused_act_is_given_back()
    {
        await using var world = await OpenAsync();
        var first = await SignedAsync(world, "Kế hoạch một");
        var second = await SignedAsync(world, "Kế hoạch hai");

        (await world.InAsync(scope => scope.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                await scope.GetRequiredService<DocumentIssue>().IssueAsync(first, null, Actor.System(world.AgencyId), default);
                return Outcome.Refuse("QMS305");
            },
            default))).ShouldBeRefused("QMS305");
        (await IssueAsync(world, second)).ShouldBeDone();

        (await DocumentAsync(world, first)).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DocumentState.Signed), d => d.Number.ShouldBeNull());
        (await DocumentAsync(world, second)).Number.ShouldBe(1);
    }

    [Theory]
    [InlineData("update documents set title = 'khác' where id = @id", "QMS402")]
    [InlineData("update documents set docx_sha256 = repeat('0', 64) where id = @id", "QMS402")]
    [InlineData("update documents set number = 99 where id = @id", "QMS402")]
    [InlineData("update documents set state = 'Draft' where id = @id", "QMS402")]
    [InlineData("delete from documents where id = @id", "QMS401")]
    [InlineData("update stored_files set sha256 = repeat('0', 64) where id = (select docx_file_id from documents where id = @id)", "QMS406")]
    [InlineData("delete from stored_files where id = (select docx_file_id from documents where id = @id)", "QMS406")]
    public async Task An_issued_document_and_its_file_are_frozen_in_the_database(string sql, string code)
    {
        await using var world = await OpenAsync();
        var id = await SignedAsync(world, "Kế hoạch");
        (await IssueAsync(world, id)).ShouldBeDone();
        var before = await DocumentAsync(world, id);

        await using var connection = new NpgsqlConnection(world.Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"select set_config('qms.agency', '*', false); {sql}", connection);
        command.Parameters.AddWithValue("id", id);
        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        refused.MessageText.ShouldStartWith(code);
        var after = await DocumentAsync(world, id);
        (after.Title, after.Number, after.State, after.DocxSha256, after.DocxFileId).ShouldBe((before.Title, before.Number, before.State, before.DocxSha256, before.DocxFileId));
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await FileAsync(world, id))).ShouldBe(before.DocxSha256);
    }

    [Fact]
    public async Task An_issued_document_is_neither_signed_nor_issued_again()
    {
        await using var world = await OpenAsync();
        var id = await SignedAsync(world, "Kế hoạch");
        (await IssueAsync(world, id)).ShouldBeDone();

        (await SignAsync(world, id)).ShouldBeRefused("QMS404");
        (await Should.ThrowAsync<StepFailedException>(() => IssueAsync(world, id))).Message.ShouldBe("Văn bản \"Kế hoạch\" đã phát hành.");
        (await DocumentAsync(world, id)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_template_with_an_unknown_field_stops_the_issue_with_its_name_and_takes_no_number()
    {
        await using var world = await OpenAsync();
        var id = await SignedAsync(world, "Kế hoạch");
        var signed = await DocumentAsync(world, id);
        await world.PublishAsync(new Flow("w").Step("issue", "Qms.IssueDocument", ("document", id.ToString())).Task("after", "clerk"));

        world.MakeTemplate("numberLine", "hanTraLoi");
        await world.StartAsync("w", inCycle: true);

        var incident = await world.ReadAsync(db => db.Incidents.SingleAsync());
        incident.Message.ShouldContain("mẫu test/plain");
        incident.Message.ShouldContain("\"hanTraLoi\"");
        var after = await DocumentAsync(world, id);
        (after.State, after.Number, after.IssuedOn, after.DocxSha256, after.DocxFileId).ShouldBe((signed.State, null, null, signed.DocxSha256, signed.DocxFileId));
        (await world.ReadAsync(db => db.NumberSeries.CountAsync())).ShouldBe(0);
        (await world.TasksAsync("after")).ShouldBeEmpty();

        world.MakeTemplate("numberLine");
        await world.RaiseAsync(incident.InstanceId!.Value, new WorkflowEvent.IncidentRetried(world.Clock.GetUtcNow(), "Quản trị", incident.IncidentKey));

        (await DocumentAsync(world, id)).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DocumentState.Issued), d => d.Number.ShouldBe(1));
        (await world.TasksAsync("after")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_template_with_an_unknown_field_refuses_the_signature_and_the_draft_stays()
    {
        await using var world = await OpenAsync();
        var id = await world.AddDocumentAsync();
        var draft = await DocumentAsync(world, id);
        world.MakeTemplate("hanTraLoi");

        var refused = (await SignAsync(world, id)).ShouldBeRefused("QMS405");

        refused.Message.ShouldContain("mẫu test/plain");
        refused.Message.ShouldContain("\"hanTraLoi\"");
        var after = await DocumentAsync(world, id);
        (after.State, after.SignerId, after.Content, after.DocxSha256).ShouldBe((DocumentState.Draft, null, draft.Content, draft.DocxSha256));
    }

    [Fact]
    public async Task Content_without_a_place_is_told_as_a_missing_date_line()
    {
        await using var world = await OpenAsync();
        var id = await world.AddDocumentAsync();
        await world.WriteAsync(async db => (await db.Documents.SingleAsync()).Content = """{"year":2024}""");
        world.MakeTemplate("placeDate");

        (await SignAsync(world, id)).ShouldBeRefused("QMS405").Message.ShouldContain("\"placeDate\"");
    }

    [Fact]
    public async Task Issuing_on_a_day_off_is_warned_of_in_the_page_and_in_the_trail_but_not_refused()
    {
        await using var world = await OpenAsync();
        var id = await SignedAsync(world, "Kế hoạch");
        await using var pages = await Pages.OpenAsync(world, "giamdoc");
        var signed = await pages.GetAsync($"/documents/{id}");
        signed.QuerySelector("[data-day-off]").ShouldBeNull();
        signed.Body!.TextContent.ShouldContain("Trần Giám Đốc (Ký trực tiếp)");

        await world.PublishAsync(new Flow("w").Task("number", "head", ("document", id.ToString())));
        await world.StartAsync("w", inCycle: true);
        var task = await world.OpenTaskAsync("number");
        (await pages.GetAsync($"/work/{task.Id}")).QuerySelector("[data-day-off]").ShouldBeNull();

        world.Clock.MoveTo(new DateOnly(2024, 4, 30), 9); // ngày Chiến thắng
        var before = await pages.GetAsync($"/documents/{id}");
        (await pages.GetAsync($"/work/{task.Id}")).QuerySelector("[data-day-off]")!.TextContent.ShouldContain("Hôm nay 30/04/2024 là ngày không làm việc");
        (await IssueAsync(world, id)).ShouldBeDone();
        var after = await pages.GetAsync($"/documents/{id}");

        before.QuerySelector("[data-day-off]")!.TextContent.ShouldContain("Hôm nay 30/04/2024 là ngày không làm việc");
        after.QuerySelector("[data-day-off]")!.TextContent.ShouldContain("Văn bản ghi ngày 30/04/2024, là ngày không làm việc");
        (await DocumentAsync(world, id)).IssuedOn.ShouldBe(new DateOnly(2024, 4, 30));
        (await world.ReadAsync(db => db.TrailEntries.SingleAsync(e => e.Action == "document.issued"))).Summary.ShouldContain("là ngày nghỉ");
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddScoped<SignInOneAct>());

    private static async Task<Guid> SignedAsync(World world, string title)
    {
        world.MakeTemplate("numberLine");
        var id = await world.AddDocumentAsync(title);
        (await SignAsync(world, id)).ShouldBeDone();
        return id;
    }

    private static Task<Outcome> SignAsync(World world, Guid id) => world.ActAsync<SignInOneAct>("giamdoc", (verb, actor) => verb.ExecuteAsync(id, actor));

    private static Task<Outcome> IssueAsync(World world, Guid id) => world.InAsync(scope =>
    {
        var issue = scope.GetRequiredService<DocumentIssue>();
        return scope.GetRequiredService<Transactor>().RunAsync(() => issue.IssueAsync(id, null, Actor.System(world.AgencyId), default), default);
    });

    private static Task<Document> DocumentAsync(World world, Guid id) => world.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync(d => d.Id == id));

    private static async Task<string> TextAsync(World world, Guid id) => DocxText.ToPlainText(DocxText.Read(await FileAsync(world, id)));

    private static Task<byte[]> FileAsync(World world, Guid id) => world.InAsync(async scope =>
    {
        var db = scope.GetRequiredService<QmsDb>();
        var fileId = await db.Documents.Where(d => d.Id == id).Select(d => d.DocxFileId).SingleAsync();
        await using var file = scope.GetRequiredService<FileStore>().Open(await db.StoredFiles.SingleAsync(f => f.Id == fileId));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        return memory.ToArray();
    });

    /// <summary>Signs as a verb does, in a transaction of its own.</summary>
    private sealed class SignInOneAct(Transactor transactor, DocumentSigning signing)
    {
        public Task<Outcome> ExecuteAsync(Guid id, Actor actor) => transactor.RunAsync(() => signing.SignAsync(id, 1, "auto", actor, default), default);
    }
}
