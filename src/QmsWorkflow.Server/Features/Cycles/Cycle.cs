using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Cycles;

internal sealed class Cycle : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required int Year { get; set; }
    public required string Name { get; set; }
    public required string StandardEdition { get; set; }
    public required CycleState State { get; set; }
    public Guid? RootInstanceId { get; set; }
    public required string Wording { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Cycle>
    {
        public void Configure(EntityTypeBuilder<Cycle> builder)
        {
            builder.ToTable("cycles");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Wording).HasColumnType("jsonb");
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
