using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

/// <summary>A result counted by hand.</summary>
internal sealed class Measurement : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public required string IndicatorCode { get; set; }
    public Guid? UnitId { get; set; }
    public string Field { get; set; } = "";
    public required ReportKind PeriodKind { get; set; }
    public required int PeriodNumber { get; set; }
    public required int PeriodYear { get; set; }
    public required long Numerator { get; set; }
    public required long Denominator { get; set; }
    public bool? IsFulfilled { get; set; }
    public string Note { get; set; } = "";
    public Guid? EvidenceFileId { get; set; }
    public string EvidenceLink { get; set; } = "";
    public required MeasurementState State { get; set; }
    public required Guid EnteredBy { get; set; }
    public required DateTimeOffset EnteredAt { get; set; }
    public string LateReason { get; set; } = "";
    public Guid? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string DecisionNote { get; set; } = "";
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Measurement>
    {
        public void Configure(EntityTypeBuilder<Measurement> builder)
        {
            builder.ToTable("measurements");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
