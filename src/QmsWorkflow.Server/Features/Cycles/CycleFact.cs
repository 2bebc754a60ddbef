using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Cycles;

internal sealed class CycleFact : IAgencyOwned
{
    public required Guid CycleId { get; set; }
    public required string Name { get; set; }
    public required Guid AgencyId { get; set; }
    public required DateOnly Day { get; set; }
    public required string Source { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<CycleFact>
    {
        public void Configure(EntityTypeBuilder<CycleFact> builder)
        {
            builder.ToTable("cycle_facts");
            builder.HasKey(row => new { row.CycleId, row.Name });
        }
    }
}
