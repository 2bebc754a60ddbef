using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

internal sealed class Document : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public Guid? CycleId { get; set; }
    public Guid? UnitId { get; set; }
    public Guid? InstanceId { get; set; }
    public required string Kind { get; set; }
    public required string Template { get; set; }

    /// <summary>The version of the template it was drafted with; 0 is the shipped one.</summary>
    public int TemplateVersion { get; set; }
    public Guid? TemplateFileId { get; set; }
    public required string Title { get; set; }
    public required string Symbol { get; set; }
    public required string Series { get; set; }
    public required DocumentState State { get; set; }
    public required string Content { get; set; }
    public required int ContentVersion { get; set; }
    public Guid? DocxFileId { get; set; }
    public string? DocxSha256 { get; set; }
    public Guid? PdfFileId { get; set; }
    public int? Year { get; set; }
    public int? Number { get; set; }

    /// <summary>The letter behind a late number, where the agency allows it.</summary>
    public string NumberSuffix { get; set; } = "";

    /// <summary>The committee that issues under the agency's seal.</summary>
    public Guid? CommitteeId { get; set; }
    public DateOnly? IssuedOn { get; set; }
    public Guid? SignerId { get; set; }
    public string? SignerName { get; set; }
    public string? SigningForm { get; set; }
    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>Who holds the document opens its register entry with this, without signing in.</summary>
    public string VerificationCode { get; set; } = VerificationCodes.New();

    /// <summary>Composed freely: who is to sign it.</summary>
    public Guid? ExpectedSignerId { get; set; }
    public Guid? CopiedFromId { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public uint RowVersion { get; set; }

    /// <summary>A draft again, of the next version: what was signed is not what it says now.</summary>
    public void BeginVersion()
    {
        ContentVersion++;
        State = DocumentState.Draft;
        (SignerId, SignerName, SigningForm, SignedAt) = (null, null, null, null);
    }

    private sealed class Configuration : IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Document> builder)
        {
            builder.ToTable("documents");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Content).HasColumnType("jsonb");
            builder.Property(row => row.RowVersion).IsRowVersion().HasColumnName("xmin");
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}
