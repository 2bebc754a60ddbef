using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

/// <summary>By which indicator an objective is measured; the current approved version of the code counts.</summary>
internal sealed class ObjectiveIndicator : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public required int Ordinal { get; set; }
    public required string IndicatorCode { get; set; }
    public required Aggregation Aggregation { get; set; }
    public required string Filter { get; set; }
    public required CutOff CutOff { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ObjectiveIndicator>
    {
        public void Configure(EntityTypeBuilder<ObjectiveIndicator> builder)
        {
            builder.ToTable("objective_indicators");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Filter).HasColumnType("jsonb");
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
