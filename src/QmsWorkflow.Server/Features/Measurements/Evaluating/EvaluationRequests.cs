using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Measurements.Entries;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Asks for new results after figures have changed; in the transaction of the change, computed after its commit.</summary>
internal sealed class EvaluationRequests(JobQueue jobs) : IFiguresObserver, IEntryObserver
{
    /// <param name="from">The first day whose figures changed.</param>
    /// <param name="to">The last one.</param>
    public Task AskAsync(Guid agencyId, DateOnly from, DateOnly to, CancellationToken ct) => AskAsync(agencyId, new EvaluationSpan(from, to), ct);

    /// <summary>All periods of one cycle: what its objectives demand has changed, figures have not.</summary>
    public Task AskAsync(Guid agencyId, Guid cycleId, int year, CancellationToken ct) =>
        AskAsync(agencyId, new EvaluationSpan(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), cycleId), ct);

    public Task ChangedAsync(Guid agencyId, DateOnly from, DateOnly to, CancellationToken ct) => AskAsync(agencyId, from, to, ct);

    /// <summary>An entry holds for its period in both windows.</summary>
    public Task ConfirmedAsync(Measurement confirmed, CancellationToken ct)
    {
        var period = new ReportPeriod(confirmed.PeriodKind, confirmed.PeriodNumber, confirmed.PeriodYear);
        return AskAsync(confirmed.AgencyId, period.Window(CutOff.Calendar).From, period.Window(CutOff.Calendar).To, ct);
    }

    private Task AskAsync(Guid agencyId, EvaluationSpan span, CancellationToken ct) =>
        jobs.EnqueueAsync(agencyId, EvaluationJob.JobKind, $"{EvaluationJob.JobKind}:{Guid.CreateVersion7():N}", JsonSerializer.Serialize(span), ct);
}

/// <param name="CycleId">Null = the cycle of the year and all later ones.</param>
internal sealed record EvaluationSpan(DateOnly From, DateOnly To, Guid? CycleId = null)
{
    public bool Touches(Guid cycleId, int year) => CycleId is { } only ? only == cycleId : year >= From.Year;
}

/// <summary>
/// Computes the results of all periods that changed figures touch. A repeat computes the same again; requests that wait meanwhile are answered
/// by one computation, since the changes behind them are committed.
/// </summary>
internal sealed class EvaluationJob(QmsDb db, Evaluator evaluator, Transactor transactor, JobTime time) : IJobHandler
{
    public const string JobKind = "evaluate-objectives";

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Imports;

    public async Task RunAsync(JobRow job, CancellationToken ct) => (await transactor.RunAsync(
        async () =>
        {
            var waiting = await db.Jobs.FromSql($"select * from jobs where agency_id = {job.AgencyId} and kind = {JobKind} and state = 'Queued' for update skip locked").ToListAsync(ct);
            await EvaluateAsync([.. waiting.Append(job).Select(row => JsonSerializer.Deserialize<EvaluationSpan>(row.Payload)!)], ct);
            foreach (var answered in waiting) (answered.State, answered.EndedAt) = (JobState.Done, time.Now);
            return Outcome.Success;
        },
        ct)).OrThrow();

    private async Task EvaluateAsync(List<EvaluationSpan> spans, CancellationToken ct)
    {
        // The last weeks of a year belong to the next one where figures are cut off at the 15th; what stays pending is carried on.
        var first = spans.Min(span => span.From.Year);
        var cycles = await db.Cycles.AsNoTracking().Where(c => c.Year >= first).OrderBy(c => c.Year).Select(c => new { c.Id, c.Year }).ToListAsync(ct);
        foreach (var cycle in cycles)
        {
            List<DateOnly> days = [.. spans.Where(span => span.Touches(cycle.Id, cycle.Year)).Select(span => span.From)];
            List<ReportPeriod> touched = [.. Periods.OfYear(cycle.Year).Where(period => days.Exists(from => Periods.CutOffs.Any(cutOff => period.Window(cutOff).To >= from)))];
            if (touched.Count > 0) await evaluator.EvaluateAsync(new EvaluateInput { CycleId = cycle.Id, Periods = touched }, ct);
        }
    }
}

/// <summary>Somebody asks for the results of a cycle to be computed again, now.</summary>
internal sealed class EvaluateNow(QmsDb db, Evaluator evaluator, Transactor transactor, TrailLog trail)
{
    public static bool MayAsk(Actor actor) => ObjectiveRules.MayEditAgency(actor) || actor.HasAny(Role.Admin, Role.Head, Role.Deputy);

    public async Task<Outcome> ExecuteAsync(EvaluateInput input, Actor actor, CancellationToken ct)
    {
        if (!MayAsk(actor)) return Outcome.Refuse("QMS302", string.Join(", ", RoleTokens.NameOf(Role.IsoSecretary), RoleTokens.NameOf(Role.Office), RoleTokens.NameOf(Role.SteeringCommittee)));

        return await transactor.RunAsync(
            async () =>
            {
                if (!await db.Cycles.AnyAsync(c => c.Id == input.CycleId, ct)) return Outcome.Refuse("QMS305");

                var written = await evaluator.EvaluateAsync(input, ct);
                var periods = string.Join(", ", input.Periods.Select(period => period.ToVietnamese()));
                trail.Record(actor, "results.evaluated", "cycle", input.CycleId, string.Create(CultureInfo.InvariantCulture, $"{actor.Name} tính lại kết quả: {periods} ({written} dòng)"),
                    after: new { Periods = periods, Rows = written });
                return Outcome.Success;
            },
            ct);
    }
}
