using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal sealed class JobRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Kind { get; set; }
    public required string Key { get; set; }
    public required string Payload { get; set; }
    public required JobState State { get; set; }
    public required int Attempts { get; set; }
    public required DateTimeOffset RunAfter { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public string? Error { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<JobRow>
    {
        public void Configure(EntityTypeBuilder<JobRow> builder)
        {
            builder.ToTable("jobs");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
