using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QmsWorkflow.Server.Runtime;

/// <summary>How a version came to be.</summary>
internal enum VersionOrigin
{
    /// <summary>From a file in <c>workflows/</c>, when the server started.</summary>
    Folder,

    /// <summary>A person published a draft.</summary>
    Draft,

    /// <summary>A person published an earlier version again.</summary>
    Again,
}

/// <summary>The text people work on before it is published; one per definition. It may be faulty: publishing is what is refused.</summary>
internal sealed class WorkflowDraft
{
    /// <summary>Becomes the id of the version it is published as.</summary>
    public required Guid Id { get; set; }
    public required string DefinitionId { get; set; }
    public required string Name { get; set; }
    public required string Source { get; set; }
    public required string Json { get; set; }
    public required string Sha256 { get; set; }
    public required DateTimeOffset SavedAt { get; set; }
    public required string SavedBy { get; set; }
    public required Guid SavedAgencyId { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<WorkflowDraft>
    {
        public void Configure(EntityTypeBuilder<WorkflowDraft> builder)
        {
            builder.ToTable("workflow_drafts");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>What is remembered of a definition whatever happens to its versions.</summary>
internal sealed class WorkflowHead
{
    public required string DefinitionId { get; set; }

    /// <summary>The last number given to a version; none is given twice.</summary>
    public required int LastVersion { get; set; }

    /// <summary>The file as it was last published from the folder; null when it never was.</summary>
    public string? FileSha256 { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<WorkflowHead>
    {
        public void Configure(EntityTypeBuilder<WorkflowHead> builder)
        {
            builder.ToTable("workflow_heads");
            builder.HasKey(row => row.DefinitionId);
        }
    }
}
