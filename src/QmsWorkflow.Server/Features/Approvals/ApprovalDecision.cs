using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Approvals;

internal sealed class ApprovalDecision : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ApprovalId { get; set; }
    public required Guid TaskId { get; set; }
    public required Guid PersonId { get; set; }
    public required Verdict Verdict { get; set; }
    public required string Comment { get; set; }
    public required int SubjectVersion { get; set; }
    public string? SubjectSha256 { get; set; }
    public required DateTimeOffset DecidedAt { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ApprovalDecision>
    {
        public void Configure(EntityTypeBuilder<ApprovalDecision> builder)
        {
            builder.ToTable("approval_decisions");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
