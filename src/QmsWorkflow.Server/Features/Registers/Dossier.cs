using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>A hồ sơ: documents on one matter (NĐ 30/2020 Điều 28–29; Phụ lục VI, phần II, III).</summary>
internal sealed class Dossier : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required int Year { get; set; }
    public required string Notation { get; set; }
    public required string Title { get; set; }
    public string Retention { get; set; } = "";
    public string Rights { get; set; } = "";
    public string Creator { get; set; } = "";
    public string Note { get; set; } = "";
    public DateOnly? StartedOn { get; set; }
    public DateOnly? EndedOn { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Dossier>
    {
        public void Configure(EntityTypeBuilder<Dossier> builder)
        {
            builder.ToTable("dossiers");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
