using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Who signs for a committee, and as what: the title in it is printed, not the one in the agency (NĐ 30/2020, Phụ lục I, II.7c).</summary>
internal sealed class CommitteeLeader : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid CommitteeId { get; set; }
    public required Guid PersonId { get; set; }

    /// <summary>"Trưởng ban", "Phó Trưởng ban thường trực".</summary>
    public required string Title { get; set; }

    public required bool IsHead { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<CommitteeLeader>
    {
        public void Configure(EntityTypeBuilder<CommitteeLeader> builder)
        {
            builder.ToTable("committee_leaders");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
