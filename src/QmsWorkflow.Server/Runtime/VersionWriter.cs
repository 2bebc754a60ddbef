using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Runtime;

/// <summary>Writes new versions of definitions, whoever publishes them: numbers them, pins what they use, makes them current, tells every agency's trail.</summary>
internal sealed class VersionWriter(QmsDb db, IEnumerable<IStepHandler> steps, TrailLog trail, TimeProvider clock)
{
    public StepCatalog Catalog => new([.. steps.Select(step => step.Descriptor)]);

    public static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>One publishes at a time, also of several server nodes that start together. Held until the transaction ends.</summary>
    public Task LockAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(73577002)", ct);

    /// <summary>What a text may use and start: what is current, and these others; of one definition the last counts.</summary>
    public async Task<WorkflowLibrary> LibraryAsync(IEnumerable<PublishedWorkflow> others, CancellationToken ct)
    {
        var current = await db.WorkflowDefinitions.AsNoTracking().Where(d => d.IsCurrent).Select(d => new { d.Id, d.Json, d.Source }).ToListAsync(ct);
        return new WorkflowLibrary([.. current.Select(d => new PublishedWorkflow(d.Json, d.Source, d.Id.ToString())), .. others]);
    }

    /// <summary>All problems of a text as if it were published now.</summary>
    public async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(string json, string source, CancellationToken ct) =>
        DefinitionChecker.Check(json, source, Catalog, await LibraryAsync([], ct));

    /// <summary>Adds a version of a text that was checked.</summary>
    public async Task<DefinitionRow> AddAsync(NewVersion version, WorkflowLibrary library, CancellationToken ct)
    {
        var definition = WorkflowDefinition.Read(version.Json, version.Source, null, library).Definition!;
        var head = await HeadAsync(definition.DefinitionId, ct);
        if (version.Origin == VersionOrigin.Folder) head.FileSha256 = version.Sha256;
        if (version.BecomesCurrent)
        {
            var before = await db.WorkflowDefinitions.Where(d => d.DefinitionId == definition.DefinitionId && d.IsCurrent).ToListAsync(ct);
            before.ForEach(row => row.IsCurrent = false);
            // The old current version must give way before the new one is written: only one may be current.
            await db.SaveChangesAsync(ct);
        }

        var pins = definition.Uses.DistinctBy(use => use.Key).ToDictionary(use => use.Key, use => use.VersionId!);
        var row = new DefinitionRow
        {
            Id = version.Id,
            DefinitionId = definition.DefinitionId,
            Version = ++head.LastVersion,
            Name = definition.Name ?? definition.DefinitionId,
            Source = version.Source,
            Json = DefinitionText.WithVersion(WorkflowLibrary.Pin(version.Json, pins), head.LastVersion, version.BecomesCurrent),
            Sha256 = version.Sha256,
            PublishedAt = clock.GetUtcNow(),
            IsCurrent = version.BecomesCurrent,
            Origin = version.Origin,
            PublishedBy = version.By?.Name,
            PublishedAgencyId = version.By?.AgencyId,
        };
        db.WorkflowDefinitions.Add(row);
        // The first version from the folder comes with the product; whoever else changes what people do is remembered.
        if (row.Version > 1 || version.By is not null) await TellAsync(row, version.By, ct);
        return row;
    }

    /// <summary>Definitions serve all agencies of the installation: each one's trail says that its process changed, the own one also who did it.</summary>
    private async Task TellAsync(DefinitionRow row, Actor? by, CancellationToken ct)
    {
        var what = row.IsCurrent ? $"Phát hành phiên bản {row.Version} của quy trình {row.Name}" : $"Lưu phiên bản {row.Version} của quy trình {row.Name} từ tệp đã đổi, chưa áp dụng";
        foreach (var agency in await db.Agencies.AsNoTracking().OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct))
        {
            var actor = by is not null && by.AgencyId == agency ? by : Actor.System(agency);
            trail.Record(actor, row.IsCurrent ? "workflow.published" : "workflow.offered", "workflow", row.DefinitionId, what,
                after: new { row.Version, row.Source, row.Sha256, Origin = row.Origin.ToString() });
        }
    }

    /// <summary>The head of a definition; made when there is none.</summary>
    public async Task<WorkflowHead> HeadAsync(string definitionId, CancellationToken ct)
    {
        if (await db.WorkflowHeads.FindAsync([definitionId], ct) is { } head) return head;

        head = new WorkflowHead
        {
            DefinitionId = definitionId,
            LastVersion = await db.WorkflowDefinitions.Where(d => d.DefinitionId == definitionId).MaxAsync(d => (int?)d.Version, ct) ?? 0,
        };
        db.WorkflowHeads.Add(head);
        return head;
    }
}

/// <summary>A text about to become a version.</summary>
/// <param name="Sha256">Of the text as people wrote it, before the store wrote into it.</param>
/// <param name="BecomesCurrent">False for a file that must not push away what people published.</param>
/// <param name="By">Null for the folder.</param>
internal sealed record NewVersion(Guid Id, string Json, string Source, string Sha256, VersionOrigin Origin, bool BecomesCurrent, Actor? By);
