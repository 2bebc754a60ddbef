using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record OutgoingEntryInput(Guid DocumentId, string KeptBy, int? Copies, DateOnly? SentOn, string ReceivedBy, string Note);

/// <summary>Fills the columns of the outgoing register that the document itself does not say: file copy, copies, day sent, receipt, note.</summary>
internal sealed class SaveOutgoingEntry(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(OutgoingEntryInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [];
        if (input.Copies is < 0 or > 999) problems.Add(RegisterRights.Problem("Copies", "CopiesRange"));
        if (new[] { input.KeptBy, input.ReceivedBy, input.Note }.Any(text => text.Length > SaveSeries.LongestText)) problems.Add(RegisterRights.Problem("Note", "TooLong", SaveSeries.LongestText));
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == input.DocumentId, ct);
                if (document is null) return Outcome.Refuse("QMS305");
                if (document.Number is null) return Outcome.Refuse("QMS452", document.Title);
                if (input.SentOn < document.IssuedOn) return AdminRight.Problems([RegisterRights.Problem("SentOn", "SentBeforeIssue")]);

                var row = await db.OutgoingEntries.SingleOrDefaultAsync(e => e.DocumentId == document.Id, ct);
                var before = row is null ? null : new { row.KeptBy, row.Copies, row.SentOn, row.ReceivedBy, row.Note };
                if (row is null) db.OutgoingEntries.Add(row = new OutgoingEntry { DocumentId = document.Id, AgencyId = document.AgencyId });
                (row.KeptBy, row.Copies, row.SentOn, row.ReceivedBy, row.Note) = (input.KeptBy.Trim(), input.Copies, input.SentOn, input.ReceivedBy.Trim(), input.Note.Trim());
                trail.Record(actor, "register.outgoing-noted", "document", document.Id, $"Ghi sổ văn bản đi: {DocumentStamp.Name(document)}", before, new { row.KeptBy, row.Copies, row.SentOn, row.ReceivedBy, row.Note });
                return Outcome.Success;
            },
            ct);
    }
}
