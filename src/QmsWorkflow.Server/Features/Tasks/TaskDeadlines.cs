using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>When work is due: the sentence of the definition, the agency's calendar and the dates known so far (DOMAIN C4).</summary>
internal sealed class TaskDeadlines(QmsDb db, AgencyCalendar calendars, CycleFacts cycleFacts, AgencyTime time)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Dictionary<Guid, WorkingCalendar> loaded = [];

    /// <summary>Checks a sentence of a definition; null when it is right.</summary>
    public static string? Check(string sentence) => DeadlineRule.Parse(sentence).Problem?.MessageVi;

    public static string? CheckReminder(string sentence) => ReminderRule.Parse(sentence).Problem?.MessageVi;

    public static string? CheckEscalation(string sentence) => EscalationRule.Parse(sentence).Problem?.MessageVi;

    public static DueTrace? ReadTrace(UserTask task) =>
        task.DueTrace is null ? null : JsonSerializer.Deserialize<DueTrace>(task.DueTrace, Json);

    /// <exception cref="StepFailedException">The sentence cannot be read, or a date it counts from is not known yet.</exception>
    public async Task<DueDate> ResolveAsync(string sentence, DueSubject subject, CancellationToken ct)
    {
        var parsed = DeadlineRule.Parse(sentence);
        if (!parsed.IsOk) throw new StepFailedException($"Không hiểu quy tắc thời hạn \"{sentence}\". {parsed.Problem.MessageVi}");

        var facts = await FactsAsync(subject, ct);
        switch (parsed.Value.Resolve(await CalendarAsync(subject.AgencyId, ct), facts))
        {
            case DeadlineOutcome.Resolved(var deadline):
                var trace = new DueTrace(deadline.RuleTextVi, deadline.LegalBasis, [.. deadline.Trace]);
                return new DueDate(deadline.Date, deadline.IsProvisional, JsonSerializer.Serialize(trace, Json));
            case DeadlineOutcome.NoDate:
                return DueDate.None;
            case DeadlineOutcome.MissingFact(var fact, var message):
                throw new StepFailedException($"Chưa tính được thời hạn \"{parsed.Value.ToVietnamese()}\": thiếu \"{fact}\". {message}");
            case DeadlineOutcome.ClockStopped stopped:
                throw new StepFailedException($"Thời hạn \"{parsed.Value.ToVietnamese()}\" đang tạm dừng từ {VietnameseDates.Short(stopped.Since)}: {stopped.ReasonVi}.");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public async Task<WorkingCalendar> CalendarAsync(Guid agencyId, CancellationToken ct)
    {
        if (!loaded.TryGetValue(agencyId, out var calendar))
        {
            loaded[agencyId] = calendar = await calendars.LoadAsync(agencyId, ct);
        }

        return calendar;
    }

    /// <summary>Forgets the calendars read in this scope: a notice has come in.</summary>
    public void ForgetCalendars() => loaded.Clear();

    private async Task<DeadlineFacts> FactsAsync(DueSubject subject, CancellationToken ct)
    {
        var opened = await time.DayOfAsync(subject.AgencyId, subject.OpenedAt, ct);
        var facts = new DeadlineFacts { CycleYear = opened.Year };
        if (subject.CycleId is { } cycleId)
        {
            facts = facts with { CycleYear = await db.Cycles.Where(c => c.Id == cycleId).Select(c => c.Year).SingleAsync(ct) };
            facts = facts.With(await cycleFacts.LoadAsync(cycleId, ct));
        }

        facts = facts.With("task.opened", opened).With("step.started", opened);
        if (subject.DocumentId is { } documentId
            && await db.Documents.Where(d => d.Id == documentId).Select(d => d.IssuedOn).SingleOrDefaultAsync(ct) is { } issued)
        {
            facts = facts.With("document.issued", issued);
        }

        var previous = await db.UserTasks
            .Where(t => t.InstanceId == subject.InstanceId && t.State == WorkState.Done && t.CompletedAt <= subject.OpenedAt)
            .MaxAsync(t => t.CompletedAt, ct);
        return previous is { } at ? facts.With("previous.completed", await time.DayOfAsync(subject.AgencyId, at, ct)) : facts;
    }
}

/// <summary>What a deadline is computed for.</summary>
internal sealed record DueSubject
{
    public required Guid AgencyId { get; init; }
    public required Guid InstanceId { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public Guid? CycleId { get; init; }
    public Guid? DocumentId { get; init; }

    public static DueSubject Of(UserTask task) => new()
    {
        AgencyId = task.AgencyId,
        InstanceId = task.InstanceId,
        OpenedAt = task.OpenedAt,
        CycleId = task.CycleId,
        DocumentId = task.DocumentId,
    };
}

/// <summary>A due date with the way it was counted (JSON of <see cref="DueTrace"/>).</summary>
internal sealed record DueDate(DateOnly? On, bool IsProvisional, string? Trace)
{
    public static DueDate None { get; } = new(null, false, null);
}

/// <summary>The way a due date was counted, as kept in <c>user_tasks.due_trace</c>.</summary>
internal sealed record DueTrace(string Rule, string LegalBasis, IReadOnlyList<DeadlineTraceLine> Lines);
