using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Voids a number that will not be used: it stays in the register with the reason. A document that was issued keeps its number for good.</summary>
internal sealed class VoidNumber(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid numberId, string reason, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(reason)) return AdminRight.Problems([RegisterRights.Problem("Reason", "NeedReason")]);

        return await transactor.RunAsync(
            async () =>
            {
                await db.Database.ExecuteSqlAsync($"select 1 from document_numbers where id = {numberId} for update", ct);
                var row = await db.DocumentNumbers.SingleOrDefaultAsync(n => n.Id == numberId, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                var name = NumberNames.Of(row);
                if (row.State == NumberState.Voided) return Outcome.Refuse("QMS441", name);

                var document = row.DocumentId is { } id ? await db.TakeAsync(id, ct) : null;
                if (row.State == NumberState.Used && document is { State: DocumentState.Issued }) return Outcome.Refuse("QMS440", name);

                var before = row.State;
                row.State = NumberState.Voided;
                row.Reason = reason.Trim();
                if (document is { Number: not null } && before == NumberState.Used)
                {
                    (document.Number, document.NumberSuffix, document.IssuedOn) = (null, "", null);
                    document.Series = SeriesOfDocuments.AbbreviationOf(document);
                }

                trail.Record(actor, "number.voided", "number-series", $"{row.Series}/{row.Year}", $"Hủy số {name}: {row.Reason}",
                    before: new { State = before.ToString(), row.DocumentId }, after: new { State = row.State.ToString(), row.Reason });
                return Outcome.Success;
            },
            ct);
    }
}

/// <summary>Numbers as people call them: "15a (loạt QĐ, năm 2024)".</summary>
internal static class NumberNames
{
    public static string Of(DocumentNumber row) => $"{DocumentStamp.Text(row.Number, row.Suffix)} (loạt {row.Series}, năm {row.Year})";
}
