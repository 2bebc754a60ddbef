using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QmsWorkflow.Server.Features.People;

internal sealed class Agency
{
    public required Guid Id { get; set; }
    public required string Code { get; set; }
    public required string Name { get; set; }
    public required string ShortName { get; set; }
    public required string SuperiorName { get; set; }
    public required string PlaceName { get; set; }
    public required string Symbol { get; set; }
    public required string HeadTitle { get; set; }
    public required string DeputyTitle { get; set; }
    public required string AuthorityLine { get; set; }
    public required bool IsCollective { get; set; }

    /// <summary>The name of the collective, printed after "TM.": "Ủy ban nhân dân"; empty where one head decides.</summary>
    public string CollectiveName { get; set; } = "";
    public required string StandardEdition { get; set; }
    public required string TimeZone { get; set; }
    public required string Profile { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<Agency>
    {
        public void Configure(EntityTypeBuilder<Agency> builder)
        {
            builder.ToTable("agencies");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Profile).HasColumnType("jsonb");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
