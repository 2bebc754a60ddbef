using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>What the head decided about a series (NĐ 30/2020 Điều 15.1c): the kinds that share it, from which year on.</summary>
internal sealed class SeriesRule : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }

    /// <summary>Names the series: "VB" for one of several kinds.</summary>
    public required string Code { get; set; }
    public required string Name { get; set; }
    public Guid? CommitteeId { get; set; }
    public required string[] Abbreviations { get; set; }

    /// <summary>Whether a late document may get a letter behind the number before it.</summary>
    public required bool AllowsLetters { get; set; }
    public required int FromYear { get; set; }
    public int? ToYear { get; set; }
    public string DecidedBy { get; set; } = "";

    private sealed class Configuration : IEntityTypeConfiguration<SeriesRule>
    {
        public void Configure(EntityTypeBuilder<SeriesRule> builder)
        {
            builder.ToTable("series_rules");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
