using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

/// <summary>A name that a unit had before, with its first and last day.</summary>
internal sealed class UnitName : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid UnitId { get; set; }
    public required string Name { get; set; }
    public required DateOnly ValidFrom { get; set; }
    public required DateOnly ValidTo { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<UnitName>
    {
        public void Configure(EntityTypeBuilder<UnitName> builder)
        {
            builder.ToTable("unit_names");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
