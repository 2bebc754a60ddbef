using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Registers;

/// <summary>Numbers by NĐ 30/2020 Điều 15: from 01 on 1 January, none twice, every gap explained.</summary>
public sealed class NumberTests(TestCluster cluster)
{
    private static readonly DateOnly Day = new(2022, 3, 2);

    [Fact]
    public async Task A_kept_number_goes_to_the_document_it_was_kept_for_and_the_others_pass_it_by()
    {
        await using var office = await Office.OpenAsync(cluster);
        (await office.ClerkAsync<ReserveNumbers>((verb, by) => verb.ExecuteAsync(Reserve(2), by, default))).ShouldSucceed();
        var kept = await office.AskAsync((NumberQueries queries) => queries.FreeAsync("QĐ", 2022, default));

        var first = await office.IssuedAsync();
        var later = await office.SignedAsync();
        (await office.ClerkAsync<KeepNumber>((verb, by) => verb.ExecuteAsync(new KeepNumberInput(later, NumberSource.Reserved, kept[0].Id, null, ""), by, default))).ShouldSucceed();
        var second = await office.IssueAsync(later);

        kept.Select(n => n.Number).ShouldBe([1, 2]);
        first.Number.ShouldBe(3);
        second.Number.ShouldBe(1);
        (await Gaps(office)).ShouldBe([(2, GapKind.Reserved)]);
    }

    [Fact]
    public async Task A_late_document_is_dated_as_told_and_noted_with_its_reason()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.IssuedAsync();
        var late = await office.SignedAsync();

        (await office.ClerkAsync<KeepNumber>((verb, by) => verb.ExecuteAsync(new KeepNumberInput(late, NumberSource.Next, null, Day.AddDays(-2), "Trình ký từ 28/02"), by, default))).ShouldSucceed();
        var document = await office.IssueAsync(late);

        (document.Number, document.IssuedOn).ShouldBe((2, Day.AddDays(-2)));
        var (lines, _) = await office.AskAsync((OutgoingQueries queries) => queries.ListAsync(new OutgoingFilter(2022, "QĐ", null, "number", 1), default));
        lines[1].Note.ShouldBe("Cấp số muộn: Trình ký từ 28/02");
    }

    [Fact]
    public async Task A_late_document_gets_a_letter_only_where_the_agency_allows_it()
    {
        await using var office = await Office.OpenAsync(cluster);
        (await office.ActAsync("hd.quantri", (SaveSeries verb, Actor by) =>
            verb.AddAsync(new SeriesInput("QĐ", "Quyết định", null, ["QĐ"], true, 2022, "Quy chế văn thư"), by, default))).ShouldSucceed();
        var first = await office.IssuedAsync();
        var (plan, late) = (await office.SignedAsync("plan"), await office.SignedAsync());

        (await Letter(office, plan)).ShouldRefuse("QMS446");
        (await Letter(office, late)).ShouldSucceed();
        var document = await office.IssueAsync(late);

        (first.Number, DocumentStamp.Name(document)).ShouldBe((1, $"01a/{first.Symbol}"));
        (await Gaps(office)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_void_number_stays_in_the_register_with_its_reason()
    {
        await using var office = await Office.OpenAsync(cluster);
        (await office.ClerkAsync<ReserveNumbers>((verb, by) => verb.ExecuteAsync(Reserve(1), by, default))).ShouldSucceed();
        var kept = (await office.AskAsync((NumberQueries queries) => queries.FreeAsync("QĐ", 2022, default)))[0];
        var issued = await office.IssuedAsync();
        var used = await office.AskAsync((NumberQueries queries) => queries.OfAsync(issued.Id, default));

        (await office.ClerkAsync<VoidNumber>((verb, by) => verb.ExecuteAsync(kept.Id, "Không ban hành nữa", by, default))).ShouldSucceed();
        (await office.ClerkAsync<VoidNumber>((verb, by) => verb.ExecuteAsync(kept.Id, "Lần nữa", by, default))).ShouldRefuse("QMS441");
        (await office.ClerkAsync<VoidNumber>((verb, by) => verb.ExecuteAsync(used!.Id, "Nhầm", by, default))).ShouldRefuse("QMS440");

        (await Gaps(office)).ShouldBe([(1, GapKind.Voided)]);
        var (lines, total) = await office.AskAsync((OutgoingQueries queries) => queries.ListAsync(new OutgoingFilter(2022, null, null, "number", 1), default));
        total.ShouldBe(2);
        (lines[0].NumberText, lines[0].Note).ShouldBe(("01/QĐ", "Hủy: Không ban hành nữa"));
    }

    [Fact]
    public async Task A_reservation_past_its_day_and_a_number_nobody_can_explain_are_faults()
    {
        await using var office = await Office.OpenAsync(cluster);
        (await office.ClerkAsync<ReserveNumbers>((verb, by) => verb.ExecuteAsync(Reserve(1), by, default))).ShouldSucceed();
        await office.ReadAsync(db => db.Database.ExecuteSqlAsync($"update number_series set last_number = 2 where series = 'QĐ' and year = 2022"));

        office.App.Clock.MoveTo(new DateOnly(2022, 3, 12), 9);
        var gaps = await office.AskAsync((NumberQueries queries) => queries.GapsAsync("QĐ", 2022, default));

        gaps.Select(gap => (gap.Number, gap.Kind, gap.IsFault)).ShouldBe([(1, GapKind.Overdue, true), (2, GapKind.Unexplained, true)]);
    }

    [Fact]
    public async Task A_committee_with_the_agencys_seal_has_a_series_of_its_own()
    {
        await using var office = await Office.OpenAsync(cluster);
        (await office.ActAsync("hd.quantri", (SaveCommittee verb, Actor by) => verb.AddAsync(new CommitteeInput("Ban Chỉ đạo ISO", "BCĐISO", "", Day, null) { Collective = "Ban Chỉ đạo" }, by, default))).ShouldSucceed();
        var committee = await office.ReadAsync(db => db.Committees.SingleAsync());
        var own = await office.IssuedAsync("plan");
        var draft = await office.App.DraftAsync(Office.Code, "plan");
        (await office.ClerkAsync<IssueAsCommittee>((verb, by) => verb.ExecuteAsync(draft, committee.Id, by, default))).ShouldSucceed();
        (await office.App.SignAsync(Office.Code, draft, "hd.giamdoc")).ShouldRefuse("QMS403");
        (await LeadAsync("hd.phogiamdoc", "Trưởng ban", isHead: true)).ShouldSucceed();
        (await office.App.SignAsync(Office.Code, draft, "hd.giamdoc")).ShouldRefuse("QMS403");
        (await LeadAsync("hd.giamdoc", "Trưởng ban", isHead: true)).ShouldSucceed();
        (await office.App.SignAsync(Office.Code, draft, "hd.giamdoc")).ShouldSucceed();

        var theirs = await office.IssueAsync(draft);

        var text = await office.AskAsync(async (IServiceProvider services) =>
        {
            var file = await services.GetRequiredService<QmsDb>().StoredFiles.SingleAsync(f => f.Id == theirs.DocxFileId);
            return DocxText.ToPlainText(DocxText.Read(await services.GetRequiredService<FileStore>().ReadAsync(file, default)));
        });
        text.ShouldContain("TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN\nGiám đốc");
        text.ShouldContain("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\nBAN CHỈ ĐẠO ISO");
        DocumentStamp.Name(theirs).ShouldBe("01/KH-BCĐISO");
        (own.Number, own.Series, theirs.Series).ShouldBe((1, "KH", "BCĐISO:KH"));

        async Task<Outcome> LeadAsync(string user, string title, bool isHead)
        {
            var person = await office.ReadAsync(db => db.People.SingleAsync(p => p.UserName == user));
            return await office.ActAsync("hd.quantri", (SaveCommitteeLeader verb, Actor by) => verb.AddAsync(new CommitteeLeaderInput(committee.Id, person.Id, title, isHead), by, default));
        }
    }

    [Fact]
    public async Task Kinds_may_share_a_series_from_a_year_whose_numbers_have_not_begun()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.IssuedAsync("plan");
        SeriesInput Shared(int year) => new("VB", "Văn bản khác", null, ["KH", "TTr"], false, year, "");

        (await office.ActAsync("hd.quantri", (SaveSeries verb, Actor by) => verb.AddAsync(Shared(2022), by, default))).ShouldRefuse("QMS449");
        (await office.ActAsync("hd.quantri", (SaveSeries verb, Actor by) => verb.AddAsync(Shared(2023), by, default))).ShouldSucceed();
        office.App.Clock.MoveTo(new DateOnly(2023, 1, 3), 9);
        var plan = await office.IssuedAsync("plan");
        var submission = await office.IssuedAsync("submission");

        (plan.Number, submission.Number).ShouldBe((1, 2));
        (plan.Series, submission.Series).ShouldBe(("VB", "VB"));
    }

    [Fact]
    public async Task No_number_is_in_the_ledger_twice()
    {
        await using var office = await Office.OpenAsync(cluster);
        await office.IssuedAsync();

        var twice = await Should.ThrowAsync<PostgresException>(() => office.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"insert into document_numbers (id, agency_id, series, year, number, state, recorded_at) select gen_random_uuid(), agency_id, series, year, number, 'Used', now() from document_numbers")));

        twice.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    private static ReserveInput Reserve(int count) => new("QĐ", null, count, "Chờ ký đợt 2", "Phòng Kế hoạch - Tài chính", new DateOnly(2022, 3, 10));

    private static Task<Server.Trail.Outcome> Letter(Office office, Guid document) =>
        office.ClerkAsync<KeepNumber>((verb, by) => verb.ExecuteAsync(new KeepNumberInput(document, NumberSource.Letter, null, Day, "Bổ sung"), by, default));

    private static async Task<IReadOnlyList<(int, GapKind)>> Gaps(Office office) =>
        [.. (await office.AskAsync((NumberQueries queries) => queries.GapsAsync("QĐ", 2022, default))).Select(gap => (gap.Number, gap.Kind))];
}
