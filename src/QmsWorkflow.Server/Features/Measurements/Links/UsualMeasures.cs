using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Links;

/// <summary>
/// Gives agencies the shipped indicators as approved first versions, later shipped versions of those in use (<see cref="ShippedUpgrades"/>), and
/// the sources that figures usually come from. What an agency wrote itself, in whatever version or state, stays as it is.
/// </summary>
internal sealed class UsualMeasures(QmsDb db, AgencyScope scope, ShippedUpgrades upgrades, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    // Case by case counts before a table of counts, and both before what people write down themselves (S-138, S-143).
    private static readonly (string Code, string Name, string Kind, string Topic, int Rank)[] Sources =
    [
        ("mot-cua", "Hệ thống thông tin giải quyết thủ tục hành chính (danh sách hồ sơ)", "cases", "one-stop", 10),
        ("mot-cua-thang", "Hệ thống thông tin giải quyết thủ tục hành chính (bảng tổng hợp tháng)", "figures", "one-stop", 20),
        ("khao-sat", "Khảo sát sự hài lòng (phiếu, trang đánh giá)", "figures", "survey", 30),
        ("dao-tao", "Danh sách đào tạo, tập huấn", "figures", "training", 40),
        ("nhap-tay", "Đơn vị tự nhập kèm bằng chứng", "entries", "other", 90),
    ];

    /// <summary>At start: every agency gets what it lacks. A second server that starts meanwhile waits and finds nothing missing.</summary>
    /// <returns>How many rows were added.</returns>
    public async Task<int> EnsureAllAsync(CancellationToken ct)
    {
        scope.EnterSystem();
        var added = 0;
        (await transactor.RunAsync(
            async () =>
            {
                added = 0;
                await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(73577134)", ct);
                foreach (var agencyId in await db.Agencies.AsNoTracking().OrderBy(a => a.Code).Select(a => a.Id).ToListAsync(ct)) added += await EnsureAsync(agencyId, ct);
            },
            ct)).OrThrow();
        return added;
    }

    /// <summary>Adds what one agency lacks, within the running transaction.</summary>
    public async Task<int> EnsureAsync(Guid agencyId, CancellationToken ct)
    {
        var indicators = await db.Indicators.AsNoTracking().Where(i => i.AgencyId == agencyId).Select(i => i.Code).ToListAsync(ct);
        var sources = await db.DataSources.AsNoTracking().Where(s => s.AgencyId == agencyId).Select(s => s.Code).ToListAsync(ct);
        var now = clock.GetUtcNow();
        List<Indicator> missing = [.. ShippedIndicators.All.Where(shipped => !indicators.Contains(shipped.Code)).Select(shipped => ShippedUpgrades.Version(agencyId, shipped, 1, IndicatorState.Approved, now))];
        List<DataSource> lacking = [.. Sources.Where(usual => !sources.Contains(usual.Code)).Select(usual => New(agencyId, usual))];
        var upgraded = await UpgradeAsync(agencyId, ct);
        if (missing.Count + lacking.Count == 0) return upgraded;

        db.Indicators.AddRange(missing);
        db.DataSources.AddRange(lacking);
        trail.Record(
            Actor.System(agencyId), "measures.installed", "agency", agencyId, $"Cài {missing.Count} chỉ số và {lacking.Count} nguồn số liệu có sẵn",
            after: new { Indicators = missing.Select(i => i.Code), Sources = lacking.Select(s => s.Code) });
        return missing.Count + lacking.Count + upgraded;
    }

    private async Task<int> UpgradeAsync(Guid agencyId, CancellationToken ct)
    {
        var (drafted, reworded) = await upgrades.OfAsync(agencyId, ct);
        if (drafted.Count + reworded.Count == 0) return 0;

        trail.Record(
            Actor.System(agencyId), "measures.upgraded", "agency", agencyId, $"Chỉ số có sẵn có phiên bản mới: {drafted.Count} chờ phê duyệt vì đổi cách tính, {reworded.Count} chỉ đổi lời",
            after: new { Drafted = drafted, Reworded = reworded });
        return drafted.Count + reworded.Count;
    }

    private static DataSource New(Guid agencyId, (string Code, string Name, string Kind, string Topic, int Rank) usual) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        Code = usual.Code,
        Name = usual.Name,
        Kind = usual.Kind,
        Topic = usual.Topic,
        Rank = usual.Rank,
        Mapping = "{}",
        IsActive = true,
    };
}
