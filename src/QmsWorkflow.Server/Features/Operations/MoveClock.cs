using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>Sets the product's date in demo mode. Time only goes forward once a cycle runs, so that no act comes before an earlier one.</summary>
internal sealed class MoveClock(
    QmsDb db, AgencyScope scope, ProductClock clock, NpgsqlDataSource database, DemoOptions demo, Transactor transactor, TrailLog trail, TimerSweep sweep)
{
    public async Task<Outcome> ExecuteAsync(DateTimeOffset instant, Actor actor, CancellationToken ct)
    {
        if (!demo.IsEnabled) return Outcome.Refuse("QMS621");
        if (!actor.Has(Role.Admin)) return Outcome.Refuse("QMS302", Tasks.RoleTokens.NameOf(Role.Admin));

        var now = clock.GetUtcNow();
        scope.EnterSystem();
        await db.Database.CloseConnectionAsync();
        var hasRun = await db.WorkflowInstances.AnyAsync(ct);
        scope.Enter(actor.AgencyId);
        await db.Database.CloseConnectionAsync();
        if (VietnamTime.DateOf(instant) == VietnamTime.DateOf(now)) return Outcome.Success;
        if (instant < now && hasRun) return Outcome.Refuse("QMS622", VietnamTime.Of(now).ToString("dd/MM/yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture));

        var moved = await transactor.RunAsync(
            () =>
            {
                trail.Record(actor, "clock.moved", "clock", "product", $"Đặt ngày hệ thống {VietnamTime.Of(instant):dd/MM/yyyy HH:mm}", now, instant);
                return Task.CompletedTask;
            },
            ct);
        if (!moved.IsDone) return moved;

        await clock.MoveToAsync(instant, database, ct);
        await sweep.SweepAsync(ct);
        return Outcome.Success;
    }
}
