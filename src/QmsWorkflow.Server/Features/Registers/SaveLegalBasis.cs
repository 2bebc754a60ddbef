using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

internal sealed record LegalBasisInput
{
    public required string Code { get; init; }
    public required string Kind { get; init; }
    public required string Number { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public required string Issuer { get; init; }
    public required string Summary { get; init; }
    public required string Citation { get; init; }
    public DateOnly? EffectiveFrom { get; init; }
    public DateOnly? EffectiveTo { get; init; }
    public string ReplacedBy { get; init; } = "";
    public string Note { get; init; } = "";
}

/// <summary>Keeps the register of legal bases: what documents cite, from when until when it holds, and what replaced it.</summary>
internal sealed partial class SaveLegalBasis(QmsDb db, Transactor transactor, TrailLog trail)
{
    public async Task<Outcome> AddAsync(LegalBasisInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.BasisRefusal(actor) is { } refusal) return refusal;

        List<FieldProblem> problems = [.. Problems(input)];
        if (problems.Count > 0) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                var code = input.Code.Trim();
                if (await db.LegalBases.AnyAsync(b => b.Code == code, ct)) return AdminRight.Problems([RegisterRights.Problem("Code", "CodeTaken", code)]);

                var row = new LegalBasis { Id = Guid.CreateVersion7(), AgencyId = actor.AgencyId, Code = code, Kind = "", Number = "", Issuer = "", Summary = "", Citation = "" };
                Write(row, input);
                db.LegalBases.Add(row);
                trail.Record(actor, "legal-basis.added", "legal-basis", row.Id, $"Thêm căn cứ {row.Kind} {row.Number}", after: Facts(row));
                return Outcome.Success;
            },
            ct);
    }

    /// <summary>Changes a basis; its code stays, for wordings name it by that.</summary>
    public async Task<Outcome> ChangeAsync(Guid id, LegalBasisInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.BasisRefusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.LegalBases.SingleOrDefaultAsync(b => b.Id == id, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                List<FieldProblem> problems = [.. Problems(input with { Code = row.Code })];
                if (problems.Count > 0) return AdminRight.Problems(problems);

                var before = Facts(row);
                Write(row, input);
                trail.Record(actor, "legal-basis.changed", "legal-basis", row.Id, $"Sửa căn cứ {row.Kind} {row.Number}", before, Facts(row));
                return Outcome.Success;
            },
            ct);
    }

    private static void Write(LegalBasis row, LegalBasisInput input)
    {
        (row.Kind, row.Number, row.IssuedOn, row.Issuer) = (input.Kind.Trim(), input.Number.Trim(), input.IssuedOn, input.Issuer.Trim());
        (row.Summary, row.Citation, row.Note) = (input.Summary.Trim(), input.Citation.Trim(), input.Note.Trim());
        (row.EffectiveFrom, row.EffectiveTo) = (input.EffectiveFrom, input.EffectiveTo);
        row.ReplacedBy = input.ReplacedBy.Trim() is { Length: > 0 } by ? by : null;
    }

    private static object Facts(LegalBasis row) => new { row.Code, row.Kind, row.Number, row.IssuedOn, row.Issuer, row.Summary, row.Citation, row.EffectiveFrom, row.EffectiveTo, row.ReplacedBy, row.Note };

    private static IEnumerable<FieldProblem> Problems(LegalBasisInput input)
    {
        if (!CodeForm().IsMatch(input.Code.Trim())) yield return RegisterRights.Problem("Code", "BadBasisCode");
        if (string.IsNullOrWhiteSpace(input.Kind)) yield return RegisterRights.Problem("Kind", "NeedKind");
        if (string.IsNullOrWhiteSpace(input.Summary)) yield return RegisterRights.Problem("Summary", "NeedSummary");
        // Căn cứ are cited in full (NĐ 30/2020, Phụ lục I, II.6a).
        if (!input.Citation.Trim().StartsWith("Căn cứ", StringComparison.Ordinal)) yield return RegisterRights.Problem("Citation", "BadCitation");
        if (input.EffectiveFrom < input.IssuedOn) yield return RegisterRights.Problem("EffectiveFrom", "EffectBeforeIssue");
        if (input.EffectiveTo < input.EffectiveFrom) yield return RegisterRights.Problem("EffectiveTo", "LastBeforeFirst");
        if (input.ReplacedBy.Trim().Length > 0 && input.ReplacedBy.Trim() == input.Number.Trim()) yield return RegisterRights.Problem("ReplacedBy", "ReplacesItself");
        if (Math.Max(input.Kind.Length, Math.Max(input.Number.Length, Math.Max(input.Issuer.Length, input.ReplacedBy.Length))) > SaveSeries.LongestText) yield return RegisterRights.Problem("Number", "TooLong", SaveSeries.LongestText);
        if (Math.Max(input.Summary.Length, Math.Max(input.Citation.Length, input.Note.Length)) > 2000) yield return RegisterRights.Problem("Summary", "TooLong", 2000);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,49}$", RegexOptions.None, 1000)]
    private static partial Regex CodeForm();
}
