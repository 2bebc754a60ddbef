using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing.Flow;

/// <summary>
/// What stands between a document and its signature: faults of form that nobody has mended, and that the checker of the form has not let
/// pass with a reason (NĐ 30/2020 Điều 12.2).
/// </summary>
internal sealed class FormCheckpoint(QmsDb db, IEnumerable<IDocumentGate> gates, TrailLog trail, TimeProvider clock)
{
    public const int LongestReason = 1000;

    public Task<IReadOnlyList<string>> ProblemsAsync(Guid documentId, CancellationToken ct) => ProblemsAsync(gates, documentId, ct);

    /// <summary>The checker's approval: without faults it is enough; with faults it needs a reason, which is kept.</summary>
    public async Task<Outcome> PassAsync(Document document, string? reason, Actor actor, CancellationToken ct)
    {
        if (await HardAsync(document.Id, ct) is { } refused) return refused;

        var open = await OpenAsync(document, ct);
        if (open.Count == 0) return Outcome.Success;

        var why = reason?.Trim() ?? "";
        if (why.Length == 0) return Outcome.Refuse("QMS425", open.Count, string.Join(" ", open));
        if (why.Length > LongestReason) return Outcome.Refuse("QMS221", LongestReason);

        db.FormPasses.Add(new FormPass
        {
            Id = Guid.CreateVersion7(),
            AgencyId = document.AgencyId,
            DocumentId = document.Id,
            ContentVersion = document.ContentVersion,
            Problems = [.. open],
            Reason = why,
            PassedBy = actor.PersonId!.Value,
            PassedAt = clock.GetUtcNow(),
        });
        trail.Record(actor, "document.form-passed", "document", document.Id, $"{actor.Name} cho qua {open.Count} lỗi thể thức của {document.Title}: {why}",
            after: new { document.ContentVersion, problems = open, reason = why });
        return Outcome.Success;
    }

    /// <summary>Before the signature: every fault is mended or was let pass.</summary>
    public async Task<Outcome> RequireAsync(Document document, CancellationToken ct) =>
        await HardAsync(document.Id, ct) is { } refused ? refused : await OpenAsync(document, ct) is { Count: > 0 } open ? Outcome.Refuse("QMS426", open.Count, string.Join(" ", open)) : Outcome.Success;

    public async Task<IReadOnlyList<FormPassLine>> PassesAsync(Guid documentId, int contentVersion, CancellationToken ct) =>
        await db.FormPasses.AsNoTracking().Where(p => p.DocumentId == documentId && p.ContentVersion == contentVersion)
            .Join(db.People, p => p.PassedBy, person => person.Id, (p, person) => new { p, person.FullName })
            .OrderBy(x => x.p.PassedAt).Select(x => new FormPassLine(x.FullName, x.p.PassedAt, x.p.Reason, x.p.Problems)).ToListAsync(ct);

    /// <summary>What a reason does not help against.</summary>
    private async Task<Outcome?> HardAsync(Guid documentId, CancellationToken ct)
    {
        var problems = await ProblemsAsync(gates.Where(gate => gate.IsHard), documentId, ct);
        return problems.Count == 0 ? null : Outcome.Refuse("QMS780", problems.Count, string.Join(" ", problems));
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(IEnumerable<IDocumentGate> asked, Guid documentId, CancellationToken ct)
    {
        var problems = new List<string>();
        foreach (var gate in asked) problems.AddRange(await gate.ProblemsAsync(documentId, ct));
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> OpenAsync(Document document, CancellationToken ct)
    {
        var problems = await ProblemsAsync(gates.Where(gate => !gate.IsHard), document.Id, ct);
        if (problems.Count == 0) return [];

        var passed = (await PassesAsync(document.Id, document.ContentVersion, ct)).SelectMany(pass => pass.Problems).ToHashSet(StringComparer.Ordinal);
        return [.. problems.Where(problem => !passed.Contains(problem))];
    }
}

/// <summary>Reads the check of the form for a page.</summary>
internal sealed class FormFindingsView(FormCheckpoint form, DocumentQueries documents)
{
    public async Task<(IReadOnlyList<string> Problems, IReadOnlyList<FormPassLine> Passes)> LoadAsync(Guid documentId, CancellationToken ct) =>
        await documents.FindAsync(documentId, ct) is { } document
            ? (await form.ProblemsAsync(documentId, ct), await form.PassesAsync(documentId, document.ContentVersion, ct))
            : ([], []);
}

internal sealed record FormPassLine(string By, DateTimeOffset At, string Reason, string[] Problems);
