using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements;

/// <summary>Why a target was missed (S-151) and what is done about it (S-152).</summary>
internal sealed class MissCause : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ObjectiveId { get; set; }
    public Guid? UnitId { get; set; }
    public required ReportKind PeriodKind { get; set; }
    public required int PeriodNumber { get; set; }
    public required int PeriodYear { get; set; }
    public string Cause { get; set; } = "";
    public string RootCause { get; set; } = "";
    public string Action { get; set; } = "";
    public DateOnly? ActionDue { get; set; }
    public required Guid WrittenBy { get; set; }
    public required DateTimeOffset WrittenAt { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<MissCause>
    {
        public void Configure(EntityTypeBuilder<MissCause> builder)
        {
            builder.ToTable("miss_causes");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
