using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>What the register of outgoing documents says beyond the document itself (NĐ 30/2020, Phụ lục IV, I: columns 6–10).</summary>
internal sealed class OutgoingEntry : IAgencyOwned
{
    public required Guid DocumentId { get; set; }
    public required Guid AgencyId { get; set; }
    public string KeptBy { get; set; } = "";
    public int? Copies { get; set; }
    public DateOnly? SentOn { get; set; }
    public string ReceivedBy { get; set; } = "";
    public string Note { get; set; } = "";

    private sealed class Configuration : IEntityTypeConfiguration<OutgoingEntry>
    {
        public void Configure(EntityTypeBuilder<OutgoingEntry> builder)
        {
            builder.ToTable("outgoing_entries");
            builder.HasKey(row => row.DocumentId);
            builder.Property(row => row.DocumentId).ValueGeneratedNever();
        }
    }
}
