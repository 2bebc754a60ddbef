using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Notifications;

internal sealed class Notification : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid PersonId { get; set; }
    public required string Key { get; set; }
    public required string Text { get; set; }
    public required string Url { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ReadAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Notification>
    {
        public void Configure(EntityTypeBuilder<Notification> builder)
        {
            builder.ToTable("notifications");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
