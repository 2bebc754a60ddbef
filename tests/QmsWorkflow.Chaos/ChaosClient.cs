using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Chaos;

/// <summary>The people of the run: they start instances, and answer tasks through the product's own verbs, sometimes two at the same moment.</summary>
internal sealed class ChaosClient(WebApplication app, ChaosAgency agency, Tally tally, Action<string> say)
{
    private const int AtOnce = 2;

    /// <summary>Somebody was faster: done by whom and when, or no longer open.</summary>
    private static readonly string[] ClearRefusals = ["QMS301", "QMS304"];

    private ProductClock Clock => app.Services.GetRequiredService<ProductClock>();

    /// <summary>Starts an instance and takes a number for it in one transaction; a lost answer is looked up, as a person does who reloads the page.</summary>
    public async Task StartAsync(string kind, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        while (!await OnceAsync(scope => StartOnceAsync(scope, kind, id, ct), ct))
        {
        }
    }

    private async Task<bool> StartOnceAsync(IServiceProvider scope, string kind, Guid id, CancellationToken ct)
    {
        if (await scope.GetRequiredService<QmsDb>().WorkflowInstances.AnyAsync(i => i.Id == id, ct)) return true;

        var numbers = scope.GetRequiredService<NumberAllotment>();
        var runner = scope.GetRequiredService<InstanceRunner>();
        var outcome = await scope.GetRequiredService<Transactor>().RunAsync(
            async () =>
            {
                var number = await numbers.NextAsync(agency.Id, ChaosChecks.Series, ChaosChecks.SeriesYear, ct);
                var start = new StartInstance(kind, [])
                {
                    InstanceId = id,
                    CorrelationId = number.ToString(CultureInfo.InvariantCulture),
                    CycleId = kind == ChaosFlows.Document ? agency.CycleId : null,
                };
                await runner.StartAsync(start, Actor.System(agency.Id), ct);
            },
            ct);
        return outcome.IsDone;
    }

    /// <summary>Answers open tasks until it is told to stop.</summary>
    public async Task AnswerAsync(Random random, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var open = await OnceAsync(
                scope => scope.GetRequiredService<QmsDb>().UserTasks.AsNoTracking().Where(t => t.State == WorkState.Open).OrderBy(t => t.Id).Take(20).ToListAsync(CancellationToken.None),
                CancellationToken.None) ?? [];
            foreach (var some in open.Chunk(AtOnce))
            {
                var isRace = random.Next(3) == 0;
                await Task.WhenAll(some.Select(task => AnswerAsync(task, isRace)));
            }

            if (open.Count == 0) await Task.Delay(300, CancellationToken.None);
        }
    }

    private async Task AnswerAsync(UserTask task, bool isRace)
    {
        var people = task.AssigneeId is { } id ? [agency.Named(id)] : agency.Holders(task.AssigneeRole!.Value);
        if (isRace) tally.Race();
        // The same person in two windows where only one may act.
        var actors = isRace ? [people[0], people[^1]] : new[] { people[0] };
        var won = await Task.WhenAll(actors.Select(person => AnswerAsync(task, person)));
        tally.Wins(won.Count(isMine => isMine));
    }

    /// <returns>True when this person's answer was taken, and they were told so.</returns>
    private async Task<bool> AnswerAsync(UserTask task, Person person)
    {
        while (true)
        {
            var outcome = await OnceAsync(scope => ActAsync(scope, task, person), CancellationToken.None);
            switch (outcome)
            {
                case null:
                    tally.LosesAnswer();
                    break;
                case Outcome.Done:
                    return true;
                case Outcome.Refused { Code: "QMS300" }:
                    tally.IsConflict();
                    break;
                case Outcome.Refused refused when ClearRefusals.Contains(refused.Code):
                    return false;
                case Outcome.Refused refused:
                    tally.IsUnclear();
                    say($"unclear refusal of {task.ActivityId}: {refused.Code} {refused.Message}");
                    return false;
            }
        }
    }

    private static async Task<Outcome> ActAsync(IServiceProvider scope, UserTask task, Person person)
    {
        var actor = await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "chaos", CancellationToken.None);
        if (task.Kind == WorkKind.Task)
        {
            var outcome = RoleTokens.Split(task.Outcomes)[0];
            return await scope.GetRequiredService<CompleteTask>().ExecuteAsync(new CompleteInput(task.Id, outcome, new FormCollection([])), actor, CancellationToken.None);
        }

        var document = await scope.GetRequiredService<QmsDb>().Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == task.DocumentId);
        var input = new DecideInput
        {
            TaskId = task.Id,
            Verdict = Verdict.Approve,
            SubjectVersion = document?.ContentVersion ?? 0,
            SubjectSha256 = document?.DocxSha256,
            Password = ChaosAgency.Password,
        };
        var decided = await scope.GetRequiredService<Decide>().ExecuteAsync(input, actor, CancellationToken.None);
        // The file has changed since it was shown, because the other window was faster: reload and look again.
        return decided is Outcome.Refused { Code: "QMS303" } ? Outcome.Conflict : decided;
    }

    public Task MoveClockAsync(TimeSpan by, CancellationToken ct) => MoveClockToAsync(Clock.GetUtcNow() + by, ct);

    /// <summary>Moves the product's date, as all servers see it.</summary>
    public async Task MoveClockToAsync(DateTimeOffset instant, CancellationToken ct)
    {
        while (!await OnceAsync(
            async scope =>
            {
                await Clock.MoveToAsync(instant, scope.GetRequiredService<Npgsql.NpgsqlDataSource>(), ct);
                return true;
            },
            ct))
        {
        }
    }

    public async Task<bool> IsTrailWholeAsync(CancellationToken ct)
    {
        TrailReport? report;
        do
        {
            report = await OnceAsync(scope => scope.GetRequiredService<TrailVerifier>().VerifyAsync(agency.Id, ct), ct);
        }
        while (report is null);
        return report.IsWhole;
    }

    /// <returns>Nothing when the database was away; whoever asked asks again.</returns>
    private async Task<T?> OnceAsync<T>(Func<IServiceProvider, Task<T>> act, CancellationToken ct)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agency.Id);
            return await act(scope.ServiceProvider);
        }
        catch (Exception failure) when (DatabaseTrouble.IsPassing(failure))
        {
            await Task.Delay(200, ct);
            return default;
        }
    }
}
