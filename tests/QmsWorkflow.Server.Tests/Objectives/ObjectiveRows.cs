using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Objectives;

/// <summary>Objectives as tests store them.</summary>
internal static class ObjectiveRows
{
    public static Objective Agency(World world, int ordinal, string kind, string? comparator = null, decimal? target = null) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = world.AgencyId,
        CycleId = world.CycleId,
        Relation = ObjectiveRelation.Agency,
        Ordinal = ordinal,
        Number = $"{ordinal}.",
        GroupName = "",
        Kind = kind,
        Statement = $"Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn của lĩnh vực {ordinal}",
        Comparator = comparator,
        TargetValue = target,
        TargetUnit = "%",
        Criteria = "",
        Method = "Số hồ sơ đúng hạn / số hồ sơ đã giải quyết",
        Source = "Phần mềm một cửa",
        Measures = "",
        Responsible = "Văn phòng Sở",
        ReportPeriod = "Hàng quý",
        StartsOn = new DateOnly(2024, 1, 1),
        EndsOn = new DateOnly(2024, 12, 31),
    };

    /// <summary>A document of a cycle's objectives; the unit's where one is given.</summary>
    public static Document Document(Guid agencyId, Guid cycleId, string kind, DocumentState state, Guid? unitId = null) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        CycleId = cycleId,
        UnitId = unitId,
        Kind = kind,
        Template = kind,
        Title = "Mục tiêu chất lượng",
        Symbol = "",
        Series = "",
        State = state,
        Content = "{}",
        ContentVersion = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static Objective PartOf(Objective whole, Objective part)
    {
        part.ParentId = whole.Id;
        return part;
    }

    public static ObjectiveTarget Target(Objective objective, Guid unitId, string comparator, decimal value, string reason = "") => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = objective.AgencyId,
        ObjectiveId = objective.Id,
        UnitId = unitId,
        Comparator = comparator,
        TargetValue = value,
        WeakerReason = reason,
    };

    public static Task AddAsync(this World world, params object[] rows) => world.WriteAsync(db =>
    {
        db.AddRange(rows);
        return Task.CompletedTask;
    });

    public static Task<Outcome> InheritAsync(this World world, string userName, Guid unitId) =>
        world.ActAsync<UnitObjectiveActs>(userName, (verb, actor) => verb.InheritAsync(world.CycleId, unitId, actor, default));

    public static Task<Outcome> SaveAsync(this World world, string userName, ObjectiveInput input) =>
        world.ActAsync<SaveObjective>(userName, (verb, actor) => verb.ExecuteAsync(input, actor, default));
}
