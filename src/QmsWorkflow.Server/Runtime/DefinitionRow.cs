using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QmsWorkflow.Server.Runtime;

internal sealed class DefinitionRow
{
    public required Guid Id { get; set; }
    public required string DefinitionId { get; set; }
    public required int Version { get; set; }
    public required string Name { get; set; }
    public required string Source { get; set; }
    public required string Json { get; set; }
    public required string Sha256 { get; set; }
    public required DateTimeOffset PublishedAt { get; set; }
    public required bool IsCurrent { get; set; }
    public VersionOrigin Origin { get; set; }

    /// <summary>Who published it; null for the folder.</summary>
    public string? PublishedBy { get; set; }

    /// <summary>Whose person that is: agencies do not learn each other's names.</summary>
    public Guid? PublishedAgencyId { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DefinitionRow>
    {
        public void Configure(EntityTypeBuilder<DefinitionRow> builder)
        {
            builder.ToTable("workflow_definitions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
