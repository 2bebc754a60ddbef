using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

/// <summary>A target that changes during the year (S-114): proposed, decided by somebody else, in force from a day, the old value kept.</summary>
public sealed class RevisionTests(TestCluster cluster)
{
    private static readonly DateOnly July = new(2024, 7, 1);

    [Fact]
    public async Task An_approved_revision_counts_from_its_day_and_the_old_target_until_then()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);

        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();
        (await TargetAsync(world, objective, new DateOnly(2024, 12, 31))).ShouldBe("≥ 95");
        (await DecideAsync(world, "giamdoc", isApproved: true)).IsDone.ShouldBeTrue();

        (await TargetAsync(world, objective, July.AddDays(-1))).ShouldBe("≥ 95");
        (await TargetAsync(world, objective, July)).ShouldBe("≥ 90");
        var kept = await OnlyAsync(world);
        (kept.OldComparator, kept.OldValue, kept.NewComparator, kept.NewValue, kept.InForceFrom).ShouldBe(("≥", 95m, "≥", 90m, July));
        (kept.State, kept.DecidedBy).ShouldBe((RevisionState.Approved, world.Id("giamdoc")));
        (await world.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync())).TargetValue.ShouldBe(95m);
        (await world.ReadAsync(db => db.Jobs.AsNoTracking().Where(j => j.Kind == "evaluate-objectives").Select(j => j.Payload).SingleAsync())).ShouldContain("2024-07-01");
        (await world.NoticesOfAsync("giamdoc", "revision:")).ShouldHaveSingleItem().ShouldContain("≥ 95 → ≥ 90 từ 01/07/2024");
        (await world.NoticesOfAsync("thuky", "revision:")).ShouldHaveSingleItem().ShouldStartWith("Duyệt");
    }

    [Fact]
    public async Task A_units_target_is_revised_alone_and_does_not_follow_the_common_one_afterwards()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);

        (await ProposeAsync(world, "thuky", Change(objective, "≥", "98") with { UnitId = world.Labour })).IsDone.ShouldBeTrue();
        (await DecideAsync(world, "giamdoc", isApproved: true)).IsDone.ShouldBeTrue();
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "92") with { InForceFrom = July.AddMonths(1) })).IsDone.ShouldBeTrue();
        (await DecideAsync(world, "giamdoc", isApproved: true)).IsDone.ShouldBeTrue();

        var december = new DateOnly(2024, 12, 31);
        (await TargetAsync(world, objective, december, world.Labour)).ShouldBe("≥ 98");
        (await TargetAsync(world, objective, december, world.Planning)).ShouldBe("≥ 92");
        (await TargetAsync(world, objective, July, world.Planning)).ShouldBe("≥ 95");
    }

    [Fact]
    public async Task Before_the_objectives_are_signed_the_target_is_edited_not_revised()
    {
        await using var world = await OpenAsync();
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective);

        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS790");
    }

    [Fact]
    public async Task Signed_objectives_stay_locked_while_a_revision_is_open_and_after_it()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();
        (await EditAsync(world, objective)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS703");

        (await DecideAsync(world, "giamdoc", isApproved: true)).IsDone.ShouldBeTrue();

        (await EditAsync(world, objective)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS703");
    }

    [Fact]
    public async Task Whoever_proposes_does_not_approve()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        await world.AddAsync(Assignment(world, "giamdoc", Role.SteeringCommittee));

        (await ProposeAsync(world, "giamdoc", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();
        (await DecideAsync(world, "giamdoc", isApproved: true)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS796");

        await world.AddAsync(Assignment(world, "phogiamdoc", Role.SteeringCommittee));
        (await DecideAsync(world, "phogiamdoc", isApproved: true)).IsDone.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_says_why_and_leaves_the_target()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();

        (await DecideAsync(world, "giamdoc", isApproved: false)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS794");
        (await DecideAsync(world, "giamdoc", isApproved: false, "Chưa đủ căn cứ")).IsDone.ShouldBeTrue();

        (await TargetAsync(world, objective, new DateOnly(2024, 12, 31))).ShouldBe("≥ 95");
        (await OnlyAsync(world)).DecisionNote.ShouldBe("Chưa đủ căn cứ");
        (await DecideAsync(world, "giamdoc", isApproved: true)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS797");
    }

    [Fact]
    public async Task The_one_who_proposed_takes_it_back_and_may_propose_again()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "91"))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS795");

        var id = (await OnlyAsync(world)).Id;
        (await WithdrawAsync(world, "giamdoc", id)).ShouldBeOfType<Outcome.Refused>().Message.ShouldContain("Nguyễn Thư Ký");
        (await WithdrawAsync(world, "thuky", id)).IsDone.ShouldBeTrue();
        (await WithdrawAsync(world, "thuky", id)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS797");

        (await ProposeAsync(world, "thuky", Change(objective, "≥", "91"))).IsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData("≥", "95", "2024-07-01", "lý do", "NewTarget")]
    [InlineData("≥", "chín mươi", "2024-07-01", "lý do", "NewTarget")]
    [InlineData("", "90", "2024-07-01", "lý do", "NewComparator")]
    [InlineData("≥", "90", "2024-04-21", "lý do", "InForceFrom")]
    [InlineData("≥", "90", "2025-01-01", "lý do", "InForceFrom")]
    [InlineData("≥", "90", "2024-07-01", " ", "Reason")]
    public async Task A_proposal_that_changes_nothing_changes_the_past_or_has_no_reason_is_refused_beside_its_field(string comparator, string target, string from, string reason, string field)
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        var input = new RevisionInput(objective.Id, null, comparator, target, DateOnly.ParseExact(from, "yyyy-MM-dd", null), reason);

        (await ProposeAsync(world, "thuky", input)).ShouldBeOfType<Outcome.Refused>().Fields.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Fact]
    public async Task A_decision_that_comes_late_counts_from_its_own_day()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();

        world.Clock.MoveTo(new DateOnly(2024, 8, 15), 9);
        (await DecideAsync(world, "giamdoc", isApproved: true)).IsDone.ShouldBeTrue();

        (await OnlyAsync(world)).InForceFrom.ShouldBe(new DateOnly(2024, 8, 15));
        (await TargetAsync(world, objective, new DateOnly(2024, 8, 14))).ShouldBe("≥ 95");
    }

    [Fact]
    public async Task An_objective_judged_by_criteria_has_no_target_to_revise()
    {
        await using var world = await OpenAsync();
        var objective = ObjectiveRows.Agency(world, 1, "qualitative");
        await world.AddAsync(objective, Issued(world));

        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS791");
    }

    [Fact]
    public async Task The_trail_keeps_both_values_and_the_reason()
    {
        await using var world = await OpenAsync();
        var objective = await IssuedAsync(world);
        (await ProposeAsync(world, "thuky", Change(objective, "≥", "90"))).IsDone.ShouldBeTrue();
        (await DecideAsync(world, "giamdoc", isApproved: true)).IsDone.ShouldBeTrue();

        var entries = await world.ReadAsync(db => db.TrailEntries.AsNoTracking().Where(e => e.SubjectId == objective.Id.ToString()).OrderBy(e => e.Position).ToListAsync());
        entries.Select(e => e.Action).ShouldBe(["objective.revision-proposed", "objective.revision-approved"]);
        entries[1].After.ShouldNotBeNull().ShouldContain("≥ 90");
        entries[1].After!.ShouldContain("≥ 95");
        entries[1].After!.ShouldContain("Tỷ lệ hồ sơ tăng gấp đôi");
    }

    private Task<World> OpenAsync() => World.CreateAsync(cluster, services => services.AddObjectives().AddObjectiveLinks());

    private static RevisionInput Change(Objective objective, string comparator, string target) => new(objective.Id, null, comparator, target, July, "Tỷ lệ hồ sơ tăng gấp đôi sau sáp nhập");

    private static Document Issued(World world) => ObjectiveRows.Document(world.AgencyId, world.CycleId, "decision", DocumentState.Issued);

    private static async Task<Objective> IssuedAsync(World world)
    {
        var objective = ObjectiveRows.Agency(world, 1, "percent", "≥", 95);
        await world.AddAsync(objective, Issued(world));
        return objective;
    }

    private static RoleAssignment Assignment(World world, string userName, Role role) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        PersonId = world.Id(userName),
        Role = role,
        ValidFrom = new DateOnly(2020, 1, 1),
    };

    private static Task<Outcome> ProposeAsync(World world, string userName, RevisionInput input) =>
        world.ActAsync<ProposeRevision>(userName, (verb, actor) => verb.ExecuteAsync(input, actor, default));

    private static async Task<Outcome> DecideAsync(World world, string userName, bool isApproved, string note = "")
    {
        var latest = await world.ReadAsync(db => db.ObjectiveRevisions.AsNoTracking().OrderByDescending(r => r.ProposedAt).ThenByDescending(r => r.Id).Select(r => r.Id).FirstAsync());
        return await world.ActAsync<DecideRevision>(userName, (verb, actor) => verb.ExecuteAsync(latest, isApproved, note, actor, default));
    }

    private static Task<Outcome> WithdrawAsync(World world, string userName, Guid id) =>
        world.ActAsync<WithdrawRevision>(userName, (verb, actor) => verb.ExecuteAsync(id, actor, default));

    private static async Task<Outcome> EditAsync(World world, Objective objective) =>
        await world.SaveAsync("thuky", ObjectiveInput.Of(await world.ReadAsync(db => db.Objectives.AsNoTracking().SingleAsync(o => o.Id == objective.Id)), [], []));

    private static Task<ObjectiveRevision> OnlyAsync(World world) => world.ReadAsync(db => db.ObjectiveRevisions.AsNoTracking().SingleAsync());

    private static Task<string?> TargetAsync(World world, Objective objective, DateOnly day, Guid? unitId = null) => world.ReadAsync(async db =>
        TargetTimeline.At(day, objective, unitId, await db.ObjectiveTargets.AsNoTracking().SingleOrDefaultAsync(t => t.ObjectiveId == objective.Id && t.UnitId == unitId), await db.ObjectiveRevisions.AsNoTracking().ToListAsync())?.ToString());
}
