using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Approvals;

internal sealed class Approval : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid InstanceId { get; set; }
    public required string WaitId { get; set; }
    public required string ActivityId { get; set; }
    public required string Title { get; set; }
    public required ApprovalMode Mode { get; set; }
    public required bool IsSigning { get; set; }
    public string? SigningForm { get; set; }

    /// <summary>Which part of preparing a document this is: <c>content</c>, <c>form</c>, <c>signing</c>; null for any other approval.</summary>
    public string? Duty { get; set; }
    public Guid? DocumentId { get; set; }
    public required int SubjectVersion { get; set; }
    public string? SubjectSha256 { get; set; }
    public required ApprovalState State { get; set; }
    public required DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Approval>
    {
        public void Configure(EntityTypeBuilder<Approval> builder)
        {
            builder.ToTable("approvals");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
