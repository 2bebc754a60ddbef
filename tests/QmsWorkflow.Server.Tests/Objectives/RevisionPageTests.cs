using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Registers;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Objectives;

/// <summary>A target revised during the year as people do it in their browsers: /objectives/view/{id} of Hải Dương (2/3/2022).</summary>
public sealed class RevisionPageTests(TestCluster cluster)
{
    [Fact]
    public async Task One_person_proposes_another_approves_and_the_old_value_stays_on_the_page()
    {
        await using var office = await Office.OpenAsync(cluster);
        var objective = await SignedAsync(office);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync($"/objectives/view/{objective.Id}");
        await secretary.SubmitAsync("Gửi đề nghị", Proposal("95", "2022-07-01"));
        secretary.Page.QuerySelector("#NewTarget-error").ShouldNotBeNull("it is the target in force");
        secretary.Value("Reason").ShouldBe("Số hồ sơ tăng gấp đôi");

        await secretary.SubmitAsync("Gửi đề nghị", Proposal("90", "2022-07-01"));
        secretary.RefusalCode.ShouldBeNull();
        var proposed = secretary.Page.QuerySelector("#revisions")!;
        proposed.TextContent.ShouldContain("≥ 95 → ≥ 90");
        proposed.QuerySelectorAll("button").Select(button => button.TextContent.Trim()).ShouldNotContain("Duyệt");

        using var head = await office.App.SignInAsync("hd.giamdoc");
        await head.GoAsync($"/objectives/view/{objective.Id}");
        await head.SubmitAsync("Không duyệt");
        head.RefusalCode.ShouldBe("QMS794");
        await head.SubmitAsync("Duyệt", ("Note", "Đồng ý"));

        head.Text.ShouldContain("≥ 95 → ≥ 90");
        head.Text.ShouldContain("Số hồ sơ tăng gấp đôi");
        var kept = await office.ReadAsync(db => db.ObjectiveRevisions.AsNoTracking().SingleAsync());
        (kept.State, kept.OldValue, kept.NewValue, kept.DecisionNote).ShouldBe((RevisionState.Approved, 95m, 90m, "Đồng ý"));
        (await office.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync(o => o.Id == objective.Id))).TargetValue.ShouldBe(95m, "the old value counts until 1 July");
    }

    [Fact]
    public async Task The_proposer_takes_back_what_nobody_decided_and_a_stranger_sees_no_buttons()
    {
        await using var office = await Office.OpenAsync(cluster);
        var objective = await SignedAsync(office);
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync($"/objectives/view/{objective.Id}");
        await secretary.SubmitAsync("Gửi đề nghị", Proposal("90", "2022-07-01"));
        using var stranger = await office.App.SignInAsync("hd.cc1.khtc");
        await stranger.GoAsync($"/objectives/view/{objective.Id}");
        stranger.Page.QuerySelectorAll("#revisions form").ShouldBeEmpty();

        await secretary.SubmitAsync("Rút đề nghị");

        secretary.RefusalCode.ShouldBeNull();
        (await office.ReadAsync(db => db.ObjectiveRevisions.AsNoTracking().SingleAsync())).State.ShouldBe(RevisionState.Withdrawn);
    }

    [Fact]
    public async Task The_list_names_each_unit_whose_target_was_revised_with_old_and_new_value()
    {
        await using var office = await Office.OpenAsync(cluster);
        var objective = await SignedAsync(office);
        var unit = await office.ReadAsync(db => db.Units.AsNoTracking().SingleAsync(u => u.Code == "NCC"));
        await office.App.ListenAsync();
        using var secretary = await office.App.SignInAsync("hd.thuky");
        await secretary.GoAsync($"/objectives/view/{objective.Id}");
        await secretary.SubmitAsync("Gửi đề nghị", [.. Proposal("98", "2022-03-02"), ("Input.UnitId", unit.Id.ToString())]);
        using var head = await office.App.SignInAsync("hd.giamdoc");
        await head.GoAsync($"/objectives/view/{objective.Id}");
        await head.SubmitAsync("Duyệt");

        await head.GoAsync($"/objectives?cycle={objective.CycleId}");

        head.Page.QuerySelector("[data-revised-unit]")!.TextContent.ShouldBe($"{unit.Name}: ≥ 95% → ≥ 98% từ 02/03/2022");
    }

    private static (string, string)[] Proposal(string target, string from) => [("Input.Comparator", "≥"), ("Input.Target", target), ("Input.InForceFrom", from), ("Input.Reason", "Số hồ sơ tăng gấp đôi")];

    // The third objective of the decision, 95% satisfied (S-064), its decision signed and issued.
    private static async Task<Objective> SignedAsync(Office office)
    {
        var objective = await office.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync(o => o.UnitId == null && o.TargetValue == 95));
        await office.App.InAsync(Office.Code, async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var decision = await db.Documents.SingleOrDefaultAsync(d => d.CycleId == objective.CycleId && d.UnitId == null && d.Kind == "decision");
            if (decision is null) db.Documents.Add(decision = ObjectiveRows.Document(objective.AgencyId, objective.CycleId, "decision", DocumentState.Issued));
            decision.State = DocumentState.Issued;
            await db.SaveChangesAsync();
            return decision.Id;
        });
        return objective;
    }
}
