using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>A right to sign that a person was given, with the writing it comes from (NĐ 30/2020 Điều 13). It is taken back, never deleted.</summary>
internal sealed class SigningMandateRow : IAgencyOwned
{
    public required Guid Id { get; set; }
    public required Guid AgencyId { get; set; }
    public required Guid PersonId { get; set; }
    public required MandateKind Kind { get; set; }

    /// <summary>The writing that gives the right: assignment of work, regulation, authorisation.</summary>
    public required string Source { get; set; }
    public string Content { get; set; } = "";

    /// <summary>The issued document of the register that gives the right.</summary>
    public Guid? DocumentId { get; set; }

    /// <summary>The scan of the writing when it was made on paper. Rights recorded before had neither; they stay valid.</summary>
    public Guid? FileId { get; set; }

    /// <summary>The kinds of document it covers (<see cref="DocumentKindInfo"/>); empty for all.</summary>
    public string[] Documents { get; set; } = [];
    public required DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public DateOnly? RevokedOn { get; set; }
    public required DateTimeOffset RecordedAt { get; set; }
    public Guid? RecordedBy { get; set; }

    /// <summary>The right as the signing rules see it on a day; only the head of the agency gives such rights here.</summary>
    public SigningMandate On(DateOnly day) => new()
    {
        Kind = Kind,
        GrantedTo = PersonId.ToString(),
        GrantedByRank = SignerRank.Head,
        Document = Source,
        Content = Content.Length == 0 ? null : Content,
        From = ValidFrom,
        To = ValidTo,
        IsRevoked = RevokedOn <= day,
    };

    public bool Covers(string documentKind) => Documents.Length == 0 || Documents.Contains(documentKind, StringComparer.Ordinal);

    private sealed class Configuration : IEntityTypeConfiguration<SigningMandateRow>
    {
        public void Configure(EntityTypeBuilder<SigningMandateRow> builder)
        {
            builder.ToTable("signing_mandates");
            builder.HasKey(row => row.Id);
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Kind).HasConversion<string>();
        }
    }
}
