using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal sealed record SourceInput(string Code, string Name, string Kind, string Topic, int Rank, bool IsActive, string Mapping);

/// <summary>Adds and changes where figures come from. A change of rank decides anew which system counts for cases that two of them hold.</summary>
internal sealed class SaveSource(QmsDb db, Transactor transactor, TrailLog trail)
{
    public const int LongestName = 200;

    public static readonly string[] Kinds = ["cases", "figures", "entries"];
    public static readonly string[] Topics = ["one-stop", "survey", "training", "other"];

    /// <value>The source that was added.</value>
    public Guid Saved { get; private set; }

    public async Task<Outcome> AddAsync(SourceInput input, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;
        if (Problems(input).ToList() is { Count: > 0 } problems) return AdminRight.Problems(problems);

        return await transactor.RunAsync(
            async () =>
            {
                if (await db.DataSources.AnyAsync(s => s.Code == input.Code.Trim(), ct)) return AdminRight.Problems([new FieldProblem("Code", ImportRights.Text("CodeTaken", input.Code.Trim()))]);

                var row = new DataSource
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    Code = input.Code.Trim(),
                    Name = input.Name.Trim(),
                    Kind = input.Kind,
                    Topic = input.Topic,
                    Rank = input.Rank,
                    Mapping = Normal(input.Mapping),
                    IsActive = input.IsActive,
                };
                db.DataSources.Add(row);
                trail.Record(actor, "source.added", "data-source", row.Id, $"Thêm nguồn số liệu {row.Name}", after: Facts(row));
                Saved = row.Id;
                return Outcome.Success;
            },
            ct);
    }

    public async Task<Outcome> ChangeAsync(Guid sourceId, SourceInput input, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.DataSources.SingleOrDefaultAsync(s => s.Id == sourceId, ct);
                if (row is null) return Outcome.Refuse("QMS305");
                // Code and kind stand in what was imported.
                if (Problems(input with { Code = row.Code, Kind = row.Kind }).ToList() is { Count: > 0 } problems) return AdminRight.Problems(problems);

                var before = Facts(row);
                var isMoved = row.Rank != input.Rank;
                (row.Name, row.Topic, row.Rank, row.IsActive, row.Mapping) = (input.Name.Trim(), input.Topic, input.Rank, input.IsActive, Normal(input.Mapping));
                await db.SaveChangesAsync(ct);
                if (isMoved && row.Kind == "cases")
                {
                    await ImportMerge.LockAsync(db, row.AgencyId, ct);
                    foreach (var step in MergeSql.Rerank(row.AgencyId)) await ImportMerge.RunAsync(db, step, ct);
                }

                trail.Record(actor, "source.changed", "data-source", row.Id, $"Sửa nguồn số liệu {row.Name}", before, Facts(row));
                return Outcome.Success;
            },
            ct);
    }

    /// <summary>Keeps the mapping that a file was read with, for the next one.</summary>
    public async Task<Outcome> KeepMappingAsync(Guid sourceId, SourceMapping mapping, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.DataSources.SingleOrDefaultAsync(s => s.Id == sourceId, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                var before = Facts(row);
                row.Mapping = mapping.ToJson();
                trail.Record(actor, "source.changed", "data-source", row.Id, $"Lưu ánh xạ cột của nguồn {row.Name}", before, Facts(row));
                return Outcome.Success;
            },
            ct);
    }

    private static string Normal(string mapping) => string.IsNullOrWhiteSpace(mapping) ? "{}" : SourceMapping.Parse(mapping).ToJson();

    private static object Facts(DataSource row) => new { row.Code, row.Name, row.Kind, row.Topic, row.Rank, row.IsActive, row.Mapping };

    private static IEnumerable<FieldProblem> Problems(SourceInput input)
    {
        var code = input.Code.Trim();
        if (code.Length is 0 or > 40 || code.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))) yield return new("Code", ImportRights.Text("BadCode"));
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > LongestName) yield return new("Name", ImportRights.Text("BadName", LongestName));
        if (!Kinds.Contains(input.Kind)) yield return new("Kind", ImportRights.Text("BadKind"));
        if (!Topics.Contains(input.Topic)) yield return new("Topic", ImportRights.Text("BadTopic"));
        if (input.Rank is < 1 or > 10_000) yield return new("Rank", ImportRights.Text("BadRank"));
        string? wrong = null;
        try
        {
            Normal(input.Mapping);
        }
        catch (BadFileException bad)
        {
            wrong = bad.Message;
        }

        if (wrong is not null) yield return new("Mapping", wrong);
    }
}
