using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Approvals;

internal sealed class ReturnReason : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    /// <summary>The approval that returned it; null when the clerk did, who does not approve.</summary>
    public Guid? ApprovalId { get; set; }

    /// <summary>The clerk's work that returned it.</summary>
    public Guid? TaskId { get; set; }

    /// <summary>The instance in which the drafter answers.</summary>
    public required Guid InstanceId { get; set; }
    public required string Text { get; set; }
    public required int Ordinal { get; set; }
    public required Guid GivenBy { get; set; }
    public required DateTimeOffset GivenAt { get; set; }
    public string? Answer { get; set; }
    public Guid? AnsweredBy { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ReturnReason>
    {
        public void Configure(EntityTypeBuilder<ReturnReason> builder)
        {
            builder.ToTable("return_reasons");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
