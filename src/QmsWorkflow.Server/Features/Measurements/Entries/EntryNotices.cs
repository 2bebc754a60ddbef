using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Entries;

/// <summary>Tells those who may confirm, and then the one who entered.</summary>
internal sealed class EntryNotices(QmsDb db, WorkNotices notices, TimeProvider clock)
{
    /// <summary>A unit's result goes to its head; the agency's, and those the head entered, to the ISO secretary and the office.</summary>
    public async Task ToConfirmersAsync(Measurement row, CancellationToken ct)
    {
        var today = VietnamTime.DateOf(clock.GetUtcNow());
        var held = db.RoleAssignments.AsNoTracking().Where(r => r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today) && r.PersonId != row.EnteredBy);
        var heads = row.UnitId is null ? [] : await held.Where(r => r.Role == Role.UnitHead && r.UnitId == row.UnitId).Select(r => r.PersonId).ToListAsync(ct);
        var people = heads.Count > 0 ? heads : await held.Where(r => r.Role == Role.IsoSecretary || r.Role == Role.Office).Select(r => r.PersonId).ToListAsync(ct);
        var number = await db.Objectives.Where(o => o.Id == row.ObjectiveId).Select(o => o.Number).SingleAsync(ct);
        await notices.TellAsync(row.AgencyId, people, $"result:{row.Id}:entered", $"Kết quả chờ xác nhận: mục tiêu {number} {EntryFacts.Period(row)}, {EntryFacts.Value(row)}", UrlOf(row), ct);
    }

    public Task ToEntererAsync(Measurement row, string text, CancellationToken ct) =>
        notices.TellAsync(row.AgencyId, [row.EnteredBy], $"result:{row.Id}:{row.State}", text, UrlOf(row), ct);

    private static string UrlOf(Measurement row) => $"/measure/entries/{row.Id}";
}
