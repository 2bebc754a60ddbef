using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Objectives;

internal sealed class ObjectiveAction : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public required int Ordinal { get; set; }
    public required string Content { get; set; }
    public required string Lead { get; set; }
    public required string Cooperation { get; set; }
    public required string Timing { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ObjectiveAction>
    {
        public void Configure(EntityTypeBuilder<ObjectiveAction> builder)
        {
            builder.ToTable("objective_actions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
