using System.Numerics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

/// <summary>What was reported, frozen (NĐ 09/2019 Điều 12.4).</summary>
internal sealed class ReportedValue : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid CycleId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public Guid? IndicatorId { get; set; }
    public Guid? UnitId { get; set; }
    public string Field { get; set; } = "";

    /// <summary>0 stands for the objective; where it has several indicators (S-033) each has its own row, from 1.</summary>
    public int Part { get; set; }
    public required ReportKind PeriodKind { get; set; }
    public required int PeriodNumber { get; set; }
    public required int PeriodYear { get; set; }
    public required CutOff CutOff { get; set; }
    public decimal? Numerator { get; set; }
    public decimal? Denominator { get; set; }
    public BigInteger? ValueNumerator { get; set; }
    public BigInteger? ValueDenominator { get; set; }
    public string? Comparator { get; set; }
    public decimal? TargetValue { get; set; }
    public required ResultOutcome Outcome { get; set; }
    public Guid? DocumentId { get; set; }
    public required DateTimeOffset ReportedAt { get; set; }
    public Guid? ReportedBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ReportedValue>
    {
        public void Configure(EntityTypeBuilder<ReportedValue> builder)
        {
            builder.ToTable("reported_values");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
