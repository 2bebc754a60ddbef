using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

/// <summary>
/// A second person puts a version into force. Its own test cases must hold; the version before stays with the results that were reported by it,
/// and results of this year are made anew.
/// </summary>
internal sealed class ApproveDefinition(QmsDb db, Transactor transactor, IEnumerable<IFiguresObserver> observers, TrailLog trail, TimeProvider clock)
{
    public Task<Outcome> ExecuteAsync(Guid id, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            if (!DefinitionRights.MayApprove(actor)) return DefinitionRights.ApproveRefusal;
            var draft = await db.Indicators.SingleOrDefaultAsync(i => i.Id == id && i.State == IndicatorState.Draft, ct);
            if (draft is null) return Outcome.Refuse("QMS305");
            if (draft.MadeBy == actor.PersonId) return Outcome.Refuse("QMS728");

            var definition = IndicatorDefinition.Parse(draft.Definition).OrThrow();
            if (definition.Tests.IsEmpty || !definition.RunTests().IsEmpty) return Outcome.Refuse("QMS759", definition.Code);

            await RetireAsync(draft, ct);
            (draft.State, draft.ApprovedBy, draft.ApprovedAt) = (IndicatorState.Approved, actor.PersonId, clock.GetUtcNow());
            trail.Record(actor, "indicator.approved", "indicator", draft.Code, string.Create(CultureInfo.InvariantCulture, $"Phê duyệt chỉ số {draft.Code} phiên bản {draft.Version}"), after: new { draft.Definition });
            var today = VietnamTime.DateOf(clock.GetUtcNow());
            foreach (var observer in observers) await observer.ChangedAsync(actor.AgencyId, new DateOnly(today.Year, 1, 1), today, ct);
            return Outcome.Success;
        },
        ct);

    // The old version leaves first: one approved version per code, kept by a unique index.
    private async Task RetireAsync(Indicator draft, CancellationToken ct)
    {
        if (await db.Indicators.SingleOrDefaultAsync(i => i.Code == draft.Code && i.State == IndicatorState.Approved, ct) is not { } before) return;

        before.State = IndicatorState.Retired;
        await db.SaveChangesAsync(ct);
    }
}
