using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal sealed class EventRow : IAgencyOwned
{
    public required Guid InstanceId { get; set; }
    public required int Sequence { get; set; }
    public required Guid AgencyId { get; set; }
    public required DateTimeOffset At { get; set; }
    public string? Actor { get; set; }
    public required string Kind { get; set; }
    public required string Body { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<EventRow>
    {
        public void Configure(EntityTypeBuilder<EventRow> builder)
        {
            builder.ToTable("workflow_events");
            builder.HasKey(row => new { row.InstanceId, row.Sequence });
        }
    }
}
