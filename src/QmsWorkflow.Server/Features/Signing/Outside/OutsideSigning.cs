using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Features.Signing.Outside;

/// <summary>A PDF handed out to be signed with another tool (a token of the Government's authority), and what came back.</summary>
internal sealed class OutsideSigning : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid DocumentId { get; set; }
    public required int ContentVersion { get; set; }
    public required OriginalStage Stage { get; set; }

    /// <summary>The Word file that the handed-out PDF was made of.</summary>
    public required string DocxSha256 { get; set; }

    /// <summary>The lines of the signature block, parted by "|"; null for the agency's signature.</summary>
    public string? SigningForm { get; set; }
    public required Guid HandedOutFileId { get; set; }
    public required string HandedOutSha256 { get; set; }
    public required Guid HandedOutBy { get; set; }
    public required DateTimeOffset HandedOutAt { get; set; }
    public Guid? ReturnedFileId { get; set; }
    public string? ReturnedSha256 { get; set; }
    public Guid? ReturnedBy { get; set; }
    public DateTimeOffset? ReturnedAt { get; set; }
    public string? CertificateName { get; set; }

    /// <summary>The person said that a certificate in another name, or of an unknown authority, is theirs.</summary>
    public bool NameConfirmed { get; set; }

    private sealed class Configuration : IEntityTypeConfiguration<OutsideSigning>
    {
        public void Configure(EntityTypeBuilder<OutsideSigning> builder)
        {
            builder.ToTable("outside_signings");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
        }
    }
}

internal static class OutsideRows
{
    extension(QmsDb db)
    {
        public DbSet<OutsideSigning> OutsideSignings => db.Set<OutsideSigning>();
    }
}
