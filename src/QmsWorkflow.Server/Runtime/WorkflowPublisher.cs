using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Publishes definition files: a changed file becomes a new version, running instances keep theirs.</summary>
internal sealed class WorkflowPublisher(QmsDb db, IEnumerable<IStepHandler> steps, TimeProvider clock)
{
    public StepCatalog Catalog => new([.. steps.Select(step => step.Descriptor)]);

    /// <returns>All problems found; when there is one, nothing at all is published.</returns>
    public async Task<IReadOnlyList<DefinitionProblem>> PublishFolderAsync(string folder, CancellationToken ct)
    {
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".form.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var texts = new List<(string Source, string Json)>();
        foreach (var file in files)
        {
            texts.Add((Path.GetRelativePath(folder, file), await File.ReadAllTextAsync(file, ct)));
        }

        return await PublishAsync(texts, ct);
    }

    public async Task<IReadOnlyList<DefinitionProblem>> PublishAsync(IReadOnlyList<(string Source, string Json)> texts, CancellationToken ct)
    {
        var catalog = Catalog;
        var files = await PrepareAsync(texts, ct);
        var library = await LibraryAsync(files, ct);
        var problems = files.SelectMany(file => DefinitionChecker.Check(file.Json, file.Source, catalog, library)).ToList();
        if (problems.Count > 0) return problems;

        foreach (var file in files.Where(file => !file.IsCurrent))
        {
            await PublishOneAsync(file, library, ct);
        }

        await db.SaveChangesAsync(ct);
        return [];
    }

    /// <summary>Each file with the id of the version it is or becomes: an unchanged file stays the version that is current.</summary>
    private async Task<List<DefinitionFile>> PrepareAsync(IReadOnlyList<(string Source, string Json)> texts, CancellationToken ct)
    {
        var current = await db.WorkflowDefinitions.AsNoTracking().Where(d => d.IsCurrent).Select(d => new { d.Id, d.DefinitionId, d.Sha256 }).ToListAsync(ct);
        return [.. texts.Select(text =>
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Json)));
            var definitionId = WorkflowDefinition.Read(text.Json, text.Source).Definition?.DefinitionId;
            var same = current.Find(d => d.DefinitionId == definitionId && d.Sha256 == hash);
            return new DefinitionFile(text.Source, text.Json, hash, same?.Id ?? Guid.CreateVersion7(), same is not null);
        })];
    }

    /// <summary>What the files may use as activities: what is current, and each other.</summary>
    private async Task<WorkflowLibrary> LibraryAsync(List<DefinitionFile> files, CancellationToken ct)
    {
        var current = await db.WorkflowDefinitions.AsNoTracking().Where(d => d.IsCurrent).Select(d => new { d.Id, d.Json, d.Source }).ToListAsync(ct);
        return new WorkflowLibrary(
            [.. current.Select(d => new PublishedWorkflow(d.Json, d.Source, d.Id.ToString())),
             .. files.Where(file => !file.IsCurrent).Select(file => new PublishedWorkflow(file.Json, file.Source, file.RowId.ToString()))]);
    }

    private async Task PublishOneAsync(DefinitionFile file, WorkflowLibrary library, CancellationToken ct)
    {
        var definition = WorkflowDefinition.Read(file.Json, file.Source, null, library).Definition!;
        var versions = await db.WorkflowDefinitions.Where(d => d.DefinitionId == definition.DefinitionId).OrderBy(d => d.Version).ToListAsync(ct);

        versions.ForEach(version => version.IsCurrent = false);
        // The old current version must give way before the new one is written: only one may be current.
        await db.SaveChangesAsync(ct);
        db.WorkflowDefinitions.Add(new DefinitionRow
        {
            Id = file.RowId,
            DefinitionId = definition.DefinitionId,
            Version = versions.Count == 0 ? 1 : versions[^1].Version + 1,
            Name = definition.Name ?? definition.DefinitionId,
            Source = file.Source,
            Json = WorkflowLibrary.Pin(file.Json, definition.Uses.DistinctBy(use => use.Key).ToDictionary(use => use.Key, use => use.VersionId!)),
            Sha256 = file.Hash,
            PublishedAt = clock.GetUtcNow(),
            IsCurrent = true,
        });
    }

    /// <param name="RowId">The version the file is, when it is current, or becomes.</param>
    private sealed record DefinitionFile(string Source, string Json, string Hash, Guid RowId, bool IsCurrent);
}
