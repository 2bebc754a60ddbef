using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Calendar;

internal sealed class NoticeDayRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid NoticeId { get; set; }
    public required DateOnly Day { get; set; }
    public required string Kind { get; set; }
    public required string Name { get; set; }
    public DateOnly? SwappedWith { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<NoticeDayRow>
    {
        public void Configure(EntityTypeBuilder<NoticeDayRow> builder)
        {
            builder.ToTable("calendar_days");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
