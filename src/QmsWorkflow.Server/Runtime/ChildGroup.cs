using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Runtime;

internal sealed class ChildGroup : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid ParentId { get; set; }
    public string? WaitId { get; set; }
    public required bool IsBulk { get; set; }
    public required int Total { get; set; }
    public required int Remaining { get; set; }
    public required int Finished { get; set; }
    public required int Faulted { get; set; }
    public required int Cancelled { get; set; }
    public required string Outputs { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<ChildGroup>
    {
        public void Configure(EntityTypeBuilder<ChildGroup> builder)
        {
            builder.ToTable("child_groups");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
