using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

internal sealed class RoleAssignment : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid PersonId { get; set; }
    public required Role Role { get; set; }
    public Guid? UnitId { get; set; }
    public required DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<RoleAssignment>
    {
        public void Configure(EntityTypeBuilder<RoleAssignment> builder)
        {
            builder.ToTable("role_assignments");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
