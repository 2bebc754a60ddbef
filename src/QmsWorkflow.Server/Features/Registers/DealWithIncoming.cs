using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <param name="Lead">Đơn vị chủ trì.</param>
/// <param name="Supporting">Đơn vị phối hợp.</param>
/// <param name="Count">Length of the period from the day of arrival; null for a fixed day or none.</param>
internal sealed record AssignInput(Guid Id, Guid? Lead, IReadOnlyList<Guid> Supporting, string Instruction, int? Count, PeriodUnit Unit, DateOnly? DueOn);

/// <summary>
/// Gives an incoming document to the unit that leads and those that help, until when (NĐ 30/2020 Điều 23.2). Periods are counted from the day of
/// arrival by the agency's calendar; the heads of the units are told.
/// </summary>
internal sealed class AssignIncoming(QmsDb db, Transactor transactor, AgencyCalendar calendars, WorkNotices notices, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(AssignInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.AssignRefusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.IncomingDocuments.SingleOrDefaultAsync(d => d.Id == input.Id, ct);
                if (row is null) return Outcome.Refuse("QMS305");
                if (row.State == IncomingState.Done) return Outcome.Refuse("QMS458", row.ArrivalNumber, row.Year);

                var lead = await db.Units.SingleOrDefaultAsync(u => u.Id == input.Lead, ct);
                Guid[] helping = [.. input.Supporting.Distinct().Where(id => id != input.Lead)];
                if (lead is null || await db.Units.CountAsync(u => helping.Contains(u.Id), ct) != helping.Length) return Outcome.Refuse("QMS305");

                var (due, sentence) = await DueAsync(input, row, ct);
                if (due < row.ArrivedOn) return AdminRight.Problems([RegisterRights.Problem("DueOn", "DueBeforeArrival")]);

                var before = new { row.LeadUnitId, row.SupportingUnitIds, row.Instruction, row.DueOn };
                (row.State, row.LeadUnitId, row.SupportingUnitIds, row.Instruction) = (IncomingState.Assigned, lead.Id, helping, input.Instruction.Trim());
                (row.DueOn, row.Deadline, row.AssignedBy) = (due, sentence, actor.PersonId);
                row.AssignedOn = VietnamTime.DateOf(clock.GetUtcNow());
                row.ForwardedOn ??= row.AssignedOn;
                await TellAsync(row, lead.Id, helping, ct);
                trail.Record(actor, "incoming.assigned", "incoming", row.Id, string.Create(CultureInfo.InvariantCulture, $"Giao {lead.Name} chủ trì giải quyết văn bản đến số {row.ArrivalNumber:00}/{row.Year}{(due is { } day ? $", hạn {FormDate.Say(day)}" : "")}"),
                    before, new { row.LeadUnitId, row.SupportingUnitIds, row.Instruction, row.DueOn, row.Deadline });
                return Outcome.Success;
            },
            ct);
    }

    private async Task<(DateOnly? Due, string Sentence)> DueAsync(AssignInput input, IncomingDocument row, CancellationToken ct)
    {
        if (input.DueOn is { } fixedDay) return (fixedDay, $"ngày {FormDate.Say(fixedDay)}");
        if (input.Count is not { } count) return (null, "");

        var rule = new DeadlineRule.Period(count, input.Unit, PeriodDirection.After, "document.received");
        var facts = new DeadlineFacts { CycleYear = row.ArrivedOn.Year }.With("document.received", row.ArrivedOn);
        var due = rule.Resolve(await calendars.LoadAsync(row.AgencyId, ct), facts).OrNull();
        return (due?.Date, rule.ToVietnamese());
    }

    private async Task TellAsync(IncomingDocument row, Guid lead, Guid[] helping, CancellationToken ct)
    {
        var today = row.AssignedOn!.Value;
        Guid[] units = [lead, .. helping];
        var heads = await db.RoleAssignments.Where(r => r.Role == Role.UnitHead && r.UnitId != null && units.Contains(r.UnitId.Value) && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today))
            .Select(r => new { r.PersonId, r.UnitId }).ToListAsync(ct);
        var text = string.Create(CultureInfo.InvariantCulture, $"số {row.ArrivalNumber:00}/{row.Year}: {row.Summary}{(row.DueOn is { } due ? $" (hạn {FormDate.Say(due)})" : "")}");
        var key = string.Create(CultureInfo.InvariantCulture, $"incoming:{row.Id}:{row.AssignedOn:yyyyMMdd}:{row.DueOn:yyyyMMdd}:{row.LeadUnitId}");
        await notices.TellAsync(row.AgencyId, heads.Where(h => h.UnitId == lead).Select(h => h.PersonId), key + ":lead", $"Chủ trì giải quyết văn bản đến {text}", $"/registers/incoming/{row.Id}", ct);
        await notices.TellAsync(row.AgencyId, heads.Where(h => h.UnitId != lead).Select(h => h.PersonId), key + ":help", $"Phối hợp giải quyết văn bản đến {text}", $"/registers/incoming/{row.Id}", ct);
    }

    private static IEnumerable<FieldProblem> Problems(AssignInput input)
    {
        if (input.Lead is null) yield return RegisterRights.Problem("Lead", "NeedLead");
        if (input.Count is < 1 or > 365) yield return RegisterRights.Problem("Count", "CountRange", 365);
        if (input is { Count: not null, DueOn: not null }) yield return RegisterRights.Problem("DueOn", "OneDeadline");
        if (input.Instruction.Length > 1000) yield return RegisterRights.Problem("Instruction", "TooLong", 1000);
    }
}

/// <param name="IsDone">Whether the matter is dealt with; otherwise only the progress is noted.</param>
internal sealed record ProgressInput(Guid Id, string Progress, bool IsDone, Guid? ReplyDocumentId, string ReplyNumber);

/// <summary>Notes how far an incoming document is dealt with, and that it is done (Phụ lục IV, VIII: columns 5 and 6). The lead unit or the clerk.</summary>
internal sealed class NoteProgress(QmsDb db, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    public static bool MayNote(Actor actor, IncomingDocument row) =>
        RegisterRights.MayKeep(actor) || (row.LeadUnitId is { } lead && (actor.UnitId == lead || actor.Roles.Any(held => held.Role == Role.UnitHead && held.UnitId == lead)));

    public Task<Outcome> ExecuteAsync(ProgressInput input, Actor actor, CancellationToken ct) => transactor.RunAsync(
        async () =>
        {
            var row = await db.IncomingDocuments.SingleOrDefaultAsync(d => d.Id == input.Id, ct);
            if (row is null) return Outcome.Refuse("QMS305");
            if (!MayNote(actor, row)) return RegisterRights.Refusal(Role.UnitHead, Role.Clerk);
            if (row.State == IncomingState.Done) return Outcome.Refuse("QMS458", row.ArrivalNumber, row.Year);
            if (row.State == IncomingState.Received) return Outcome.Refuse("QMS459", row.ArrivalNumber, row.Year);
            if (input is { IsDone: false } && string.IsNullOrWhiteSpace(input.Progress)) return AdminRight.Problems([RegisterRights.Problem("Progress", "NeedProgress")]);
            if (input.Progress.Length > 1000 || input.ReplyNumber.Length > 100) return AdminRight.Problems([RegisterRights.Problem("Progress", "TooLong", 1000)]);

            var reply = input.ReplyDocumentId is { } id ? await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.State == DocumentState.Issued, ct) : null;
            if (input.ReplyDocumentId is not null && reply is null) return Outcome.Refuse("QMS305");

            var before = new { State = row.State.ToString(), row.Progress, row.ReplyNumber };
            if (input.Progress.Trim().Length > 0) row.Progress = input.Progress.Trim();
            if (reply is not null) (row.ReplyDocumentId, row.ReplyNumber) = (reply.Id, DocumentStamp.Name(reply));
            else if (input.ReplyNumber.Trim().Length > 0) row.ReplyNumber = input.ReplyNumber.Trim();
            if (input.IsDone) (row.State, row.DoneOn, row.DoneBy) = (IncomingState.Done, VietnamTime.DateOf(clock.GetUtcNow()), actor.PersonId);
            trail.Record(actor, input.IsDone ? "incoming.done" : "incoming.progress", "incoming", row.Id,
                string.Create(CultureInfo.InvariantCulture, $"{(input.IsDone ? "Giải quyết xong" : "Ghi tiến độ")} văn bản đến số {row.ArrivalNumber:00}/{row.Year}{(row.ReplyNumber.Length > 0 ? $", trả lời bằng {row.ReplyNumber}" : "")}"),
                before, new { State = row.State.ToString(), row.Progress, row.ReplyNumber, row.DoneOn });
            return Outcome.Success;
        },
        ct);
}
