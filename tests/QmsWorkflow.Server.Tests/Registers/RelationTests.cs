using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Registers;

/// <summary>Thay thế, sửa đổi, đính chính, thu hồi (NĐ 30/2020 Điều 18) and copies (Điều 25).</summary>
public sealed class RelationTests(TestCluster cluster)
{
    [Fact]
    public async Task A_document_is_replaced_on_the_day_its_successor_is_issued_and_not_before()
    {
        await using var office = await Office.OpenAsync(cluster);
        var old = await office.IssuedAsync();
        var next = await office.SignedAsync();
        (await RelateAsync(office, next, old.Id, DocumentRelationKind.Replaces)).ShouldSucceed();
        var before = await StandingAsync(office, old.Id);

        office.App.Clock.MoveTo(new DateOnly(2022, 3, 8), 9);
        var issued = await office.IssueAsync(next);
        var after = await StandingAsync(office, old.Id);

        before.Standing.ShouldBe(DocumentStanding.InForce);
        after.Standing.ShouldBe(DocumentStanding.Replaced);
        after.IsInForce.ShouldBeFalse();
        after.Reasons.ShouldBe([new StandingReason(DocumentRelationKind.Replaces, issued.Id, DocumentStamp.Name(issued), new DateOnly(2022, 3, 8))]);
        (await StandingAsync(office, issued.Id)).Standing.ShouldBe(DocumentStanding.InForce);
        var (lines, _) = await office.AskAsync((OutgoingQueries queries) => queries.ListAsync(new OutgoingFilter(2022, null, null, "number", 1), default));
        lines[0].Note.ShouldBe($"Được thay thế bởi {DocumentStamp.Name(issued)} ngày 08/03/2022");
    }

    [Fact]
    public async Task What_the_decree_forbids_is_refused_with_its_article()
    {
        await using var office = await Office.OpenAsync(cluster);
        var old = await office.IssuedAsync();
        var (plan, decision) = (await office.SignedAsync("plan"), await office.SignedAsync());

        (await RelateAsync(office, plan, old.Id, DocumentRelationKind.Amends)).ShouldRefuse("QMS456").Message.ShouldContain("Quyết định");
        (await RelateAsync(office, decision, old.Id, DocumentRelationKind.Corrects)).ShouldRefuse("QMS453").Message.ShouldContain("công văn");
        (await RelateAsync(office, decision, plan, DocumentRelationKind.Recalls)).ShouldRefuse("QMS452");
        (await RelateAsync(office, old.Id, old.Id, DocumentRelationKind.Recalls)).ShouldRefuse("QMS451");
        (await RelateAsync(office, decision, old.Id, DocumentRelationKind.Recalls)).ShouldSucceed();
        (await RelateAsync(office, decision, old.Id, DocumentRelationKind.Recalls)).ShouldRefuse("QMS455");
        await office.IssueAsync(decision);

        (await StandingAsync(office, old.Id)).Standing.ShouldBe(DocumentStanding.Recalled);
        (await RelateAsync(office, plan, old.Id, DocumentRelationKind.Recalls)).ShouldRefuse("QMS454");
        var relation = await office.ReadAsync(db => db.DocumentRelations.Select(r => r.Id).SingleAsync());
        (await office.ClerkAsync<RelateDocuments>((verb, by) => verb.RemoveAsync(relation, by, default))).ShouldRefuse("QMS455");
    }

    [Fact]
    public async Task Copies_of_all_forms_share_one_series_and_follow_the_decrees_form()
    {
        await using var office = await Office.OpenAsync(cluster);
        var document = await office.IssuedAsync();
        var head = (await office.App.ActorAsync(Office.Code, "hd.giamdoc")).PersonId;
        var outsider = (await office.App.ActorAsync(Office.Code, "hd.cc1.khtc")).PersonId;

        (await CopyAsync(office, new CopyInput(CopyForm.Full, document.Id, null, outsider, 2, "Lưu: VT.", ""))).ShouldRefuse("QMS403");
        (await CopyAsync(office, new CopyInput(CopyForm.Full, document.Id, null, head, 2, "Các phòng;\nLưu: VT.", ""))).ShouldSucceed();
        (await CopyAsync(office, new CopyInput(CopyForm.Extract, document.Id, null, head, 1, "Lưu: VT.", "Điều 2. Hiệu lực"))).ShouldSucceed();
        (await CopyAsync(office, new CopyInput(CopyForm.Extract, document.Id, null, head, 1, "Lưu: VT.", ""))).ShouldRefuse("QMS603");

        var copies = await office.ReadAsync(db => db.DocumentCopies.AsNoTracking().OrderBy(c => c.Number).ToListAsync());
        copies.Select(c => $"{c.Number:00}/{c.Symbol}").ShouldBe(["01/SY-SLĐTBXH", "02/TrS-SLĐTBXH"]);
        var full = await TextAsync(office, copies[0]);
        full.ShouldContain("SAO Y");
        full.ShouldContain("Số: 01/SY-SLĐTBXH");
        full.ShouldContain(DocumentStamp.Name(document));
        (await TextAsync(office, copies[1])).ShouldContain("Điều 2. Hiệu lực");
    }

    private static async Task<string> TextAsync(Office office, DocumentCopy copy) => await office.AskAsync(async (IServiceProvider services) =>
    {
        var file = await ((CopyQueries)services.GetService(typeof(CopyQueries))!).FileAsync(copy.Id, default);
        await using var stream = ((FileStore)services.GetService(typeof(FileStore))!).Open(file!);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return DocxText.ToPlainText(DocxText.Read(memory.ToArray()));
    });

    private static Task<Outcome> CopyAsync(Office office, CopyInput input) => office.ClerkAsync<MakeCopy>(async (verb, by) => (await verb.ExecuteAsync(input, by, default)).Outcome);

    private static Task<Outcome> RelateAsync(Office office, Guid from, Guid to, DocumentRelationKind kind) => office.ClerkAsync<RelateDocuments>((verb, by) => verb.AddAsync(new RelateInput(from, to, kind, ""), by, default));

    private static Task<StandingOf> StandingAsync(Office office, Guid id) => office.AskAsync((DocumentStandings standings) => standings.OfAsync(id, default));
}
