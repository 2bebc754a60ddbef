using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>
/// Publishes definition files: a changed file becomes a new version, running instances keep theirs. A file that did not change since it was
/// last published is left alone; one that changed does not push away a version people published, but stands beside it until they want it.
/// </summary>
internal sealed partial class WorkflowPublisher(QmsDb db, VersionWriter writer, Transactor transactor, ILogger<WorkflowPublisher> log)
{
    public StepCatalog Catalog => writer.Catalog;

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
        IReadOnlyList<DefinitionProblem> problems = [];
        var outcome = await transactor.RunAsync(
            async () =>
            {
                await writer.LockAsync(ct);
                problems = await PublishInAsync(texts, ct);
            },
            ct);
        outcome.OrThrow();
        return problems;
    }

    private async Task<IReadOnlyList<DefinitionProblem>> PublishInAsync(IReadOnlyList<(string Source, string Json)> texts, CancellationToken ct)
    {
        var files = await PrepareAsync(texts, ct);
        var library = await writer.LibraryAsync(files.Where(file => file.State == FileState.Publishes).Select(Published), ct);
        // What did not change was right beside the files it came with; a draft that was published since does not make it wrong.
        var together = await writer.LibraryAsync(files.Select(Published), ct);
        var catalog = Catalog;
        var problems = files.SelectMany(file => DefinitionChecker.Check(file.Json, file.Source, catalog, file.State == FileState.Unchanged ? together : library)).ToList();
        if (problems.Count > 0) return problems;

        foreach (var file in files.Where(file => file.State != FileState.Unchanged))
        {
            var isCurrent = file.State == FileState.Publishes;
            var row = await writer.AddAsync(new NewVersion(file.RowId, file.Json, file.Source, file.Sha256, VersionOrigin.Folder, isCurrent, By: null), library, ct);
            if (!isCurrent) HeldBack(log, file.Source, row.DefinitionId, row.Version);
        }

        return [];
    }

    private static PublishedWorkflow Published(DefinitionFile file) => new(file.Json, file.Source, file.RowId.ToString());

    /// <summary>Each file with what becomes of it.</summary>
    private async Task<List<DefinitionFile>> PrepareAsync(IReadOnlyList<(string Source, string Json)> texts, CancellationToken ct)
    {
        var current = await db.WorkflowDefinitions.AsNoTracking().Where(d => d.IsCurrent)
            .Select(d => new { d.Id, d.DefinitionId, d.Sha256, d.Origin }).ToDictionaryAsync(d => d.DefinitionId, StringComparer.Ordinal, ct);
        var heads = await db.WorkflowHeads.AsNoTracking().ToDictionaryAsync(h => h.DefinitionId, h => h.FileSha256, StringComparer.Ordinal, ct);
        return [.. texts.Select(text =>
        {
            var hash = VersionWriter.HashOf(text.Json);
            var definitionId = WorkflowDefinition.Read(text.Json, text.Source).Definition?.DefinitionId ?? "";
            var now = current.GetValueOrDefault(definitionId);
            var state = now is null ? FileState.Publishes
                : now.Sha256 == hash || heads.GetValueOrDefault(definitionId) == hash ? FileState.Unchanged
                : now.Origin == VersionOrigin.Folder ? FileState.Publishes
                : FileState.StandsBeside;
            return new DefinitionFile(text.Source, text.Json, hash, now?.Sha256 == hash ? now.Id : Guid.CreateVersion7(), state);
        })];
    }

    [LoggerMessage(1, LogLevel.Warning, "The file {Source} changed, but people published {DefinitionId} since: it is kept as version {Version} and not made current")]
    private static partial void HeldBack(ILogger log, string source, string definitionId, int version);

    private enum FileState
    {
        Unchanged,
        Publishes,

        /// <summary>Becomes a version that nobody gets until a person publishes it.</summary>
        StandsBeside,
    }

    /// <param name="RowId">The version the file is, when it is current, or becomes.</param>
    private sealed record DefinitionFile(string Source, string Json, string Sha256, Guid RowId, FileState State);
}
