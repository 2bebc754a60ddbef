using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A board or council that issues documents under the agency's seal: it has series of its own (NĐ 30/2020 Điều 15; Phụ lục I, I.3).</summary>
internal sealed class Committee : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Name { get; set; }
    public required string Symbol { get; set; }
    public string FoundedBy { get; set; } = "";

    /// <summary>The collective printed behind "TM.": "Ban Chỉ đạo ISO"; empty when its head signs for themselves.</summary>
    public string Collective { get; set; } = "";

    public required DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Committee>
    {
        public void Configure(EntityTypeBuilder<Committee> builder)
        {
            builder.ToTable("committees");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
