using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal sealed class WaitRow : IAgencyOwned
{
    public required Guid InstanceId { get; set; }
    public required string WaitId { get; set; }
    public required Guid AgencyId { get; set; }
    public required string ActivityId { get; set; }
    public required string Type { get; set; }
    public string? Name { get; set; }
    public string? CorrelationId { get; set; }
    public required DateTimeOffset OpenedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<WaitRow>
    {
        public void Configure(EntityTypeBuilder<WaitRow> builder)
        {
            builder.ToTable("workflow_waits");
            builder.HasKey(row => new { row.InstanceId, row.WaitId });
        }
    }
}
