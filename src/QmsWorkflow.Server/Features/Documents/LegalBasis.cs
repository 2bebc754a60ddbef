using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

internal sealed class LegalBasis : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required string Code { get; set; }
    public required string Kind { get; set; }
    public required string Number { get; set; }
    public DateOnly? IssuedOn { get; set; }
    public required string Issuer { get; set; }
    public required string Summary { get; set; }
    public required string Citation { get; set; }
    public DateOnly? EffectiveFrom { get; set; }
    public DateOnly? EffectiveTo { get; set; }
    public string? ReplacedBy { get; set; }
    public string Note { get; set; } = "";

    private sealed class Configuration : IEntityTypeConfiguration<LegalBasis>
    {
        public void Configure(EntityTypeBuilder<LegalBasis> builder)
        {
            builder.ToTable("legal_bases");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
