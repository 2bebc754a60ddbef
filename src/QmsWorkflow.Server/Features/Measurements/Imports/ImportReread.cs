using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Reads a faulty file again with what its unit names were said to mean; the source remembers it.</summary>
internal sealed class ImportReread(QmsDb db, Transactor transactor, SaveSource sources, ImportStart start)
{
    public Guid Started => start.Started;

    public async Task<Outcome> ExecuteAsync(Guid importId, IReadOnlyDictionary<string, string> units, Actor actor, CancellationToken ct)
    {
        if (ImportRights.Refusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, ct);
                if (import is null) return Outcome.Refuse("QMS305");

                var mapping = SourceMapping.Parse(import.Mapping);
                var known = new Dictionary<string, string>(mapping.Values.GetValueOrDefault("unit") ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
                foreach (var (word, code) in units) known[word] = code;
                mapping = mapping with { Values = new Dictionary<string, IReadOnlyDictionary<string, string>>(mapping.Values, StringComparer.Ordinal) { ["unit"] = known } };
                var kept = await sources.KeepMappingAsync(import.SourceId, mapping, actor, ct);
                return kept.IsDone ? await start.ExecuteAsync(new ImportInput { SourceId = import.SourceId, FileId = import.FileId, Mapping = mapping }, actor, ct) : kept;
            },
            ct);
    }
}
