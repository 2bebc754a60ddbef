using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Objectives;

internal sealed class Objective : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid CycleId { get; set; }
    public Guid? UnitId { get; set; }
    public Guid? ParentId { get; set; }
    public required ObjectiveRelation Relation { get; set; }
    public required int Ordinal { get; set; }
    public required string Number { get; set; }
    public required string GroupName { get; set; }
    public required string Kind { get; set; }
    public required string Statement { get; set; }
    public string? Comparator { get; set; }
    public decimal? TargetValue { get; set; }
    public required string TargetUnit { get; set; }
    public required string Criteria { get; set; }
    public required string Method { get; set; }
    public required string Source { get; set; }
    public required string Measures { get; set; }
    public required string Responsible { get; set; }
    public required string ReportPeriod { get; set; }
    public string WeakerReason { get; set; } = "";
    public Guid? MonitorId { get; set; }
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }
    public string PolicyStatement { get; set; } = "";
    public string Clause { get; set; } = "";
    public string ProcedureName { get; set; } = "";
    public Guid? ContinuesId { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Objective>
    {
        public void Configure(EntityTypeBuilder<Objective> builder)
        {
            builder.ToTable("objectives");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
