using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Objectives;

/// <summary>A target changed during the year (S-114); the old value stays for the periods in which it was in force.</summary>
internal sealed class ObjectiveRevision : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public Guid? UnitId { get; set; }
    public string? OldComparator { get; set; }
    public decimal? OldValue { get; set; }
    public required string NewComparator { get; set; }
    public required decimal NewValue { get; set; }
    public required DateOnly InForceFrom { get; set; }
    public required string Reason { get; set; }
    public required RevisionState State { get; set; }
    public required Guid ProposedBy { get; set; }
    public required DateTimeOffset ProposedAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string DecisionNote { get; set; } = "";
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ObjectiveRevision>
    {
        public void Configure(EntityTypeBuilder<ObjectiveRevision> builder)
        {
            builder.ToTable("objective_revisions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
