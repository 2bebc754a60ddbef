using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

internal sealed class NumberSeries : IAgencyOwned
{
    public required Guid AgencyId { get; set; }
    public required string Series { get; set; }
    public required int Year { get; set; }
    public required int LastNumber { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<NumberSeries>
    {
        public void Configure(EntityTypeBuilder<NumberSeries> builder)
        {
            builder.ToTable("number_series");
            builder.HasKey(row => new { row.AgencyId, row.Series, row.Year });
        }
    }
}
