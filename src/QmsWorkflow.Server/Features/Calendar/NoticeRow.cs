using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Calendar;

internal sealed class NoticeRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Code { get; set; }
    public required string Title { get; set; }
    public required string IssuedBy { get; set; }
    public required string Source { get; set; }
    public required string Years { get; set; }
    public required bool CoversWholeYear { get; set; }
    public required bool IsProvisional { get; set; }
    public required DateTimeOffset RecordedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<NoticeRow>
    {
        public void Configure(EntityTypeBuilder<NoticeRow> builder)
        {
            builder.ToTable("calendar_notices");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
