using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

/// <summary>A unit that was merged or renamed goes on as another.</summary>
internal sealed class UnitSuccessor : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid UnitId { get; set; }
    public required Guid SuccessorId { get; set; }
    public required DateOnly Since { get; set; }
    public string Source { get; set; } = "";

    private sealed class Configuration : IEntityTypeConfiguration<UnitSuccessor>
    {
        public void Configure(EntityTypeBuilder<UnitSuccessor> builder)
        {
            builder.ToTable("unit_successors");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
