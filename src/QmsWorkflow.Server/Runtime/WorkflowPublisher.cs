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
        var problems = texts.SelectMany(text => DefinitionChecker.Check(text.Json, text.Source, catalog)).ToList();
        if (problems.Count > 0) return problems;

        foreach (var (source, json) in texts)
        {
            await PublishOneAsync(source, json, ct);
        }

        await db.SaveChangesAsync(ct);
        return [];
    }

    private async Task PublishOneAsync(string source, string json, CancellationToken ct)
    {
        var definition = WorkflowDefinition.Read(json, source).Definition!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        var versions = await db.WorkflowDefinitions.Where(d => d.DefinitionId == definition.DefinitionId).OrderBy(d => d.Version).ToListAsync(ct);
        if (versions.Find(v => v.IsCurrent)?.Sha256 == hash) return;

        versions.ForEach(version => version.IsCurrent = false);
        // The old current version must give way before the new one is written: only one may be current.
        await db.SaveChangesAsync(ct);
        db.WorkflowDefinitions.Add(new DefinitionRow
        {
            Id = Guid.CreateVersion7(),
            DefinitionId = definition.DefinitionId,
            Version = versions.Count == 0 ? 1 : versions[^1].Version + 1,
            Name = definition.Name ?? definition.DefinitionId,
            Source = source,
            Json = json,
            Sha256 = hash,
            PublishedAt = clock.GetUtcNow(),
            IsCurrent = true,
        });
    }
}
