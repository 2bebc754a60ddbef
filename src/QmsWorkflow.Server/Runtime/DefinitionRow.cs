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
