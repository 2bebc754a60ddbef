using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>How far a signed PDF has come.</summary>
internal enum OriginalStage
{
    /// <summary>Signed by the person with authority; number and date are still blank.</summary>
    Signed,

    /// <summary>Numbered, dated and signed by the agency: what the recipients get.</summary>
    Issued,
}

/// <summary>Where it was signed.</summary>
internal enum SigningPlace { Software, Outside }

/// <summary>A signed PDF of a document: the original of the electronic document, kept as it is for ever (NĐ 30/2020 Điều 19.2).</summary>
internal sealed class DocumentOriginal : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid DocumentId { get; set; }
    public required int ContentVersion { get; set; }
    public required OriginalStage Stage { get; set; }
    public required SigningPlace Place { get; set; }
    public required Guid FileId { get; set; }
    public required string Sha256 { get; set; }

    /// <summary>The name in the certificate that signed last; null when nothing was signed electronically.</summary>
    public string? CertificateName { get; set; }
    public required DateTimeOffset KeptAt { get; set; }
    public Guid? KeptBy { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<DocumentOriginal>
    {
        public void Configure(EntityTypeBuilder<DocumentOriginal> builder)
        {
            builder.ToTable("document_originals");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
