using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Tasks;

internal sealed class UserTask : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required WorkKind Kind { get; set; }
    public required Guid InstanceId { get; set; }
    public required string WaitId { get; set; }
    public required string ActivityId { get; set; }
    public required string Title { get; set; }
    public required string Instructions { get; set; }
    public string? Form { get; set; }
    public required string Outcomes { get; set; }
    public Guid? AssigneeId { get; set; }
    public Role? AssigneeRole { get; set; }
    public Guid? UnitId { get; set; }
    public Guid? CycleId { get; set; }
    public Guid? DocumentId { get; set; }
    public Guid? ApprovalId { get; set; }
    public required int Ordinal { get; set; }
    public required bool RequiresEvidence { get; set; }
    public required bool AllowsEvidence { get; set; }
    public required DateTimeOffset OpenedAt { get; set; }
    public DateOnly? DueOn { get; set; }
    public required bool DueIsProvisional { get; set; }
    public string? DueRule { get; set; }
    public string? DueTrace { get; set; }
    public string? Remind { get; set; }
    public string? Escalate { get; set; }
    public required WorkState State { get; set; }
    public string? Outcome { get; set; }
    public string? Answer { get; set; }
    public string? Comment { get; set; }
    public Guid? CompletedBy { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<UserTask>
    {
        public void Configure(EntityTypeBuilder<UserTask> builder)
        {
            builder.ToTable("user_tasks");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.DueTrace).HasColumnType("jsonb");
            builder.Property(row => row.Answer).HasColumnType("jsonb");
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
