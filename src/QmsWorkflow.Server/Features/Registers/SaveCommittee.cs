using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record CommitteeInput(string Name, string Symbol, string FoundedBy, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    /// <summary>What its documents name after "TM."; empty when the head signs for themselves.</summary>
    public string Collective { get; init; } = "";
}

/// <summary>Records a committee that issues under the agency's seal, so that its documents get series of their own (NĐ 30/2020 Điều 15).</summary>
internal sealed partial class SaveCommittee(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> AddAsync(CommitteeInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var symbol = input.Symbol.Trim();
                if (await db.Committees.AnyAsync(c => c.Symbol == symbol, ct)) return Outcome.Refuse("QMS450", symbol);

                var row = new Committee
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    Name = input.Name.Trim(),
                    Symbol = symbol,
                    FoundedBy = input.FoundedBy.Trim(),
                    Collective = input.Collective.Trim(),
                    ValidFrom = input.ValidFrom!.Value,
                    ValidTo = input.ValidTo,
                };
                db.Committees.Add(row);
                trail.Record(actor, "committee.added", "committee", row.Id, $"Ghi {row.Name} (ký hiệu {row.Symbol}) dùng con dấu của cơ quan",
                    after: new { row.Name, row.Symbol, row.FoundedBy, row.Collective, row.ValidFrom, row.ValidTo });
                return Outcome.Success;
            },
            ct);
    }

    private static IEnumerable<FieldProblem> Problems(CommitteeInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return RegisterRights.Problem("CommitteeName", "NeedName");
        // Symbols have no spaces (NĐ 30/2020, Phụ lục I, II.3).
        if (!SymbolForm().IsMatch(input.Symbol.Trim())) yield return RegisterRights.Problem("CommitteeSymbol", "BadSymbol");
        if (input.ValidFrom is null) yield return RegisterRights.Problem("CommitteeFrom", "NeedDate");
        if (input.ValidTo < input.ValidFrom) yield return RegisterRights.Problem("CommitteeTo", "LastBeforeFirst");
        if (Math.Max(input.Name.Length, Math.Max(input.FoundedBy.Length, input.Collective.Length)) > SaveSeries.LongestText) yield return RegisterRights.Problem("CommitteeName", "TooLong", SaveSeries.LongestText);
    }

    [GeneratedRegex(@"^\p{L}[\p{L}\p{N}-]{0,29}$", RegexOptions.None, 1000)]
    private static partial Regex SymbolForm();
}

/// <summary>Lets a draft be issued by a committee under the agency's seal, or by the agency again: symbol and series follow.</summary>
internal sealed class IssueAsCommittee(QmsDb db, Transactor transactor, DocumentDrafting drafting, TrailLog trail)
{
    public async Task<Outcome> ExecuteAsync(Guid documentId, Guid? committeeId, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var document = await db.TakeAsync(documentId, ct);
                if (document is null) return Outcome.Refuse("QMS305");
                if (document.State != DocumentState.Draft || document.Number is not null) return Outcome.Refuse("QMS451", document.Title);
                if (DocumentKindInfo.Find(document.Kind) is not { Abbreviation: { } abbreviation }) return Outcome.Refuse("QMS443", document.Title);
                if (await db.DocumentNumbers.AnyAsync(n => n.DocumentId == document.Id && n.State == NumberState.Reserved, ct)) return Outcome.Refuse("QMS444", document.Title);

                var committee = committeeId is { } id ? await db.Committees.SingleOrDefaultAsync(c => c.Id == id, ct) : null;
                if (committeeId is not null && committee is null) return Outcome.Refuse("QMS305");

                var agency = await db.Agencies.SingleAsync(a => a.Id == document.AgencyId, ct);
                var before = document.Symbol;
                document.CommitteeId = committee?.Id;
                document.Symbol = $"{abbreviation}-{committee?.Symbol ?? agency.Symbol}";
                var content = (JsonObject)JsonNode.Parse(document.Content)!;
                IssuerHeading.Write(content, agency, committee);
                document.Content = content.ToJsonString(DocumentDrafting.Json);
                document.ContentVersion++;
                await drafting.KeepAsync(document, await drafting.FillAsync(document, document.Content, DocumentStamp.Of(document), ct), actor, ct);
                trail.Record(actor, "document.issuer-set", "document", document.Id, $"{document.Title}: ban hành với danh nghĩa {committee?.Name ?? agency.Name}, ký hiệu {document.Symbol}",
                    before: new { Symbol = before }, after: new { document.Symbol, Committee = committee?.Name });
                return Outcome.Success;
            },
            ct);
    }
}
