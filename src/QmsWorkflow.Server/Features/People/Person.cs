using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

internal sealed class Person : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public Guid? UnitId { get; set; }
    public required string FullName { get; set; }
    public required string UserName { get; set; }
    public string? Email { get; set; }
    public required string JobTitle { get; set; }
    public required string PasswordHash { get; set; }
    public required string SecurityStamp { get; set; }
    public required int FailedSignIns { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public required bool IsActive { get; set; }
    public uint RowVersion { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
