using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal sealed class TimerRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Kind { get; set; }
    public Guid? InstanceId { get; set; }
    public string? WaitId { get; set; }
    public Guid? SubjectId { get; set; }
    public required DateTimeOffset DueAt { get; set; }
    public required string Payload { get; set; }
    public required int Attempts { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<TimerRow>
    {
        public void Configure(EntityTypeBuilder<TimerRow> builder)
        {
            builder.ToTable("timers");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
