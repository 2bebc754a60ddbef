using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>Drafting from a template: versions, and what happens when the template and the data do not fit.</summary>
public sealed class DraftingTests(TestCluster cluster)
{
    [Fact]
    public async Task A_template_with_an_unknown_field_keeps_the_version_before_and_goes_on_when_mended()
    {
        await using var world = await WorldAsync("""{"plan":{"title":"Duy trì hệ thống năm 2024","recipients":["Lãnh đạo Sở;"]}}""");
        world.MakeTemplateAt("annual-plan/ke-hoach", "title");
        await world.StartAsync("w", inCycle: true);
        var first = await world.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync());

        world.MakeTemplateAt("annual-plan/ke-hoach", "title", "hanTraLoi");
        (await world.CompleteAsync("thuky", "edit")).ShouldBeDone();

        var incident = await world.ReadAsync(db => db.Incidents.SingleAsync());
        incident.Message.ShouldContain("mẫu annual-plan/ke-hoach");
        incident.Message.ShouldContain("\"hanTraLoi\"");
        var kept = await world.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync());
        (kept.ContentVersion, kept.DocxSha256, kept.DocxFileId, kept.State).ShouldBe((1, first.DocxSha256, first.DocxFileId, DocumentState.Draft));

        world.MakeTemplateAt("annual-plan/ke-hoach", "title");
        await world.RaiseAsync(incident.InstanceId!.Value, new WorkflowEvent.IncidentRetried(world.Clock.GetUtcNow(), "Quản trị", incident.IncidentKey));

        (await world.ReadAsync(db => db.Documents.AsNoTracking().SingleAsync())).ContentVersion.ShouldBe(2);
        (await world.InstanceAsync(incident.InstanceId.Value)).Status.ShouldBe(InstanceStatus.Finished);
    }

    [Fact]
    public async Task A_cycle_without_wording_is_told_and_makes_no_document()
    {
        await using var world = await WorldAsync("{}");
        world.MakeTemplateAt("annual-plan/ke-hoach", "title");

        await world.StartAsync("w", inCycle: true);

        (await world.ReadAsync(db => db.Incidents.SingleAsync())).Message.ShouldContain("Chu trình 2024 chưa có lời văn cho loại văn bản \"plan\"");
        (await world.ReadAsync(db => db.Documents.CountAsync())).ShouldBe(0);
    }

    private async Task<World> WorldAsync(string wording)
    {
        var world = await World.CreateAsync(cluster);
        await world.WriteAsync(async db => (await db.Cycles.SingleAsync()).Wording = wording);
        await world.PublishAsync(new Flow("w").Step("draft", "Qms.GenerateDocument", ("kind", "plan")).Task("edit", "iso-secretary").Step("again", "Qms.GenerateDocument", ("kind", "plan")));
        return world;
    }
}
